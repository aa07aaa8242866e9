//! The Huffman codes of JPEG scans, read bit by bit.

/// Bits looked up at once; longer codes are rare.
const QUICK_BITS: u32 = 10;
/// Bits of the longest code.
const CODE_BITS: usize = 16;
/// Bytes that a camera may leave after the last unit of a scan; corrupt codes leave more.
const UNREAD_BYTES_MAX: usize = 256;
/// So many zero bytes in a row are a gap and not codes, if the file ends without a marker.
const GAP_BYTES: usize = 64;

/// A Huffman table.
pub(super) struct Table {
    /// For every value of the next [`QUICK_BITS`] bits, the length and the symbol of the code; length 0 if the code is
    /// longer or invalid.
    quick: Vec<(u8, u8)>,
    /// For each length, one more than its last code, shifted up to 16 bits, and the offset from a code to the index of
    /// its symbol.
    lengths: [(u32, i32); CODE_BITS + 1],
    symbols: Vec<u8>,
}

impl Table {
    /// Reads the table at the beginning of `data`. Returns it with its length in bytes.
    pub(super) fn read(data: &[u8]) -> Option<(Self, usize)> {
        let counts = data.get(..CODE_BITS)?;
        let used = CODE_BITS + counts.iter().map(|count| usize::from(*count)).sum::<usize>();
        let symbols = data.get(CODE_BITS..used)?.to_vec();
        let mut table = Self { quick: vec![(0, 0); 1 << QUICK_BITS], lengths: [(0, 0); CODE_BITS + 1], symbols };
        let (mut code, mut index) = (0_u32, 0_usize);
        for (length, count) in (1_u32..).zip(counts) {
            let offset = i32::try_from(index).ok()? - i32::try_from(code).ok()?;
            for _ in 0..*count {
                if code >> length != 0 {
                    return None;
                }
                table.note(code, length, *table.symbols.get(index)?);
                (code, index) = (code + 1, index + 1);
            }
            *table.lengths.get_mut(usize::try_from(length).ok()?)? = (code << (16 - length), offset);
            code <<= 1;
        }
        Some((table, used))
    }

    fn note(&mut self, code: u32, length: u32, symbol: u8) {
        if length <= QUICK_BITS {
            let open = QUICK_BITS - length;
            let from = usize::try_from(code << open).unwrap_or_default();
            let length = u8::try_from(length).unwrap_or_default();
            self.quick[from..from + (1 << open)].fill((length, symbol));
        }
    }

    /// The length and the symbol of the code with which `next` (16 bits) begins.
    fn find(&self, next: u32) -> Option<(u32, u8)> {
        if let Some((length @ 1.., symbol)) = self.quick.get(usize::try_from(next >> (16 - QUICK_BITS)).ok()?) {
            return Some((u32::from(*length), *symbol));
        }
        for (length, (end, offset)) in (0_u32..).zip(&self.lengths).skip(1) {
            if next < *end {
                let index = i32::try_from(next >> (16 - length)).ok()? + offset;
                return Some((length, *self.symbols.get(usize::try_from(index).ok()?)?));
            }
        }
        None
    }
}

/// The bits of a scan up to the next marker, followed by zeros.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// Position of the next byte.
    at: usize,
    /// Bits taken from the bytes, the next one highest, and how many.
    held: u64,
    count: u32,
    /// How many zero bits were added after the last byte.
    added: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, held: 0, count: 0, added: 0 }
    }

    /// The byte at `at` and its width in the file, 2 if it is stuffed; `None` at a marker and at the end.
    fn byte(&self) -> Option<(u8, usize)> {
        match *self.bytes.get(self.at)? {
            0xff => (self.bytes.get(self.at + 1) == Some(&0)).then_some((0xff, 2)),
            byte => Some((byte, 1)),
        }
    }

    fn fill(&mut self) {
        while self.count <= 56 {
            let (byte, width) = self.byte().unwrap_or_default();
            self.at += width;
            if width == 0 {
                self.added = (self.added + 8).min(1 << 20);
            }
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// Takes up to 16 bits.
    fn take(&mut self, bits: u32) -> u32 {
        if self.count < bits {
            self.fill();
        }
        let taken = if bits == 0 { 0 } else { self.held >> (64 - bits) };
        self.held <<= bits;
        self.count -= bits;
        u32::try_from(taken).unwrap_or_default()
    }

    pub(super) fn skip(&mut self, bits: u8) {
        self.take(u32::from(bits));
    }

    /// The next symbol; `None` if there is no such code.
    pub(super) fn symbol(&mut self, table: &Table) -> Option<u8> {
        if self.count < 16 {
            self.fill();
        }
        let (length, symbol) = table.find(u32::try_from(self.held >> 48).ok()?)?;
        self.take(length);
        Some(symbol)
    }

    /// The next `bits` bits as a signed number, as JPEG encodes it: the lower half of the range is negative.
    pub(super) fn number(&mut self, bits: u8) -> i64 {
        let number = i64::from(self.take(u32::from(bits)));
        if bits > 0 && number < 1 << (bits - 1) { number - (1 << bits) + 1 } else { number }
    }

    /// The length of a run of empty blocks: 2 to the power of `bits`, plus the next `bits` bits.
    pub(super) fn run(&mut self, bits: u8) -> u32 {
        (1 << bits) + self.take(u32::from(bits))
    }

    /// Whether more bits were read than there are.
    pub(super) fn ran_out(&self) -> bool {
        self.added > self.count
    }

    /// How many bytes before the next marker were not read, without padding, and the position of the marker.
    fn unread_until_marker(&self) -> (usize, usize) {
        let held = usize::try_from(self.count.saturating_sub(self.added) / 8).unwrap_or_default();
        let is_padding = |byte: &u8| matches!(byte, 0x00 | 0xff);
        let mut unread = self.held.to_be_bytes().iter().take(held).filter(|byte| !is_padding(byte)).count();
        let mut end = self.at;
        while let Some(byte) = self.bytes.get(end) {
            match (byte, self.bytes.get(end + 1)) {
                (0xff, Some(0x00)) => end += 1,
                (0xff, Some(0xff)) => {}
                (0xff, _) => break,
                _ => unread += usize::from(!is_padding(byte)),
            }
            end += 1;
        }
        (unread, end)
    }

    /// Moves past the restart marker that must be next; `None` if there is none.
    pub(super) fn pass_restart(&mut self) -> Option<()> {
        let (_, end) = self.unread_until_marker();
        let [0xff, 0xd0..=0xd7] = self.bytes.get(end..end + 2)? else { return None };
        *self = Self::new(self.bytes, end + 2);
        Some(())
    }

    /// Position of the next marker; `None` if more than [`UNREAD_BYTES_MAX`] bytes before it were not read.
    pub(super) fn end_of_scan(&self) -> Option<usize> {
        let (unread, end) = self.unread_until_marker();
        (unread <= UNREAD_BYTES_MAX).then_some(end)
    }

    /// Whether the last bytes read are a run of zeros with which a disk or a network has filled a gap.
    pub(super) fn ends_in_a_gap(&self) -> bool {
        let read = self.at - usize::try_from(self.count / 8).unwrap_or_default().min(self.at);
        self.bytes.get(read.saturating_sub(GAP_BYTES)..read).is_some_and(|last| last.iter().all(|byte| *byte == 0))
    }
}

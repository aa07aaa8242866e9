//! The codes of a JPEG's scans, bit by bit.

/// Bits that are looked up at once; longer codes are rare.
const QUICK_BITS: u32 = 10;
/// The longest code.
const CODE_BITS: usize = 16;
/// Bytes behind the last unit of a scan that a camera may have left there; codes out of step leave more.
const LEFT_BYTES_MAX: usize = 256;
/// Zeros in a row that are no codes where a file just ends.
const GAP_BYTES: usize = 64;

/// Huffman codes: which symbol each stands for.
pub(super) struct Table {
    /// For every beginning of [`QUICK_BITS`] the code's length and its symbol; length 0 where the code is longer or none.
    quick: Vec<(u8, u8)>,
    /// For each length one more than its last code, all 16 bits wide, and what leads from a code to its symbol.
    lengths: [(u32, i32); CODE_BITS + 1],
    symbols: Vec<u8>,
}

impl Table {
    /// The table at the beginning of `data`, and the bytes it has.
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

    /// The length of the code that `next` (16 bits) begins with, and its symbol.
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

/// The bits of a scan as far as the next marker, and zeros behind them.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// Where the next byte is.
    at: usize,
    /// Bits that were taken from the bytes, the next one highest, and how many.
    held: u64,
    count: u32,
    /// How many of the bits so far held are zeros that were added.
    added: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, held: 0, count: 0, added: 0 }
    }

    /// What stands at `at`, or `None` where a marker or the end does.
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

    /// The next symbol; `None` where there is no such code.
    pub(super) fn symbol(&mut self, table: &Table) -> Option<u8> {
        if self.count < 16 {
            self.fill();
        }
        let (length, symbol) = table.find(u32::try_from(self.held >> 48).ok()?)?;
        self.take(length);
        Some(symbol)
    }

    /// A number of so many bits, as it is written: the lower half of them is negative.
    pub(super) fn number(&mut self, bits: u8) -> i64 {
        let number = i64::from(self.take(u32::from(bits)));
        if bits > 0 && number < 1 << (bits - 1) { number - (1 << bits) + 1 } else { number }
    }

    /// How many blocks are empty: 2 to the power of `bits`, and as many as that many bits say.
    pub(super) fn run(&mut self, bits: u8) -> u32 {
        (1 << bits) + self.take(u32::from(bits))
    }

    /// Whether more was read than there is.
    pub(super) fn ran_out(&self) -> bool {
        self.added > self.count
    }

    /// Bytes that were not read before the next marker, padding left out, and where it is.
    fn left(&self) -> (usize, usize) {
        let held = usize::try_from(self.count.saturating_sub(self.added) / 8).unwrap_or_default();
        let is_padding = |byte: &u8| matches!(byte, 0x00 | 0xff);
        let mut left = self.held.to_be_bytes().iter().take(held).filter(|byte| !is_padding(byte)).count();
        let mut end = self.at;
        while let Some(byte) = self.bytes.get(end) {
            match (byte, self.bytes.get(end + 1)) {
                (0xff, Some(0x00)) => end += 1,
                (0xff, Some(0xff)) => {}
                (0xff, _) => break,
                _ => left += usize::from(!is_padding(byte)),
            }
            end += 1;
        }
        (left, end)
    }

    /// Goes behind the restart marker that has to be next.
    pub(super) fn pass_restart(&mut self) -> Option<()> {
        let (_, end) = self.left();
        let [0xff, 0xd0..=0xd7] = self.bytes.get(end..end + 2)? else { return None };
        *self = Self::new(self.bytes, end + 2);
        Some(())
    }

    /// Where the next marker is; `None` where more than [`LEFT_BYTES_MAX`] were not read before it.
    pub(super) fn end(&self) -> Option<usize> {
        let (left, end) = self.left();
        (left <= LEFT_BYTES_MAX).then_some(end)
    }

    /// Whether what was read last is a run of zeros that a disk or a network has filled a gap with.
    pub(super) fn ends_in_a_gap(&self) -> bool {
        let read = self.at - usize::try_from(self.count / 8).unwrap_or_default().min(self.at);
        self.bytes.get(read.saturating_sub(GAP_BYTES)..read).is_some_and(|last| last.iter().all(|byte| *byte == 0))
    }
}

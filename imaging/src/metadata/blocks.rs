//! Where metadata stand in the containers, and the blocks of the three standards put together from there.

use std::io::Read;
use std::ops::Range;

use flate2::read::ZlibDecoder;

use crate::decoding::METADATA_BYTES_MAX;

/// What a piece of a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// Exif, from its byte order on; or the continuation of the piece before.
    Exif,
    /// An XMP packet.
    Xmp,
    /// Part of an extended XMP packet: its name (32 bytes), its length, the part's place, the part.
    XmpExtension,
    /// Resources of Photoshop, among them IIM and its digest; or the continuation of the piece before.
    Photoshop,
    /// A profile in hexadecimal digits, as ImageMagick writes it into PNG.
    HexProfile,
}

/// A piece of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub kind: BlockKind,
    pub range: Range<usize>,
    /// Whether it is compressed with zlib.
    pub is_packed: bool,
}

/// The pieces of a file that hold metadata, in its order. Their sizes were checked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Blocks(Vec<Block>);

/// The blocks of the standards.
#[derive(Default)]
pub(super) struct Gathered {
    pub exif: Vec<Vec<u8>>,
    pub xmp: Vec<Vec<u8>>,
    pub iim: Option<Vec<u8>>,
    /// The MD5 of the IIM when XMP was written last.
    pub iim_digest: Option<[u8; 16]>,
    pub iim_is_stray: bool,
}

impl Blocks {
    /// Adds a piece.
    pub fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        self.0.push(Block { kind, range, is_packed: false });
    }

    /// Adds a compressed piece.
    pub fn push_packed(&mut self, kind: BlockKind, range: Range<usize>) {
        self.0.push(Block { kind, range, is_packed: true });
    }

    pub(super) fn gather(&self, bytes: &[u8]) -> Gathered {
        let mut gathered = Gathered::default();
        let (mut photoshop, mut extensions) = (Vec::new(), Vec::new());
        for block in &self.0 {
            let piece = bytes.get(block.range.clone()).unwrap_or_default();
            let piece = if block.is_packed { unpacked(piece) } else { piece.to_vec() };
            match block.kind {
                BlockKind::Exif => gathered.take_exif(piece),
                BlockKind::Xmp => gathered.xmp.push(piece),
                BlockKind::XmpExtension => extensions.push(piece),
                BlockKind::Photoshop => photoshop.extend(piece),
                BlockKind::HexProfile => gathered.take_hex(&piece),
            }
        }
        gathered.take_photoshop(&photoshop);
        let extended = gathered.xmp.iter().filter_map(|packet| extended(packet, &extensions)).next();
        gathered.xmp.extend(extended);
        gathered
    }
}

impl Gathered {
    fn take_exif(&mut self, piece: Vec<u8>) {
        let begins = piece.starts_with(b"II") || piece.starts_with(b"MM");
        match self.exif.last_mut() {
            Some(last) if !begins => last.extend(piece),
            _ => self.exif.push(piece),
        }
    }

    /// Reads the resources of Photoshop (Adobe Photoshop File Formats Specification, «Image Resource Blocks»).
    fn take_photoshop(&mut self, mut rest: &[u8]) {
        while let Some((id, data, after)) = resource(rest) {
            match id {
                0x0404 if self.iim.is_none() && !data.is_empty() => self.iim = Some(data.to_vec()),
                0x0425 => self.iim_digest = data.try_into().ok(),
                _ => {}
            }
            rest = after;
        }
    }

    /// Reads a profile of ImageMagick: a line with its kind, a line with its length, then hexadecimal digits.
    fn take_hex(&mut self, text: &[u8]) {
        let mut lines = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let kind = lines.next().unwrap_or_default().trim_ascii().to_owned();
        let _length = lines.next();
        let digits: Vec<u8> = lines.flatten().copied().filter(u8::is_ascii_hexdigit).collect();
        let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let data: Vec<u8> = digits
            .chunks_exact(2)
            .filter_map(|pair| match pair {
                [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
                _ => None,
            })
            .collect();
        match kind.as_slice() {
            b"exif" | b"APP1" => {
                if let Some(tiff) = data.strip_prefix(b"Exif\0\0") {
                    self.take_exif(tiff.to_vec());
                } else if let Some(packet) = data.strip_prefix(XMP_HEADER) {
                    self.xmp.push(packet.to_vec());
                }
            }
            b"xmp" => self.xmp.push(data),
            b"iptc" | b"8bim" if self.iim.is_none() => {
                self.iim_is_stray = true;
                self.take_photoshop(&data);
                if self.iim.is_none() && data.first() == Some(&0x1c) {
                    self.iim = Some(data);
                }
            }
            _ => {}
        }
    }
}

/// How XMP begins in an APP1 segment of JPEG (ISO 16684-3).
pub(crate) const XMP_HEADER: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
/// How a part of extended XMP begins there.
pub(crate) const XMP_EXTENSION_HEADER: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";

/// The number of a resource, its data, and what follows.
fn resource(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let rest = ["8BIM", "MeSa", "AgHg", "PHUT", "DCSR"].iter().find_map(|mark| bytes.strip_prefix(mark.as_bytes()))?;
    let id = u16::from_be_bytes(rest.get(..2)?.try_into().ok()?);
    // The name has a byte for its length; both together fill an even number of bytes.
    let name = usize::from(*rest.get(2)?) + 1;
    let rest = rest.get(2 + name + name % 2..)?;
    let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
    let data = rest.get(4..length.checked_add(4)?)?;
    Some((id, data, rest.get(4 + length + length % 2..).unwrap_or_default()))
}

/// The packet that `packet` names as its extension (`xmpNote:HasExtendedXMP`), if all its parts are there.
fn extended(packet: &[u8], parts: &[Vec<u8>]) -> Option<Vec<u8>> {
    const NAMED: &[u8] = b"HasExtendedXMP";
    let at = packet.windows(NAMED.len()).position(|window| window == NAMED)? + NAMED.len();
    // The name stands after `="` or `>`.
    let name = packet.get(at..at + 64)?.split(|byte| !byte.is_ascii_alphanumeric()).find(|name| name.len() == 32)?;
    let first = parts.iter().find(|part| part.starts_with(name))?;
    let number = |bytes: &[u8], at: usize| -> Option<usize> {
        usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
    };
    let length = number(first, 32).filter(|length| u64::try_from(*length).is_ok_and(|it| it <= METADATA_BYTES_MAX))?;
    let (mut whole, mut filled) = (vec![0; length], 0);
    for part in parts.iter().filter(|part| part.starts_with(name)) {
        let (at, data) = (number(part, 36)?, part.get(40..)?);
        whole.get_mut(at..at.checked_add(data.len())?)?.copy_from_slice(data);
        filled += data.len();
    }
    (filled >= length).then_some(whole)
}

fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    // What cannot be unpacked ends where the error is.
    let _ = ZlibDecoder::new(packed).take(METADATA_BYTES_MAX).read_to_end(&mut unpacked);
    unpacked
}

//! Inspects a picture's file without decoding it: its size, its pixel layout, and the pieces of the file that a decoder
//! needs. Profiles, texts and further frames are measured and left out, so that no decoder decompresses them.

mod codes;
mod exif;
mod gif;
pub(crate) mod heif;
mod jpeg;
mod png;
mod scans;
mod webp;

use std::ops::Range;

use crate::colours::DeclaredColours;
use crate::decoding::{METADATA_BYTES_MAX, PHOTO_BYTES_MAX, PHOTO_PIXELS_MAX, PHOTO_SIDE_MAX};
use crate::metadata::Blocks;
use crate::{Refused, Result};

/// Pieces that a file may consist of; files of cameras and drawing programs have fewer.
const PIECES_MAX: usize = 20_000;

/// The accepted file formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(crate) enum Format {
    Jpeg,
    Png,
    WebP,
    Gif,
    Heic,
}

impl Format {
    pub(crate) fn word(self) -> &'static str {
        self.into()
    }
}

/// An inspected file.
pub(crate) struct Container {
    pub format: Format,
    /// Pixels across, as stored.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Bytes per pixel after decoding.
    pub pixel_bytes: u64,
    /// Bytes that the decoder takes in addition to the file and the pixels.
    pub working_bytes: u64,
    /// Whether it may declare an orientation other than upright.
    pub may_turn: bool,
    /// Whether the memory that its decoder takes is unknown before it works. Nothing else is then decoded meanwhile.
    pub memory_is_unknown: bool,
    /// The colours that it declares.
    pub colours: DeclaredColours,
    /// The end marker if the file lacks it, else empty. It is added, because decoders require it.
    missing_end: &'static [u8],
    /// Bytes of its colour profile, decompressed.
    pub profile_bytes: u64,
    /// Where its metadata stand.
    pub blocks: Blocks,
    pieces: Pieces,
}

impl Container {
    /// A container of this size, with nothing in it yet.
    pub(crate) fn of(format: Format, width: u32, height: u32, pixel_bytes: u64) -> Self {
        Self {
            format,
            width,
            height,
            pixel_bytes,
            working_bytes: 0,
            may_turn: false,
            memory_is_unknown: false,
            colours: DeclaredColours::Nothing,
            profile_bytes: 0,
            missing_end: b"",
            blocks: Blocks::default(),
            pieces: Pieces::default(),
        }
    }

    pub(crate) fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Bytes of the file without the parts that no decoder needs.
    pub(crate) fn bare_bytes(&self) -> u64 {
        self.pieces.0.iter().map(|piece| bytes_of(piece.len())).sum()
    }

    /// The file without the parts that no decoder needs.
    pub(crate) fn bare(&self, bytes: &[u8]) -> Vec<u8> {
        let mut bare = Vec::with_capacity(usize::try_from(self.bare_bytes()).unwrap_or_default());
        for piece in &self.pieces.0 {
            bare.extend_from_slice(bytes.get(piece.clone()).unwrap_or_default());
        }
        bare.extend_from_slice(self.missing_end);
        bare
    }

    /// Checks that the whole picture is there, as far as the decoder does not check it itself. `bare` is the file
    /// without the parts that no decoder needs.
    pub(crate) fn check_whole(&self, bare: &[u8]) -> Result<()> {
        if self.format == Format::Jpeg { scans::check(bare, self.missing_end.is_empty()) } else { Ok(()) }
    }

    /// Whether a piece cut from it is written as PNG.
    pub(crate) fn keeps_alpha_or_depth(&self) -> bool {
        matches!(self.format, Format::Png | Format::Gif) || self.pixel_bytes != 3
    }
}

/// Pieces of a file, in file order.
#[derive(Default)]
struct Pieces(Vec<Range<usize>>);

impl Pieces {
    fn keep(&mut self, piece: Range<usize>) -> Result<()> {
        let so_far = self.0.len();
        match self.0.last_mut() {
            Some(last) if last.end == piece.start => last.end = piece.end,
            _ if so_far == PIECES_MAX => return Err(Refused::Damaged("it is in too many pieces".into())),
            _ => self.0.push(piece),
        }
        Ok(())
    }
}

/// The bytes of metadata of each kind.
#[derive(Default)]
struct Metadata([(&'static str, u64); 6]);

impl Metadata {
    /// Bytes of this kind so far.
    fn bytes(&self, kind: &'static str) -> u64 {
        self.0.iter().find(|(known, _)| *known == kind).map_or(0, |(_, bytes)| *bytes)
    }

    /// Bytes of this kind that are still allowed.
    fn room(&self, kind: &'static str) -> u64 {
        METADATA_BYTES_MAX.saturating_sub(self.bytes(kind))
    }

    fn add(&mut self, kind: &'static str, bytes: u64) -> Result<()> {
        if bytes > self.room(kind) {
            return Err(Refused::TooMuchMetadata { kind });
        }
        if let Some(slot) = self.0.iter_mut().find(|(known, _)| *known == kind || known.is_empty()) {
            *slot = (kind, slot.1 + bytes);
        }
        Ok(())
    }
}

/// How Exif begins in a segment of JPEG.
const EXIF_HEADER: &[u8] = b"Exif\0\0";

const PROFILE: &str = "colour profile";
const EXIF: &str = "Exif";
const XMP: &str = "XMP";
const TEXTS: &str = "text";
const OTHER: &str = "other metadata";

/// The name of a format that people take for a picture and that is not read here, recognised by the first bytes: brands
/// of ISO 14496-12 and 23008-12 (HEIF), or the signature of the format.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.first_chunk()? {
            b"hevc" | b"hevx" | b"mif1" | b"msf1" => "HEIC",
            b"avif" | b"avis" => "AVIF",
            b"crx " => "CR3 (RAW)",
            _ => "MP4",
        },
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "TIFF",
        [b'8', b'B', b'P', b'S', ..] => "Photoshop (PSD)",
        [b'%', b'P', b'D', b'F', ..] => "PDF",
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => "BMP",
        [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] | [0xff, 0x0a, ..] => "JPEG XL",
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] => "JPEG 2000",
        _ if is_svg(bytes) => "SVG",
        [b'P', b'K', 3, 4, ..] => "ZIP",
        _ => return None,
    })
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.trim_ascii_start();
    let head = &head[..head.len().min(1024)];
    head.starts_with(b"<svg") || (head.starts_with(b"<?xml") && head.windows(4).any(|four| four == b"<svg"))
}

/// Inspects `bytes`: recognises the format by its signature, reads the container and checks the limits.
pub(crate) fn inspect(bytes: &[u8]) -> Result<Container> {
    if bytes.is_empty() {
        return Err(Refused::NoFile);
    }
    if bytes.len() > PHOTO_BYTES_MAX {
        return Err(Refused::TooManyBytes { bytes: bytes.len() });
    }
    let container = match bytes {
        [0xff, 0xd8, 0xff, ..] => jpeg::inspect(bytes),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => png::inspect(bytes),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => gif::inspect(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp::inspect(bytes),
        _ if heif::is_heic(bytes) => heif::inspect(bytes),
        _ => Err(other_format(bytes).map_or(Refused::NotAPicture, |name| Refused::OtherFormat { name })),
    }?;
    check_size(container.width, container.height)?;
    Ok(container)
}

fn check_size(width: u32, height: u32) -> Result<()> {
    if width == 0 || height == 0 {
        return Err(Refused::Damaged("it has no pixels".into()));
    }
    if width > PHOTO_SIDE_MAX || height > PHOTO_SIDE_MAX || u64::from(width) * u64::from(height) > PHOTO_PIXELS_MAX {
        return Err(Refused::TooManyPixels { width, height });
    }
    Ok(())
}

fn cut_short() -> Refused {
    Refused::Damaged("it is cut short".into())
}

fn bytes_of(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// A big-endian number of `N` bytes at `at`.
fn big<const N: usize>(bytes: &[u8], at: usize) -> Result<u32> {
    number::<N>(bytes, at).map(|bytes| bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// A little-endian number of `N` bytes at `at`.
fn little<const N: usize>(bytes: &[u8], at: usize) -> Result<u32> {
    number::<N>(bytes, at).map(|bytes| bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Result<&[u8]> {
    at.checked_add(N).and_then(|end| bytes.get(at..end)).ok_or_else(cut_short)
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_kinds_are_called_by_their_names() {
        for (bytes, name) in [
            (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], "HEIC"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
            (b"\0\0\0\x20ftypavif\0\0\0\0", "AVIF"),
            (b"\0\0\0\x20ftypisom\0\0\0\0", "MP4"),
            (b"II*\0\x08\0\0\0", "TIFF"),
            (b"MM\0*\0\0\0\x08", "TIFF"),
            (b"8BPS\0\x01", "Photoshop (PSD)"),
            (b"%PDF-1.7", "PDF"),
            (b"BM\x36\0\0\0\0\0\0\0\x36", "BMP"),
            (b"  <svg xmlns", "SVG"),
            (b"PK\x03\x04", "ZIP"),
        ] {
            assert_eq!(inspect(bytes).err(), Some(Refused::OtherFormat { name }));
        }
        for bytes in [&b"\0\0\0\x18ftyp"[..], b"text", b"BMW is a make of cars", b"<html>"] {
            assert_eq!(inspect(bytes).err(), Some(Refused::NotAPicture));
        }
        assert_eq!(inspect(b"").err(), Some(Refused::NoFile));
    }
}

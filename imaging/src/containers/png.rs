//! PNG chunks. Chunks that affect no pixel are left out. Compressed metadata is decompressed only to measure it.

use std::io::{self, Read};
use std::ops::Range;

use flate2::read::ZlibDecoder;

use super::{Container, EXIF, Format, Metadata, OTHER, PROFILE, TEXTS, big, bytes_of, cut_short, exif, size};
use crate::colours::{DeclaredColours, GammaAndPrimaries};
use crate::metadata::{BlockKind, Blocks};
use crate::{Refused, Result};

/// The chunk that ends a PNG.
const END: &[u8] = b"\0\0\0\0IEND\xae\x42\x60\x82";

pub(super) fn inspect(bytes: &[u8]) -> Result<Container> {
    if bytes.get(12..16) != Some(b"IHDR") {
        return Err(Refused::Damaged("it does not begin with its header".into()));
    }
    let (width, height) = (big::<4>(bytes, 16)?, big::<4>(bytes, 20)?);
    let (depth, colour) = (big::<1>(bytes, 24)?, big::<1>(bytes, 25)?);
    let mut container = Container::of(Format::Png, width, height, 0);
    container.pieces.keep(0..8)?;
    container.missing_end = END;
    let (mut metadata, mut has_clear_colour, mut at) = (Metadata::default(), false, 8);
    let mut colours = Colours::default();
    while at < bytes.len() {
        let length = size(big::<4>(bytes, at)?);
        let kind = bytes.get(at + 4..at + 8).ok_or_else(cut_short)?;
        let end = length.checked_add(at + 12).filter(|end| *end <= bytes.len()).ok_or_else(cut_short)?;
        let data = &bytes[at + 8..end - 4];
        match kind {
            b"IHDR" | b"PLTE" | b"IDAT" | b"IEND" => container.pieces.keep(at..end)?,
            b"tRNS" => {
                has_clear_colour = true;
                container.pieces.keep(at..end)?;
            }
            b"eXIf" => {
                metadata.add(EXIF, bytes_of(length))?;
                container.may_turn = true;
                colours.says_adobe_rgb = exif::says_adobe_rgb(data);
                container.blocks.push(BlockKind::Exif, at + 8..end - 4);
                container.pieces.keep(at..end)?;
            }
            b"iCCP" => {
                let packed = after_name(data, 1);
                colours.profile = packed.map(|packed| end - 4 - packed.len()..end - 4);
                measure(&mut metadata, PROFILE, data, packed)?;
            }
            b"cICP" | b"sRGB" | b"gAMA" | b"cHRM" => {
                metadata.add(OTHER, bytes_of(length))?;
                colours.take(kind, data);
            }
            b"zTXt" => measure(&mut metadata, TEXTS, data, after_name(data, 1))?,
            b"iTXt" => measure(&mut metadata, TEXTS, data, packed_text(data))?,
            b"tEXt" => metadata.add(TEXTS, bytes_of(length))?,
            // Animation frames are not metadata.
            b"fdAT" | b"fcTL" | b"acTL" => {}
            _ => metadata.add(OTHER, bytes_of(length))?,
        }
        note_text(kind, data, end - 4, &mut container.blocks);
        at = end;
        if kind == b"IEND" {
            container.missing_end = b"";
            break;
        }
    }
    let channels = match (colour, has_clear_colour) {
        (0, false) => 1,
        (0, true) | (4, _) => 2,
        (2 | 3, false) => 3,
        (2 | 3, true) | (6, _) => 4,
        _ => return Err(Refused::Damaged("its header says nothing known".into())),
    };
    container.pixel_bytes = if depth == 16 { 2 * channels } else { channels };
    container.profile_bytes = metadata.bytes(PROFILE);
    container.colours = colours.declared();
    Ok(container)
}

/// Notes a text of metadata, in a chunk whose data end at `end`.
fn note_text(kind: &[u8], data: &[u8], end: usize, blocks: &mut Blocks) {
    let Some(zero) = data.iter().position(|byte| *byte == 0) else { return };
    let block = match &data[..zero] {
        b"XML:com.adobe.xmp" => BlockKind::Xmp,
        name if name.starts_with(b"Raw profile type ") => BlockKind::HexProfile,
        _ => return,
    };
    let text = match kind {
        b"tEXt" => after_name(data, 0).map(|text| (text, false)),
        b"zTXt" => after_name(data, 1).map(|text| (text, true)),
        b"iTXt" => international_text(data),
        _ => None,
    };
    let Some((text, is_packed)) = text else { return };
    let range = end - text.len()..end;
    if is_packed { blocks.push_packed(block, range) } else { blocks.push(block, range) }
}

/// What the chunks of a PNG declare about its colours.
#[derive(Default)]
struct Colours {
    numbers: Option<(u8, u8)>,
    profile: Option<Range<usize>>,
    are_srgb: bool,
    gamma_and_primaries: GammaAndPrimaries,
    says_adobe_rgb: bool,
}

impl Colours {
    fn take(&mut self, kind: &[u8], data: &[u8]) {
        match (kind, data) {
            (b"cICP", [primaries, transfer, ..]) => self.numbers = Some((*primaries, *transfer)),
            (b"sRGB", _) => self.are_srgb = true,
            (b"gAMA", _) => self.gamma_and_primaries.gamma = big::<4>(data, 0).unwrap_or_default(),
            (b"cHRM", _) if data.len() == 32 => {
                self.gamma_and_primaries.primaries =
                    Some(std::array::from_fn(|n| big::<4>(data, 4 * n).unwrap_or_default()));
            }
            _ => {}
        }
    }

    /// The declaration that takes precedence, in the order of the PNG specification: `cICP`, `iCCP`, `sRGB`, then
    /// `gAMA` with `cHRM`. Adobe RGB in Exif counts only if there is none of these.
    fn declared(self) -> DeclaredColours {
        match (self.numbers, self.profile) {
            (Some((primaries, transfer)), _) => DeclaredColours::Cicp(primaries, transfer),
            (None, Some(profile)) => DeclaredColours::CompressedProfile(profile),
            _ if self.are_srgb => DeclaredColours::Nothing,
            _ if self.gamma_and_primaries.gamma > 0 => DeclaredColours::GammaAndPrimaries(self.gamma_and_primaries),
            _ if self.says_adobe_rgb => DeclaredColours::AdobeRgb,
            _ => DeclaredColours::Nothing,
        }
    }
}

/// Counts the stored or the decompressed size of a chunk, whichever is larger. Decompression stops beyond the limit,
/// and its output is discarded.
fn measure(metadata: &mut Metadata, kind: &'static str, data: &[u8], packed: Option<&[u8]>) -> Result<()> {
    let room = metadata.room(kind);
    let unpacked = match packed {
        Some(packed) => {
            let mut within = ZlibDecoder::new(packed).take(room + 1);
            // Data that cannot be decompressed is counted up to the error.
            let mut counted = 0;
            let mut window = [0; 16 << 10];
            loop {
                match within.read(&mut window) {
                    Ok(0) => break counted,
                    Ok(read) => counted += bytes_of(read),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(_) => break counted,
                }
            }
        }
        None => 0,
    };
    metadata.add(kind, unpacked.max(bytes_of(data.len())))
}

/// The data after a zero-terminated name and `more` further bytes.
fn after_name(data: &[u8], more: usize) -> Option<&[u8]> {
    let zero = data.iter().position(|byte| *byte == 0)?;
    data.get(zero + 1 + more..)
}

/// The text of an `iTXt` chunk and whether it is compressed. It follows keyword, flag, method, language and translated
/// keyword.
fn international_text(data: &[u8]) -> Option<(&[u8], bool)> {
    let rest = after_name(data, 0)?;
    let text = after_name(after_name(rest.get(2..)?, 0)?, 0)?;
    Some((text, rest.first() == Some(&1)))
}

/// The text of an `iTXt` chunk, if it is compressed.
fn packed_text(data: &[u8]) -> Option<&[u8]> {
    international_text(data).filter(|(_, is_packed)| *is_packed).map(|(text, _)| text)
}

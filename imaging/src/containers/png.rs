//! PNG: chunks. What shows no pixel is left out; what is packed in it is unpacked only to be measured.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

use super::{Container, EXIF, Format, Metadata, OTHER, PROFILE, TEXTS, big, bytes_of, cut_short, size};
use crate::{Refused, Result};

pub(super) fn inspect(bytes: &[u8]) -> Result<Container> {
    if bytes.get(12..16) != Some(b"IHDR") {
        return Err(Refused::Damaged("it does not begin with its header".into()));
    }
    let (width, height) = (big::<4>(bytes, 16)?, big::<4>(bytes, 20)?);
    let (depth, colour) = (big::<1>(bytes, 24)?, big::<1>(bytes, 25)?);
    let mut container = Container::of(Format::Png, width, height, 0);
    container.pieces.keep(0..8)?;
    let (mut metadata, mut has_clear_colour, mut at) = (Metadata::default(), false, 8);
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
                container.pieces.keep(at..end)?;
            }
            b"iCCP" => measure(&mut metadata, PROFILE, data, after_name(data, 1))?,
            b"zTXt" => measure(&mut metadata, TEXTS, data, after_name(data, 1))?,
            b"iTXt" => measure(&mut metadata, TEXTS, data, packed_text(data))?,
            b"tEXt" => metadata.add(TEXTS, bytes_of(length))?,
            // Frames of an animation are no metadata.
            b"fdAT" | b"fcTL" | b"acTL" => {}
            _ => metadata.add(OTHER, bytes_of(length))?,
        }
        at = end;
        if kind == b"IEND" {
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
    Ok(container)
}

/// Counts a chunk as it lies there, and what is packed in it as it would be unpacked: as far as the limit, and nothing of
/// it is kept.
fn measure(metadata: &mut Metadata, kind: &'static str, data: &[u8], packed: Option<&[u8]>) -> Result<()> {
    let room = metadata.room(kind);
    let unpacked = match packed {
        Some(packed) => {
            let mut within = ZlibDecoder::new(packed).take(room + 1);
            // What cannot be unpacked ends where it cannot.
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

/// What follows the name, its zero, and `more` bytes.
fn after_name(data: &[u8], more: usize) -> Option<&[u8]> {
    let zero = data.iter().position(|byte| *byte == 0)?;
    data.get(zero + 1 + more..)
}

/// The packed text of an `iTXt`, where it is packed: after name, flag, method, language and translated name.
fn packed_text(data: &[u8]) -> Option<&[u8]> {
    let rest = after_name(data, 0)?;
    if rest.first() != Some(&1) {
        return None;
    }
    after_name(after_name(rest.get(2..)?, 0)?, 0)
}

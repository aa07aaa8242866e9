//! GIF: the logical screen, then blocks. Only the first frame is kept.

use super::{Container, Format, Metadata, OTHER, TEXTS, XMP, bytes_of, check_size, cut_short, little};
use crate::metadata::BlockKind;
use crate::{Refused, Result};

/// The application that marks XMP (ISO 16684-3): its length, its name.
const XMP_APPLICATION: &[u8] = b"\x0bXMP DataXMP";
/// Bytes after the packet, which lead readers of data blocks to its end.
const XMP_TRAILER_BYTES: usize = 258;

pub(super) fn inspect(bytes: &[u8]) -> Result<Container> {
    let (width, height, flags) = (little::<2>(bytes, 6)?, little::<2>(bytes, 8)?, little::<1>(bytes, 10)?);
    let mut container = Container::of(Format::Gif, width, height, 4);
    let mut metadata = Metadata::default();
    let mut at = 13 + colours(flags);
    container.pieces.keep(0..at)?;
    loop {
        match bytes.get(at).ok_or_else(cut_short)? {
            0x21 => {
                let label = *bytes.get(at + 1).ok_or_else(cut_short)?;
                let end = after_blocks(bytes, at + 2)?;
                match label {
                    0xf9 => container.pieces.keep(at..end)?,
                    0xff if bytes.get(at + 2..at + 14) == Some(XMP_APPLICATION) => {
                        metadata.add(XMP, bytes_of(end - at))?;
                        let packet_end = end.saturating_sub(XMP_TRAILER_BYTES).max(at + 14);
                        container.blocks.push(BlockKind::Xmp, at + 14..packet_end);
                    }
                    0xfe | 0x01 => metadata.add(TEXTS, bytes_of(end - at))?,
                    _ => metadata.add(OTHER, bytes_of(end - at))?,
                }
                at = end;
            }
            0x2c => break,
            _ => return Err(Refused::Damaged("it has no picture".into())),
        }
    }
    let (left, top) = (little::<2>(bytes, at + 1)?, little::<2>(bytes, at + 3)?);
    let (across, down, flags) = (little::<2>(bytes, at + 5)?, little::<2>(bytes, at + 7)?, little::<1>(bytes, at + 9)?);
    check_size(across, down)?;
    // A frame with another width or position than the screen is decoded into a buffer of its own.
    if left != 0 || across != width || top + down > height {
        container.working_bytes = 4 * u64::from(across) * u64::from(down);
    }
    let data = at + 10 + colours(flags);
    // One byte with the code size, then data blocks.
    let end = after_blocks(bytes, data + 1)?;
    container.pieces.keep(at..end)?;
    check_further_frames(bytes, end)?;
    Ok(container)
}

/// Checks that the frames that are left out are complete, so that a truncated file is refused whatever part is missing.
/// Anything that is neither a frame nor an extension ends the picture, and so does the end of the file between blocks.
fn check_further_frames(bytes: &[u8], mut at: usize) -> Result<()> {
    loop {
        at = match bytes.get(at) {
            Some(0x21) => after_blocks(bytes, at + 2)?,
            Some(0x2c) => after_blocks(bytes, at + 11 + colours(little::<1>(bytes, at + 9)?))?,
            _ => return Ok(()),
        };
    }
}

/// Bytes of the colour table that `flags` declare; 0 if there is none.
fn colours(flags: u32) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The end of the data blocks that begin at `at`.
fn after_blocks(bytes: &[u8], mut at: usize) -> Result<usize> {
    loop {
        let length = usize::from(*bytes.get(at).ok_or_else(cut_short)?);
        at += length + 1;
        if length == 0 {
            return Ok(at);
        }
    }
}

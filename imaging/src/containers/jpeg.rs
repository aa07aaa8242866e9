//! JPEG: segments before the first scan, then scans. Only Exif and Adobe's word on colours are kept of the metadata;
//! what follows the picture (previews, further pictures) is left out.

use super::{Container, EXIF, Format, Metadata, OTHER, PROFILE, XMP, big, bytes_of, cut_short, size};
use crate::{Refused, Result};

/// A frame header: what the decoder will make room for.
struct Frame {
    width: u32,
    height: u32,
    /// How often each component is sampled, across and down.
    samples: Vec<(u64, u64)>,
    /// Whether it comes in several passes, which are held until the last.
    is_progressive: bool,
}

pub(super) fn inspect(bytes: &[u8]) -> Result<Container> {
    let mut container = Container::of(Format::Jpeg, 0, 0, 3);
    container.pieces.keep(0..2)?;
    let (mut metadata, mut frame, mut first_scan) = (Metadata::default(), None, None);
    let mut at = 2;
    while let Some(marker) = next_marker(bytes, &mut at, first_scan.is_some(), &mut container)? {
        // The marker's two bytes lie before `at`.
        if marker == 0xd9 {
            container.pieces.keep(at - 2..at)?;
            break;
        }
        let length = size(big::<2>(bytes, at)?);
        let end = length.checked_add(at).filter(|end| length >= 2 && *end <= bytes.len()).ok_or_else(cut_short)?;
        let data = &bytes[at + 2..end];
        let keeps = match marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                if frame.replace(read_frame(data, marker)?).is_some() {
                    return Err(Refused::Damaged("it says twice how large it is".into()));
                }
                true
            }
            0xda => {
                first_scan.get_or_insert(data.first().copied().unwrap_or_default());
                true
            }
            0xe1 if data.starts_with(b"Exif\0\0") => {
                metadata.add(EXIF, bytes_of(length))?;
                !std::mem::replace(&mut container.may_turn, true)
            }
            0xe1 => measured(&mut metadata, XMP, length)?,
            0xe2 if data.starts_with(b"ICC_PROFILE\0") => measured(&mut metadata, PROFILE, length)?,
            0xee => true,
            0xe0..=0xef | 0xfe => measured(&mut metadata, OTHER, length)?,
            _ => true,
        };
        if keeps {
            container.pieces.keep(at - 2..end)?;
        }
        at = end;
    }
    let (Some(frame), Some(in_first_scan)) = (frame, first_scan) else { return Err(cut_short()) };
    (container.width, container.height) = (frame.width, frame.height);
    container.pixel_bytes = match frame.samples.len() {
        1 => 1,
        3 => 3,
        _ => 4,
    };
    // The decoder copies the file; coefficients of several scans are kept until the last has come.
    container.working_bytes = container.bare_bytes();
    if frame.is_progressive || usize::from(in_first_scan) != frame.samples.len() {
        container.working_bytes += coefficient_bytes(&frame);
    }
    Ok(container)
}

/// Metadata that is counted and left out.
fn measured(metadata: &mut Metadata, kind: &'static str, length: usize) -> Result<bool> {
    metadata.add(kind, bytes_of(length)).map(|()| false)
}

/// The next marker, and `at` behind it. Once scans have begun, what stands before it is theirs and is kept.
fn next_marker(bytes: &[u8], at: &mut usize, in_scans: bool, container: &mut Container) -> Result<Option<u8>> {
    let begins = *at;
    let mut here = *at;
    loop {
        let Some(found) = bytes.get(here..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff)) else {
            // Cut short within its last scan: what came is shown.
            container.pieces.keep(begins..bytes.len())?;
            return Ok(None);
        };
        here += found;
        match bytes.get(here + 1) {
            None => {
                container.pieces.keep(begins..bytes.len())?;
                return Ok(None);
            }
            Some(0xff) => here += 1,
            Some(0x00 | 0x01 | 0xd0..=0xd7) if in_scans => here += 2,
            Some(0x00 | 0x01 | 0xd0..=0xd8) => here += 2,
            Some(marker) => {
                if in_scans && here > begins {
                    container.pieces.keep(begins..here)?;
                }
                *at = here + 2;
                return Ok(Some(*marker));
            }
        }
    }
}

fn read_frame(data: &[u8], marker: u8) -> Result<Frame> {
    let (height, width, components) = (big::<2>(data, 1)?, big::<2>(data, 3)?, size(big::<1>(data, 5)?));
    let samples = (0..components).map(|n| {
        let pair = big::<1>(data, 7 + 3 * n)?;
        Ok((u64::from(pair >> 4).clamp(1, 4), u64::from(pair & 15).clamp(1, 4)))
    });
    let samples: Vec<(u64, u64)> = samples.collect::<Result<_>>()?;
    if !(1..=4).contains(&samples.len()) {
        return Err(Refused::Damaged("it has colours that no camera knows".into()));
    }
    Ok(Frame { width, height, samples, is_progressive: marker == 0xc2 })
}

/// Two bytes for each coefficient of each component, in whole units.
fn coefficient_bytes(frame: &Frame) -> u64 {
    let across = frame.samples.iter().map(|(h, _)| *h).max().unwrap_or(1);
    let down = frame.samples.iter().map(|(_, v)| *v).max().unwrap_or(1);
    let units = u64::from(frame.width).div_ceil(8 * across) * u64::from(frame.height).div_ceil(8 * down);
    frame.samples.iter().map(|(h, v)| units * h * v * 64 * 2).sum()
}

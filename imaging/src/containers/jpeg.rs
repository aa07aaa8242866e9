//! JPEG segments before the first scan, then scans. Of the metadata, only Exif and Adobe's colour marker (APP14) are
//! kept. Anything after the picture (previews, further pictures) is left out.

use std::ops::Range;

use super::{
    Container, EXIF, EXIF_HEADER, Format, Metadata, OTHER, PROFILE, XMP, big, bytes_of, cut_short, exif, size,
};
use crate::colours::DeclaredColours;
use crate::metadata::{BlockKind, Blocks, XMP_EXTENSION_HEADER, XMP_HEADER};
use crate::{Refused, Result};

/// The marker that ends a JPEG.
const END: &[u8] = b"\xff\xd9";

/// A frame header. The memory that the decoder allocates follows from it.
struct Frame {
    width: u32,
    height: u32,
    /// Sampling factors of each component, horizontal and vertical.
    samples: Vec<(u64, u64)>,
    /// Whether it is progressive: the decoder then holds all coefficients until the last scan.
    is_progressive: bool,
}

/// What the walk over the segments has found.
#[derive(Default)]
struct Seen {
    metadata: Metadata,
    frame: Option<Frame>,
    /// The number of components in the first scan.
    first_scan: Option<u8>,
    has_exif: bool,
    says_adobe_rgb: bool,
    /// Pieces of a colour profile: number, number of all pieces, position in the file.
    profile: Vec<(u8, u8, Range<usize>)>,
}

pub(super) fn inspect(bytes: &[u8]) -> Result<Container> {
    let mut container = Container::of(Format::Jpeg, 0, 0, 3);
    container.pieces.keep(0..2)?;
    container.missing_end = END;
    let (mut seen, mut at) = (Seen::default(), 2);
    while let Some(marker) = next_marker(bytes, &mut at, seen.first_scan.is_some(), &mut container)? {
        // The two bytes before `at` are the marker.
        if marker == 0xd9 {
            container.pieces.keep(at - 2..at)?;
            container.missing_end = b"";
            break;
        }
        let length = size(big::<2>(bytes, at)?);
        let end = length.checked_add(at).filter(|end| length >= 2 && *end <= bytes.len()).ok_or_else(cut_short)?;
        seen.note(marker, &bytes[at + 2..end], end, &mut container.blocks);
        if seen.keeps(marker, &bytes[at + 2..end], end)? {
            container.pieces.keep(at - 2..end)?;
        }
        at = end;
    }
    let (Some(frame), Some(in_first_scan)) = (seen.frame, seen.first_scan) else { return Err(cut_short()) };
    container.may_turn = seen.has_exif;
    container.profile_bytes = seen.metadata.bytes(PROFILE);
    container.colours = colours(seen.profile, seen.says_adobe_rgb);
    (container.width, container.height) = (frame.width, frame.height);
    container.pixel_bytes = match frame.samples.len() {
        1 => 1,
        3 => 3,
        _ => 4,
    };
    // The decoder copies the file. With several scans it holds the coefficients until the last one.
    container.working_bytes = container.bare_bytes();
    if frame.is_progressive || usize::from(in_first_scan) != frame.samples.len() {
        container.working_bytes += coefficient_bytes(&frame);
    }
    Ok(container)
}

impl Seen {
    /// Notes where metadata stand, in a segment that ends at `end`. After the first scan there are further pictures.
    fn note(&self, marker: u8, data: &[u8], end: usize, blocks: &mut Blocks) {
        let headers = [
            (0xe1, EXIF_HEADER, BlockKind::Exif),
            (0xe1, XMP_HEADER, BlockKind::Xmp),
            (0xe1, XMP_EXTENSION_HEADER, BlockKind::XmpExtension),
            (0xed, b"Photoshop 3.0\0", BlockKind::Photoshop),
        ];
        for (of, header, kind) in headers {
            if marker == of && self.first_scan.is_none() && data.starts_with(header) {
                blocks.push(kind, end - data.len() + header.len()..end);
            }
        }
    }

    /// Reads a segment that ends at `end`. Returns whether the decoder needs it.
    fn keeps(&mut self, marker: u8, data: &[u8], end: usize) -> Result<bool> {
        let measured = |metadata: &mut Metadata, kind| metadata.add(kind, bytes_of(data.len() + 2)).map(|()| false);
        match marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let before = self.frame.replace(read_frame(data, marker)?);
                if before.is_some() {
                    return Err(Refused::Damaged("it says twice how large it is".into()));
                }
            }
            0xda => {
                self.first_scan.get_or_insert(data.first().copied().unwrap_or_default());
            }
            0xe1 if data.starts_with(EXIF_HEADER) => {
                measured(&mut self.metadata, EXIF)?;
                self.says_adobe_rgb |= exif::says_adobe_rgb(&data[EXIF_HEADER.len()..]);
                return Ok(!std::mem::replace(&mut self.has_exif, true));
            }
            0xe1 => return measured(&mut self.metadata, XMP),
            0xe2 if data.starts_with(b"ICC_PROFILE\0") => {
                if let [number, of, piece @ ..] = &data[12..] {
                    self.profile.push((*number, *of, end - piece.len()..end));
                }
                return measured(&mut self.metadata, PROFILE);
            }
            // DNL: the number of lines, repeated after the first scan. No decoder reads it.
            0xdc => return Ok(false),
            0xee => {}
            0xe0..=0xef | 0xfe => return measured(&mut self.metadata, OTHER),
            _ => {}
        }
        Ok(true)
    }
}

/// Puts a profile together from its numbered pieces. If one is missing, there is no profile. A single piece counts
/// whatever its number.
fn colours(mut profile: Vec<(u8, u8, Range<usize>)>, says_adobe_rgb: bool) -> DeclaredColours {
    profile.sort_by_key(|(number, ..)| *number);
    let count = profile.len();
    let is_whole = count == 1
        || (1..).zip(&profile).all(|(n, (number, of, _))| usize::from(*number) == n && usize::from(*of) == count);
    match is_whole {
        true if count > 0 => DeclaredColours::Profile(profile.into_iter().map(|(_, _, piece)| piece).collect()),
        _ if count == 0 && says_adobe_rgb => DeclaredColours::AdobeRgb,
        _ => DeclaredColours::Nothing,
    }
}

/// Returns the next marker and moves `at` past it. Once scans have begun, the bytes before the marker belong to them
/// and are kept.
fn next_marker(bytes: &[u8], at: &mut usize, in_scans: bool, container: &mut Container) -> Result<Option<u8>> {
    let begins = *at;
    let mut here = *at;
    loop {
        let Some(found) = bytes.get(here..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff)) else {
            // The file ends within a scan. Its bytes are kept; `scans::check` decides whether the picture is complete.
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

/// Bytes of all coefficients: two for each, with each component rounded up to whole units.
fn coefficient_bytes(frame: &Frame) -> u64 {
    let across = frame.samples.iter().map(|(h, _)| *h).max().unwrap_or(1);
    let down = frame.samples.iter().map(|(_, v)| *v).max().unwrap_or(1);
    let units = u64::from(frame.width).div_ceil(8 * across) * u64::from(frame.height).div_ceil(8 * down);
    frame.samples.iter().map(|(h, v)| units * h * v * 64 * 2).sum()
}

//! WebP chunks. The decoder decompresses nothing but the picture, so the whole file is kept. The size of each frame is
//! checked against the limits, and the largest one counts in the memory estimate.

use std::ops::Range;

use super::{
    Container, EXIF, EXIF_HEADER, Format, Metadata, OTHER, PROFILE, XMP, bytes_of, check_size, cut_short, exif, little,
    size,
};
use crate::colours::DeclaredColours;
use crate::metadata::{BlockKind, Blocks};
use crate::{Refused, Result};

/// What the walk over the chunks has found.
#[derive(Default)]
struct Seen {
    is_lossy: bool,
    is_lossless: bool,
    has_alpha_plane: bool,
    is_animated: bool,
    /// Largest width and largest height of a frame, in pixels.
    frame: (u32, u32),
    profile: Option<Range<usize>>,
    says_adobe_rgb: bool,
}

pub(super) fn inspect(bytes: &[u8]) -> Result<Container> {
    let mut container = Container::of(Format::WebP, 0, 0, 3);
    let (mut seen, mut metadata) = (Seen::default(), Metadata::default());
    let first = bytes.get(12..16).ok_or_else(cut_short)?;
    let mut has_alpha = false;
    match first {
        b"VP8X" => {
            let flags = little::<1>(bytes, 20)?;
            (container.width, container.height) = (little::<3>(bytes, 24)? + 1, little::<3>(bytes, 27)? + 1);
            has_alpha = flags & 0x10 != 0;
            container.may_turn = flags & 0x08 != 0;
        }
        b"VP8 " => (container.width, container.height) = lossy_size(bytes, 20)?,
        b"VP8L" => {
            (container.width, container.height) = lossless_size(bytes, 20)?;
            has_alpha = little::<4>(bytes, 21)? >> 28 & 1 != 0;
        }
        _ => return Err(Refused::Damaged("it begins with nothing known".into())),
    }
    walk(bytes, 12, bytes.len(), &mut seen, &mut metadata, &mut container.blocks)?;
    container.pieces.keep(0..bytes.len())?;
    container.pixel_bytes = if has_alpha { 4 } else { 3 };
    let pixels = container.pixels().max(u64::from(seen.frame.0) * u64::from(seen.frame.1));
    let planes = if seen.is_lossy { 2 * pixels } else { 0 };
    let alpha = if seen.has_alpha_plane { 5 * pixels } else { 0 };
    let lossless = if seen.is_lossless { 6 * pixels } else { 0 };
    let animated = if seen.is_animated { 8 * pixels } else { 0 };
    container.working_bytes = planes + alpha + lossless + animated;
    container.profile_bytes = metadata.bytes(PROFILE);
    container.colours = match seen.profile.take() {
        Some(profile) => DeclaredColours::Profile(vec![profile]),
        None if seen.says_adobe_rgb => DeclaredColours::AdobeRgb,
        None => DeclaredColours::Nothing,
    };
    // A file can contain any number of Huffman tables.
    container.memory_is_unknown = seen.is_lossless || seen.has_alpha_plane;
    Ok(container)
}

fn walk(
    bytes: &[u8],
    from: usize,
    to: usize,
    seen: &mut Seen,
    metadata: &mut Metadata,
    blocks: &mut Blocks,
) -> Result<()> {
    let mut at = from;
    while at + 8 <= to {
        let kind = bytes.get(at..at + 4).ok_or_else(cut_short)?;
        let length = size(little::<4>(bytes, at + 4)?);
        let data = at + 8;
        let end = data.checked_add(length).filter(|end| *end <= bytes.len());
        match kind {
            // Chunks that show no pixel may be truncated.
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANMF" if end.is_none() => return Err(cut_short()),
            b"VP8 " => {
                seen.is_lossy = true;
                seen.holds(lossy_size(bytes, data)?)?;
            }
            b"VP8L" => {
                seen.is_lossless = true;
                seen.holds(lossless_size(bytes, data)?)?;
            }
            b"ALPH" => seen.has_alpha_plane = true,
            b"ANMF" => {
                seen.is_animated = true;
                let end = data.saturating_add(length).min(to);
                walk_frame(bytes, data + 16, end, seen)?;
            }
            b"ICCP" => {
                metadata.add(PROFILE, bytes_of(length))?;
                seen.profile = end.map(|end| data..end);
            }
            b"EXIF" => {
                metadata.add(EXIF, bytes_of(length))?;
                let fields = end.and_then(|end| bytes.get(data..end)).unwrap_or_default();
                let tiff = fields.strip_prefix(EXIF_HEADER).unwrap_or(fields);
                seen.says_adobe_rgb = exif::says_adobe_rgb(tiff);
                if let Some(end) = end {
                    blocks.push(BlockKind::Exif, end - tiff.len()..end);
                }
            }
            b"XMP " => {
                metadata.add(XMP, bytes_of(length))?;
                if let Some(end) = end {
                    blocks.push(BlockKind::Xmp, data..end);
                }
            }
            b"VP8X" | b"ANIM" => {}
            _ => metadata.add(OTHER, bytes_of(length))?,
        }
        at = data.saturating_add(length).saturating_add(length & 1);
    }
    Ok(())
}

/// Walks over the chunks of one animation frame.
fn walk_frame(bytes: &[u8], from: usize, to: usize, seen: &mut Seen) -> Result<()> {
    let mut at = from;
    while at + 8 <= to {
        let length = size(little::<4>(bytes, at + 4)?);
        match bytes.get(at..at + 4).ok_or_else(cut_short)? {
            b"VP8 " => {
                seen.is_lossy = true;
                seen.holds(lossy_size(bytes, at + 8)?)?;
            }
            b"VP8L" => {
                seen.is_lossless = true;
                seen.holds(lossless_size(bytes, at + 8)?)?;
            }
            b"ALPH" => seen.has_alpha_plane = true,
            _ => {}
        }
        at = at.saturating_add(8 + length).saturating_add(length & 1);
    }
    Ok(())
}

impl Seen {
    fn holds(&mut self, (width, height): (u32, u32)) -> Result<()> {
        check_size(width, height)?;
        self.frame = (self.frame.0.max(width), self.frame.1.max(height));
        Ok(())
    }
}

fn lossy_size(bytes: &[u8], at: usize) -> Result<(u32, u32)> {
    Ok((little::<2>(bytes, at + 6)? & 0x3fff, little::<2>(bytes, at + 8)? & 0x3fff))
}

fn lossless_size(bytes: &[u8], at: usize) -> Result<(u32, u32)> {
    let header = little::<4>(bytes, at + 1)?;
    Ok(((header & 0x3fff) + 1, (header >> 14 & 0x3fff) + 1))
}

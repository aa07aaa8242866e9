//! HEIC: the container of ISO/IEC 23008-12 (HEIF) with pictures coded by HEVC, as phones write it. The picture is one
//! coded item or a grid of them. What the container says of rotation counts; the orientation in its Exif does not.

use std::ops::Range;

use heic_rs::context::Context;
use heic_rs::props::ItemProps;
use heic_rs::{DecodeOptions, PixelLayout, hevc, transform};
use image::{DynamicImage, RgbImage};

use super::{Container, EXIF, Format, Metadata, PROFILE, XMP, bytes_of, check_size};
use crate::colours::DeclaredColours;
use crate::decoding::PHOTO_PIXELS_MAX;
use crate::metadata::BlockKind;
use crate::{Refused, Result};

/// Tiles of a grid, at most: 12,000 pixels a side in tiles of 256.
const TILES_MAX: usize = 2_304;
/// Bytes that decoding takes for each coded pixel in addition to the result: the planes with 16 bits a sample, their
/// copy without the filters' margins, and what is known of each block (measured in `tests/peak.rs`).
const CODED_BYTES_PER_PIXEL: u64 = 8;
/// The name of the format in refusals.
const NAME: &str = "HEIC";

/// Whether the file declares the brand of a HEIC picture, first or among the compatible ones.
pub(super) fn is_heic(bytes: &[u8]) -> bool {
    let Some((length, rest)) = bytes.split_first_chunk::<4>() else { return false };
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    let brands = rest.strip_prefix(b"ftyp").map(|rest| &rest[..rest.len().min(length.saturating_sub(8))]);
    let is_coded_so = |brand: &[u8]| matches!(brand, b"heic" | b"heix" | b"heim" | b"heis");
    brands.is_some_and(|brands| brands.chunks_exact(4).any(is_coded_so))
}

pub(super) fn inspect(bytes: &[u8]) -> Result<Container> {
    let context = Context::open(bytes).map_err(refused)?;
    let item = context.meta.primary;
    let properties = context.props(item).map_err(refused)?;
    let (width, height) = context.coded_size(item, &properties).map_err(refused)?;
    check_size(width, height)?;
    let (width, height) = transform::transformed_size(width, height, &properties.transforms).map_err(refused)?;
    let mut container = Container::of(Format::Heic, width, height, 3);
    container.working_bytes = coded_pixels(&context, item, &properties)? * CODED_BYTES_PER_PIXEL;
    if !properties.transforms.is_empty() {
        container.working_bytes += 3 * container.pixels();
    }
    container.pieces.keep(0..bytes.len())?;
    let mut metadata = Metadata::default();
    if let Some(profile) = properties.icc.and_then(|profile| place(bytes, profile)) {
        container.profile_bytes = bytes_of(profile.len());
        metadata.add(PROFILE, container.profile_bytes)?;
        container.colours = DeclaredColours::Profile(vec![profile]);
    } else if let Some(colours) = properties.nclx {
        let code = |code: u16| u8::try_from(code).unwrap_or(2); // 2 is «unspecified»
        container.colours = DeclaredColours::Cicp(code(colours.primaries), code(colours.transfer));
    }
    let mut add = |kind, name, item: Option<u32>, within: fn(&[u8]) -> Option<&[u8]>| {
        let data = item.and_then(|item| context.item_data(item).ok());
        let Some(range) = data.and_then(|data| place(bytes, within(&data)?)) else { return Ok(()) };
        metadata.add(name, bytes_of(range.len()))?;
        container.blocks.push(kind, range);
        Ok(())
    };
    add(BlockKind::Exif, EXIF, context.exif_item(item), |data| heic_rs::metadata::exif_tiff(data).ok())?;
    add(BlockKind::Xmp, XMP, context.xmp_item(item), |data| Some(data))?;
    Ok(container)
}

/// The pixels that are decoded for an item, by what its parameter sets say, whatever the container declares.
fn coded_pixels(context: &Context<'_>, item: u32, properties: &ItemProps<'_>) -> Result<u64> {
    let Some((_, tiles)) = context.grid(item).map_err(refused)? else { return pixels_of(properties) };
    if tiles.len() > TILES_MAX {
        return Err(Refused::Damaged("it has too many tiles".into()));
    }
    let mut pixels = 0_u64;
    for tile in tiles {
        pixels += pixels_of(&context.props(tile).map_err(refused)?)?;
    }
    Ok(pixels)
}

/// The largest picture that the parameter sets of an item allow, in pixels.
fn pixels_of(properties: &ItemProps<'_>) -> Result<u64> {
    let sets = properties.hvcc.as_ref().map(|configuration| configuration.parameter_sets()).unwrap_or_default();
    let sizes = sets.iter().filter_map(|set| hevc::probe(&[set]).ok());
    let most = sizes.map(|info| u64::from(info.width) * u64::from(info.height)).max();
    most.ok_or(Refused::OtherFormat { name: NAME })
}

/// Decodes the picture, turned as the container says.
pub(crate) fn decode(bytes: &[u8], (width, height): (u32, u32)) -> Result<DynamicImage> {
    let options = DecodeOptions {
        layout: PixelLayout::Rgb8,
        max_pixels: Some(PHOTO_PIXELS_MAX),
        decode_alpha: false,
        ..DecodeOptions::default()
    };
    let decoded = heic_rs::decode(bytes, &options).map_err(refused)?;
    if (decoded.width, decoded.height) != (width, height) {
        return Err(Refused::Damaged("its parts contradict each other".into()));
    }
    let image = RgbImage::from_raw(width, height, decoded.data);
    Ok(image.ok_or_else(|| Refused::Damaged("it has too few pixels".into()))?.into())
}

/// Where `part` stands in `bytes`; `None` if it is a copy.
fn place(bytes: &[u8], part: &[u8]) -> Option<Range<usize>> {
    let from = (part.as_ptr() as usize).checked_sub(bytes.as_ptr() as usize)?;
    let to = from.checked_add(part.len())?;
    (to <= bytes.len()).then_some(from..to)
}

/// A file that lacks a part is damaged. Anything else is a kind of HEIC that is not read.
fn refused(error: heic_rs::Error) -> Refused {
    use heic_rs::Error as E;
    match error {
        E::Truncated(_) => Refused::Damaged(error.to_string()),
        E::PixelLimit { .. } => Refused::Damaged("its parts contradict each other".into()),
        _ => Refused::OtherFormat { name: NAME },
    }
}

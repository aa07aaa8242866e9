//! Decodes a picture that somebody uploaded. Its format is recognised by its bytes. Its size and the memory that it
//! takes are known before a pixel is decoded.

use std::io::Cursor;

use image::codecs::{gif::GifDecoder, jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, Limits, RgbImage};

use crate::containers::{Container, Format, heif};
use crate::{Refused, Result, Task, colours, logo, renditions};

/// Bytes of an uploaded photo, at most (SECURITY-CONTRACT section 5).
pub const PHOTO_BYTES_MAX: usize = 40 << 20;
/// Pixels a side, at most.
pub const PHOTO_SIDE_MAX: u32 = 12_000;
/// Pixels in all, at most.
pub const PHOTO_PIXELS_MAX: u64 = 120_000_000;
/// Bytes of one kind of metadata (profile, Exif, XMP, texts), decompressed, at most (SECURITY-CONTRACT section 5).
pub const METADATA_BYTES_MAX: u64 = 4 << 20;
/// Bytes of memory that work on pictures may take, for one picture and for all at a time. The contract allows the whole
/// process less than 1 GiB. This leaves room for uploads and for the rest of the process, and is enough for 120
/// megapixels that have to be turned (2 x 360 MB).
pub const MEMORY_BYTES_MAX: u64 = 704 << 20;

/// A decoded picture, upright.
pub(crate) struct Decoded {
    /// Format of its file.
    pub format: Format,
    /// Its pixels.
    pub image: DynamicImage,
}

/// Decodes the picture of `container`, converts it to sRGB and turns it upright. `bytes` is its file; the decoder may
/// allocate `peak` bytes. A picture of which a part is missing is refused.
pub(crate) fn decode(bytes: &[u8], container: &Container, peak: u64) -> Result<Decoded> {
    let bare = container.bare(bytes);
    container.check_whole(&bare)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(peak);
    let is_printed = container.format == Format::Jpeg && container.pixel_bytes == 4;
    let (mut image, orientation) = match container.format {
        Format::Jpeg if is_printed => printed(&bare, limits, container, bytes),
        Format::Jpeg => pixels(JpegDecoder::new(Cursor::new(bare)).map_err(damaged)?, limits, container),
        Format::Png => {
            let decoder = PngDecoder::with_limits(Cursor::new(bare), limits.clone()).map_err(damaged)?;
            pixels(decoder, limits, container)
        }
        Format::WebP => pixels(WebPDecoder::new(Cursor::new(bare)).map_err(damaged)?, limits, container),
        Format::Gif => pixels(GifDecoder::new(Cursor::new(bare)).map_err(damaged)?, limits, container),
        Format::Heic => {
            let image = heif::decode(&bare, (container.width, container.height))?;
            Ok((image, Orientation::NoTransforms))
        }
    }?;
    if !is_printed {
        colours::make_srgb(&mut image, &container.colours, bytes);
    }
    if orientation != Orientation::NoTransforms {
        // This comes last: a JPEG of four inks has three bytes a pixel by now.
        image.apply_orientation(orientation);
    }
    Ok(Decoded { format: container.format, image })
}

/// The pixels of a JPEG of four inks (CMYK): converted by its profile if it has one, else as the decoder mixes the
/// inks.
fn printed(bare: &[u8], limits: Limits, container: &Container, bytes: &[u8]) -> Result<(DynamicImage, Orientation)> {
    let mut decoder = JpegDecoder::new(Cursor::new(bare)).map_err(damaged)?;
    let Some(conversion) = colours::CmykConversion::of(&container.colours, bytes) else {
        return pixels(decoder, limits, container);
    };
    agree(&decoder, container)?;
    let orientation = decoder.orientation().map_err(damaged)?;
    drop(decoder);
    Ok((conversion.decode(bare, (container.width, container.height))?.into(), orientation))
}

/// The decoded pixels, and the orientation of the camera.
fn pixels(
    mut decoder: impl ImageDecoder,
    limits: Limits,
    container: &Container,
) -> Result<(DynamicImage, Orientation)> {
    agree(&decoder, container)?;
    decoder.set_limits(limits).map_err(damaged)?;
    let orientation = decoder.orientation().map_err(damaged)?;
    Ok((DynamicImage::from_decoder(decoder).map_err(damaged)?, orientation))
}

/// Checks that a decoder finds the size that the inspection found, and no more bytes per pixel.
fn agree(decoder: &impl ImageDecoder, container: &Container) -> Result<()> {
    let output = u64::from(decoder.color_type().bytes_per_pixel());
    if decoder.dimensions() != (container.width, container.height) || output > container.pixel_bytes {
        return Err(Refused::Damaged("its parts contradict each other".into()));
    }
    Ok(())
}

pub(crate) fn damaged(error: image::ImageError) -> Refused {
    match error {
        image::ImageError::Unsupported(_) => Refused::Unsupported(error.to_string()),
        _ => Refused::Damaged(error.to_string()),
    }
}

/// The pixels as RGB, three bytes each. Transparent parts become white. Four bytes a pixel become three in place.
pub(crate) fn on_white(image: DynamicImage) -> RgbImage {
    let blend = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u16::from(colour), u16::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
    };
    match image {
        DynamicImage::ImageRgba8(rgba) => {
            let (width, height) = rgba.dimensions();
            let mut raw = rgba.into_raw();
            let pixels = raw.len() / 4;
            for at in 0..pixels {
                let alpha = raw[at * 4 + 3];
                for channel in 0..3 {
                    raw[at * 3 + channel] = blend(raw[at * 4 + channel], alpha);
                }
            }
            raw.truncate(pixels * 3);
            RgbImage::from_raw(width, height, raw).unwrap_or_default()
        }
        DynamicImage::ImageLumaA8(grey) => RgbImage::from_fn(grey.width(), grey.height(), |x, y| {
            let [grey, alpha] = grey.get_pixel(x, y).0;
            image::Rgb([blend(grey, alpha); 3])
        }),
        DynamicImage::ImageLumaA16(grey) => RgbImage::from_fn(grey.width(), grey.height(), |x, y| {
            let [grey, alpha] = grey.get_pixel(x, y).0;
            image::Rgb([blend(high(grey), high(alpha)); 3])
        }),
        DynamicImage::ImageRgba16(rgba) => RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
            let [r, g, b, a] = rgba.get_pixel(x, y).0;
            image::Rgb([blend(high(r), high(a)), blend(high(g), high(a)), blend(high(b), high(a))])
        }),
        other => other.into_rgb8(),
    }
}

/// The high byte of a channel of 16 bits.
fn high(channel: u16) -> u8 {
    channel.to_be_bytes()[0]
}

/// Bytes that `task` takes at its peak, in addition to the file. Each stage frees the memory of the stage before. If
/// only decoding shows how much the decoder needs, nothing else is decoded at the same time.
pub(crate) fn peak(container: &Container, task: Task) -> u64 {
    let pixels = container.pixels();
    let decoded = pixels * container.pixel_bytes;
    let decoding = container.bare_bytes() + decoded + container.working_bytes;
    let colouring = decoded + colours::working_bytes(container.profile_bytes);
    // A quarter turn makes a second picture.
    let turning = if container.may_turn { 2 * decoded } else { decoded };
    let (width, height) = (u64::from(container.width), u64::from(container.height));
    let after = match task {
        Task::Renditions => {
            // Three bytes a pixel stay as they are, four become three in place, and other layouts are copied.
            let stays = matches!(container.pixel_bytes, 3 | 4);
            let flat = if stays { decoded } else { 3 * pixels };
            (flat + renditions::working_bytes(width, height)).max(if stays { decoded } else { decoded + flat })
        }
        Task::Piece(crop) => {
            let piece = u64::from(crop.width).min(width) * u64::from(crop.height).min(height);
            let file = if container.keeps_alpha_or_depth() { 2 * piece * container.pixel_bytes } else { 3 * piece };
            decoded + file
        }
        Task::Logo => decoded + logo::working_bytes(width, height),
    };
    let most = decoding.max(colouring).max(turning).max(after);
    if container.memory_is_unknown { exclusive_peak(most) } else { most }
}

/// The memory of a decoder that is known only while it works: the picture gets all there is. It is refused if its known
/// needs alone exceed half of that.
fn exclusive_peak(peak: u64) -> u64 {
    if peak > MEMORY_BYTES_MAX / 2 { peak.max(MEMORY_BYTES_MAX + 1) } else { MEMORY_BYTES_MAX }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{TaskOutput, inspect};
    use bytes::Bytes;
    use image::{ImageFormat, Rgba, RgbaImage};

    #[test]
    fn what_is_no_picture_is_refused_with_its_reason() {
        for (bytes, reason) in [
            (&b""[..], "no file"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a SVG file"),
            (b"GIF89a", ""),
            (b"\xff\xd8\xff\xe0 cut short", ""),
        ] {
            let refusal = inspect(Bytes::from_static(bytes), Task::Renditions).err().map(|e| e.to_string());
            let refusal = refusal.unwrap_or_default();
            assert!(!refusal.is_empty() && refusal.contains(reason), "{refusal}");
        }
    }

    #[test]
    fn a_bomb_of_pixels_is_refused_before_it_is_decoded() {
        let mut png = Vec::new();
        DynamicImage::new_luma8(20_000, 1).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        let refused = inspect(png.into(), Task::Renditions).err().unwrap();
        assert_eq!(refused, Refused::TooManyPixels { width: 20_000, height: 1 });
    }

    #[test]
    fn transparent_parts_are_white_in_every_depth() {
        let clear =
            RgbaImage::from_fn(20, 10, |x, _| if x < 10 { Rgba([200, 10, 10, 0]) } else { Rgba([200, 10, 10, 255]) });
        let image = DynamicImage::from(clear);
        for one in [
            image.clone(),
            DynamicImage::ImageRgba16(image.to_rgba16()),
            DynamicImage::ImageLumaA8(image.to_luma_alpha8()),
            DynamicImage::ImageLumaA16(image.to_luma_alpha16()),
        ] {
            let flat = on_white(one.clone());
            assert_eq!(flat.dimensions(), (20, 10));
            assert_eq!(flat.get_pixel(3, 3).0, [255; 3], "{:?}", one.color());
            assert!(flat.get_pixel(15, 3).0[1] < 90, "{:?}", one.color());
        }
    }

    #[test]
    fn a_photo_of_120_megapixels_is_taken_and_a_drawing_of_as_many_in_sixteen_bits_is_not() {
        let mut container = Container::of(Format::Jpeg, 12_000, 10_000, 3);
        container.may_turn = true;
        assert!(peak(&container, Task::Renditions) <= MEMORY_BYTES_MAX);
        let deep = Container::of(Format::Png, 12_000, 10_000, 8);
        assert!(peak(&deep, Task::Renditions) > MEMORY_BYTES_MAX);
    }

    #[test]
    fn a_rendition_is_made_of_every_kind_of_file() {
        let drawn = DynamicImage::from(RgbaImage::from_pixel(300, 200, Rgba([10, 200, 30, 255])));
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
            let image = if format == ImageFormat::Jpeg { DynamicImage::from(drawn.to_rgb8()) } else { drawn.clone() };
            let mut file = Vec::new();
            image.write_to(&mut Cursor::new(&mut file), format).unwrap();
            let made = inspect(file.into(), Task::Renditions).and_then(crate::InspectedPicture::run_task);
            let Ok(TaskOutput::Renditions(made)) = made else { panic!("{format:?}") };
            assert_eq!((made.width, made.height, made.files.len()), (300, 200, 3));
        }
    }
}

//! The files made of a picture: JPEG for every browser and WebP for most, at the widths that pages request, and one
//! JPEG for sharing.

use std::fmt;
use std::str::FromStr;

use fast_image_resize::images::Image;
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{IntoImageView, IntoImageViewMut, PixelType, ResizeOptions, Resizer};
use image::RgbImage;

use crate::decoding::{Decoded, on_white};
use crate::fingerprint::of_pixels;
use crate::labels::Labels;
use crate::metadata::Metadata;
use crate::{Refused, Result};

/// Widths that pages request, in pixels: from a small card on an old phone to a lead picture on a high-density screen.
const WIDTHS: [u32; 6] = [240, 480, 720, 960, 1280, 1600];
/// Size of the picture shown with a shared link (Open Graph), in pixels.
pub(crate) const SHARE_SIZE: (u32, u32) = (1200, 630);
/// JPEG quality, 0 to 100.
const JPEG_QUALITY: u8 = 80;
/// Quality of a JPEG from which renditions are made later, 0 to 100.
const FINE_JPEG_QUALITY: u8 = 95;
/// WebP quality, 0 to 100.
const WEBP_QUALITY: f32 = 76.0;
/// Bytes that each pixel of the largest rendition takes while it is made: 3 as pixels, 3 as coefficients, up to 10 in
/// WebP's encoder, 3 in files (measured in `tests/peak.rs`).
const SCALED_BYTES_PER_PIXEL: u64 = 19;
/// Bytes taken whatever the size of the picture.
const WORKING_BYTES: u64 = 8 << 20;

/// File format of a rendition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureFormat {
    /// Read by every browser.
    Jpeg,
    /// Smaller, for browsers since about 2020.
    WebP,
}

impl PictureFormat {
    /// Extension in addresses and file names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::WebP => "webp",
        }
    }

    /// Media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::WebP => "image/webp",
        }
    }
}

/// One file of a picture, as in `640.webp` or `share.jpg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rendition {
    /// The whole picture at this width.
    Width(u32, PictureFormat),
    /// 1200 x 630 pixels, JPEG, cut around the middle.
    Share,
}

impl Rendition {
    /// The key of its file in a media store that names pictures by `digest` (hex, at least 2 letters).
    pub fn key(self, digest: &str) -> String {
        format!("renditions/{}/{digest}/{self}", digest.get(..2).unwrap_or_default())
    }

    /// Media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Width(_, format) => format.media_type(),
            Self::Share => PictureFormat::Jpeg.media_type(),
        }
    }
}

impl fmt::Display for Rendition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Width(width, format) => write!(f, "{width}.{}", format.extension()),
            Self::Share => f.write_str("share.jpg"),
        }
    }
}

impl FromStr for Rendition {
    type Err = ();

    fn from_str(name: &str) -> std::result::Result<Self, ()> {
        if name == "share.jpg" {
            return Ok(Self::Share);
        }
        let (width, extension) = name.split_once('.').ok_or(())?;
        let format = match extension {
            "jpg" => PictureFormat::Jpeg,
            "webp" => PictureFormat::WebP,
            _ => return Err(()),
        };
        let number = width.parse().map_err(|_| ())?;
        let rendition = Self::Width(number, format);
        // Each file has one name: «0640.webp» is refused.
        if rendition.to_string() == name { Ok(rendition) } else { Err(()) }
    }
}

/// What was made of a picture.
pub struct Made {
    /// Format of the original.
    pub format: String,
    /// Pixels across, after turning it upright.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What its file says about it.
    pub metadata: Metadata,
    /// The fingerprint of what it looks like; `None` if it is too plain to have one.
    pub fingerprint: Option<u64>,
    /// Every file.
    pub files: Vec<(Rendition, Vec<u8>)>,
}

/// The widths in which a picture of this width is kept, in pixels. None is larger than the picture.
pub fn widths_of(width: u32) -> Vec<u32> {
    let mut widths: Vec<u32> = WIDTHS.into_iter().filter(|w| *w <= width).collect();
    if widths.is_empty() {
        widths.push(width);
    }
    widths
}

/// The height in pixels that keeps the shape at the width `at`, at least 1.
pub fn height_at(width: u32, height: u32, at: u32) -> u32 {
    let scaled = (u64::from(at) * u64::from(height) + u64::from(width) / 2) / u64::from(width.max(1));
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// Bytes that scaling and encoding take in addition to the picture, at most: the scaled picture and the scaler's
/// intermediate picture, the coefficients of a progressive JPEG, the memory of WebP's encoder, and the files made so
/// far.
pub(crate) fn working_bytes(width: u64, height: u64) -> u64 {
    let largest = widths_of(u32::try_from(width.max(1)).unwrap_or(u32::MAX)).into_iter().max().map_or(1, u64::from);
    // The orientation may swap width and height.
    let most = |across: u64, down: u64| {
        let across_at = largest.min(across);
        let scaled = across_at * (across_at * down / across.max(1) + 1);
        scaled * SCALED_BYTES_PER_PIXEL + across_at * down * 3
    };
    most(width, height).max(most(height.max(1), width)) + WORKING_BYTES
}

/// Makes every file, with the labels. Transparent parts become white.
pub(crate) fn make(decoded: Decoded, metadata: Metadata) -> Result<Made> {
    let labels = Labels::of(&metadata);
    let format = decoded.format.word().to_owned();
    let upright = on_white(decoded.image);
    let (width, height) = upright.dimensions();
    let source = Image::from_vec_u8(width, height, upright.into_raw(), PixelType::U8x3).map_err(failed)?;
    let (mut files, mut fingerprint) = (Vec::new(), None);
    for (number, at) in widths_of(width).into_iter().enumerate() {
        let scaled = resize(&source, (at, height_at(width, height, at)), None)?;
        let size = (scaled.width(), scaled.height());
        if number == 0 {
            fingerprint = of_pixels(scaled.buffer(), size);
        }
        files.push((Rendition::Width(at, PictureFormat::Jpeg), labels.write_into_jpeg(jpeg(&scaled)?)));
        files.push((Rendition::Width(at, PictureFormat::WebP), labels.write_into_webp(webp(&scaled)?, size)));
    }
    let share = resize(&source, SHARE_SIZE, Some(share_crop(width, height)))?;
    files.push((Rendition::Share, labels.write_into_jpeg(jpeg(&share)?)));
    Ok(Made { format, width, height, metadata, fingerprint, files })
}

/// The largest piece with the shape for sharing, around the middle: left, top, width, height, in pixels.
fn share_crop(width: u32, height: u32) -> (f64, f64, f64, f64) {
    let (width, height) = (f64::from(width), f64::from(height));
    let shape = f64::from(SHARE_SIZE.0) / f64::from(SHARE_SIZE.1);
    let (w, h) = if width / height > shape { (height * shape, height) } else { (width, width / shape) };
    ((width - w) / 2.0, (height - h) / 2.0, w, h)
}

fn resize(source: &Image<'_>, to: (u32, u32), crop: Option<(f64, f64, f64, f64)>) -> Result<Image<'static>> {
    let mut target = Image::new(to.0, to.1, PixelType::U8x3);
    let mut options = ResizeOptions::new();
    if let Some((left, top, width, height)) = crop {
        options = options.crop(left, top, width, height);
    }
    // `resize` would instantiate the code of all 13 pixel types: 3 MB of the binary.
    let pixels = source.image_view::<U8x3>().ok_or_else(|| failed("the source is not RGB"))?;
    {
        let mut scaled = target.image_view_mut::<U8x3>().ok_or_else(|| failed("the target is not RGB"))?;
        Resizer::new().resize_typed(&pixels, &mut scaled, &options).map_err(failed)?;
    }
    Ok(target)
}

fn jpeg(image: &Image<'_>) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    let sampling = jpeg_encoder::SamplingFactor::F_2_2;
    encoder(&mut file, JPEG_QUALITY, sampling, true, image.buffer(), (image.width(), image.height()))?;
    Ok(file)
}

/// A JPEG from which other files are made later: little is lost. It is not progressive, so that the encoder need not
/// hold all coefficients.
pub(crate) fn fine_jpeg(image: &RgbImage) -> Result<Vec<u8>> {
    let sampling = jpeg_encoder::SamplingFactor::F_1_1;
    let mut file = Vec::new();
    encoder(&mut file, FINE_JPEG_QUALITY, sampling, false, image.as_raw(), image.dimensions())?;
    Ok(file)
}

fn encoder(
    file: &mut Vec<u8>,
    quality: u8,
    sampling: jpeg_encoder::SamplingFactor,
    in_passes: bool,
    pixels: &[u8],
    (width, height): (u32, u32),
) -> Result<()> {
    let side = |pixels: u32| u16::try_from(pixels).map_err(failed);
    let mut encoder = jpeg_encoder::Encoder::new(file, quality);
    encoder.set_progressive(in_passes);
    encoder.set_optimized_huffman_tables(in_passes);
    encoder.set_sampling_factor(sampling);
    encoder.encode(pixels, side(width)?, side(height)?, jpeg_encoder::ColorType::Rgb).map_err(failed)
}

fn webp(image: &Image<'_>) -> Result<Vec<u8>> {
    let encoded = webp::Encoder::from_rgb(image.buffer(), image.width(), image.height())
        .encode_simple(false, WEBP_QUALITY)
        .map_err(|error| Refused::Damaged(format!("WebP: {error:?}")))?;
    Ok(encoded.to_vec())
}

fn failed(error: impl fmt::Display) -> Refused {
    Refused::Damaged(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::DynamicImage;

    #[test]
    fn a_picture_is_never_blown_up() {
        assert_eq!(widths_of(1000), [240, 480, 720, 960]);
        assert_eq!(widths_of(100), [100]);
        assert_eq!(height_at(1600, 1067, 480), 320);
        assert_eq!(height_at(12_000, 1, 240), 1);
    }

    #[test]
    fn a_rendition_has_one_name() {
        for name in ["480.webp", "1280.jpg", "share.jpg"] {
            assert_eq!(name.parse::<Rendition>().unwrap().to_string(), name);
        }
        for name in ["", "0480.webp", "480.png", "+480.jpg", "share.webp", "480"] {
            assert!(name.parse::<Rendition>().is_err(), "{name}");
        }
    }

    #[test]
    fn every_file_is_made_in_its_size_without_metadata() {
        let decoded = Decoded { format: crate::containers::Format::Png, image: DynamicImage::new_rgba8(500, 1000) };
        let made = make(decoded, Metadata::default()).unwrap();
        let sizes: Vec<_> = made
            .files
            .iter()
            .map(|(rendition, file)| {
                let read = image::load_from_memory(file).unwrap();
                assert!(!file.windows(4).any(|w| w == b"Exif"), "{rendition}");
                (rendition.to_string(), read.width(), read.height())
            })
            .collect();
        let expected = [
            ("240.jpg", 240, 480),
            ("240.webp", 240, 480),
            ("480.jpg", 480, 960),
            ("480.webp", 480, 960),
            ("share.jpg", 1200, 630),
        ];
        assert_eq!(sizes, expected.map(|(name, w, h)| (name.to_owned(), w, h)));
        let white = image::load_from_memory(&made.files[0].1).unwrap().to_rgb8();
        assert!(white.get_pixel(5, 5).0.iter().all(|c| *c > 250), "transparent becomes paper white");
    }
}

//! Cuts a piece of a picture, as a picture of its own.

use std::fmt;
use std::io::Cursor;
use std::str::FromStr;

use image::{DynamicImage, ImageBuffer, ImageFormat, Pixel};

use crate::containers::Format;
use crate::decoding::{Decoded, PHOTO_BYTES_MAX, damaged};
use crate::labels::Labels;
use crate::{Refused, Result, renditions};

/// Pixels a side of a piece, at least. A smaller one fills no place on a page.
pub const CROP_SIDE_MIN: u32 = 100;

/// A piece of an upright picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crop {
    /// Pixels from the left.
    pub x: u32,
    /// Pixels from the top.
    pub y: u32,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl Crop {
    /// The whole of a picture of this size.
    pub fn whole(width: u32, height: u32) -> Self {
        Self { x: 0, y: 0, width, height }
    }

    /// The largest piece of this shape in a picture of this size. `focal`, a point on the 11 x 11 grid, is as near to
    /// its middle as the edges allow.
    pub fn around(shape: Shape, (width, height): (u32, u32), focal: (u8, u8)) -> Self {
        let (w, h) = (u64::from(width), u64::from(height));
        let (across, down) = (u64::from(shape.0), u64::from(shape.1));
        let side = |pixels: u64| u32::try_from(pixels.max(1)).unwrap_or(u32::MAX);
        let (cut_w, cut_h) = match w * down > h * across {
            true => (side(h * across / down), height),
            false => (width, side(w * down / across)),
        };
        let start = |whole: u32, piece: u32, at: u8| {
            let middle = u64::from(whole) * u64::from(at.min(10)) / 10;
            let from = middle.saturating_sub(u64::from(piece) / 2);
            u32::try_from(from).unwrap_or(u32::MAX).min(whole - piece)
        };
        Self { x: start(width, cut_w, focal.0), y: start(height, cut_h, focal.1), width: cut_w, height: cut_h }
    }

    /// Checks that it lies within a picture of this size and is not too small.
    pub fn check(self, width: u32, height: u32) -> Result<()> {
        let within = |from: u32, size: u32, whole: u32| from.checked_add(size).is_some_and(|end| end <= whole);
        if !within(self.x, self.width, width) || !within(self.y, self.height, height) {
            return Err(Refused::BadPiece(format!("{self} does not lie within {width} x {height} pixels")));
        }
        if self.width < CROP_SIDE_MIN || self.height < CROP_SIDE_MIN {
            return Err(Refused::BadPiece(format!("{self} is smaller than {CROP_SIDE_MIN} pixels a side")));
        }
        Ok(())
    }
}

impl fmt::Display for Crop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} x {} at {}, {}", self.width, self.height, self.x, self.y)
    }
}

/// A shape of pictures: units across for units down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape(u32, u32);

impl Shape {
    /// The shapes to which desks cut pictures: for lists and leads, for screens, square, and for sharing on phones.
    pub const ALL: [Self; 4] = [Self(3, 2), Self(16, 9), Self(1, 1), Self(4, 5)];
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.0, self.1)
    }
}

impl FromStr for Shape {
    type Err = ();

    /// Reads one of [`Shape::ALL`], written as in `3:2`.
    fn from_str(word: &str) -> std::result::Result<Self, ()> {
        Self::ALL.into_iter().find(|shape| shape.to_string() == word).ok_or(())
    }
}

/// Cuts a piece of a picture into a file of its own: a JPEG if the picture came as JPEG or WebP and has no alpha
/// channel, else a PNG. The same piece of the same bytes gives the same file. Refused if the piece does not lie within
/// the picture, or if its file is larger than a photo may be.
pub(crate) fn cut(decoded: Decoded, piece: Crop, labels: &Labels) -> Result<Vec<u8>> {
    piece.check(decoded.image.width(), decoded.image.height())?;
    let cut = cut_in_place(decoded.image, piece);
    let file = if matches!(decoded.format, Format::Jpeg | Format::WebP) && !cut.color().has_alpha() {
        labels.write_into_jpeg(renditions::fine_jpeg(&cut.into_rgb8())?)
    } else {
        let mut file = Vec::new();
        cut.write_to(&mut Cursor::new(&mut file), ImageFormat::Png).map_err(damaged)?;
        labels.write_into_png(file)
    };
    if file.len() > PHOTO_BYTES_MAX { Err(Refused::TooManyBytes { bytes: file.len() }) } else { Ok(file) }
}

/// The piece, in the memory of the whole picture.
fn cut_in_place(image: DynamicImage, piece: Crop) -> DynamicImage {
    use DynamicImage as D;
    match image {
        D::ImageLuma8(buffer) => D::ImageLuma8(moved(buffer, piece)),
        D::ImageLumaA8(buffer) => D::ImageLumaA8(moved(buffer, piece)),
        D::ImageRgb8(buffer) => D::ImageRgb8(moved(buffer, piece)),
        D::ImageRgba8(buffer) => D::ImageRgba8(moved(buffer, piece)),
        D::ImageLuma16(buffer) => D::ImageLuma16(moved(buffer, piece)),
        D::ImageLumaA16(buffer) => D::ImageLumaA16(moved(buffer, piece)),
        D::ImageRgb16(buffer) => D::ImageRgb16(moved(buffer, piece)),
        D::ImageRgba16(buffer) => D::ImageRgba16(moved(buffer, piece)),
        other => other.crop_imm(piece.x, piece.y, piece.width, piece.height),
    }
}

fn moved<P: Pixel>(buffer: ImageBuffer<P, Vec<P::Subpixel>>, piece: Crop) -> ImageBuffer<P, Vec<P::Subpixel>> {
    let at = |pixels: u32| usize::try_from(pixels).unwrap_or(usize::MAX) * usize::from(P::CHANNEL_COUNT);
    let line = at(buffer.width());
    let (left, width, top) = (at(piece.x), at(piece.width), piece.y);
    let mut raw = buffer.into_raw();
    for row in 0..usize::try_from(piece.height).unwrap_or_default() {
        let from = (row + usize::try_from(top).unwrap_or_default()) * line + left;
        raw.copy_within(from..from + width, row * width);
    }
    raw.truncate(width * usize::try_from(piece.height).unwrap_or_default());
    ImageBuffer::from_raw(piece.width, piece.height, raw).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    fn crop(bytes: &[u8], piece: Crop) -> Result<Vec<u8>> {
        match crate::inspect(bytes.to_vec().into(), crate::Task::Piece(piece))?.run_task()? {
            crate::TaskOutput::Piece(file) => Ok(file),
            _ => unreachable!("a piece was asked for"),
        }
    }

    #[test]
    fn a_shape_is_cut_around_its_point_and_stays_within() {
        let around = |shape: &str, size, focal| Crop::around(shape.parse().unwrap(), size, focal);
        assert_eq!(around("3:2", (1200, 1200), (5, 5)), Crop { x: 0, y: 200, width: 1200, height: 800 });
        assert_eq!(around("1:1", (1600, 900), (0, 5)), Crop { x: 0, y: 0, width: 900, height: 900 });
        assert_eq!(around("1:1", (1600, 900), (10, 10)), Crop { x: 700, y: 0, width: 900, height: 900 });
        assert_eq!(around("16:9", (1600, 900), (3, 9)), Crop::whole(1600, 900));
        for shape in Shape::ALL {
            for size in [(1, 1), (12_000, 1), (1, 12_000), (333, 777)] {
                for at in 0..=10 {
                    let piece = Crop::around(shape, size, (at, 10 - at));
                    assert!(piece.x + piece.width <= size.0 && piece.y + piece.height <= size.1, "{piece} of {size:?}");
                }
            }
        }
        assert!("2:3".parse::<Shape>().is_err());
    }

    #[test]
    fn a_piece_is_a_picture_of_just_these_pixels() {
        let picture =
            RgbImage::from_fn(400, 300, |x, y| if x < 200 && y < 150 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) });
        for (format, kept) in [
            (ImageFormat::Png, ImageFormat::Png),
            (ImageFormat::Jpeg, ImageFormat::Jpeg),
            (ImageFormat::WebP, ImageFormat::Jpeg),
        ] {
            let mut file = Vec::new();
            DynamicImage::from(picture.clone()).write_to(&mut Cursor::new(&mut file), format).unwrap();
            let piece = crop(&file, Crop { x: 200, y: 100, width: 200, height: 200 }).unwrap();
            assert_eq!(image::guess_format(&piece).unwrap(), kept);
            let read = image::load_from_memory(&piece).unwrap().to_rgb8();
            assert_eq!(read.dimensions(), (200, 200));
            assert!(read.pixels().all(|pixel| pixel.0[2] > 200), "{format:?}");
            assert_eq!(piece, crop(&file, Crop { x: 200, y: 100, width: 200, height: 200 }).unwrap());
        }
    }

    #[test]
    fn what_is_no_piece_of_it_is_refused() {
        for piece in [
            Crop { x: 1, y: 0, width: 400, height: 300 },
            Crop { x: u32::MAX, y: 0, width: 200, height: 200 },
            Crop { x: 0, y: 0, width: 99, height: 300 },
            Crop { x: 0, y: 0, width: 0, height: 0 },
        ] {
            assert!(piece.check(400, 300).is_err(), "{piece}");
        }
        assert!(Crop::whole(400, 300).check(400, 300).is_ok());
    }
}

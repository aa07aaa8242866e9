//! The logo of a paper: kept as it is drawn, with its transparency, and fitted into the box of a masthead.

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Sampling;

use crate::decoding::{Decoded, damaged};
use crate::{Refused, Result};

/// The box into which a logo is fitted, in pixels: twice the size that the widest masthead shows, for high-density
/// screens.
const BOX: (u32, u32) = (960, 240);
/// Pixels a side, at least. A smaller logo would be a smear on any masthead.
const SIDE_MIN: u32 = 24;

/// A logo as PNG, which every browser reads and which keeps transparency.
pub struct Logo {
    /// The file.
    pub png: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Bytes that fitting takes in addition to the picture, at most: four numbers of four bytes for each pixel of an
/// intermediate picture. It is as wide as the picture and as high as the box, or the other way round.
pub(crate) fn working_bytes(width: u64, height: u64) -> u64 {
    16 * width.max(height) * u64::from(BOX.0)
}

/// Fits a picture into 960 x 240 pixels. Nothing is enlarged. A picture with a side below 24 pixels is refused.
pub(crate) fn fit(decoded: Decoded) -> Result<Logo> {
    let drawn = decoded.image;
    if drawn.width() < SIDE_MIN || drawn.height() < SIDE_MIN {
        return Err(Refused::TooSmall { least: SIDE_MIN });
    }
    let fits = drawn.width() <= BOX.0 && drawn.height() <= BOX.1;
    let fitted = if fits { drawn } else { drawn.resize(BOX.0, BOX.1, Sampling::Lanczos3) };
    let rgba = fitted.into_rgba8();
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(Cursor::new(&mut png), CompressionType::Best, FilterType::Adaptive);
    rgba.write_with_encoder(encoder).map_err(damaged)?;
    Ok(Logo { png, width: rgba.width(), height: rgba.height() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

    fn logo(bytes: &[u8]) -> Result<Logo> {
        let inspected = crate::inspect(bytes.to_vec().into(), crate::Task::Logo)?;
        match inspected.run_task()? {
            crate::TaskOutput::Logo(logo) => Ok(logo),
            _ => unreachable!("a logo was asked for"),
        }
    }

    fn drawn(width: u32, height: u32) -> Vec<u8> {
        let mut png = Vec::new();
        let pixels = RgbaImage::from_pixel(width, height, Rgba([10, 20, 30, 128]));
        DynamicImage::from(pixels).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        png
    }

    #[test]
    fn a_logo_keeps_its_shape_and_its_transparency() {
        let made = logo(&drawn(2_400, 300)).unwrap();
        assert_eq!((made.width, made.height), (960, 120));
        let back = image::load_from_memory(&made.png).unwrap().to_rgba8();
        assert_eq!(back.get_pixel(400, 60).0, [10, 20, 30, 128]);
        let small = logo(&drawn(300, 60)).unwrap();
        assert_eq!((small.width, small.height), (300, 60), "nothing is enlarged");
    }

    #[test]
    fn what_no_masthead_can_show_is_refused() {
        assert!(logo(&drawn(300, 8)).is_err());
        assert!(
            logo(b"<svg xmlns='http://www.w3.org/2000/svg'/>").is_err(),
            "a drawing with scripts in it is no picture"
        );
    }
}

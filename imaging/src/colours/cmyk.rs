//! Converts four inks (CMYK) to sRGB, by the profile of the press for which they were meant. A decoder that ignores the
//! profile makes the picture much too bright.

use std::sync::Arc;

use image::RgbImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;

use super::declared::DeclaredColours;
use super::profiles::options;
use crate::{Refused, Result};

/// How dark bare paper may be, and how bright all inks together, 0 to 255. A profile that goes further does not belong
/// to these inks.
const PAPER_MIN: u8 = 192;
const INK_MAX: u8 = 128;
/// Fractional bits of the weights below.
const ONE_BITS: u32 = 16;
/// Weights of the two colour differences in red, green and blue (JFIF), in fixed point with [`ONE_BITS`] fractional
/// bits.
const RED_OF_CR: i32 = 91_881;
const GREEN_OF_CB: i32 = -22_554;
const GREEN_OF_CR: i32 = -46_802;
const BLUE_OF_CB: i32 = 116_130;

/// The conversion of inks to sRGB.
pub(crate) struct CmykConversion(Arc<Transform8BitExecutor>);

impl CmykConversion {
    /// From the profile of a file; `None` if it has no usable profile for inks.
    pub(crate) fn of(declared: &DeclaredColours, bytes: &[u8]) -> Option<Self> {
        let profile = declared.profile(bytes)?;
        (profile.color_space == DataColorSpace::Cmyk).then_some(())?;
        let srgb = ColorProfile::new_srgb();
        let conversion = profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgb, options()).ok()?;
        let mut made = [0; 6];
        conversion.transform(&[0, 0, 0, 0, 255, 255, 255, 255], &mut made).ok()?;
        let is_sound = made[..3].iter().all(|paper| *paper >= PAPER_MIN) && made[3..].iter().all(|ink| *ink <= INK_MAX);
        is_sound.then_some(Self(conversion))
    }

    /// Decodes a JPEG of this size, in pixels. Four bytes a pixel become three in place.
    pub(crate) fn decode(&self, jpeg: &[u8], (width, height): (u32, u32)) -> Result<RgbImage> {
        let failed = |error: zune_jpeg::errors::DecodeErrors| Refused::Damaged(error.to_string());
        let options =
            DecoderOptions::default().set_strict_mode(false).set_max_width(usize::MAX).set_max_height(usize::MAX);
        let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
        decoder.decode_headers().map_err(failed)?;
        let space = decoder.input_colorspace().unwrap_or(ColorSpace::CMYK);
        // The components as they are stored, without conversion.
        decoder.set_options(options.jpeg_set_out_colorspace(space));
        let [across, down] = [width, height].map(|side| usize::try_from(side).unwrap_or_default());
        let mut raw = vec![0; across * down * 4];
        decoder.decode_into(&mut raw).map_err(failed)?;
        let (mut inks, mut row) = (vec![0; across * 4], vec![0; across * 3]);
        for line in 0..down {
            let stored = &raw[line * across * 4..][..across * 4];
            for (ink, stored) in inks.chunks_exact_mut(4).zip(stored.chunks_exact(4)) {
                ink.copy_from_slice(&amounts(stored, space));
            }
            self.0.transform(&inks, &mut row).map_err(|error| Refused::Damaged(error.to_string()))?;
            raw[line * across * 3..][..across * 3].copy_from_slice(&row);
        }
        raw.truncate(across * down * 3);
        RgbImage::from_raw(width, height, raw)
            .ok_or_else(|| Refused::Damaged("it has fewer pixels than it says".into()))
    }
}

/// The amount of each ink. A JPEG stores the light that the inks leave; a YCCK file stores it for three of them as
/// brightness and colour differences.
fn amounts(stored: &[u8], space: ColorSpace) -> [u8; 4] {
    let [first, second, third, black] = [0, 1, 2, 3].map(|n| stored.get(n).copied().unwrap_or_default());
    if space != ColorSpace::YCCK {
        return [255 - first, 255 - second, 255 - third, 255 - black];
    }
    let [brightness, blue, red] = [first, second, third].map(i32::from);
    let (blue, red) = (blue - 128, red - 128);
    let mixed = |part: i32| {
        u8::try_from((brightness + ((part + (1 << (ONE_BITS - 1))) >> ONE_BITS)).clamp(0, 255)).unwrap_or_default()
    };
    [mixed(red * RED_OF_CR), mixed(blue * GREEN_OF_CB + red * GREEN_OF_CR), mixed(blue * BLUE_OF_CB), 255 - black]
}

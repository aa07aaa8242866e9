//! Reads the colours that a file declares and converts its pixels to sRGB in place. The files for readers carry no
//! profiles: without the conversion, photos from phones or in Adobe RGB would look pale.
//!
//! No picture is refused for its profile. A profile that is broken, that is for another kind of pixels, or that turns
//! white into black is ignored, and the colours are taken as sRGB.

mod cmyk;
mod declared;
mod profiles;

use image::DynamicImage;
use moxcms::ColorProfile;

pub(crate) use cmyk::CmykConversion;
pub(crate) use declared::{DeclaredColours, GammaAndPrimaries};

use profiles::Kind;

/// Bytes that reading a profile takes for each byte of it: its tables are copied as wider numbers.
const PROFILE_GROWTH: u64 = 16;
/// Bytes that tables take whatever the profile.
const TABLE_BYTES: u64 = 4 << 20;

/// Bytes that the conversion to sRGB takes in addition to the pixels, at most, with a profile of this many bytes.
pub(crate) fn working_bytes(profile_bytes: u64) -> u64 {
    PROFILE_GROWTH * profile_bytes + TABLE_BYTES
}

/// Converts the pixels of `image` to sRGB in place. `bytes` is its file.
pub(crate) fn make_srgb(image: &mut DynamicImage, declared: &DeclaredColours, bytes: &[u8]) {
    let Some(profile) = declared.profile(bytes) else { return };
    let across = usize::try_from(image.width()).unwrap_or_default();
    match image {
        DynamicImage::ImageRgb8(pixels) => rows8(pixels, across * 3, &profile, Kind::Rgb),
        DynamicImage::ImageRgba8(pixels) => rows8(pixels, across * 4, &profile, Kind::Rgba),
        DynamicImage::ImageRgb16(pixels) => rows16(pixels, across * 3, &profile, Kind::Rgb),
        DynamicImage::ImageRgba16(pixels) => rows16(pixels, across * 4, &profile, Kind::Rgba),
        DynamicImage::ImageLuma8(pixels) => greys8(pixels, 1, &profile),
        DynamicImage::ImageLumaA8(pixels) => greys8(pixels, 2, &profile),
        DynamicImage::ImageLuma16(pixels) => greys16(pixels, 1, &profile),
        DynamicImage::ImageLumaA16(pixels) => greys16(pixels, 2, &profile),
        _ => {}
    }
}

fn rows8(pixels: &mut [u8], row: usize, profile: &ColorProfile, kind: Kind) {
    let Some(conversion) = profiles::of_bytes(profile, kind) else { return };
    let mut before = vec![0; row];
    for row in pixels.chunks_exact_mut(row) {
        before.copy_from_slice(row);
        // Rows of one length all succeed or all fail.
        if conversion.transform(&before, row).is_err() {
            return;
        }
    }
}

fn rows16(pixels: &mut [u16], row: usize, profile: &ColorProfile, kind: Kind) {
    let Some(conversion) = profiles::of_words(profile, kind) else { return };
    let mut before = vec![0; row];
    for row in pixels.chunks_exact_mut(row) {
        before.copy_from_slice(row);
        if conversion.transform(&before, row).is_err() {
            return;
        }
    }
}

/// Converts greys with a lookup table: there are only 256.
fn greys8(pixels: &mut [u8], channels: usize, profile: &ColorProfile) {
    let Some(table) = profiles::greys_of_bytes(profile) else { return };
    for pixel in pixels.chunks_exact_mut(channels) {
        pixel[0] = table.get(usize::from(pixel[0])).copied().unwrap_or(pixel[0]);
    }
}

fn greys16(pixels: &mut [u16], channels: usize, profile: &ColorProfile) {
    let Some(table) = profiles::greys_of_words(profile) else { return };
    for pixel in pixels.chunks_exact_mut(channels) {
        pixel[0] = table.get(usize::from(pixel[0])).copied().unwrap_or(pixel[0]);
    }
}

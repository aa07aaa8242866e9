//! A fingerprint of what a picture looks like: copies of it in another size, format or quality have nearly the same.
//!
//! The difference hash (N. Krawetz, «Kind of Like That», 2013): the picture is reduced to nine by eight cells of
//! brightness, and each bit says whether a cell is brighter than its right neighbour.

use image::ImageFormat;

/// Cells across and down.
const CELLS: (usize, usize) = (9, 8);
/// Differences between neighbours that count: below it, a plain picture would have a fingerprint of noise.
const CONTRAST_MIN: u64 = 2;
/// Neighbouring cells that must differ for a fingerprint to mean anything.
const DIFFERENCES_MIN: u32 = 12;

/// The fingerprint of an RGB picture; `None` if it is too plain to have one.
pub(crate) fn of_pixels(pixels: &[u8], (width, height): (u32, u32)) -> Option<u64> {
    let (width, height) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
    if width < CELLS.0 || height < CELLS.1 || pixels.len() < width * height * 3 {
        return None;
    }
    let mut cells = [[(0_u64, 0_u64); CELLS.0]; CELLS.1];
    for (y, line) in pixels.chunks_exact(width * 3).take(height).enumerate() {
        let row = cells.get_mut(y * CELLS.1 / height)?;
        for (x, pixel) in line.chunks_exact(3).enumerate() {
            let &[red, green, blue] = pixel else { return None };
            // Rec. 601 luma, times 256.
            let luma = 77 * u64::from(red) + 150 * u64::from(green) + 29 * u64::from(blue);
            let (sum, count) = row.get_mut(x * CELLS.0 / width)?;
            (*sum, *count) = (*sum + luma, *count + 1);
        }
    }
    let (mut bits, mut differences) = (0, 0);
    for row in &cells {
        let brightness = row.map(|(sum, count)| sum / count.max(1));
        for pair in brightness.windows(2) {
            let &[left, right] = pair else { return None };
            bits = bits << 1 | u64::from(left > right);
            differences += u32::from(left.abs_diff(right) >= CONTRAST_MIN * 256);
        }
    }
    (differences >= DIFFERENCES_MIN).then_some(bits)
}

/// The fingerprint of a small JPEG that this crate has made; `None` if it has none or cannot be read.
pub fn fingerprint_of_rendition(jpeg: &[u8]) -> Option<u64> {
    let image = image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).ok()?.into_rgb8();
    of_pixels(image.as_raw(), image.dimensions())
}

/// Bits in which two fingerprints differ: 0 for the same picture, about 32 for two that have nothing in common.
pub fn distance(one: u64, other: u64) -> u32 {
    (one ^ other).count_ones()
}

#[cfg(test)]
mod tests {
    use image::imageops::{FilterType, resize};
    use image::{Rgb, RgbImage};

    use super::*;

    fn scene(seed: u32) -> RgbImage {
        RgbImage::from_fn(360, 240, |x, y| {
            let wave = |by: u32| (f64::from((x * (seed + by) + y * (by + 3)) % 360) / 360.0 * 255.0) as u8;
            Rgb([wave(1), wave(2), wave(3)])
        })
    }

    fn of(image: &RgbImage) -> u64 {
        of_pixels(image.as_raw(), image.dimensions()).unwrap()
    }

    #[test]
    fn copies_are_near_and_others_are_not() {
        let one = scene(1);
        let smaller = resize(&one, 120, 80, FilterType::Triangle);
        let mut darker = one.clone();
        darker.pixels_mut().for_each(|pixel| pixel.0 = pixel.0.map(|channel| channel / 2));
        assert!(distance(of(&one), of(&smaller)) <= 3);
        assert!(distance(of(&one), of(&darker)) <= 3);
        assert!(distance(of(&one), of(&scene(2))) > 10);
    }

    #[test]
    fn a_plain_picture_has_none() {
        let plain = RgbImage::from_pixel(200, 200, Rgb([90, 90, 90]));
        assert_eq!(of_pixels(plain.as_raw(), plain.dimensions()), None);
        assert_eq!(of_pixels(&[], (200, 200)), None);
        assert_eq!(of_pixels(&[0; 27], (3, 3)), None);
        assert_eq!(fingerprint_of_rendition(b"no picture"), None);
    }
}

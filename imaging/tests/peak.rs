//! A picture takes no more memory than was computed before it was decoded. This file has only one test: memory is
//! measured for the whole process, and a second test beside it would count.

// Tests only: a failed `unwrap` or `expect` fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used)]
#![cfg(target_os = "linux")]

mod heic_file;

use std::io::Cursor;

use bytes::Bytes;
use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};
use imaging::{Crop, Task};

/// Tolerance of a measurement in bytes: buffers of codecs, pages of the allocator.
const SLACK: u64 = 24 << 20;

fn kilobytes(of: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(of)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Measures how much memory `bytes` takes and compares it with what was computed.
fn measured(name: &str, bytes: Vec<u8>, task: Task) {
    let inspected = match imaging::inspect(Bytes::from(bytes), task) {
        Ok(inspected) => inspected,
        Err(refused) => return println!("{name}: refused, {refused}"),
    };
    let said = inspected.peak();
    // Resets the peak of the process.
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = kilobytes("VmRSS");
    let made = inspected.run_task();
    let took = kilobytes("VmHWM").saturating_sub(before) << 10;
    println!(
        "{name}: said {} MiB, took {} MiB, {}",
        said >> 20,
        took >> 20,
        made.map_or_else(|e| e.to_string(), |_| "made".into())
    );
    assert!(took <= said + SLACK, "{name} takes more than it says");
}

fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Vec::new();
    image.write_to(&mut Cursor::new(&mut file), format).unwrap();
    file
}

/// Pixels that no codec compresses well.
fn noise(x: u32, y: u32) -> [u8; 3] {
    let mixed = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519);
    let mixed = (mixed ^ mixed >> 15).wrapping_mul(2_654_435_761);
    let [a, b, c, _] = mixed.to_le_bytes();
    [a / 2, b / 2, c / 2]
}

/// A GIF of little more than a header. Its frame covers the screen or lies beside it.
fn gif(width: u16, height: u16, left: u16, frame: (u16, u16)) -> Vec<u8> {
    let mut gif = b"GIF89a".to_vec();
    for side in [width, height] {
        gif.extend(side.to_le_bytes());
    }
    gif.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c]);
    for number in [left, 0, frame.0, frame.1] {
        gif.extend(number.to_le_bytes());
    }
    gif.extend([0, 2, 2, 0x4c, 0x01, 0, 0x3b]);
    gif
}

fn progressive(width: u16, height: u16, sampling: jpeg_encoder::SamplingFactor) -> Vec<u8> {
    let pixels: Vec<u8> =
        (0..u32::from(height)).flat_map(|y| (0..u32::from(width)).flat_map(move |x| noise(x / 9, y / 9))).collect();
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 60);
    encoder.set_progressive(true);
    encoder.set_sampling_factor(sampling);
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    file
}

// S-LIMIT: pictures being decoded stay within one bound, since each says what it takes
#[test]
fn a_picture_takes_no_more_than_it_says() {
    let rgb = DynamicImage::from(RgbImage::from_fn(5_000, 4_000, |x, y| image::Rgb(noise(x, y))));
    let flat = DynamicImage::from(RgbImage::new(9_000, 8_000));
    let tall = DynamicImage::from(RgbImage::from_fn(1_600, 6_000, |x, y| image::Rgb(noise(x / 3, y / 3))));
    let clear = DynamicImage::from(RgbaImage::new(6_000, 5_000));
    for (name, bytes) in [
        ("JPEG of 20 megapixels", file(&rgb, ImageFormat::Jpeg)),
        ("progressive JPEG, all colours full", progressive(6_000, 5_000, jpeg_encoder::SamplingFactor::F_1_1)),
        ("progressive JPEG, colours halved", progressive(6_000, 5_000, jpeg_encoder::SamplingFactor::F_2_2)),
        ("tall JPEG", file(&tall, ImageFormat::Jpeg)),
        ("PNG of 72 megapixels", file(&flat, ImageFormat::Png)),
        ("PNG with alpha", file(&clear, ImageFormat::Png)),
        ("PNG of 16 bits", file(&DynamicImage::new_rgba16(5_000, 4_000), ImageFormat::Png)),
        ("grey PNG of 16 bits", file(&DynamicImage::new_luma16(8_000, 7_000), ImageFormat::Png)),
        ("grey PNG with alpha", file(&DynamicImage::new_luma_a8(8_000, 7_000), ImageFormat::Png)),
        ("lossless WebP", file(&DynamicImage::from(RgbImage::new(5_000, 4_000)), ImageFormat::WebP)),
        ("lossless WebP with alpha", file(&DynamicImage::from(RgbaImage::new(4_000, 4_000)), ImageFormat::WebP)),
        ("GIF that is all frame", gif(12_000, 10_000, 0, (12_000, 10_000))),
        ("GIF whose frame lies beside", gif(8_000, 7_000, 1, (8_000, 7_000))),
    ] {
        measured(name, bytes.clone(), Task::Renditions);
        if name.contains("JPEG of 20") || name.contains("alpha") {
            measured(&format!("{name}, as a logo"), bytes.clone(), Task::Logo);
            let piece = Crop { x: 10, y: 10, width: 1_500, height: 3_000 };
            measured(&format!("{name}, cut"), bytes, Task::Piece(piece));
        }
    }
    let wide = moxcms::ColorProfile::new_pro_photo_rgb().encode().unwrap();
    for (name, bytes) in [
        ("JPEG of 20 megapixels with a profile", with_profile(&file(&rgb, ImageFormat::Jpeg), &wide)),
        (
            "progressive JPEG with a profile",
            with_profile(&progressive(6_000, 5_000, jpeg_encoder::SamplingFactor::F_2_2), &wide),
        ),
        ("JPEG of inks with a profile", with_profile(&inks(5_000, 4_000), &profile_of_inks(17, 1))),
        ("JPEG of inks with the largest profile", with_profile(&inks(300, 200), &profile_of_inks(33, 1))),
        ("JPEG of inks with a profile that is all one table", with_profile(&inks(300, 200), &profile_of_inks(33, 7))),
    ] {
        measured(name, bytes, Task::Renditions);
    }
    let tiles = heic_file::Grid::of(16, 12);
    measured("HEIC of 12 megapixels in tiles", tiles.file(), Task::Renditions);
    let tiles = heic_file::Grid { turns: Some(1), ..heic_file::Grid::of(24, 20) };
    measured("HEIC of 31 megapixels, turned", tiles.file(), Task::Renditions);
    let lossy = webp::Encoder::from_rgb(&noise_bytes(4_000, 3_000), 4_000, 3_000).encode(60.0).to_vec();
    measured("lossy WebP", lossy, Task::Renditions);
}

/// The JPEG with this profile, in as many pieces as it needs.
fn with_profile(jpeg: &[u8], profile: &[u8]) -> Vec<u8> {
    let pieces: Vec<&[u8]> = profile.chunks(65_000).collect();
    let byte = |number: usize| u8::try_from(number).unwrap();
    let mut with = jpeg[..2].to_vec();
    for (n, piece) in pieces.iter().enumerate() {
        with.extend([0xff, 0xe2]);
        with.extend(u16::try_from(piece.len() + 16).unwrap().to_be_bytes());
        with.extend(b"ICC_PROFILE\0");
        with.extend([byte(n + 1), byte(pieces.len())]);
        with.extend(*piece);
    }
    with.extend(&jpeg[2..]);
    with
}

fn inks(width: u16, height: u16) -> Vec<u8> {
    let pixels: Vec<u8> = noise_bytes(u32::from(width) * 4, u32::from(height)).into_iter().step_by(3).collect();
    let mut file = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut file, 60);
    encoder.encode(&pixels, width, height, jpeg_encoder::ColorType::CmykAsYcck).unwrap();
    file
}

/// A profile for four inks whose table has `steps` steps for each ink, and which `tags` tags share.
fn profile_of_inks(steps: u8, tags: usize) -> Vec<u8> {
    let long = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
    let mut table = [&b"mft1\0\0\0\0\x04\x03"[..], &[steps, 0], &[0; 36]].concat();
    table.extend((0..4).flat_map(|_| 0..=255_u8));
    for n in 0..usize::from(steps).pow(4) {
        // White without ink, black with all inks.
        let sum: usize = (0..4).map(|ink| n / usize::from(steps).pow(ink) % usize::from(steps)).sum();
        table.extend([u8::try_from(255 - 255 * sum / (4 * usize::from(steps - 1))).unwrap(), 128, 128]);
    }
    table.extend((0..3).flat_map(|_| 0..=255_u8));
    let mut profile = vec![0; 128];
    profile[8] = 2;
    profile[12..24].copy_from_slice(b"prtrCMYKLab ");
    profile[36..40].copy_from_slice(b"acsp");
    profile[68..80].copy_from_slice(&[0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d]);
    profile.extend(long(tags));
    for tag in [b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt"].iter().take(tags) {
        profile.extend([&tag[..], &long(132 + 12 * tags), &long(table.len())].concat());
    }
    profile.extend(table);
    let size = long(profile.len());
    profile[..4].copy_from_slice(&size);
    profile
}

fn noise_bytes(width: u32, height: u32) -> Vec<u8> {
    (0..height).flat_map(|y| (0..width).flat_map(move |x| noise(x, y))).collect()
}

//! Everything made of a picture is sRGB, whatever colours its file declares.

// Tests only: a failed `unwrap` or `expect` fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Cursor;

use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, Luma, Rgb, RgbImage, Rgba};
use imaging::{Crop, Task, TaskOutput};
use moxcms::{ColorProfile, ToneReprCurve};

const SIDE: u32 = 120;
/// A strong red as a phone stores it.
const RED: [u8; 3] = [230, 40, 40];
/// The same red in sRGB, if the stored one was Display P3, and if it was Adobe RGB.
const RED_OF_P3: [u8; 3] = [251, 0, 18];
const RED_OF_ADOBE: [u8; 3] = [255, 35, 35];

/// The pixel in the middle of the logo made of a file (RGBA).
fn made(file: &[u8]) -> [u8; 4] {
    let TaskOutput::Logo(logo) = imaging::inspect(file.to_vec().into(), Task::Logo).unwrap().run_task().unwrap() else {
        unreachable!("a logo was asked for")
    };
    assert!(!logo.png.windows(4).any(|kind| kind == b"iCCP"));
    let image = image::load_from_memory(&logo.png).unwrap().to_rgba8();
    image.get_pixel(image.width() / 2, image.height() / 2).0
}

#[track_caller]
fn assert_near(made: [u8; 4], colour: [u8; 3], alpha: u8) {
    let is_near = made.iter().zip(colour).all(|(made, expected)| made.abs_diff(expected) <= 3);
    assert!(is_near && made[3] == alpha, "{made:?} is not {colour:?}, {alpha}");
}

fn p3() -> Vec<u8> {
    ColorProfile::new_display_p3().encode().unwrap()
}

/// A JPEG in one colour with a profile in these pieces: number, number of all pieces, bytes.
fn jpeg(colour: [u8; 3], profile: &[(u8, u8, &[u8])]) -> Vec<u8> {
    let mut file = Vec::new();
    let pixels = RgbImage::from_pixel(SIDE, SIDE, Rgb(colour)).into_raw();
    let side = u16::try_from(SIDE).unwrap();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 98);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    for (number, of, piece) in profile {
        let data = [b"ICC_PROFILE\0", &[*number, *of][..], piece].concat();
        encoder.add_app_segment(2, data).unwrap();
    }
    encoder.encode(&pixels, side, side, jpeg_encoder::ColorType::Rgb).unwrap();
    file
}

/// A PNG with this profile.
fn png(image: &DynamicImage, profile: Vec<u8>) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = PngEncoder::new(&mut file);
    encoder.set_icc_profile(profile).unwrap();
    image.write_with_encoder(encoder).unwrap();
    file.into_inner()
}

fn red() -> DynamicImage {
    RgbImage::from_pixel(SIDE, SIDE, Rgb(RED)).into()
}

/// A PNG without a profile, with this chunk before its pixels.
fn png_with(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    red().write_to(&mut file, image::ImageFormat::Png).unwrap();
    let file = file.into_inner();
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&file[..33], &length, kind, data, &[0; 4], &file[33..]].concat()
}

#[test]
fn a_profile_counts_in_every_format() {
    let p3 = p3();
    assert_near(made(&jpeg(RED, &[(1, 1, &p3)])), RED_OF_P3, 255);
    assert_near(made(&png(&red(), p3.clone())), RED_OF_P3, 255);
    let mut webp = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut webp);
    encoder.set_icc_profile(p3).unwrap();
    encoder.encode(red().as_bytes(), SIDE, SIDE, ExtendedColorType::Rgb8).unwrap();
    assert_near(made(&webp), RED_OF_P3, 255);
}

#[test]
fn every_profile_of_rgb_is_known() {
    let encoded = |profile: ColorProfile| profile.encode().unwrap();
    assert_near(made(&png(&red(), encoded(ColorProfile::new_adobe_rgb()))), RED_OF_ADOBE, 255);
    let srgb = encoded(ColorProfile::new_srgb());
    assert_eq!(made(&png(&red(), srgb)), [230, 40, 40, 255], "what is sRGB already is not touched");
    let skin = DynamicImage::from(RgbImage::from_pixel(SIDE, SIDE, Rgb([150, 120, 100])));
    assert_near(made(&png(&skin, encoded(ColorProfile::new_pro_photo_rgb()))), [194, 131, 115], 255);
    assert_near(made(&png(&skin, encoded(ColorProfile::new_bt2020()))), [176, 128, 110], 255);
    // A colour that screens cannot show becomes the nearest one that they can.
    let strong = DynamicImage::from(RgbImage::from_pixel(SIDE, SIDE, Rgb([255, 35, 35])));
    assert_near(made(&png(&strong, p3())), [255, 0, 0], 255);
    let white = DynamicImage::from(RgbImage::from_pixel(SIDE, SIDE, Rgb([255; 3])));
    assert_near(made(&png(&white, encoded(ColorProfile::new_pro_photo_rgb()))), [255; 3], 255);
}

#[test]
fn a_profile_in_pieces_is_put_together_by_their_numbers() {
    let p3 = p3();
    let pieces: Vec<&[u8]> = p3.chunks(p3.len() / 3 + 1).collect();
    let [first, second, third] = pieces[..] else { panic!("{}", pieces.len()) };
    let made = |pieces: &[(u8, u8, &[u8])]| made(&jpeg(RED, pieces));
    assert_near(made(&[(1, 3, first), (2, 3, second), (3, 3, third)]), RED_OF_P3, 255);
    assert_near(made(&[(3, 3, third), (1, 3, first), (2, 3, second)]), RED_OF_P3, 255);
    assert_near(made(&[(1, 3, first), (3, 3, third)]), RED, 255);
    assert_near(made(&[(1, 3, first), (2, 3, second), (2, 3, second)]), RED, 255);
    assert_near(made(&[(0, 0, &p3)]), RED_OF_P3, 255);
}

#[test]
fn depth_and_transparent_parts_stay() {
    let clear = image::RgbaImage::from_pixel(SIDE, SIDE, Rgba([RED[0], RED[1], RED[2], 77]));
    let clear = DynamicImage::from(clear);
    assert_near(made(&png(&clear, p3())), RED_OF_P3, 77);
    assert_near(made(&png(&DynamicImage::from(clear.to_rgba16()), p3())), RED_OF_P3, 77);
    assert_near(made(&png(&DynamicImage::from(clear.to_rgb16()), p3())), RED_OF_P3, 255);
}

#[test]
fn greys_are_made_those_of_srgb() {
    let grey = DynamicImage::from(image::GrayImage::from_pixel(SIDE, SIDE, Luma([100])));
    let of_gamma = |gamma: f32| ColorProfile::new_gray_with_gamma(gamma).encode().unwrap();
    let mixed = ColorProfile::new_pro_photo_rgb().encode().unwrap();
    for (profile, expected) in [(of_gamma(1.8), 119), (of_gamma(2.2), 100), (of_gamma(1.0), 168), (mixed, 119)] {
        for image in [
            grey.clone(),
            DynamicImage::from(grey.to_luma16()),
            DynamicImage::from(grey.to_luma_alpha8()),
            DynamicImage::from(grey.to_luma_alpha16()),
        ] {
            assert_near(made(&png(&image, profile.clone())), [expected; 3], 255);
        }
    }
}

#[test]
fn a_broken_or_lying_profile_is_passed_over() {
    let p3 = p3();
    let mut dark = ColorProfile::new_display_p3();
    dark.red_colorant = Default::default();
    let mut inverted = ColorProfile::new_srgb();
    let curve = ToneReprCurve::Lut(vec![65_535, 32_768, 0]);
    (inverted.red_trc, inverted.green_trc, inverted.blue_trc) = (Some(curve.clone()), Some(curve.clone()), Some(curve));
    let grey = ColorProfile::new_gray_with_gamma(1.8);
    let mut files = vec![vec![0; 500], b"no profile at all".to_vec(), p3[..200].to_vec(), p3[..p3.len() - 40].to_vec()];
    files.extend([dark, inverted, grey].map(|profile| profile.encode().unwrap()));
    for (n, profile) in files.iter().enumerate() {
        let taken = made(&png(&red(), profile.clone()));
        assert!(taken[..3] == RED || (n == 3 && taken[0] > 240), "{n}: {taken:?}");
        made(&jpeg(RED, &[(1, 1, profile)]));
    }
    // Each byte of the profile damaged in turn.
    for at in 0..p3.len() {
        let mut broken = p3.clone();
        broken[at] ^= 0xff;
        made(&jpeg(RED, &[(1, 1, &broken)]));
    }
}

#[test]
fn what_a_png_says_in_numbers_counts() {
    let gamma = |gamma: u32| gamma.to_be_bytes();
    assert_near(made(&png_with(b"cICP", &[12, 13, 0, 1])), RED_OF_P3, 255);
    assert_near(made(&png_with(b"cICP", &[1, 13, 0, 1])), RED, 255);
    assert_near(made(&png_with(b"cICP", &[9, 16, 0, 1])), RED, 255);
    assert_near(made(&png_with(b"cICP", &[255, 255, 0, 1])), RED, 255);
    assert_near(made(&png_with(b"gAMA", &gamma(45_455))), RED, 255);
    assert_near(made(&png_with(b"gAMA", &gamma(0))), RED, 255);
    assert_near(made(&png_with(b"gAMA", &gamma(100_000))), [243, 110, 110], 255);
    assert_near(made(&png_with(b"sRGB", &[0])), RED, 255);
    // Primaries of Display P3, together with the usual gamma of screens.
    let corners = [31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000_u32];
    let corners: Vec<u8> = corners.into_iter().flat_map(u32::to_be_bytes).collect();
    let chunk = [&[0, 0, 0, 4][..], b"gAMA", &gamma(45_455), &[0; 4]].concat();
    let file = png_with(b"cHRM", &corners);
    assert_near(made(&[&file[..33], &chunk, &file[33..]].concat()), RED_OF_P3, 255);
    assert_near(made(&png_with(b"cHRM", &corners)), RED, 255);
}

#[test]
fn adobe_rgb_that_only_exif_names_counts() {
    let entry = |field: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&field.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    };
    let first = [&[1, 0][..], &entry(0x8769, 4, 1, 26_u32.to_le_bytes()), &[0; 4]].concat();
    let colour_space = entry(0xa001, 3, 1, [0xff, 0xff, 0, 0]);
    let second = [&[2, 0][..], &colour_space, &entry(0xa005, 4, 1, 56_u32.to_le_bytes()), &[0; 4]].concat();
    let third = [&[1, 0][..], &entry(1, 2, 4, *b"R03\0"), &[0; 4]].concat();
    let exif = [&b"Exif\0\0II\x2a\0\x08\0\0\0"[..], &first, &second, &third].concat();
    let plain = jpeg(RED, &[]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let with = |file: &[u8]| [&file[..2], &[0xff, 0xe1], &length, &exif, &file[2..]].concat();
    assert_near(made(&with(&plain)), RED_OF_ADOBE, 255);
    assert_near(made(&with(&jpeg(RED, &[(1, 1, &p3())]))), RED_OF_P3, 255);
}

/// A profile for four inks that gives the colour of each corner in Lab: pure, and black with any black ink.
fn profile_of_inks() -> Vec<u8> {
    let mut table = b"mft1\0\0\0\0\x04\x03\x02\0".to_vec();
    for number in [1, 0, 0, 0, 1, 0, 0, 0, 1] {
        table.extend((number * 65_536_i32).to_be_bytes());
    }
    for _ in 0..4 {
        table.extend(0..=255_u8);
    }
    // Cyan varies slowest, black fastest. A red of this press is L 45, a 60, b 40.
    for corner in 0..16 {
        let (black, inks) = (corner & 1, corner >> 1);
        let lab: [u8; 3] = match (black, inks) {
            (1, _) => [10, 128, 128],
            (_, 0b000) => [255, 128, 128],
            (_, 0b011) => [115, 188, 168],
            _ => [128, 128, 128],
        };
        table.extend(lab);
    }
    for _ in 0..3 {
        table.extend(0..=255_u8);
    }
    let mut profile = vec![0; 128];
    profile[8] = 2;
    profile[12..24].copy_from_slice(b"prtrCMYKLab ");
    profile[36..40].copy_from_slice(b"acsp");
    profile[68..80].copy_from_slice(&[0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d]);
    let length = |bytes: usize| u32::try_from(bytes).unwrap().to_be_bytes();
    profile.extend([&length(1)[..], b"A2B0", &length(144), &length(table.len())].concat());
    profile.extend(table);
    let size = length(profile.len());
    profile[..4].copy_from_slice(&size);
    profile
}

#[test]
fn four_inks_are_mixed_as_the_press_does() {
    let profile = profile_of_inks();
    let file = |kind: jpeg_encoder::ColorType, profile: &[u8]| {
        let side = u16::try_from(SIDE).unwrap();
        // Magenta and yellow; the encoder stores the light that they leave.
        let pixels: Vec<u8> = [0, 255, 255, 0].repeat(usize::from(side) * usize::from(side));
        let mut file = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut file, 98);
        if !profile.is_empty() {
            encoder.add_icc_profile(profile).unwrap();
        }
        encoder.encode(&pixels, side, side, kind).unwrap();
        file
    };
    for kind in [jpeg_encoder::ColorType::Cmyk, jpeg_encoder::ColorType::CmykAsYcck] {
        assert_near(made(&file(kind, &[])), [255, 0, 0], 255);
        assert_near(made(&file(kind, b"no profile")), [255, 0, 0], 255);
        assert_near(made(&file(kind, &p3())), [255, 0, 0], 255);
        assert_near(made(&file(kind, &profile)), [198, 44, 45], 255);
    }
}

#[test]
fn pieces_and_renditions_go_through_the_same_entry_point() {
    let file = jpeg(RED, &[(1, 1, &p3())]);
    let piece = Task::Piece(Crop { x: 0, y: 0, width: 100, height: 100 });
    let TaskOutput::Piece(piece) = imaging::inspect(file.clone().into(), piece).unwrap().run_task().unwrap() else {
        unreachable!("a piece was asked for")
    };
    let renditions = imaging::inspect(file.into(), Task::Renditions).unwrap().run_task().unwrap();
    let TaskOutput::Renditions(renditions) = renditions else { unreachable!("renditions were asked for") };
    for file in renditions.files.iter().map(|(_, file)| file).chain([&piece]) {
        assert!(!file.windows(11).any(|word| word == b"ICC_PROFILE") && !file.windows(4).any(|word| word == b"ICCP"));
        let [r, g, b] = image::load_from_memory(file).unwrap().to_rgb8().get_pixel(50, 50).0;
        assert_near([r, g.saturating_sub(3), b, 255], RED_OF_P3, 255);
    }
}

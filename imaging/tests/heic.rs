//! HEIC, the format of phones: decoded, turned, coloured and described like every other picture, and bounded whatever a
//! file declares.

// Tests only: a failed `unwrap` or `expect` fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod heic_file;

use std::io::Cursor;

use heic_file::{Grid, SIDE, TILE};
use image::{ImageFormat, RgbImage, imageops};
use imaging::{Crop, Field, MEMORY_BYTES_MAX, Made, Refused, Task, TaskOutput};
use proptest::prelude::*;

const PHOTO: &[u8] = include_bytes!("heic/photo.heic");

fn made(file: &[u8]) -> imaging::Result<Made> {
    match imaging::inspect(file.to_vec().into(), Task::Renditions)?.run_task()? {
        TaskOutput::Renditions(made) => Ok(made),
        _ => unreachable!("renditions were asked for"),
    }
}

/// The pixels of the whole picture.
fn shown(file: &[u8], width: u32, height: u32) -> RgbImage {
    let whole = Task::Piece(Crop { x: 0, y: 0, width, height });
    let TaskOutput::Piece(piece) = imaging::inspect(file.to_vec().into(), whole).unwrap().run_task().unwrap() else {
        unreachable!("a piece was asked for")
    };
    image::load_from_memory(&piece).unwrap().into_rgb8()
}

/// The tile as libheif decodes it.
fn reference() -> RgbImage {
    let png = include_bytes!("heic/tile.png");
    image::load(Cursor::new(png), ImageFormat::Png).unwrap().into_rgb8()
}

/// The mean difference of a channel between two pictures of the same size.
fn difference(one: &RgbImage, other: &RgbImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    let sum: u64 = one.as_raw().iter().zip(other.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / one.as_raw().len() as f64
}

#[test]
fn a_photo_of_a_phone_is_taken_with_its_words_and_without_its_place() {
    let made = made(PHOTO).unwrap();
    assert_eq!((made.format.as_str(), made.width, made.height), ("heic", 480, 320));
    assert_eq!(made.metadata.value(Field::Caption), Some("سفن في الميناء"));
    assert_eq!(made.metadata.value(Field::Make), Some("Phone"));
    assert_eq!(made.metadata.taken().unwrap().to_string(), "2016-09-03T10:15:00");
    assert_eq!(made.metadata.position(), Some((36.75, 3.05)));
    for (name, file) in &made.files {
        assert!(!file.windows(4).any(|four| four == b"Exif" || four == b"GPS "), "{name}");
    }
}

#[test]
fn tiles_are_where_another_decoder_puts_them() {
    let tile = reference();
    // What a JPEG of a good quality loses, and another filter between the samples of colour.
    assert!(difference(&shown(TILE, SIDE, SIDE), &tile) < 2.0, "{}", difference(&shown(TILE, SIDE, SIDE), &tile));
    let whole = shown(&Grid::of(3, 2).file(), 3 * SIDE, 2 * SIDE);
    for (column, row) in [(0, 0), (2, 0), (1, 1)] {
        let cut = imageops::crop_imm(&whole, column * SIDE, row * SIDE, SIDE, SIDE).to_image();
        assert!(difference(&cut, &tile) < 2.0, "{column} {row}: {}", difference(&cut, &tile));
    }
}

#[test]
fn a_picture_is_cut_and_turned_as_its_container_says() {
    let cut = Grid { size: (600, 300), ..Grid::of(3, 2) }.file();
    assert_eq!(shown(&cut, 600, 300).dimensions(), (600, 300));
    let turned = Grid { turns: Some(3), ..Grid::of(3, 2) }.file();
    let made = made(&turned).unwrap();
    assert_eq!((made.width, made.height), (2 * SIDE, 3 * SIDE));
    let corner = imageops::crop_imm(&shown(&turned, 2 * SIDE, 3 * SIDE), 0, 0, SIDE, SIDE).to_image();
    let tile = imageops::rotate90(&reference());
    assert!(difference(&corner, &tile) < 2.0, "{}", difference(&corner, &tile));
}

#[test]
fn a_wide_profile_is_converted() {
    let profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    let plain = shown(&Grid::of(1, 1).file(), SIDE, SIDE);
    let wide = shown(&Grid { profile: Some(profile), ..Grid::of(1, 1) }.file(), SIDE, SIDE);
    let spread = |image: &RgbImage| -> u64 {
        image.pixels().map(|p| u64::from(p.0.iter().max().unwrap() - p.0.iter().min().unwrap())).sum()
    };
    assert!(spread(&wide) > spread(&plain) * 101 / 100, "the same numbers mean stronger colours in Display P3");
}

#[test]
fn what_a_file_declares_does_not_decide_how_much_memory_it_gets() {
    // The container declares 8 x 8 pixels and four thousand tiles of as many.
    let small = Grid { size: (8, 8), tile: (8, 8), ..Grid::of(60, 34) };
    let inspected = imaging::inspect(small.file().into(), Task::Renditions);
    let needs = match inspected {
        Ok(inspected) => inspected.peak(),
        Err(Refused::TooMuchMemory { bytes }) => bytes,
        Err(other) => panic!("{other}"),
    };
    assert!(needs > MEMORY_BYTES_MAX, "{needs}");
    let contradiction = Grid { size: (64, 64), tile: (64, 64), ..Grid::of(1, 1) };
    assert!(made(&contradiction.file()).is_err() || made(&contradiction.file()).unwrap().width == 64);
    let huge = Grid { size: (13_000, 200), ..Grid::of(2, 2) };
    assert!(matches!(made(&huge.file()), Err(Refused::TooManyPixels { .. })));
    assert!(made(&Grid { size: (600, 600), ..Grid::of(2, 2) }.file()).is_err(), "more than its tiles cover");
}

#[test]
fn a_file_of_which_a_part_is_missing_is_refused() {
    // The last bytes of the grid are its shape.
    let grid = Grid::of(2, 2).file();
    for length in (0..grid.len()).step_by(131).chain([grid.len() - 1]) {
        assert!(made(&grid[..length]).is_err(), "{length} of {}", grid.len());
    }
    // Here the words come last: without them the picture is whole.
    for length in (0..PHOTO.len()).step_by(131) {
        let is_taken = made(&PHOTO[..length]).is_ok();
        assert!(!is_taken || length > PHOTO.len() * 9 / 10, "{length} of {}", PHOTO.len());
    }
}

#[test]
fn a_kind_that_is_not_read_is_named() {
    for file in [&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], b"\0\0\0\x18ftypmsf1\0\0\0\0hevchevx"] {
        let refused = imaging::inspect(file.to_vec().into(), Task::Renditions).err();
        assert_eq!(refused, Some(Refused::OtherFormat { name: "HEIC" }));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    // The first kilobyte is the container.
    #[test]
    fn damage_never_breaks_the_decoder(changes in prop::collection::vec((0_usize..1_200, any::<u8>()), 1..6), far in any::<prop::sample::Index>()) {
        let mut file = Grid { turns: Some(1), ..Grid::of(2, 1) }.file();
        for (at, byte) in changes {
            let length = file.len();
            file[at.min(length - 1)] = byte;
        }
        let at = far.index(file.len());
        file[at] ^= 0x55;
        let _ = made(&file);
    }
}

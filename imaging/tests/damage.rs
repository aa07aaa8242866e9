//! A file of which a part is missing is refused, in every format. A file that only looks odd is accepted.

// Tests only: a failed `unwrap` or `expect` fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgb, RgbImage};
use imaging::{Crop, Refused, Task, TaskOutput};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// The logo made of a file, or why it was refused. A logo is the quickest to make and keeps every pixel of a small
/// picture.
fn taken(file: &[u8]) -> imaging::Result<Vec<u8>> {
    match imaging::inspect(file.to_vec().into(), Task::Logo)?.run_task()? {
        TaskOutput::Logo(logo) => Ok(logo.png),
        _ => unreachable!("a logo was asked for"),
    }
}

fn noise(x: u32, y: u32) -> [u8; 3] {
    let mixed = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519);
    let [a, b, c, _] = (mixed ^ mixed >> 15).wrapping_mul(2_654_435_761).to_le_bytes();
    [a, b, c]
}

/// Something like a photo: soft shapes and some grain.
fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (soft, grain) = (noise(x / 16, y / 16), noise(x, y));
        Rgb([0, 1, 2].map(|n| soft[n] / 2 + grain[n] / 8 + 40))
    })
}

struct Kind {
    name: &'static str,
    sampling: SamplingFactor,
    in_passes: bool,
    restart: Option<u16>,
    colours: ColorType,
}

const fn kind(
    name: &'static str,
    sampling: SamplingFactor,
    in_passes: bool,
    restart: Option<u16>,
    colours: ColorType,
) -> Kind {
    Kind { name, sampling, in_passes, restart, colours }
}

const KINDS: [Kind; 9] = [
    kind("one pass", SamplingFactor::F_2_2, false, None, ColorType::Rgb),
    kind("one pass, colours full", SamplingFactor::F_1_1, false, None, ColorType::Rgb),
    kind("one pass, colours halved across", SamplingFactor::F_2_1, false, None, ColorType::Rgb),
    kind("restart markers", SamplingFactor::F_2_2, false, Some(3), ColorType::Rgb),
    kind("several passes", SamplingFactor::F_2_2, true, None, ColorType::Rgb),
    kind("several passes, colours full", SamplingFactor::F_1_1, true, Some(5), ColorType::Rgb),
    kind("grey", SamplingFactor::F_1_1, false, None, ColorType::Luma),
    kind("grey in passes", SamplingFactor::F_1_1, true, None, ColorType::Luma),
    kind("four inks", SamplingFactor::F_1_1, false, None, ColorType::Cmyk),
];

fn jpeg(kind: &Kind, width: u32, height: u32) -> Vec<u8> {
    let drawn = photo(width, height);
    let pixels: Vec<u8> = match kind.colours {
        ColorType::Luma => drawn.pixels().map(|pixel| pixel.0[1]).collect(),
        ColorType::Cmyk => drawn.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2], 30]).collect(),
        _ => drawn.into_raw(),
    };
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 85);
    encoder.set_sampling_factor(kind.sampling);
    encoder.set_progressive(kind.in_passes);
    if let Some(units) = kind.restart {
        encoder.set_restart_interval(units);
    }
    let side = |pixels: u32| u16::try_from(pixels).unwrap();
    encoder.encode(&pixels, side(width), side(height), kind.colours).unwrap();
    file
}

/// Where the codes of the first scan begin.
fn first_scan(jpeg: &[u8]) -> usize {
    jpeg.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap() + 14
}

#[test]
fn a_jpeg_that_is_cut_anywhere_is_refused() {
    for kind in &KINDS {
        let whole = jpeg(kind, 53, 41);
        for length in 0..whole.len() - 2 {
            let taken = taken(&whole[..length]);
            assert!(taken.is_err(), "{} cut to {length} of {}", kind.name, whole.len());
        }
    }
}

#[test]
fn a_jpeg_whose_end_was_filled_up_is_refused() {
    for kind in &KINDS {
        let whole = jpeg(kind, 400, 300);
        for tenths in [3, 5, 9] {
            let from = whole.len() * tenths / 10;
            for filling in [0x00, 0xff, b' '] {
                let mut filled = whole.clone();
                filled[from..].fill(filling);
                let taken = taken(&filled);
                assert!(matches!(taken, Err(Refused::Damaged(_))), "{} filled with {filling}", kind.name);
            }
            let ended = [&whole[..from], b"\xff\xd9"].concat();
            assert!(taken(&ended).is_err() || kind.in_passes, "{} with an end set behind the cut", kind.name);
        }
    }
}

#[test]
fn zeros_in_place_of_the_end_are_told_also_where_they_are_codes_for_all_that_is_missing() {
    let grain: Vec<u8> = (0..300 * 400).flat_map(|n| noise(n % 400, n / 400)).collect();
    for sampling in [SamplingFactor::F_1_1, SamplingFactor::F_2_2] {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, 98);
        encoder.set_sampling_factor(sampling);
        encoder.encode(&grain, 400, 300, ColorType::Rgb).unwrap();
        for tenths in [4, 8] {
            let mut filled = file.clone();
            filled[file.len() * tenths / 10..].fill(0);
            assert!(matches!(taken(&filled), Err(Refused::Damaged(_))), "{sampling:?} from {tenths} tenths");
        }
    }
}

#[test]
fn a_jpeg_with_a_hole_in_it_is_refused() {
    for kind in &KINDS {
        let whole = jpeg(kind, 400, 300);
        let begin = first_scan(&whole);
        for tenths in 1..9 {
            let from = begin + (whole.len() - begin) * tenths / 10;
            let to = (from + 1_024).min(whole.len() - 16);
            let scrambled: Vec<u8> = (from..to).map(|at| noise(u32::try_from(at).unwrap(), 7)[0]).collect();
            let filled = [&whole[..from], &scrambled, &whole[to..]].concat();
            assert!(taken(&filled).is_err(), "{}: other bytes at {tenths} tenths", kind.name);
            let without = [&whole[..from], &whole[to..]].concat();
            assert!(taken(&without).is_err(), "{}: a gap at {tenths} tenths", kind.name);
        }
    }
}

#[test]
fn a_jpeg_between_two_of_its_passes_is_refused_although_it_fills_its_frame() {
    let whole = jpeg(&KINDS[4], 400, 300);
    let scans: Vec<usize> = (0..whole.len() - 1).filter(|at| whole[*at..*at + 2] == [0xff, 0xda]).skip(1).collect();
    assert!(!scans.is_empty());
    for scan in scans {
        assert!(taken(&whole[..scan]).is_err());
        let ended = [&whole[..scan], b"\xff\xd9"].concat();
        let taken = taken(&ended);
        assert!(taken.is_ok() || scan < whole.len() / 4, "one that ends as its writer meant is whole: {taken:?}");
    }
}

#[test]
fn a_jpeg_of_which_nothing_is_missing_is_taken_however_odd() {
    for kind in &KINDS {
        for (width, height) in [(301, 203), (24, 24), (33, 130)] {
            let whole = jpeg(kind, width, height);
            let expected = taken(&whole).unwrap();
            let (body, begin) = (&whole[..whole.len() - 2], first_scan(&whole));
            let table = whole.windows(2).position(|pair| pair == [0xff, 0xdb]).unwrap();
            let again = jpeg(&KINDS[0], 40, 30);
            let mut odd = vec![
                ("no end marker", body.to_vec()),
                ("half an end marker", whole[..whole.len() - 1].to_vec()),
                ("no end marker and zeros behind", [body, &[0; 4_096]].concat()),
                ("padding before the end", [body, b"\0\0\0\xff\xff\xff\xd9"].concat()),
                ("bytes that nobody reads before the end", [body, b"\x12\x34\x56\xff\xd9"].concat()),
                ("a restart marker before the end", [body, b"\xff\xd3\xff\xd9"].concat()),
                ("the number of lines again", [body, &[0xff, 0xdc, 0, 4, 0, 1], b"\xff\xd9"].concat()),
                ("a text behind the end", [&whole[..], b"<html>further bytes</html>"].concat()),
                ("a further picture behind the end", [&whole[..], &again].concat()),
                ("fill bytes before a segment", [&whole[..table], b"\xff\xff\xff", &whole[table..]].concat()),
                ("zeros before a segment", [&whole[..table], b"\0\0", &whole[table..]].concat()),
            ];
            if !kind.in_passes {
                let components = if kind.name.contains("grey") { 8 } else { 4 };
                let mut other = whole.clone();
                let spectrum = begin - if components == 8 { 7 } else { 3 };
                let spectrum = if kind.name.contains("inks") { spectrum + 2 } else { spectrum };
                other[spectrum..spectrum + 3].fill(0);
                odd.push(("a scan header as some telephones write it", other));
            }
            for (what, file) in odd {
                let taken = taken(&file);
                let same = taken.as_ref().is_ok_and(|files| *files == expected);
                assert!(same, "{} of {width} x {height} with {what}: {:?}", kind.name, taken.err());
            }
        }
    }
}

#[test]
fn a_flat_picture_whose_codes_are_zeros_is_taken_without_its_end_marker() {
    for (in_passes, colour) in [(false, 255), (false, 90), (true, 255), (true, 90)] {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, 85);
        encoder.set_progressive(in_passes);
        encoder.set_optimized_huffman_tables(true);
        encoder.encode(&vec![colour; 3 * 640 * 480], 640, 480, ColorType::Rgb).unwrap();
        assert!(file.windows(64).any(|codes| codes == [0; 64]));
        assert_eq!(taken(&file[..file.len() - 2]).unwrap(), taken(&file).unwrap());
    }
}

#[test]
fn files_of_the_other_formats_that_are_cut_anywhere_are_refused() {
    let drawn = DynamicImage::from(photo(61, 47));
    let file = |format| {
        let mut file = Vec::new();
        drawn.write_to(&mut Cursor::new(&mut file), format).unwrap();
        file
    };
    let clear = webp::Encoder::from_rgba(&drawn.to_rgba8(), 61, 47).encode(70.0).to_vec();
    let lossy = webp::Encoder::from_rgb(&drawn.to_rgb8(), 61, 47).encode(70.0).to_vec();
    let mut moving = Vec::new();
    let mut encoder = GifEncoder::new(&mut moving);
    for _ in 0..3 {
        encoder.encode_frame(Frame::new(drawn.to_rgba8())).unwrap();
    }
    drop(encoder);
    // `silent` counts the bytes at the end of a file that show nothing.
    for (name, whole, silent) in [
        ("PNG", file(ImageFormat::Png), 12),
        ("lossless WebP", file(ImageFormat::WebP), 1),
        ("lossy WebP", lossy, 1),
        ("lossy WebP with alpha", clear, 1),
        ("GIF", file(ImageFormat::Gif), 1),
    ] {
        assert!(taken(&whole).is_ok(), "{name}");
        for length in 0..whole.len() - silent {
            assert!(taken(&whole[..length]).is_err(), "{name} cut to {length} of {}", whole.len());
        }
    }
    assert!(taken(&moving).is_ok() && taken(&moving[..moving.len() - 1]).is_ok());
    for parts in 1..10 {
        assert!(taken(&moving[..moving.len() * parts / 10]).is_err(), "{parts} tenths of moving pictures");
    }
}

#[test]
fn a_png_without_its_end_is_taken_and_one_without_its_pixels_is_not() {
    let mut whole = Vec::new();
    DynamicImage::from(photo(300, 200)).write_to(&mut Cursor::new(&mut whole), ImageFormat::Png).unwrap();
    let end = whole.len() - 12;
    assert_eq!(taken(&whole[..end]).unwrap(), taken(&whole).unwrap());
    // The same pixels in two chunks, of which the second is missing.
    let data = whole.windows(4).position(|kind| kind == b"IDAT").unwrap() + 4;
    let length = u32::from_be_bytes(whole[data - 8..data - 4].try_into().unwrap()) / 2;
    let kept = &whole[data..][..usize::try_from(length).unwrap()];
    let mut sum = flate2::Crc::new();
    sum.update(&whole[data - 4..data]);
    sum.update(kept);
    let chunk = [&length.to_be_bytes()[..], b"IDAT", kept, &sum.sum().to_be_bytes()].concat();
    for end in [&whole[end..], b""] {
        assert!(taken(&[&whole[..data - 8], &chunk, end].concat()).is_err());
    }
    let middle = whole.len() / 2;
    whole[middle] ^= 0x40;
    assert!(taken(&whole).is_err());
}

#[test]
fn pieces_and_logos_go_through_the_same_entry_point() {
    let whole = jpeg(&KINDS[0], 400, 300);
    let cut = whole[..whole.len() / 2].to_vec();
    for task in [Task::Piece(Crop { x: 0, y: 0, width: 200, height: 100 }), Task::Renditions] {
        let taken =
            |file: &[u8]| imaging::inspect(file.to_vec().into(), task).and_then(|inspected| inspected.run_task());
        assert!(taken(&whole).is_ok() && matches!(taken(&cut), Err(Refused::Damaged(_))), "{task:?}");
    }
}

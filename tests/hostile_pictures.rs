//! Many harmful pictures are sent to the running program at once. It keeps to its memory and gives reasons, and
//! somebody who saves a text at the same time does not notice.

use std::io::Cursor;
use std::time::{Duration, Instant};

use image::{DynamicImage, ImageFormat, RgbImage};
use journeys::browser::{PASSWORD, between};
use journeys::process::{free_port, live_story, serve};
use journeys::process_browser::ProcessBrowser;
use newsroom::{Actor, Clock, Newsroom, SystemClock};

/// KiB that the whole program may have at its peak (SECURITY-CONTRACT section 5).
const MEMORY_MAX_KIB: u64 = 1 << 20;
/// Time of a save while pictures are decoded. The promise is 100 ms, which a busy test machine may miss.
const SAVE_MAX: Duration = Duration::from_secs(1);

/// A GIF of 49 bytes: a screen of 120 megapixels, with a frame of the same size on it or beside it.
fn gif(left: u16) -> Vec<u8> {
    let mut gif = b"GIF89a".to_vec();
    for side in [12_000_u16, 10_000] {
        gif.extend(side.to_le_bytes());
    }
    gif.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c]);
    for number in [left, 0, 12_000, 10_000] {
        gif.extend(number.to_le_bytes());
    }
    gif.extend([0, 2, 2, 0x4c, 0x01, 0, 0x3b]);
    gif
}

fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Vec::new();
    image.write_to(&mut Cursor::new(&mut file), format).unwrap();
    file
}

/// A PNG with a colour profile of 300 MiB of zeros, compressed to 300 KiB: the compressed pixels of `black`, which has
/// as many bytes.
fn png_with_profile(black: &[u8]) -> Vec<u8> {
    let (mut packed, mut at) = (Vec::new(), 8);
    while at < black.len() {
        let length = u32::from_be_bytes(black[at..at + 4].try_into().unwrap()) as usize;
        if &black[at + 4..at + 8] == b"IDAT" {
            packed.extend(&black[at + 8..at + 8 + length]);
        }
        at += 12 + length;
    }
    let profile = [b"icc\0\0".to_vec(), packed].concat();
    let mut chunk = u32::try_from(profile.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(b"iCCP");
    chunk.extend(profile);
    chunk.extend([0; 4]);
    let small = file(&DynamicImage::new_rgb8(300, 200), ImageFormat::Png);
    [&small[..33], &chunk, &small[33..]].concat()
}

/// A small JPEG that declares 120 megapixels: a decoder would allocate memory for all of them.
fn swollen_jpeg() -> Vec<u8> {
    let mut jpeg = file(&DynamicImage::new_rgb8(64, 64), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|two| two == [0xff, 0xc0]).expect("a frame");
    jpeg[frame + 5..frame + 7].copy_from_slice(&10_000_u16.to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&12_000_u16.to_be_bytes());
    jpeg
}

/// A small PNG with 16 bits per channel that declares 72 megapixels.
fn swollen_png() -> Vec<u8> {
    let mut png = file(&DynamicImage::new_rgba16(8, 8), ImageFormat::Png);
    png[16..20].copy_from_slice(&9_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&8_000_u32.to_be_bytes());
    png
}

fn peak_kib(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

// S-LIMIT: pictures being decoded, 1 GiB for the whole process; others wait their turn, 413 or 422 with the reason
#[tokio::test(flavor = "multi_thread")]
async fn forty_hostile_pictures_at_once_stay_below_a_gibibyte_and_nobody_waits_to_save() {
    let folder = tempfile::tempdir().unwrap();
    let newsroom = Newsroom::open(folder.path(), None).await.unwrap();
    let story = live_story(&newsroom).await;
    let port = free_port();
    let mut server = serve(folder.path(), None, port);
    let mut chief = ProcessBrowser::at_port(port);
    chief.wait().await;
    // The program prints a link when it starts; a newer link makes it invalid.
    let console = Actor::console();
    let first =
        newsroom.write(SystemClock.now(), async |tx| newsroom::first_admin_link(tx, &console).await).await.unwrap();
    let link = format!("/newsroom/first/{}", first.reveal());
    chief.open(&link).await;
    let name = [("name", "نادية"), ("email", "chief@paper.example"), ("password", PASSWORD)];
    assert_eq!(chief.send(&link, &name).await.status, 303);
    let page = format!("/newsroom/stories/{}", story.public_id);
    assert_eq!(chief.open(&page).await.status, 200);
    let before = peak_kib(server.id());

    let black = file(&DynamicImage::from(RgbImage::new(10_000, 10_000)), ImageFormat::Png);
    let kinds = [
        ("GIF of 49 bytes", gif(0), &[200, 422, 503][..]),
        ("GIF beside its screen", gif(1), &[422]),
        ("PNG with a profile of 300 MiB", png_with_profile(&black), &[422]),
        // On a slow machine, requests that have to wait for their turn are told to come again.
        ("JPEG that says it has 120 megapixels", swollen_jpeg(), &[422, 503]),
        (
            "JPEG of 120 megapixels",
            file(&DynamicImage::from(RgbImage::new(12_000, 10_000)), ImageFormat::Jpeg),
            &[200, 503],
        ),
        ("PNG of 16 bits", swollen_png(), &[422, 503]),
        ("PNG of 100 megapixels", black, &[200, 503]),
        ("lossless WebP", file(&DynamicImage::from(RgbImage::new(3_000, 3_000)), ImageFormat::WebP), &[200, 503]),
        ("no picture, 39 MiB", vec![b'x'; 39 << 20], &[422]),
    ];
    let mut sent = Vec::new();
    for n in 0..40 {
        let (name, bytes, expected) = kinds[n % kinds.len()].clone();
        let (mut tab, to) = (chief.clone(), format!("{page}/photos"));
        sent.push(tokio::spawn(async move {
            let answer = tab.send_file(&to, &bytes).await.expect("an answer");
            let status = answer.status.as_u16();
            assert!(expected.contains(&status), "{name}: {status} {}", answer.body);
            if status != 200 {
                assert!(answer.body.contains("\"problem\":\"") && answer.body.len() > 40, "{name}: {}", answer.body);
            }
            (name, status)
        }));
    }
    let (mut slowest, mut saves) = (Duration::ZERO, 0);
    while !sent.iter().all(tokio::task::JoinHandle::is_finished) {
        let html = chief.open(&page).await.body;
        let rev = between(&html, "name=\"rev\" value=\"", "\"").expect("a form of the text");
        let text = format!("فقرة كتبت للمرة {saves}.");
        let begun = Instant::now();
        let fields = [("rev", rev.as_str()), ("headline", "خبر يقرؤه الجميع"), ("body", &text)];
        let saved = chief.send(&format!("{page}/text"), &fields).await;
        assert!(saved.status == 303 && saved.head.contains("done=saved"), "{} {}", saved.status, saved.head);
        slowest = slowest.max(begun.elapsed());
        saves += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut answers = std::collections::BTreeMap::new();
    for one in sent {
        *answers.entry(one.await.unwrap()).or_insert(0) += 1;
    }
    let peak = peak_kib(server.id());
    println!(
        "40 hostile pictures: {} MiB before, {} MiB at the peak, {saves} saves, the slowest {slowest:?}; {answers:?}",
        before >> 10,
        peak >> 10
    );
    // Pictures are still accepted.
    let photo = file(&DynamicImage::from(RgbImage::from_pixel(800, 600, image::Rgb([9, 90, 200]))), ImageFormat::Jpeg);
    assert_eq!(chief.send_file(&format!("{page}/photos"), &photo).await.unwrap().status, 200);
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(peak < MEMORY_MAX_KIB, "{} MiB at the peak", peak >> 10);
    assert!(saves > 5 && slowest < SAVE_MAX, "{saves} saves, the slowest took {slowest:?}");
}

//! Metadata is measured without being decompressed into memory, and refused beyond its limit.

// Tests only: a failed `unwrap` or `expect` fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Cursor;

use bytes::Bytes;
use image::{DynamicImage, ImageFormat};
use imaging::Task;

/// A chunk with zeros for its checksum: the checksum of a chunk that shows no pixel is never checked.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(data);
    chunk.extend([0; 4]);
    chunk
}

fn packed(megabytes: usize) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..megabytes {
        packer.write_all(&[0; 1 << 20]).unwrap();
    }
    packer.finish().unwrap()
}

// S-LIMIT: profiles and metadata 4 MiB each, unpacked
#[test]
fn metadata_are_measured_and_never_unpacked_into_memory() {
    let mut png = Vec::new();
    DynamicImage::new_rgb8(300, 200).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
    let with = |chunks: &[Vec<u8>]| {
        let mut with = png[..33].to_vec();
        with.extend(chunks.concat());
        with.extend(&png[33..]);
        Bytes::from(with)
    };
    let named = |bytes: Vec<u8>| [b"name\0\0".to_vec(), bytes].concat();
    let text = |bytes: Vec<u8>| [b"name\0\x01\0en\0\0".to_vec(), bytes].concat();
    for (what, chunks) in [
        ("a profile of 300 MiB", vec![chunk(b"iCCP", &named(packed(300)))]),
        ("a text of 300 MiB", vec![chunk(b"zTXt", &named(packed(300)))]),
        ("a text of another kind", vec![chunk(b"iTXt", &text(packed(300)))]),
        ("ten thousand texts", vec![chunk(b"zTXt", &named(packed(4))); 10_000]),
        ("plain text", vec![chunk(b"tEXt", &vec![b'a'; 5 << 20])]),
        ("Exif", vec![chunk(b"eXIf", &vec![b'a'; 5 << 20])]),
        ("a chunk of nobody", vec![chunk(b"meTa", &vec![b'a'; 5 << 20])]),
    ] {
        let begun = std::time::Instant::now();
        let refused = imaging::inspect(with(&chunks), Task::Renditions).err();
        assert!(matches!(refused, Some(imaging::Refused::TooMuchMetadata { .. })), "{what}: {refused:?}");
        assert!(begun.elapsed().as_secs() < 2, "{what} took {:?}", begun.elapsed());
    }
    let small = with(&[chunk(b"iCCP", &named(packed(3))), chunk(b"tEXt", b"name\0value")]);
    assert!(
        imaging::inspect(small, Task::Renditions).unwrap().run_task().is_ok(),
        "what is within the limit is left out"
    );
}

//! Any bytes as a picture's file, and as each kind of metadata in one: they are inspected, and what they say is read.
#![no_main]

use imaging::{Field, Task};
use libfuzzer_sys::fuzz_target;

/// The end of a JPEG of 8 x 8 grey pixels: its frame, its scan without codes, its end.
const REST: &[u8] = b"\xff\xc0\0\x0b\x08\0\x08\0\x08\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0\xff\xd9";

/// The heads of segments that hold metadata.
const HEADS: [(u8, &[u8]); 5] = [
    (0xe1, b"Exif\0\0"),
    (0xe1, b"http://ns.adobe.com/xap/1.0/\0"),
    (0xe1, b"http://ns.adobe.com/xmp/extension/\0"),
    (0xed, b"Photoshop 3.0\0"),
    (0xed, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0"),
];

fuzz_target!(|data: &[u8]| {
    read(data);
    let Some((kind, data)) = data.split_first() else { return };
    let (marker, head) = HEADS[usize::from(*kind) % HEADS.len()];
    let mut segment = head.to_vec();
    if head.ends_with(b"\x04\x04\0\0\0\0") {
        // The length of the resource, of which the head has the first half.
        segment.extend(u16::try_from(data.len()).unwrap_or_default().to_be_bytes());
    }
    segment.extend(data);
    let Ok(length) = u16::try_from(segment.len() + 2) else { return };
    let start = [0xff, 0xd8, 0xff, marker];
    read(&[start.as_slice(), &length.to_be_bytes(), &segment, REST].concat());
});

fn read(file: &[u8]) {
    let Ok(inspected) = imaging::inspect(file.to_vec().into(), Task::Renditions) else { return };
    let metadata = inspected.metadata();
    assert!(metadata.found.iter().all(|found| !found.values.is_empty()));
    metadata.values(Field::Caption);
    metadata.taken();
    metadata.position();
}

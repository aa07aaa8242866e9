//! Metadata of any kind of damage are read as far as they go, quickly and without a panic.

// Tests only: a failed `unwrap` or `expect` fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Cursor;
use std::time::Instant;

use image::{DynamicImage, ImageFormat};
use imaging::{Field, Metadata, Standard, Task};
use proptest::prelude::*;

/// A JPEG with these segments after its start.
fn jpeg(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut jpeg = Vec::new();
    DynamicImage::new_rgb8(16, 16).write_to(&mut Cursor::new(&mut jpeg), ImageFormat::Jpeg).unwrap();
    let mut with = jpeg[..2].to_vec();
    for (marker, data) in segments {
        with.extend([0xff, *marker]);
        with.extend(u16::try_from(data.len() + 2).unwrap().to_be_bytes());
        with.extend(data);
    }
    with.extend(&jpeg[2..]);
    with
}

fn read(segments: &[(u8, Vec<u8>)]) -> Metadata {
    imaging::inspect(jpeg(segments).into(), Task::Renditions).unwrap().metadata()
}

fn xmp(inside: &str) -> (u8, Vec<u8>) {
    let packet = format!(
        "<?xpacket begin=\"\u{FEFF}\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF \
         xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" \
         xmlns:ext=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\">{inside}</rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>"
    );
    (0xe1, [b"http://ns.adobe.com/xap/1.0/\0".to_vec(), packet.into_bytes()].concat())
}

/// IIM in the resources of Photoshop, with further resources.
fn iim(sets: &[(u8, u8, &[u8])], more: &[(u16, &[u8])]) -> (u8, Vec<u8>) {
    let mut block = Vec::new();
    for (record, number, data) in sets {
        block.extend([0x1c, *record, *number]);
        block.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        block.extend(*data);
    }
    let mut segment = b"Photoshop 3.0\0".to_vec();
    for (id, data) in [(0x0404, block.as_slice())].iter().chain(more) {
        segment.extend(b"8BIM");
        segment.extend(id.to_be_bytes());
        segment.extend([0, 0]);
        segment.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        segment.extend(*data);
        segment.extend(vec![0; data.len() % 2]);
    }
    (0xed, segment)
}

fn values(metadata: &Metadata, field: Field) -> Vec<&str> {
    metadata.values(field).iter().map(String::as_str).collect()
}

#[test]
fn a_last_day_and_a_page_about_the_rights_are_read() {
    let of_iim = |sets: &[(u8, u8, &[u8])]| read(&[iim(sets, &[])]).value(Field::Expires).map(str::to_owned);
    assert_eq!(of_iim(&[(2, 37, b"20160903")]).as_deref(), Some("2016-09-03"));
    assert_eq!(of_iim(&[(2, 37, b"20160903"), (2, 38, b"235959+0100")]).as_deref(), Some("2016-09-03T23:59:59+01:00"));
    assert_eq!(of_iim(&[(2, 37, b"00000000")]), None);
    let spaces = "xmlns:plus='http://ns.useplus.org/ldf/xmp/1.0/' xmlns:cc='http://creativecommons.org/ns#'";
    let metadata = read(&[xmp(&format!(
        "<rdf:Description {spaces} plus:LicenseEndDate='2016-09-03'>\
         <cc:license rdf:resource='https://licences.example/by/4.0/'/></rdf:Description>"
    ))]);
    assert_eq!(metadata.value(Field::Expires), Some("2016-09-03"));
    assert_eq!(metadata.value(Field::Licence), Some("https://licences.example/by/4.0/"));
}

#[test]
fn xmp_is_read_in_all_its_forms() {
    let metadata = read(&[xmp("<rdf:Description photoshop:Credit='وكالة' photoshop:City='مرسى الريح'>\
         <dc:description><rdf:Alt><rdf:li xml:lang='fr'>Le port</rdf:li><rdf:li xml:lang='ar'>الميناء</rdf:li></rdf:Alt></dc:description>\
         <dc:creator><rdf:Seq><rdf:li>ليلى</rdf:li><rdf:li>سعيد</rdf:li></rdf:Seq></dc:creator>\
         <photoshop:Headline>عنوان &amp; آخر</photoshop:Headline>\
         <photoshop:DateCreated>2016-09-03T10:15:00+01:00</photoshop:DateCreated>\
         <ext:PersonInImage><rdf:Bag><rdf:li>إلياس حداد</rdf:li></rdf:Bag></ext:PersonInImage>\
         <ext:LocationShown><rdf:Bag><rdf:li rdf:parseType='Resource'><ext:CountryName>الجزائر</ext:CountryName></rdf:li></rdf:Bag></ext:LocationShown>\
         </rdf:Description>")]);
    assert_eq!(values(&metadata, Field::Caption), ["الميناء"], "Arabic before other languages, if none is the default");
    assert_eq!(values(&metadata, Field::Creator), ["ليلى", "سعيد"]);
    assert_eq!(values(&metadata, Field::Headline), ["عنوان & آخر"]);
    assert_eq!(values(&metadata, Field::Credit), ["وكالة"]);
    assert_eq!(values(&metadata, Field::Persons), ["إلياس حداد"]);
    assert_eq!(values(&metadata, Field::Country), ["الجزائر"]);
    assert_eq!(metadata.taken().unwrap().to_string(), "2016-09-03T10:15:00+01:00");
}

#[test]
fn an_extended_packet_belongs_to_the_one_that_names_it() {
    let name = "0123456789ABCDEF0123456789ABCDEF";
    let main = xmp(&format!("<rdf:Description xmlns:n='http://ns.adobe.com/xmp/note/' n:HasExtendedXMP='{name}'/>"));
    let (_, rest) = xmp("<rdf:Description photoshop:Headline='تتمة'/>");
    let rest = &rest[29..];
    let half = rest.len() / 2;
    let part = |of: &str, at: usize, data: &[u8]| {
        let numbers = [rest.len(), at].map(|number| u32::try_from(number).unwrap().to_be_bytes()).concat();
        let header = b"http://ns.adobe.com/xmp/extension/\0";
        (0xe1, [header.as_slice(), of.as_bytes(), numbers.as_slice(), data].concat())
    };
    // The parts may come in any order.
    let whole = read(&[main.clone(), part(name, half, &rest[half..]), part(name, 0, &rest[..half])]);
    assert_eq!(values(&whole, Field::Headline), ["تتمة"]);
    let lacking = read(&[main.clone(), part(name, 0, &rest[..half])]);
    assert!(values(&lacking, Field::Headline).is_empty());
    let other = "F".repeat(32);
    let strange = read(&[main, part(&other, 0, rest)]);
    assert!(values(&strange, Field::Headline).is_empty());
}

#[test]
fn the_newer_of_iim_and_xmp_counts() {
    let set: (u8, u8, &[u8]) = (2, 120, "من الوكالة".as_bytes());
    let packet = xmp("<rdf:Description><dc:description>من المحرر</dc:description></rdf:Description>");
    let caption = |more: &[(u16, &[u8])]| {
        values(&read(&[iim(&[set], more), packet.clone()]), Field::Caption)
            .first()
            .map(|text| (*text).to_owned())
            .unwrap()
    };
    assert_eq!(caption(&[]), "من المحرر", "without a digest XMP counts");
    assert_eq!(caption(&[(0x0425, &[0; 16])]), "من الوكالة", "the digest is of another IIM");
    assert_eq!(caption(&[(0x0425, &[0; 3])]), "من المحرر", "that is no digest");
}

#[test]
fn keywords_and_dates_of_iim() {
    let metadata = read(&[iim(
        &[(2, 25, b"port"), (2, 25, b"mer"), (2, 25, b"port"), (2, 55, b"20160903"), (2, 60, b"101500+0100")],
        &[],
    )]);
    assert_eq!(values(&metadata, Field::Keywords), ["port", "mer"]);
    assert_eq!(metadata.taken().unwrap().to_string(), "2016-09-03T10:15:00+01:00");
    let false_utf8 =
        read(&[iim(&[(1, 90, b"\x1b%G"), (2, 120, b"\xd5\xe6\xd1\xc9 \xc7\xe1\xe3\xed\xe4\xc7\xc1")], &[])]);
    assert_eq!(values(&false_utf8, Field::Caption), ["صورة الميناء"], "it says UTF-8 and is Windows-1256");
}

#[test]
fn hostile_packets_end_soon() {
    let deep = format!("{}{}", "<a>".repeat(8_000), "</a>".repeat(8_000));
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\">]>".to_owned();
    let many = "<rdf:Description photoshop:City='x'/>".repeat(1_600);
    for inside in [deep, entities, many, "<rdf:Description".repeat(3_000), "&#x0;&#xFFFF;".repeat(3_000)] {
        let begun = Instant::now();
        let metadata = read(&[xmp(&inside)]);
        assert!(metadata.of(Standard::Xmp, Field::Caption).is_empty());
        assert!(begun.elapsed().as_secs() < 2, "{:?} {:?}", inside.get(..30), begun.elapsed());
    }
    // A PNG has room for larger ones.
    let mut png = Vec::new();
    DynamicImage::new_rgb8(16, 16).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
    let of = |inside: &str| {
        let data = [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), inside.as_bytes()].concat();
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        let chunk = [length.as_slice(), b"iTXt", &data, &[0; 4]].concat();
        [&png[..33], &chunk, &png[33..]].concat()
    };
    let deep = format!("{}{}", "<a>".repeat(550_000), "</a>".repeat(550_000));
    let attributes = (0..90_000).map(|n| format!(" a{n}='{n}'")).collect::<String>();
    let quoted = format!("<a{}", attributes.replace("='", "='>"));
    let spaces = (0..100_000).map(|n| format!("<a xmlns:a{n}='{n}'>")).collect::<String>();
    for inside in [deep, format!("<a{attributes}/>"), quoted, spaces, "<a".repeat(1 << 20)] {
        let begun = Instant::now();
        imaging::inspect(of(&inside).into(), Task::Renditions).unwrap().metadata();
        assert!(begun.elapsed().as_secs() < 5, "{:?} {:?}", inside.get(..30), begun.elapsed());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read(
        exif in prop::collection::vec(any::<u8>(), 0..400),
        photoshop in prop::collection::vec(any::<u8>(), 0..400),
        packet in "(<rdf:Description( photoshop:City='[^'<&]{0,9}')?>|</rdf:Description>|<dc:description>|</dc:description>|[^<&]{0,5}){0,20}",
        little: bool,
    ) {
        let order: &[u8] = if little { b"II*\0\x08\0\0\0" } else { b"MM\0*\0\0\0\x08" };
        let metadata = read(&[
            (0xe1, [b"Exif\0\0", order, &exif].concat()),
            (0xed, [b"Photoshop 3.0\0".as_slice(), b"8BIM\x04\x04\0\0\0\0\x01\0", &photoshop].concat()),
            iim(&[(2, 120, &photoshop), (2, 25, &exif)], &[]),
            xmp(&packet),
        ]);
        for found in &metadata.found {
            prop_assert!(!found.values.is_empty() && found.values.iter().all(|value| !value.trim().is_empty()));
        }
        metadata.taken();
        metadata.position();
    }
}

#[test]
fn every_file_made_of_a_picture_says_whose_it_is_and_nothing_else() {
    let (caption, name) = ("صورة <الميناء> & «السفن»\u{202e}", "ليلى بن عيسى");
    let mut png = Vec::new();
    DynamicImage::new_rgb8(700, 500).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
    let mut photo = Vec::new();
    DynamicImage::new_rgb8(700, 500).write_to(&mut Cursor::new(&mut photo), ImageFormat::Jpeg).unwrap();
    let (marker, block) = iim(
        &[
            (1, 90, b"\x1b%G"),
            (2, 80, name.as_bytes()),
            (2, 110, "ق. د/ الوكالات".as_bytes()),
            (2, 116, b"(c) Baydar"),
            (2, 120, caption.as_bytes()),
            (2, 90, b"secret city"),
        ],
        &[],
    );
    let length = u16::try_from(block.len() + 2).unwrap().to_be_bytes();
    let exif = b"\xff\xe1\0\x10Exif\0\0MM\0*\0\0\0\x08";
    let photo = [&photo[..2], exif, &[0xff, marker], &length, &block, &photo[2..]].concat();
    let made = |task| imaging::inspect(photo.clone().into(), task).unwrap().run_task().unwrap();
    let imaging::TaskOutput::Renditions(renditions) = made(Task::Renditions) else { unreachable!() };
    let imaging::TaskOutput::Piece(piece) = made(Task::Piece(imaging::Crop { x: 0, y: 0, width: 300, height: 200 }))
    else {
        unreachable!()
    };
    let mut files: Vec<(String, Vec<u8>)> =
        renditions.files.into_iter().map(|(rendition, file)| (rendition.to_string(), file)).collect();
    files.push(("piece".to_owned(), piece));
    for (name_of, file) in files {
        assert!(image::load_from_memory(&file).is_ok(), "{name_of}");
        assert!(!file.windows(6).any(|window| window == b"Exif\0\0" || window == b"secret"), "{name_of}");
        let metadata = imaging::inspect(file.into(), Task::Renditions).unwrap().metadata();
        assert_eq!(values(&metadata, Field::Caption), ["صورة <الميناء> & «السفن»"], "{name_of}");
        assert_eq!(values(&metadata, Field::Creator), [name], "{name_of}");
        assert_eq!(values(&metadata, Field::Credit), ["ق. د/ الوكالات"], "{name_of}");
        assert_eq!(values(&metadata, Field::Copyright), ["(c) Baydar"], "{name_of}");
    }
    let plain = imaging::inspect(png.into(), Task::Renditions).unwrap().run_task().unwrap();
    let imaging::TaskOutput::Renditions(plain) = plain else { unreachable!() };
    for (rendition, file) in plain.files {
        assert!(
            !file.windows(7).any(|window| window == b"xmpmeta"),
            "{rendition}: nothing is said, nothing is written"
        );
    }
}

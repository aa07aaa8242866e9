//! What files of cameras, agencies and attackers say about themselves, held against ExifTool
//! (`corpora/photos/expected.tsv` beside the repository).

// Tests only: a failed `unwrap` or `expect` fails the test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::HashMap;

use imaging::{Field, Metadata, Standard, Task};

/// Files that the table refuses and that are read.
const READ: [&str; 2] = [
    // Also a script. What readers get is encoded anew.
    "made/bad-polyglot.gif",
    // Nothing is missing but the last byte of the end marker.
    "pillow/Tests/images/truncated_jpeg.jpg",
];

/// A field as the table writes it.
fn unescaped(field: &str) -> String {
    let mut text = String::new();
    let mut chars = field.chars();
    while let Some(c) = chars.next() {
        let c = match c {
            '\\' => match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                other => other.unwrap(),
            },
            c => c,
        };
        text.push(c);
    }
    text.trim().to_owned()
}

/// The text as ExifTool shows it.
fn shown(metadata: &Metadata, standard: Standard, field: Field) -> String {
    metadata.of(standard, field).join(", ")
}

fn differences(row: &HashMap<&str, String>, metadata: &Metadata) -> Vec<String> {
    let exif = |field| shown(metadata, Standard::Exif, field);
    let iim = |field| shown(metadata, Standard::Iim, field);
    let taken = exif(Field::Taken).replace('-', ":").replace('T', " ").split('+').next().unwrap().to_owned();
    let position = metadata.position().map(|(north, east)| format!("{north:.6},{east:.6}")).unwrap_or_default();
    let expected_position = if row["GPS"] == "no position" { "" } else { &row["GPS"] };
    let fields = [
        ("Make", exif(Field::Make), row["Make"].as_str()),
        ("DateTimeOriginal", taken, &row["DateTimeOriginal"]),
        ("GPS", position, expected_position),
        ("IPTC:Caption-Abstract", iim(Field::Caption), &row["IPTC:Caption-Abstract"]),
        ("IPTC:By-line", iim(Field::Creator), &row["IPTC:By-line"]),
        ("IPTC:Credit", iim(Field::Credit), &row["IPTC:Credit"]),
        ("XMP:Description", shown(metadata, Standard::Xmp, Field::Caption), &row["XMP:Description"]),
        ("caption", metadata.value(Field::Caption).unwrap_or_default().to_owned(), &row["caption"]),
    ];
    let wrong = fields.into_iter().filter(|(_, found, expected)| found != expected);
    wrong.map(|(name, found, expected)| format!("{name}: {found:?}, expected {expected:?}")).collect()
}

#[test]
fn every_field_of_the_corpus_is_right() {
    let Some(folder) = omitted::shared("corpora/photos", "every_field_of_the_corpus_is_right") else { return };
    let table = std::fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let (mut wrong, mut read) = (Vec::new(), 0);
    for line in lines {
        let row: HashMap<&str, String> = names.iter().copied().zip(line.split('\t').map(unescaped)).collect();
        let file = std::fs::read(folder.join(&row["file"])).unwrap();
        let inspected = imaging::inspect(file.into(), Task::Renditions);
        let metadata = inspected.as_ref().ok().map(imaging::InspectedPicture::metadata);
        let made = inspected.and_then(imaging::InspectedPicture::run_task);
        let outcome = if made.is_ok() { "read" } else { "refused" };
        let expected = if READ.contains(&row["file"].as_str()) { "read" } else { &row["outcome"] };
        if outcome != expected {
            wrong.push(format!("{}: {outcome}: {:?}", row["file"], made.err()));
        } else if let Some(metadata) = metadata.filter(|_| row["outcome"] == "read") {
            read += 1;
            wrong.extend(differences(&row, &metadata).into_iter().map(|what| format!("{}: {what}", row["file"])));
        }
    }
    assert!(wrong.is_empty(), "{} read, wrong:\n{}", read, wrong.join("\n"));
    assert!(read > 30);
}

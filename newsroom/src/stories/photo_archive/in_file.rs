//! The caption and the credit line that a picture's file says.

use imaging::{Field, Metadata};

use crate::base::texts::tidied;

/// Characters of a proposed caption or alternative text, and of a proposed credit: what a story may have.
const CAPTION_CHARS_MAX: usize = 2_000;
const CREDIT_CHARS_MAX: usize = 300;
/// What cameras and programs write where a caption belongs, in lower case.
const NO_CAPTIONS: [&str; 12] = [
    "sony dsc",
    "olympus digital camera",
    "digital camera",
    "samsung",
    "samsung camera pictures",
    "minolta digital camera",
    "konica minolta digital camera",
    "kodak digital still camera",
    "exif_jpeg_picture",
    "default",
    "untitled",
    "lead technologies inc. v1.01",
];

/// The caption in a file, on one line; empty if there is none.
pub(crate) fn caption_in(metadata: &Metadata) -> String {
    let caption = first(&tidied(metadata.value(Field::Caption).unwrap_or_default()), CAPTION_CHARS_MAX);
    if is_caption(&caption) { caption } else { String::new() }
}

/// The credit line of a file: the creators, then who supplied it, unless one says the other («ليلى بن عيسى / الوكالات»);
/// empty if there is none.
pub(crate) fn credit_in(metadata: &Metadata) -> String {
    let creators = tidied(&metadata.values(Field::Creator).join("، "));
    let supplier = metadata.value(Field::Credit).or_else(|| metadata.value(Field::Source)).unwrap_or_default();
    let supplier = tidied(supplier);
    let line = if supplier.is_empty() || creators.contains(&supplier) {
        creators
    } else if creators.is_empty() || supplier.contains(&creators) {
        supplier
    } else {
        format!("{creators} / {supplier}")
    };
    first(&line, CREDIT_CHARS_MAX)
}

fn is_caption(text: &str) -> bool {
    let text = text.to_lowercase();
    // Some cameras write the path of the file.
    !NO_CAPTIONS.contains(&text.as_str()) && !text.starts_with("dcim\\") && text.chars().any(char::is_alphabetic)
}

/// The first `most` characters.
fn first(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

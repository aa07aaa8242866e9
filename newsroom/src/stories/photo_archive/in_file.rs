//! What captions and credit lines in files are worth.

use imaging::{Field, Metadata};

use crate::base::texts::tidied;

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

/// The credit line of a file: the creators, then who supplied it, unless one says the other («ليلى بن عيسى / الوكالات»);
/// empty if there is none.
pub(crate) fn credit_in(metadata: &Metadata) -> String {
    let creators = tidied(&metadata.values(Field::Creator).join("، "));
    let supplier = metadata.value(Field::Credit).or_else(|| metadata.value(Field::Source)).unwrap_or_default();
    let supplier = tidied(supplier);
    if supplier.is_empty() || creators.contains(&supplier) {
        creators
    } else if creators.is_empty() || supplier.contains(&creators) {
        supplier
    } else {
        format!("{creators} / {supplier}")
    }
}

/// Whether somebody wrote it: it is not what cameras and programs write where a caption belongs.
pub(crate) fn is_caption(text: &str) -> bool {
    let text = text.to_lowercase();
    // Some cameras write the path of the file.
    !NO_CAPTIONS.contains(&text.as_str()) && !text.starts_with("dcim\\") && text.chars().any(char::is_alphabetic)
}

//! The limits of a story, each with its unit and its reason. Characters are Unicode scalar values.

/// Characters in a whole story, captions and titles included (security contract, section 5).
pub const STORY_CHARACTERS_MAX: usize = 200_000;
/// Top-level blocks in a story (security contract, section 5).
pub const STORY_BLOCKS_MAX: usize = 2_000;
/// Nested parts in a story (list items, table cells, couplets, photos of galleries, inner paragraphs). Empty cells have
/// no characters, so they need a limit of their own.
pub const STORY_PARTS_MAX: usize = 20_000;
/// Levels of nodes below the document. A list with three levels in an infobox reaches exactly eight.
pub const DEPTH_MAX: usize = 8;
/// Levels of a list: a list, its sublists and their sublists. More cannot be read on a phone.
pub const LIST_DEPTH_MAX: usize = 3;
/// Characters of a photo, gallery or table caption (security contract, section 5).
pub const CAPTION_CHARACTERS_MAX: usize = 2_000;
/// Characters of an alternative text.
pub const ALT_CHARACTERS_MAX: usize = 1_000;
/// Characters of a credit, or of the title of an embed or infobox.
pub const TITLE_CHARACTERS_MAX: usize = 300;
/// Bytes of an address: the length that every browser and proxy accepts.
pub const ADDRESS_BYTES_MAX: usize = 2_048;
/// Rows of a table.
pub const TABLE_ROWS_MAX: usize = 500;
/// Columns of a table.
pub const TABLE_COLUMNS_MAX: usize = 30;
/// Photos in one gallery.
pub const GALLERY_PHOTOS_MAX: usize = 100;
/// Bytes of HTML or plain text that are read; the rest is reported, not read (a story save is 8 MiB at most).
pub const FOREIGN_BYTES_MAX: usize = 8 * 1024 * 1024;

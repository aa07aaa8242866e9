//! The outputs of a document: HTML for readers ([`reader_html`]), for other systems ([`interchange_html`]) and for
//! feeds ([`feed_html`]), plain text, excerpt, counts. Promises: every character of the story is escaped; there is no
//! inline style, no script and no request to a third party; the same document and context give the same bytes.

mod context;
mod difference;
pub(crate) mod escape;
mod feed;
mod inline;
mod interchange;
mod isolate;
mod photo;
mod reader;
mod words;

pub use context::{ARABIC_LABELS, Context, Labels, NoPictures, Picture, Pictures, Rendition};
pub(crate) use difference::{fields_inline, fields_side, inline as difference_inline, side_by_side};
pub use feed::{feed_html, feed_photo_html};
pub(crate) use inline::common;
pub(crate) use interchange::ROOT as INTERCHANGE_ROOT;
pub use interchange::interchange_html;
pub(crate) use isolate::{has_rtl, left_to_right_runs};
pub use reader::reader_html;
pub use words::{WORDS_PER_MINUTE, excerpt, plain_text, reading_minutes, word_count};

use crate::document::Photo;

/// A plain string (headline, kicker, caption) for a template: escaped, with left-to-right runs isolated if the string
/// has right-to-left letters. Safe as element content, not inside an attribute.
pub fn inline_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    if isolate::has_rtl(text) {
        escape::push_isolated(&mut out, text, true, arabic::digits::Digits::Western)
    } else {
        escape::push(&mut out, text)
    }
    out
}

/// The figure of one photo, as in the body: for lead pictures, which are outside the document. `None` if the picture is
/// missing. `eager` pictures are loaded at once and with high priority: for the lead only.
pub fn photo_html(photo: &Photo, context: &Context, eager: bool) -> Option<String> {
    let mut out = String::new();
    photo::push_figure(&mut out, photo, context, eager).then_some(out)
}

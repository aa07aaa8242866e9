//! Short texts that people type: tidied, and refused if they are too long.

use arabic::normalize;

use crate::base::error::{Error, Result};

/// The text on one line, without bidirectional control characters.
pub(crate) fn tidied(text: &str) -> String {
    normalize::tidy(&normalize::strip_bidi_controls(text))
}

/// The same; `None` if nothing is left.
pub(crate) fn tidied_if_any(text: Option<String>) -> Option<String> {
    text.map(|text| tidied(&text)).filter(|text| !text.is_empty())
}

/// Refuses with [`Error::TooLong`] a text of more characters than its limit. Each text comes with the name of its field.
pub(crate) fn refuse_long<'a>(texts: impl IntoIterator<Item = (&'static str, &'a str, usize)>) -> Result<()> {
    for (field, text, limit) in texts {
        let length = text.chars().count();
        if length > limit {
            return Err(Error::TooLong { field, length, limit });
        }
    }
    Ok(())
}

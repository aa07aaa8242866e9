//! The language of an address. Pages in the paper's first language have no prefix; the others are below their language
//! code.

use arabic::Language;

use crate::site::Site;

/// The language whose code is the first segment of `path`, and the rest of the path.
pub fn below_code(path: &str) -> Option<(Language, &str)> {
    let (code, rest) = path.strip_prefix('/')?.split_at(path[1..].find('/').unwrap_or(path.len() - 1));
    let language = Language::ALL.into_iter().find(|language| language.code() == code)?;
    Some((language, rest))
}

impl Site {
    /// The language of an address, according to the last known frame.
    pub fn language_at(&self, path: &str) -> Language {
        below_code(path).map_or_else(|| self.last_frame().primary(), |(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_whole_segment() {
        for (path, found) in [
            ("/fr", Some((Language::French, ""))),
            ("/fr/", Some((Language::French, "/"))),
            ("/ar/world/x", Some((Language::Arabic, "/world/x"))),
            ("/argentina", None),
            ("/", None),
            ("", None),
            ("/العالم", None),
        ] {
            assert_eq!(below_code(path), found, "{path}");
        }
    }
}

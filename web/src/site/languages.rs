//! Which language an address is in. The paper's first language stands at the root, the others each below its code; nobody
//! else decides it.

use arabic::Language;

use crate::site::Site;

/// The language below whose code `path` stands, and the path there.
pub fn below_code(path: &str) -> Option<(Language, &str)> {
    let (code, rest) = path.strip_prefix('/')?.split_at(path[1..].find('/').unwrap_or(path.len() - 1));
    let language = Language::ALL.into_iter().find(|language| language.code() == code)?;
    Some((language, rest))
}

impl Site {
    /// The language that an address asks for, as far as the frame is known.
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

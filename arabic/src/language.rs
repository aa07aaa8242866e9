//! The languages a story can be written in.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A language of stories and of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Language {
    /// Arabic, the default.
    #[default]
    #[serde(rename = "ar")]
    Arabic,
    /// French.
    #[serde(rename = "fr")]
    French,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// The error for a code that no [`Language`] has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLanguage(pub String);

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown language {:?}: ar, fr and en are known", self.0)
    }
}

impl std::error::Error for UnknownLanguage {}

impl Language {
    /// All languages, Arabic first.
    pub const ALL: [Self; 3] = [Self::Arabic, Self::French, Self::English];

    /// The two-letter code of ISO 639, as in `lang="ar"`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Arabic => "العربية",
            Self::French => "Français",
            Self::English => "English",
        }
    }

    /// The value of HTML's `dir`: `"rtl"` or `"ltr"`.
    pub fn dir(self) -> &'static str {
        if self == Self::Arabic { "rtl" } else { "ltr" }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Parses a language tag and ignores region and script: `ar`, `ar-DZ`, `fr_FR`, in any case.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|language| language.code() == primary)
            .ok_or_else(|| UnknownLanguage(tag.chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read() {
        for (tag, expected) in [
            ("ar", Some(Language::Arabic)),
            ("ar-DZ", Some(Language::Arabic)),
            ("FR_fr", Some(Language::French)),
            (" en ", Some(Language::English)),
            ("", None),
            ("arz", None),
            ("de", None),
        ] {
            assert_eq!(tag.parse().ok(), expected, "{tag:?}");
        }
        assert_eq!(serde_json::to_string(&Language::French).unwrap(), r#""fr""#);
        assert_eq!((Language::Arabic.dir(), Language::English.dir()), ("rtl", "ltr"));
    }
}

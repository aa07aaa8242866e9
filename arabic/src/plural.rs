//! Plural categories of whole numbers by the CLDR rules (Arabic has all six). Checked in the tests against ICU4X.

use crate::Language;
use serde::{Deserialize, Serialize};

/// A CLDR plural category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Plural {
    /// Arabic: 0.
    Zero,
    /// Arabic and English: 1; French: 0 and 1.
    One,
    /// Arabic: 2.
    Two,
    /// Arabic: 3-10, 103-110, …
    Few,
    /// Arabic: 11-99, 111-199, …; French: whole millions.
    Many,
    /// Everything else (Arabic: 100, 101, 102, 200, …).
    Other,
}

impl Plural {
    /// Its name in CLDR.
    pub fn word(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

/// The category of `n` counted things in `language` (CLDR cardinal rules for integers).
///
/// ```
/// use arabic::{Language, plural::{category, Plural}};
/// assert_eq!(category(11, Language::Arabic), Plural::Many);
/// ```
pub fn category(n: u64, language: Language) -> Plural {
    match (language, n) {
        (Language::Arabic, 0) => Plural::Zero,
        (Language::Arabic | Language::English, 1) | (Language::French, 0 | 1) => Plural::One,
        (Language::Arabic, 2) => Plural::Two,
        (Language::Arabic, _) if (3..=10).contains(&(n % 100)) => Plural::Few,
        (Language::Arabic, _) if n % 100 >= 11 => Plural::Many,
        (Language::French, _) if n.is_multiple_of(1_000_000) => Plural::Many,
        _ => Plural::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_plurals::{PluralCategory, PluralRules};

    #[test]
    fn agrees_with_icu() {
        for language in Language::ALL {
            let locale: icu_locale_core::Locale = language.code().parse().unwrap();
            let rules = PluralRules::try_new(locale.into(), Default::default()).unwrap();
            for n in (0..1300).chain([1_000_000, 2_000_000, 1_000_001, 100_003]) {
                let expected = match rules.category_for(n) {
                    PluralCategory::Zero => Plural::Zero,
                    PluralCategory::One => Plural::One,
                    PluralCategory::Two => Plural::Two,
                    PluralCategory::Few => Plural::Few,
                    PluralCategory::Many => Plural::Many,
                    PluralCategory::Other => Plural::Other,
                };
                assert_eq!(category(n as u64, language), expected, "{n} in {language}");
            }
        }
    }
}

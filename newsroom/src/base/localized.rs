//! Short texts in the languages of the paper.

use arabic::Language;
use serde::{Deserialize, Serialize};

/// A short text in up to three languages. The Arabic text replaces a missing one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Localized {
    /// Arabic, required.
    pub ar: String,
    /// French.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fr: Option<String>,
    /// English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Localized {
    /// The same text in every language.
    pub fn arabic(text: impl Into<String>) -> Self {
        Self { ar: text.into(), ..Self::default() }
    }

    /// The text in `language`, or the Arabic one.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Arabic => &self.ar,
            Language::French => self.fr.as_deref().unwrap_or(&self.ar),
            Language::English => self.en.as_deref().unwrap_or(&self.ar),
        }
    }
}

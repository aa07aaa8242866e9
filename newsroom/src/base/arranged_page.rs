//! Pages with a manual layout.

use arabic::Language;

use crate::base::error::{Error, Result};

/// A page with a manual layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlotPage {
    /// The front page.
    Front,
    /// The page of a section, by internal id: the stories at its top.
    Section(i64),
}

impl SlotPage {
    /// Its word in the database: `front`, `section/12`.
    pub(crate) fn word(self) -> String {
        match self {
            Self::Front => "front".to_owned(),
            Self::Section(id) => format!("section/{id}"),
        }
    }

    pub(crate) fn from_word(word: &str) -> Result<Self> {
        let section = word.strip_prefix("section/").and_then(|id| id.parse().ok()).map(Self::Section);
        let page = if word == "front" { Some(Self::Front) } else { section };
        page.ok_or_else(|| Error::nothing_called("page", word))
    }
}

/// A page with a manual layout, in one language. Each has an arrangement of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ArrangedPage {
    /// Which page.
    pub page: SlotPage,
    /// In which language.
    pub language: Language,
}

impl ArrangedPage {
    /// The front page in `language`.
    pub fn front(language: Language) -> Self {
        Self { page: SlotPage::Front, language }
    }

    /// Its name in the publication log and the audit log: `slots/ar`, `slots/section/12/ar`.
    pub fn subject(self) -> String {
        match self.page {
            SlotPage::Front => format!("slots/{}", self.language.code()),
            SlotPage::Section(id) => format!("slots/section/{id}/{}", self.language.code()),
        }
    }

    /// The page with this name in a log.
    pub(crate) fn from_subject(subject: &str) -> Option<Self> {
        let (page, language) = match subject.strip_prefix("slots/")?.rsplit_once('/') {
            Some((page, language)) => (SlotPage::from_word(page).ok()?, language),
            None => (SlotPage::Front, subject.strip_prefix("slots/")?),
        };
        Some(Self { page, language: language.parse().ok()? })
    }
}

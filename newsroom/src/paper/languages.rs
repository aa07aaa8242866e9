//! Languages and localized texts as stored in rows.

use arabic::Language;

use crate::base::error::{Error, Result};
use crate::base::localized::Localized;

pub(crate) fn language_from(code: &str) -> Result<Language> {
    code.parse().map_err(|_| Error::damaged(format!("no language is called {code:?}")))
}

/// A localized text as stored in a row.
pub(crate) fn localized_json(words: &Localized) -> Result<String> {
    serde_json::to_string(words).map_err(Error::damaged)
}

/// Parses a localized text stored in a row.
pub(crate) fn localized_from(json: &str) -> Result<Localized> {
    serde_json::from_str(json).map_err(|error| Error::damaged(format!("a localized text: {error}")))
}

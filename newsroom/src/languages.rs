//! Languages as rows keep them.

use arabic::Language;

use crate::error::{Error, Result};

pub(crate) fn language_from(code: &str) -> Result<Language> {
    code.parse().map_err(|_| Error::damaged(format!("no language is called {code:?}")))
}

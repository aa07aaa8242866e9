//! Cached HTML that templates made from one object.

use std::sync::{Mutex, PoisonError};

use minijinja::{Error, Value};

/// The HTML made from one object by one theme, by template and parameters.
#[derive(Debug, Default)]
pub struct CachedHtml(Mutex<Fragments>);

#[derive(Debug, Default)]
struct Fragments {
    theme: u64,
    by: Vec<(String, Value)>,
}

impl CachedHtml {
    /// The HTML with this key. Calls `make` if it is not cached. At most `most` entries are cached.
    pub fn get_or_make(
        &self,
        most: usize,
        theme: u64,
        key: String,
        make: impl FnOnce() -> Result<Value, Error>,
    ) -> Result<Value, Error> {
        let known = {
            let mut fragments = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if fragments.theme != theme {
                *fragments = Fragments { theme, by: Vec::new() };
            }
            fragments.by.iter().find(|(known, _)| *known == key).map(|(_, html)| html.clone())
        };
        if let Some(html) = known {
            return Ok(html);
        }
        let html = make()?;
        let mut fragments = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if fragments.theme == theme && fragments.by.len() < most {
            fragments.by.push((key, html.clone()));
        }
        Ok(html)
    }
}

//! Undoing an act: a form with the opposite act, offered on the page after the redirect.
//!
//! The form is passed in the address, signed with the session's token ([`guard::seal`]). Nothing is stored, and nobody
//! can send a link that disguises another act as undoing. The form is an ordinary form, with the usual checks.

use minijinja::{Value, context};
use newsroom::SecretToken;
use serde::{Deserialize, Serialize};

use super::guard;
use super::paths::own_path;

/// The form of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    action: String,
    fields: Vec<(String, String)>,
}

impl Undo {
    /// A form that is posted to `action`, a path of the desk.
    pub fn by(action: impl Into<String>) -> Self {
        Self { action: action.into(), fields: Vec::new() }
    }

    /// Adds a field.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// The signed form for an address.
    pub fn sealed(&self, session: &SecretToken) -> String {
        // Serialising pairs of strings does not fail.
        guard::seal(session, &serde_json::to_string(self).unwrap_or_default())
    }

    /// Parses and verifies the result of [`Undo::sealed`] for the same session.
    pub fn unsealed(session: &SecretToken, sealed: &str) -> Option<Self> {
        let undo: Self = serde_json::from_str(&guard::unseal(session, sealed)?).ok()?;
        own_path(&undo.action).is_some().then_some(undo)
    }

    /// The template values.
    pub fn view(&self) -> Value {
        let fields: Vec<Value> =
            self.fields.iter().map(|(name, value)| context! { name => name, value => value }).collect();
        context! { action => self.action.as_str(), fields => fields }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_back_is_read_by_its_own_session_alone() {
        let (own, other) = (SecretToken::random(), SecretToken::random());
        let undo = Undo::by("/newsroom/stories/bulk").with("move", "unspike").with("story", "7zk3m9qa");
        let sealed = undo.sealed(&own);
        assert_eq!(Undo::unsealed(&own, &sealed), Some(undo));
        assert_eq!(Undo::unsealed(&other, &sealed), None);
        let changed = format!("{}00", &sealed[..sealed.len() - 2]);
        assert_eq!(Undo::unsealed(&own, &changed), None);
        for bad in ["", "00", "é", &"0".repeat(64)] {
            assert_eq!(Undo::unsealed(&own, bad), None, "{bad}");
        }
        let away = Undo::by("https://evil.example/").sealed(&own);
        assert_eq!(Undo::unsealed(&own, &away), None);
    }
}

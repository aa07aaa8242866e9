//! Checks rights for every act, and turns a refusal of `rules` into an error of the newsroom.

use rules::{Action, Actor, Denied, House, Subject};

use crate::base::error::{Error, Result};

/// Checks that `actor` may do `action`. Refuses with [`Error::NotFound`] if the actor may not know of `what`, otherwise
/// with [`Error::Forbidden`], [`Error::OwnStory`] or [`Error::ProofIsOld`].
pub(crate) fn allow(
    actor: &Actor,
    action: Action,
    subject: Subject<'_>,
    house: House,
    what: (&'static str, &str),
) -> Result<()> {
    actor.may(action, subject, house).map_err(|denied| denied_as(denied, action, what))
}

pub(crate) fn denied_as(denied: Denied, action: Action, (what, id): (&'static str, &str)) -> Error {
    match denied {
        Denied::Hidden => Error::not_found(what, id),
        Denied::Forbidden => Error::Forbidden { action },
        Denied::OwnStory => Error::OwnStory,
        Denied::ProofIsOld => Error::ProofIsOld,
    }
}

/// Checks that `actor` may do `action` to the paper as a whole: its settings, sections and the like.
pub fn allowed(actor: &Actor, action: Action) -> Result<()> {
    allow(actor, action, Subject::Paper, House::default(), ("setting", action.word()))
}

/// Checks that `actor` may do `action` on at least one desk.
pub(crate) fn allowed_somewhere(actor: &Actor, action: Action) -> Result<()> {
    if actor.may_somewhere(action, House::default()) { Ok(()) } else { Err(Error::Forbidden { action }) }
}

//! What an act did that other subjects have to hear of before its transaction ends: they react in it
//! ([`crate::whole::reactions`]), and the act does not know them.

use arabic::Language;
use rules::Actor;

use crate::base::named::NameKind;

/// A way by which rights grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "rights_")]
pub(crate) enum Rise {
    /// Somebody was given roles, or desks for them.
    Roles,
    /// Somebody is invited to roles.
    Invited,
    /// Somebody came in with roles, by an invitation.
    Came,
    /// A door that was closed is open again.
    Reopened,
    /// Another door to somebody's account: a link to a new password made by hand, a second factor taken away.
    Door,
    /// A link was made by which somebody becomes admin and editor-in-chief.
    #[strum(serialize = "first_link")]
    FirstAdminLink,
    /// Somebody became admin and editor-in-chief by such a link.
    #[strum(serialize = "first")]
    FirstAdmin,
    /// A setting lets people do more: desks publish, people approve their own.
    Setting,
    /// A section, with its stories, went to another desk.
    Section,
}

impl Rise {
    /// Its word among the acts of notices.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What stories stood in until it became something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stood {
    /// Under the name `gone`, which is one with `stays` now; those of `both` had stood under `stays` as well.
    Under { kind: NameKind, gone: i64, stays: i64, both: Vec<i64> },
    /// In this section and with this desk.
    In { section: i64, desk: i64 },
}

/// Something that happened, and by whose hand where that matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Happened {
    /// Rights grew. `whose` is what a notice says of it: a name, an address, a setting; `invited_by` is whoever made the
    /// invitation by which somebody came.
    RightsGrew { by: Actor, rise: Rise, whose: String, invited_by: Option<i64> },
    /// A person lost roles, or their door was closed.
    RightsShrank { by: Actor, person: i64 },
    /// A story that readers saw was taken off the page.
    StoryTakenOff { by: Actor, story: i64 },
    /// A story is deleted for good.
    StoryDeleted { by: Actor, story: i64 },
    /// A story that readers see changed its section or its language.
    StoryMoved { story: i64, section: i64, language: Language },
    /// These stories, which readers see, stand elsewhere by an act on what they stood in, not on them.
    StoriesMoved { stories: Vec<i64>, stood: Stood },
    /// The section `from` went into the section `into`.
    SectionMerged { by: Actor, from: i64, into: i64 },
}

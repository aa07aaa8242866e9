//! What an act did, for other subjects that react in the same transaction ([`crate::whole::reactions`]). The act does
//! not know them.

use arabic::Language;
use rules::Actor;

use crate::base::named::NameKind;

/// A way in which rights grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "rights_")]
pub(crate) enum RightsGrowth {
    /// Somebody was given roles, or desks for them.
    Roles,
    /// Somebody was invited, with roles.
    Invited,
    /// Somebody accepted an invitation with roles.
    Came,
    /// A closed account was opened again.
    Reopened,
    /// An account can be reached in a new way: a password link made by hand, or a second factor removed.
    Door,
    /// A link was made that makes its user admin and editor-in-chief.
    #[strum(serialize = "first_link")]
    FirstAdminLink,
    /// Somebody became admin and editor-in-chief by such a link.
    #[strum(serialize = "first")]
    FirstAdmin,
    /// A setting gives people more rights: desks publish, people approve their own stories.
    Setting,
    /// A section and its stories moved to another desk.
    Section,
}

impl RightsGrowth {
    /// Its word among the acts of notices.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Where stories were before it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FormerPlace {
    /// Under the name `gone`, which was merged into `stays`. The stories of `both` were under `stays` as well.
    Under { kind: NameKind, gone: i64, stays: i64, both: Vec<i64> },
    /// In this section, with this desk.
    In { section: i64, desk: i64 },
}

/// Something that an act did, with the actor if it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Happened {
    /// Rights grew. `whose` is the text for the notice: a name, an address, a setting. `invited_by` made the
    /// invitation.
    RightsGrew { by: Actor, rise: RightsGrowth, whose: String, invited_by: Option<i64> },
    /// A person lost roles, or their account was closed.
    RightsShrank { by: Actor, person: i64 },
    /// A published story was taken off.
    StoryTakenOff { by: Actor, story: i64 },
    /// A story is about to be deleted for good.
    StoryDeleted { by: Actor, story: i64 },
    /// A published story changed its section or its language.
    StoryMoved { story: i64, section: i64, language: Language },
    /// These published stories moved, because the section or name that they belong to changed.
    StoriesMoved { stories: Vec<i64>, stood: FormerPlace },
    /// The section `from` was merged into the section `into`.
    SectionMerged { by: Actor, from: i64, into: i64 },
}

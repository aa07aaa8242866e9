//! Rights that grow, in whatever way: every editor-in-chief but who did it is told, in the transaction in which they grow. The act itself
//! has written its row of the audit log.

use rules::{Actor, Role};

use crate::error::Result;
use crate::notices::notify;
use crate::people;
use crate::store::Tx;

/// A way by which rights grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    FirstAdminLink,
    /// Somebody became admin and editor-in-chief by such a link.
    FirstAdmin,
    /// A setting lets people do more: desks publish, people approve their own.
    Setting,
    /// A section, with its stories, went to another desk.
    Section,
}

impl Rise {
    /// Its word among the acts of notices.
    fn word(self) -> &'static str {
        match self {
            Self::Roles => "rights_roles",
            Self::Invited => "rights_invited",
            Self::Came => "rights_came",
            Self::Reopened => "rights_reopened",
            Self::Door => "rights_door",
            Self::FirstAdminLink => "rights_first_link",
            Self::FirstAdmin => "rights_first",
            Self::Setting => "rights_setting",
            Self::Section => "rights_section",
        }
    }
}

/// Tells every editor-in-chief whose door is open that rights grow, but for whoever did it (`doers`: the actor and, where
/// somebody comes by an invitation, who made it). `whose` is what the notice says of it: a name, an address, a setting.
pub(crate) async fn tell_of_rise(
    tx: &mut Tx,
    actor: &Actor,
    rise: Rise,
    whose: &str,
    invited_by: Option<i64>,
) -> Result<()> {
    let doers = [actor.person_id(), invited_by];
    for person in people::all_people(tx.db()).await? {
        if !person.is_closed && person.is(Role::EditorInChief) && !doers.contains(&Some(person.id)) {
            notify(tx, actor, person.id, rise.word(), None, Some(whose)).await?;
        }
    }
    Ok(())
}

//! Rights that grow, in whatever way: every editor-in-chief but who did it is told, in the transaction in which they grow. The act itself
//! has written its row of the audit log.

use rules::{Actor, Role};

use crate::base::error::Result;
use crate::base::happened::Rise;
use crate::base::tx::Tx;
use crate::people::staff;
use crate::people::telling::notify;

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
    for person in staff::all_people(tx.db()).await? {
        if !person.is_closed && person.is(Role::EditorInChief) && !doers.contains(&Some(person.id)) {
            notify(tx, actor, person.id, rise.word(), None, Some(whose)).await?;
        }
    }
    Ok(())
}

//! Rights that grow, in whatever way: every editor-in-chief but who did it is told, in the transaction in which they grow. The act itself
//! has written its row of the audit log.

use rules::Actor;

use crate::base::error::Result;
use crate::base::happened::Rise;
use crate::base::tx::Tx;
use crate::people::notices::chiefs;
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
    for chief in chiefs(tx.db()).await? {
        if !doers.contains(&Some(chief)) {
            notify(tx, actor, chief, rise.word(), None, Some(whose)).await?;
        }
    }
    Ok(())
}

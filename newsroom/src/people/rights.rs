//! Notices about growing rights: every editor-in-chief except the actor gets one, in the transaction in which rights
//! grow. The act itself has written its entry in the audit log.

use rules::Actor;

use crate::base::error::Result;
use crate::base::happened::RightsGrowth;
use crate::base::tx::Tx;
use crate::people::notices::chiefs;
use crate::people::telling::notify;

/// Notifies every editor-in-chief with an open account that rights grow, except `doers`: the actor and, if somebody
/// accepts an invitation, the inviter. `whose` is the text of the notice: a name, an address, a setting.
pub(crate) async fn notify_of_growth(
    tx: &mut Tx,
    actor: &Actor,
    rise: RightsGrowth,
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

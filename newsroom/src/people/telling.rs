//! Notifies people: at the desk, and by mail as they have chosen.

use rules::Actor;
use sea_orm::{ActiveModelTrait, NotSet, Set};

use crate::base::entity::notification;
use crate::base::error::Result;
use crate::base::tx::Tx;
use crate::people::notice_mail;

/// Notifies `person` of an act: at the desk, and by mail as they have chosen.
pub(crate) async fn notify(
    tx: &mut Tx,
    actor: &Actor,
    person: i64,
    act: &str,
    story: Option<i64>,
    note: Option<&str>,
) -> Result<()> {
    let row = notification::ActiveModel {
        id: NotSet,
        person_id: Set(person),
        at: Set(tx.now().0),
        act: Set(act.to_owned()),
        story_id: Set(story),
        by_person: Set(actor.person_id()),
        note: Set(note.map(str::to_owned)),
        read_at: Set(None),
    };
    let notice = row.insert(tx.db()).await?.id;
    notice_mail::post(tx, person, notice, act).await
}

//! Presence: who is looking at a story now.
//!
//! An open page reports this every half minute; 90 seconds without a report and the person is gone. Presence changes
//! nothing about the story and is not written to the audit log: that would be a record of who looked at what and for
//! how long, which no newsroom should keep.

use rules::{Action, Actor};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::Source;

use crate::base::error::Result;
use crate::base::tx::Tx;
use crate::stories::facts::story_for;

/// Seconds without a report after which somebody is gone. A page reports every 30 seconds and may miss two.
pub const PRESENCE_SECONDS_MAX: i64 = 90;
/// People shown for one story, at most.
const SHOWN_MAX: usize = 12;

/// Records that the actor is in this story for the next 90 seconds. Requires the right to see it.
pub async fn be_present(tx: &mut Tx, actor: &Actor, id: &PublicId) -> Result<()> {
    let story = story_for(tx.db(), actor, Action::See, id, tx.now()).await?;
    let Some(person) = actor.person_id() else { return Ok(()) };
    let gone = tx.now().plus_seconds(-PRESENCE_SECONDS_MAX).0;
    let still = Query::update()
        .table("presences")
        .value("seen_at", tx.now().0)
        .and_where(Expr::col("story_id").eq(story.id))
        .and_where(Expr::col("person_id").eq(person))
        .and_where(Expr::col("seen_at").gt(gone))
        .to_owned();
    if tx.db().execute(&still).await?.rows_affected() > 0 {
        tx.suppress_wake();
        return Ok(());
    }
    let old = Query::delete().from_table("presences").and_where(Expr::col("seen_at").lte(gone)).to_owned();
    tx.db().execute(&old).await?;
    let come = Query::insert()
        .into_table("presences")
        .columns(["story_id", "person_id", "seen_at"])
        .values_panic([story.id.into(), person.into(), tx.now().0.into()])
        .on_conflict(OnConflict::columns(["story_id", "person_id"]).update_column("seen_at").to_owned())
        .to_owned();
    tx.db().execute(&come).await?;
    Ok(())
}

/// Removes the actor from this story; does nothing if they were not in it.
pub async fn be_gone(tx: &mut Tx, actor: &Actor, id: &PublicId) -> Result<()> {
    let story = story_for(tx.db(), actor, Action::See, id, tx.now()).await?;
    let Some(person) = actor.person_id() else { return Ok(()) };
    let leave = Query::delete()
        .from_table("presences")
        .and_where(Expr::col("story_id").eq(story.id))
        .and_where(Expr::col("person_id").eq(person))
        .to_owned();
    tx.db().execute(&leave).await?;
    Ok(())
}

/// The people in each of these stories at `now`: the story's internal id and the person's, at most a dozen for each
/// story.
pub async fn present_in(db: &impl Source, stories: &[i64], now: Timestamp) -> Result<Vec<(i64, i64)>> {
    if stories.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::select()
        .columns(["story_id", "person_id"])
        .from("presences")
        .and_where(Expr::col("story_id").is_in(stories.iter().copied()))
        .and_where(Expr::col("seen_at").gt(now.plus_seconds(-PRESENCE_SECONDS_MAX).0))
        .order_by("story_id", Order::Asc)
        .order_by("person_id", Order::Asc)
        .to_owned();
    let mut present: Vec<(i64, i64)> = Vec::new();
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        let (story, person): (i64, i64) = (row.take()?, row.take()?);
        if present.iter().filter(|(known, _)| *known == story).count() < SHOWN_MAX {
            present.push((story, person));
        }
    }
    Ok(present)
}

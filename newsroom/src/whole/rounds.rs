//! What comes round every day at an hour of the paper's wall, done: digests of notices, the thinning of versions. The rows
//! stand in [`crate::paper::routines`].

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use store::clock::Timestamp;
use store::wall::Wall;

use crate::base::error::Result;
use crate::base::newsroom::Newsroom;
use crate::base::tx::Tx;
use crate::paper::routines::{Routine, Row, columns, mark_of, rows, set};
use crate::paper::settings::load_paper;
use crate::people::notice_mail;
use crate::stories::thinning;

/// Has the routines of the paper itself come round, where they do not yet.
pub async fn begin_routines(newsroom: &Newsroom, now: Timestamp) -> Result<()> {
    if mark_of(newsroom.reads(), Routine::Versions).await?.is_none() {
        newsroom.write(now, async |tx| set(tx, Routine::Versions, VERSIONS_HOUR, 0).await).await?;
    }
    Ok(())
}

/// Does what is due at `now` and says how many routines that were. Safe to run on several nodes and to run again.
pub async fn run_routines(newsroom: &Newsroom, now: Timestamp) -> Result<usize> {
    let due = columns().and_where(Expr::col("due_at").lte(now.0)).order_by("due_at", Order::Asc).to_owned();
    let mut done = 0;
    for row in rows(newsroom.reads(), &due).await? {
        let did = match Routine::from_name(&row.name) {
            Ok(Routine::Versions) => thin_out(newsroom, now, &row).await,
            _ => newsroom.write(now, async |tx| come_round(tx, &row).await).await,
        };
        match did {
            Ok(true) => done += 1,
            Ok(false) => {}
            // The database is away: it stays due.
            Err(error) if error.is_of_database() => return Err(error),
            Err(refusal) => {
                tracing::error!(routine = row.name, %refusal, "a routine could not be done; it is left out until tomorrow");
                newsroom.write(now, async |tx| move_on(tx, &row, row.mark).await).await?;
            }
        }
    }
    Ok(done)
}

/// The routine and its next time, together. False where another node was faster.
async fn come_round(tx: &mut Tx, row: &Row) -> Result<bool> {
    // First its next time: a second node waits here and then finds nothing to do.
    if !move_on(tx, row, row.mark).await? {
        return Ok(false);
    }
    let mark = match Routine::from_name(&row.name)? {
        Routine::Digest(person) => notice_mail::digest(tx, person, row.mark).await?,
        Routine::Versions => row.mark,
    };
    put_mark(tx, row, row.mark, mark).await
}

/// In as many transactions as it takes, each with how far it came: a run that is cut off goes on from there. False where
/// another node is at it.
async fn thin_out(newsroom: &Newsroom, now: Timestamp, row: &Row) -> Result<bool> {
    let mut mark = row.mark;
    loop {
        let batch = newsroom.write(now, async |tx| {
            // Taken first: a second node waits here and then finds it taken.
            if !put_mark(tx, row, mark, mark).await? {
                return Ok(None);
            }
            let (to, is_all) = thinning::thin_out(tx, mark).await?;
            put_mark(tx, row, mark, to).await?;
            Ok(Some((to, !is_all || move_on(tx, row, to).await?, is_all)))
        });
        match batch.await? {
            None | Some((_, false, _)) => return Ok(false),
            Some((_, true, true)) => return Ok(true),
            Some((to, true, false)) => mark = to,
        }
    }
}

async fn put_mark(tx: &mut Tx, row: &Row, from: i64, to: i64) -> Result<bool> {
    let keep = Query::update()
        .table("routines")
        .value("mark", to)
        .and_where(Expr::col("name").eq(row.name.as_str()))
        .and_where(Expr::col("mark").eq(from))
        .to_owned();
    Ok(tx.db().execute(&keep).await?.rows_affected() == 1)
}

async fn move_on(tx: &mut Tx, row: &Row, mark: i64) -> Result<bool> {
    let zone = load_paper(tx.db()).await?.zone;
    let next = Wall::next_hour(tx.now(), zone.name(), row.hour)?;
    let due = next.instant()?.0;
    let update = Query::update()
        .table("routines")
        .value("wall", next.wall)
        .value("zone", next.zone)
        .value("due_at", due)
        .value("mark", mark)
        .and_where(Expr::col("name").eq(row.name.as_str()))
        .and_where(Expr::col("due_at").eq(row.due_at.0))
        .to_owned();
    Ok(tx.db().execute(&update).await?.rows_affected() == 1)
}

/// Turns the next times into instants anew, in the zone that the paper has now; says how many moved.
pub async fn recompute_routines(newsroom: &Newsroom, now: Timestamp) -> Result<usize> {
    let waiting = columns().and_where(Expr::col("due_at").gt(now.0)).to_owned();
    let zone = load_paper(newsroom.reads()).await?.zone;
    let mut moved = 0;
    for row in rows(newsroom.reads(), &waiting).await? {
        let stands = Wall { wall: row.wall.wall.clone(), zone: zone.name().to_owned() };
        if stands == row.wall && stands.instant()? == row.due_at {
            continue;
        }
        moved += usize::from(newsroom.write(now, async |tx| move_on(tx, &row, row.mark).await).await?);
    }
    Ok(moved)
}

/// The hour at which old saves are thinned out: nobody is at the desk.
const VERSIONS_HOUR: i8 = 3;

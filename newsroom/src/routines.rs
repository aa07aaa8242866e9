//! What comes round every day at an hour of the paper's wall: a person's digest of notices, the thinning of versions.
//!
//! A routine is a row with its next time, as a wall time, a zone and the instant they come to. Whoever looks first does it
//! and moves the row to the next day in the same transaction, so that nodes need no lease and a crash between does
//! nothing twice. What came due while nobody ran is done once at the next start.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::notice_mail;
use crate::paper::load_paper;
use crate::source::Source;
use crate::store::{Newsroom, Tx};
use crate::thinning;
use crate::wall::Wall;

/// What a routine does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Routine {
    /// Tells this person of the notices they have not seen.
    Digest(i64),
    /// Thins out old saves.
    Versions,
}

/// The hour at which old saves are thinned out: nobody is at the desk.
const VERSIONS_HOUR: i8 = 3;

impl Routine {
    fn name(self) -> String {
        match self {
            Self::Digest(person) => format!("digest/{person}"),
            Self::Versions => "versions".to_owned(),
        }
    }

    fn from_name(name: &str) -> Result<Self> {
        let unknown = || Error::damaged(format!("no routine is called {name:?}"));
        match name.split_once('/') {
            Some(("digest", person)) => Ok(Self::Digest(person.parse().map_err(|_| unknown())?)),
            None if name == "versions" => Ok(Self::Versions),
            _ => Err(unknown()),
        }
    }
}

/// A routine as it is stored.
struct Row {
    name: String,
    hour: i8,
    wall: Wall,
    due_at: Timestamp,
    mark: i64,
}

fn columns() -> SelectStatement {
    Query::select().columns(["name", "hour", "wall", "zone", "due_at", "mark"]).from("routines").to_owned()
}

async fn rows(db: &impl Source, query: &SelectStatement) -> Result<Vec<Row>> {
    let read = |row: crate::source::Row| {
        let mut row = row.columns();
        let name: String = row.take()?;
        let hour = i8::try_from(row.take::<i64>()?).map_err(Error::damaged)?;
        let wall = Wall { wall: row.take()?, zone: row.take()? };
        Ok(Row { name, hour, wall, due_at: Timestamp(row.take()?), mark: row.take()? })
    };
    db.rows(query).await?.into_iter().map(read).collect()
}

/// Has a routine come round at `hour`, beginning with the next one, from `mark` on.
pub(crate) async fn set(tx: &mut Tx, routine: Routine, hour: i8, mark: i64) -> Result<()> {
    let zone = load_paper(tx.db()).await?.zone;
    let next = Wall::next_hour(tx.now(), zone.name(), hour)?;
    let due = next.instant()?.0;
    let put = Query::insert()
        .into_table("routines")
        .columns(["name", "hour", "wall", "zone", "due_at", "mark"])
        .values_panic([
            routine.name().into(),
            i64::from(hour).into(),
            next.wall.into(),
            next.zone.into(),
            due.into(),
            mark.into(),
        ])
        .on_conflict(OnConflict::column("name").update_columns(["hour", "wall", "zone", "due_at", "mark"]).to_owned())
        .to_owned();
    tx.db().execute(&put).await?;
    Ok(())
}

/// Ends a routine.
pub(crate) async fn drop_of(tx: &mut Tx, routine: Routine) -> Result<()> {
    let end = Query::delete().from_table("routines").and_where(Expr::col("name").eq(routine.name())).to_owned();
    tx.db().execute(&end).await?;
    Ok(())
}

/// How far a routine has come; none where there is no such routine.
pub(crate) async fn mark_of(db: &impl Source, routine: Routine) -> Result<Option<i64>> {
    let query = columns().and_where(Expr::col("name").eq(routine.name())).to_owned();
    Ok(rows(db, &query).await?.into_iter().next().map(|row| row.mark))
}

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
            Err(error @ (Error::Storage { .. } | Error::Database(_))) => return Err(error),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_routine_is_read_back_from_its_name() {
        for routine in [Routine::Digest(12), Routine::Versions] {
            assert_eq!(Routine::from_name(&routine.name()).unwrap(), routine);
        }
        for bad in ["", "digest", "digest/", "digest/x", "tea/1", "versions/1"] {
            assert!(Routine::from_name(bad).is_err(), "{bad}");
        }
    }
}

//! What comes round every day at an hour of the paper's wall: a person's digest of notices, the thinning of versions.
//!
//! A routine is a row with its next time, as a wall time, a zone and the instant they come to. Whoever looks first does it
//! and moves the row to the next day in the same transaction, so that nodes need no lease and a crash between does
//! nothing twice. What came due while nobody ran is done once at the next start.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
use store::clock::Timestamp;
use store::source::Source;
use store::wall::Wall;

use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::paper::settings::load_paper;

/// What a routine does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Routine {
    /// Tells this person of the notices they have not seen.
    Digest(i64),
    /// Thins out old saves.
    Versions,
}

impl Routine {
    pub fn name(self) -> String {
        match self {
            Self::Digest(person) => format!("digest/{person}"),
            Self::Versions => "versions".to_owned(),
        }
    }

    pub fn from_name(name: &str) -> Result<Self> {
        let unknown = || Error::damaged(format!("no routine is called {name:?}"));
        match name.split_once('/') {
            Some(("digest", person)) => Ok(Self::Digest(person.parse().map_err(|_| unknown())?)),
            None if name == "versions" => Ok(Self::Versions),
            _ => Err(unknown()),
        }
    }
}

/// A routine as it is stored.
pub(crate) struct Row {
    pub name: String,
    pub hour: i8,
    pub wall: Wall,
    pub due_at: Timestamp,
    pub mark: i64,
}

pub(crate) fn columns() -> SelectStatement {
    Query::select().columns(["name", "hour", "wall", "zone", "due_at", "mark"]).from("routines").to_owned()
}

pub(crate) async fn rows(db: &impl Source, query: &SelectStatement) -> Result<Vec<Row>> {
    let read = |row: store::row::Row| {
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

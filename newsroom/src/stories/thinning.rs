//! Thins out old saves. Every save of the last thirty days is kept. Of older saves that one person made in succession
//! within the same ten-minute interval, the last is kept.
//!
//! Never deleted: versions that are or were published or are in progress; the newest version of a story; versions with
//! which a story was submitted, approved, sent back or moved in any other way; restored versions and those they were
//! restored from; versions stored after a conflict; the first version. The intervals are fixed by the clock and not by
//! distances between saves, so that running it again deletes nothing more.

use std::collections::HashSet;

use rules::Actor;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use serde_json::{Value, json};
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::stories::model::{self, Story};

/// Seconds for which every save is kept.
const ALL_KEPT_SECONDS: i64 = 30 * 86_400;
/// Of the saves of one person within such an interval, the last is kept.
const INTERVAL_MICROS: i64 = 600 * 1_000_000;
/// Saves read in one transaction, so that nobody waits long for it.
const BATCH: u64 = 500;

/// The fields of a version that thinning needs.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    id: i64,
    number: i64,
    made_at: i64,
    is_save: bool,
    made_by: Option<i64>,
}

/// Thins out the saves made since `mark`. Returns the new mark, and whether nothing is left to do now.
pub(crate) async fn thin_out(tx: &mut Tx, mark: i64) -> Result<(i64, bool)> {
    let end = tx.now().plus_seconds(-ALL_KEPT_SECONDS).0.div_euclid(INTERVAL_MICROS) * INTERVAL_MICROS;
    if end <= mark {
        return Ok((mark, true));
    }
    let saves = Query::select()
        .columns(["made_at", "story_id"])
        .from("story_versions")
        // Written exactly as in the partial index, which would not be used otherwise.
        .and_where(Expr::cust("reason = 'save'"))
        .and_where(Expr::col("made_at").gte(mark))
        .and_where(Expr::col("made_at").lt(end))
        .order_by("made_at", Order::Asc)
        .order_by("story_id", Order::Asc)
        .limit(BATCH)
        .to_owned();
    let mut last = mark;
    let mut of = Vec::new();
    for row in tx.db().rows(&saves).await? {
        let mut row = row.columns();
        last = row.take()?;
        of.push(row.take::<i64>()?);
    }
    let is_all = (of.len() as u64) < BATCH;
    of.sort_unstable();
    of.dedup();
    for story in of {
        thin_story(tx, story, end).await?;
    }
    Ok(if is_all { (end, true) } else { (Ord::max(last, mark + 1), false) })
}

async fn thin_story(tx: &mut Tx, id: i64, end: i64) -> Result<()> {
    let story = model::read(model::row_for_change(tx, id).await?)?;
    let lines = lines(tx, id).await?;
    let standing = standing(tx, &story).await?;
    let going =
        deletable(&lines, end, |line| standing.ids.contains(&line.id) || standing.numbers.contains(&line.number));
    if going.is_empty() {
        return Ok(());
    }
    let drop = Query::delete()
        .from_table("story_versions")
        .and_where(Expr::col("id").is_in(going.iter().map(|line| line.id)))
        .to_owned();
    tx.db().execute(&drop).await?;
    let numbers: Vec<i64> = going.iter().map(|line| line.number).collect();
    tx.audit(&Actor::clock(), "thin_out", story.subject(), json!({ "numbers": numbers }));
    Ok(())
}

/// The saves to be deleted, given all versions of a story by number.
fn deletable(lines: &[Line], end: i64, stands: impl Fn(&Line) -> bool) -> Vec<&Line> {
    let interval = |line: &Line| line.made_at.div_euclid(INTERVAL_MICROS);
    let is_followed = |line: &Line, next: &Line| {
        next.is_save && next.made_by == line.made_by && interval(next) == interval(line) && next.made_at < end
    };
    let pairs = lines.iter().zip(lines.iter().skip(1));
    pairs
        .filter(|(line, next)| line.is_save && line.made_at < end && is_followed(line, next) && !stands(line))
        .map(|(line, _)| line)
        .collect()
}

async fn lines(tx: &Tx, story: i64) -> Result<Vec<Line>> {
    let query = Query::select()
        .columns(["id", "number", "made_at", "reason", "made_by"])
        .from("story_versions")
        .and_where(Expr::col("story_id").eq(story))
        .order_by("number", Order::Asc)
        .to_owned();
    let read = |row: store::row::Row| {
        let mut row = row.columns();
        let (id, number, made_at) = (row.take()?, row.take()?, row.take()?);
        Ok(Line { id, number, made_at, is_save: row.take::<String>()? == "save", made_by: row.take()? })
    };
    tx.db().rows(&query).await?.into_iter().map(read).collect()
}

/// The versions of a story that something refers to.
#[derive(Default)]
struct Standing {
    ids: HashSet<i64>,
    numbers: HashSet<i64>,
}

/// Versions that are or were published, the version in progress, and those that the audit log names in a move or a
/// restoration.
async fn standing(tx: &Tx, story: &Story) -> Result<Standing> {
    let mut standing = Standing::default();
    let pointed = [story.live_version, story.work_version, story.approved_version];
    standing.ids.extend(pointed.into_iter().flatten());
    let stood = Query::select()
        .column("version_id")
        .from("publications")
        .and_where(Expr::col("story_id").eq(story.id))
        .to_owned();
    for row in tx.db().rows(&stood).await? {
        standing.ids.insert(row.columns().take()?);
    }
    let acts = Query::select()
        .columns(["act", "details"])
        .from("audit_log")
        .and_where(Expr::col("subject").eq(story.subject()))
        .and_where(Expr::col("act").is_not_in(["save", "thin_out"]))
        .to_owned();
    for row in tx.db().rows(&acts).await? {
        let mut row = row.columns();
        let (act, details): (String, String) = (row.take()?, row.take()?);
        let details: Value = serde_json::from_str(&details).map_err(Error::damaged)?;
        standing.ids.extend(details["version"].as_i64());
        if act == "restore" {
            standing.numbers.extend(details["number"].as_i64());
        }
    }
    Ok(standing)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60 * 1_000_000;

    /// Saves at these minutes by these people, numbered from 1; a version by person 0 is no save.
    fn lines(saves: &[(i64, i64)]) -> Vec<Line> {
        let line = |(index, (minute, by)): (usize, &(i64, i64))| Line {
            id: 100 + index as i64,
            number: 1 + index as i64,
            made_at: minute * MINUTE,
            is_save: *by > 0,
            made_by: Some(*by),
        };
        saves.iter().enumerate().map(line).collect()
    }

    fn numbers(lines: &[Line], end_minute: i64, standing: &[i64]) -> Vec<i64> {
        deletable(lines, end_minute * MINUTE, |line| standing.contains(&line.number))
            .iter()
            .map(|line| line.number)
            .collect()
    }

    #[test]
    fn of_the_saves_of_one_person_within_ten_minutes_the_last_stays() {
        let all = lines(&[(0, 1), (3, 1), (9, 1), (10, 1), (14, 1), (31, 1)]);
        assert_eq!(numbers(&all, 1_000, &[]), [1, 2, 4]);
        // Running it again deletes nothing more.
        let left: Vec<Line> = all.into_iter().filter(|line| ![1, 2, 4].contains(&line.number)).collect();
        assert_eq!(numbers(&left, 1_000, &[]), [0_i64; 0]);
    }

    #[test]
    fn another_person_and_every_other_reason_end_a_run() {
        assert_eq!(numbers(&lines(&[(0, 1), (1, 2), (2, 1), (3, 1)]), 1_000, &[]), [3]);
        assert_eq!(numbers(&lines(&[(0, 0), (1, 1), (2, 0), (3, 1)]), 1_000, &[]), [0_i64; 0]);
    }

    #[test]
    fn what_is_young_and_what_stands_is_left_alone() {
        let all = lines(&[(0, 1), (1, 1), (2, 1), (20, 1), (21, 1)]);
        assert_eq!(numbers(&all, 20, &[]), [1, 2], "nothing from the end on");
        assert_eq!(numbers(&all, 20, &[2]), [1]);
        assert_eq!(numbers(&all[..1], 20, &[]), [0_i64; 0], "the newest of a story stays");
    }
}

//! Thinning out old saves: every save of the last thirty days is kept; of older ones that one person made one after the
//! other within the same ten minutes of the clock, the last.
//!
//! Never dropped: what stood on a page, what is live or being worked on, the newest of a story, what a story was submitted,
//! approved, sent back or moved with in any other way, what was restored and what it was restored from, what was set
//! aside, and what a story began with. Stretches of the clock rather than distances between saves, so that doing it again
//! drops nothing more.

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
/// Of the saves of one person within such a stretch of the clock, the last is kept.
const STRETCH_MICROS: i64 = 600 * 1_000_000;
/// Saves looked at in one transaction, so that nobody waits long for it.
const BATCH: u64 = 500;

/// A version, as far as thinning looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    id: i64,
    number: i64,
    made_at: i64,
    is_save: bool,
    made_by: Option<i64>,
}

/// Thins out what was saved since `mark`; says how far it came, and whether that is all there is to do at present.
pub(crate) async fn thin_out(tx: &mut Tx, mark: i64) -> Result<(i64, bool)> {
    let end = tx.now().plus_seconds(-ALL_KEPT_SECONDS).0.div_euclid(STRETCH_MICROS) * STRETCH_MICROS;
    if end <= mark {
        return Ok((mark, true));
    }
    let saves = Query::select()
        .columns(["made_at", "story_id"])
        .from("story_versions")
        // As the index says it, or it would not be used.
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
    let going = going(&lines, end, |line| standing.ids.contains(&line.id) || standing.numbers.contains(&line.number));
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

/// The saves that go, of all versions of a story by their number.
fn going(lines: &[Line], end: i64, stands: impl Fn(&Line) -> bool) -> Vec<&Line> {
    let stretch = |line: &Line| line.made_at.div_euclid(STRETCH_MICROS);
    let is_followed = |line: &Line, next: &Line| {
        next.is_save && next.made_by == line.made_by && stretch(next) == stretch(line) && next.made_at < end
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

/// Versions of a story that something refers to.
#[derive(Default)]
struct Standing {
    ids: HashSet<i64>,
    numbers: HashSet<i64>,
}

/// What stood or stands on the page, what is being worked on, and what the audit log says a story was moved with or
/// restored from.
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

    /// Saves at these minutes by these people, numbered from 1; nobody's is no save.
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
        going(lines, end_minute * MINUTE, |line| standing.contains(&line.number))
            .iter()
            .map(|line| line.number)
            .collect()
    }

    #[test]
    fn of_the_saves_of_one_person_within_ten_minutes_the_last_stays() {
        let all = lines(&[(0, 1), (3, 1), (9, 1), (10, 1), (14, 1), (31, 1)]);
        assert_eq!(numbers(&all, 1_000, &[]), [1, 2, 4]);
        // Doing it again drops nothing more.
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

//! Reads: how many times stories were read, and the ranking «most read».
//!
//! Counting nodes send their counts in batches ([`add_reads`]). A batch is added in one transaction without a line in
//! the publication log, because a growing number makes no page wrong. A batch that is sent again is added once.
//!
//! «Most read» is ranked by forward decay (Cormode, Shkapenyuk, Srivastava, Xu: «Forward Decay», ICDE 2009): a read at
//! time t weighs 2^(t / half-life) permanently. Compared with a newer read, a read one half-life older weighs half as
//! much at any time of asking, so a stored order stays right and is never computed again. Scores are stored as
//! logarithms to base 2, because the weights themselves overflow every number type within days.

use std::collections::HashMap;

use arabic::Language;
use rules::Live;
use rules::{Action, Actor};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, OnConflict, Order, Query};
use store::clock::Timestamp;
use store::dialect;
use store::id::PublicId;
use store::source::Source;

use crate::base::edition::MAIN_EDITION;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::sight::Sight;
use crate::base::tx::Tx;
use crate::base::worded::worded;
use crate::stories::facts::story_for;
use crate::stories::lists::{self, CardHead};

/// Stories in one statement: three rows of six values each stay below SQLite's limit of 32,766 bound values.
const STORIES_A_STATEMENT: usize = 500;
/// Half-lives in a span: a read that old weighs 1/64 of a new one and no longer counts.
const HALF_LIVES: f64 = 6.0;
/// Seconds (a week) after which a node that has written nothing is deleted.
const NODE_GONE_SECONDS: i64 = 7 * 86_400;

/// The time span of a ranking; older reads fade out towards its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Span {
    /// One hour.
    Hour,
    /// 24 hours.
    Day,
    /// 7 days.
    Week,
}

worded!(Span);

impl Span {
    fn seconds(self) -> f64 {
        match self {
            Self::Hour => 3_600.0,
            Self::Day => 86_400.0,
            Self::Week => 604_800.0,
        }
    }

    /// The logarithm of the weight of one read at `at`. The origin is 1970; in double precision, reads a millisecond
    /// apart still differ.
    fn weight(self, at: Timestamp) -> f64 {
        at.0 as f64 / 1e6 * HALF_LIVES / self.seconds()
    }

    /// Scores below this are negligible at `now`: less than one read a whole span ago.
    fn floor(self, now: Timestamp) -> f64 {
        self.weight(now) - HALF_LIVES
    }

    /// The score after `reads` more reads at `now`.
    fn add(self, score: Option<f64>, reads: u64, now: Timestamp) -> f64 {
        let fresh = (reads as f64).log2() + self.weight(now);
        score.map_or(fresh, |old| old.max(fresh) + (-(old - fresh).abs()).exp2().ln_1p() / std::f64::consts::LN_2)
    }
}

/// Identifies a batch of a node: sent twice, it is added once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The random name of the node, new with every start.
    pub node: String,
    /// Number of the batch, from 1, growing.
    pub number: i64,
}

/// A live story, locked, with the columns of its rows in the ranking.
struct LiveStory {
    id: i64,
    edition: i64,
    language: String,
    section: i64,
}

/// Adds reads to live stories and to the ranking; ids without a live story are ignored. Returns the ids that counted. A
/// batch that was added before adds nothing and returns nothing.
///
/// Stories are locked in the order of their ids. If somebody else holds a lock for half a second, the whole batch is
/// refused with [`store::Error::Storage`] and must be sent again, so that an editor never has to wait for a counter.
pub async fn add_reads(tx: &mut Tx, batch: &Batch, reads: &[(PublicId, u64)]) -> Result<Vec<PublicId>> {
    dialect::yield_on_deadlock(tx.db()).await?;
    tx.suppress_wake();
    if !is_new(tx, batch).await? {
        return Ok(Vec::new());
    }
    let mut counted = Vec::new();
    for chunk in reads.chunks(STORIES_A_STATEMENT) {
        let query = Query::select()
            .columns(["id", "public_id"])
            .from("stories")
            .and_where(Expr::col("public_id").is_in(chunk.iter().map(|(id, _)| id.as_str())))
            .to_owned();
        let mut numbers: HashMap<&str, u64> = HashMap::new();
        for (id, number) in chunk {
            *numbers.entry(id.as_str()).or_default() += number;
        }
        for row in tx.db().rows(&query).await? {
            let mut columns = row.columns();
            let (id, public_id): (i64, String) = (columns.take()?, columns.take()?);
            let number = numbers.get(public_id.as_str()).copied().unwrap_or_default();
            counted.push((id, public_id.parse::<PublicId>().map_err(Error::damaged)?, number));
        }
    }
    counted.retain(|(_, _, number)| *number > 0);
    counted.sort_unstable_by_key(|(id, ..)| *id);
    let mut live = Vec::new();
    for chunk in counted.chunks(STORIES_A_STATEMENT) {
        let numbers: HashMap<i64, u64> = chunk.iter().map(|(id, _, number)| (*id, *number)).collect();
        let stories = lock(tx, &numbers).await?;
        if !stories.is_empty() {
            count(tx, &stories, &numbers).await?;
            rank(tx, &stories, &numbers).await?;
        }
        let is_live = |id: &i64| stories.iter().any(|story| story.id == *id);
        live.extend(chunk.iter().filter(|(id, ..)| is_live(id)).map(|(_, public_id, _)| public_id.clone()));
    }
    Ok(live)
}

/// Records the batch; false if it was recorded before.
async fn is_new(tx: &Tx, batch: &Batch) -> Result<bool> {
    let newer = Expr::col(("read_batches", "number")).lt(batch.number);
    let note = Query::insert()
        .into_table("read_batches")
        .columns(["node", "number", "at"])
        .values_panic([batch.node.as_str().into(), batch.number.into(), tx.now().0.into()])
        .on_conflict(OnConflict::column("node").update_columns(["number", "at"]).action_and_where(newer).to_owned())
        .to_owned();
    Ok(tx.db().execute(&note).await?.rows_affected() > 0)
}

/// The live ones of these stories, locked in the order of their ids.
async fn lock(tx: &Tx, numbers: &HashMap<i64, u64>) -> Result<Vec<LiveStory>> {
    let query = Query::select()
        .columns(["id", "edition_id", "language", "section_id"])
        .from("stories")
        .and_where(Expr::col("id").is_in(numbers.keys().copied()))
        .and_where(Expr::col("live").eq(Live::Published.word()))
        .order_by("id", Order::Asc)
        .lock_exclusive()
        .to_owned();
    let story = |row: store::row::Row| {
        let mut columns = row.columns();
        let (id, edition, language, section) = (columns.take()?, columns.take()?, columns.take()?, columns.take()?);
        Ok(LiveStory { id, edition, language, section })
    };
    tx.db().rows(&query).await?.into_iter().map(story).collect()
}

/// One statement, the same in both databases. Its text contains only our own numbers.
async fn count(tx: &Tx, stories: &[LiveStory], numbers: &HashMap<i64, u64>) -> Result<()> {
    let rows: Vec<String> = stories.iter().map(|story| format!("({}, {})", story.id, numbers[&story.id])).collect();
    let sql = format!(
        "UPDATE stories SET reads = reads + v.column2 FROM (VALUES {}) AS v WHERE stories.id = v.column1",
        rows.join(", ")
    );
    tx.db().execute_unprepared(&sql).await?;
    Ok(())
}

async fn rank(tx: &Tx, stories: &[LiveStory], numbers: &HashMap<i64, u64>) -> Result<()> {
    let query = Query::select()
        .columns(["story_id", "span", "score"])
        .from("read_scores")
        .and_where(Expr::col("story_id").is_in(stories.iter().map(|story| story.id)))
        .to_owned();
    let mut scores: HashMap<(i64, String), f64> = HashMap::new();
    for row in tx.db().rows(&query).await? {
        let mut columns = row.columns();
        scores.insert((columns.take()?, columns.take()?), columns.take()?);
    }
    let mut upsert = Query::insert()
        .into_table("read_scores")
        .columns(["story_id", "span", "edition_id", "language", "section_id", "score"])
        .on_conflict(
            OnConflict::columns(["story_id", "span"])
                .update_columns(["edition_id", "language", "section_id", "score"])
                .to_owned(),
        )
        .to_owned();
    for story in stories {
        for span in Span::ALL {
            let old = scores.get(&(story.id, span.word().to_owned())).copied();
            upsert.values_panic([
                story.id.into(),
                span.word().into(),
                story.edition.into(),
                story.language.as_str().into(),
                story.section.into(),
                span.add(old, numbers[&story.id], tx.now()).into(),
            ]);
        }
    }
    tx.db().execute(&upsert).await?;
    Ok(())
}

/// Updates section and language of a story's rows in the ranking.
pub(crate) async fn follow(tx: &mut Tx, story: i64, section: i64, language: Language) -> Result<()> {
    let update = Query::update()
        .table("read_scores")
        .value("language", language.code())
        .value("section_id", section)
        .and_where(Expr::col("story_id").eq(story))
        .to_owned();
    tx.db().execute(&update).await?;
    Ok(())
}

/// Deletes negligible scores, and nodes that are gone. Called about once an hour.
pub async fn drop_faded(tx: &mut Tx) -> Result<()> {
    dialect::yield_on_deadlock(tx.db()).await?;
    for span in Span::ALL {
        // Each language is one range of the index.
        for language in [Language::Arabic, Language::French, Language::English] {
            let faded = Query::delete()
                .from_table("read_scores")
                .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
                .and_where(Expr::col("language").eq(language.code()))
                .and_where(Expr::col("span").eq(span.word()))
                .and_where(Expr::col("score").lt(span.floor(tx.now())))
                .to_owned();
            tx.db().execute(&faded).await?;
        }
    }
    let gone = tx.now().plus_seconds(-NODE_GONE_SECONDS);
    let nodes = Query::delete().from_table("read_batches").and_where(Expr::col("at").lt(gone.0)).to_owned();
    tx.db().execute(&nodes).await?;
    Ok(())
}

/// Internal ids of the live stories most read within `span` before `now`, highest first, in one section or in all.
pub async fn most_read_ids(
    db: &impl Source,
    language: Language,
    section: Option<i64>,
    span: Span,
    now: Timestamp,
    limit: u64,
) -> Result<Vec<i64>> {
    let scope = match section {
        Some(id) => Expr::col(("r", "section_id")).eq(id),
        None => Expr::col(("r", "edition_id")).eq(MAIN_EDITION),
    };
    let query = Query::select()
        .column(("r", "story_id"))
        .from_as("read_scores", "r")
        .join_as(JoinType::InnerJoin, "stories", "s", Expr::col(("s", "id")).equals(("r", "story_id")))
        .and_where(scope)
        .and_where(Expr::col(("r", "language")).eq(language.code()))
        .and_where(Expr::col(("r", "span")).eq(span.word()))
        .and_where(Expr::col(("r", "score")).gte(span.floor(now)))
        .and_where(Expr::col(("s", "live")).eq(Live::Published.word()))
        .order_by(("r", "score"), Order::Desc)
        .order_by(("r", "story_id"), Order::Desc)
        .limit(limit)
        .to_owned();
    db.rows(&query).await?.into_iter().map(|row| Ok(row.columns().take()?)).collect()
}

/// Internal ids of the live stories published since `since` with the highest read counts, including imported counts. A
/// paper shows these until it has reads of its own.
pub async fn total_read_ids(
    db: &impl Source,
    language: Language,
    section: Option<i64>,
    since: Timestamp,
    limit: u64,
) -> Result<Vec<i64>> {
    let scope = match section {
        Some(id) => Expr::col("section_id").eq(id),
        None => Expr::col("edition_id").eq(MAIN_EDITION),
    };
    let query = Query::select()
        .column("id")
        .from("stories")
        .and_where(scope)
        .and_where(Expr::col("language").eq(language.code()))
        .and_where(Expr::col("live").eq(Live::Published.word()))
        .and_where(Expr::col("published_at").gte(since.0))
        .order_by_expr(Expr::col("read_base").add(Expr::col("reads")), Order::Desc)
        .order_by("id", Order::Desc)
        .limit(limit)
        .to_owned();
    db.rows(&query).await?.into_iter().map(|row| Ok(row.columns().take()?)).collect()
}

/// The first `limit` of `ranked` that are published, are in this language (and section, if given) now, and are not
/// excluded from «most read».
pub async fn ranked_heads(
    db: &impl Source,
    ranked: &[i64],
    language: Language,
    section: Option<i64>,
    limit: usize,
) -> Result<Vec<CardHead>> {
    db.saw(&Sight::MostRead);
    let belongs = |head: &CardHead| head.language == language && section.is_none_or(|id| head.section_id == id);
    let mut heads = Vec::new();
    let mut rest = ranked;
    // More are read only if some of the first are gone, so that a page does not depend on stories that it does not
    // show.
    while heads.len() < limit && !rest.is_empty() {
        let (next, after) = rest.split_at(rest.len().min(limit - heads.len()));
        let hidden = Query::select()
            .expr(Expr::val(1))
            .from("most_read_hidden")
            .and_where(Expr::col(("most_read_hidden", "story_id")).equals(("s", "id")))
            .to_owned();
        let query = lists::heads_query(next).expr(Expr::exists(hidden)).to_owned();
        let read = |row: store::row::Row| {
            let mut columns = row.columns();
            Ok((lists::read_head(&mut columns)?, columns.take()?))
        };
        let found: Vec<(CardHead, bool)> = db.rows(&query).await?.into_iter().map(read).collect::<Result<_>>()?;
        for id in next {
            let row = found.iter().find(|(head, _)| head.id == *id);
            if row.is_some_and(|(_, is_hidden)| *is_hidden) {
                continue;
            }
            db.saw(&Sight::Story(*id));
            heads.extend(row.map(|(head, _)| head.clone()).filter(belongs));
        }
        rest = after;
    }
    Ok(heads)
}

/// The read counts of these stories, as readers see them; live stories only.
pub async fn read_counts(db: &impl Source, ids: &[PublicId]) -> Result<Vec<(PublicId, i64)>> {
    let query = Query::select()
        .columns(["public_id", "read_base", "reads"])
        .from("stories")
        .and_where(Expr::col("public_id").is_in(ids.iter().map(PublicId::as_str)))
        .and_where(Expr::col("live").eq(Live::Published.word()))
        .to_owned();
    let count = |row: store::row::Row| {
        let mut columns = row.columns();
        let id = columns.take::<String>()?.parse().map_err(Error::damaged)?;
        Ok((id, columns.take::<i64>()? + columns.take::<i64>()?))
    };
    db.rows(&query).await?.into_iter().map(count).collect()
}

/// Excludes a story from every ranking of reads, or includes it again. Its reads are still counted.
///
/// Requires the right `Arrange` for its desk. Refuses an unknown id with [`Error::NotFound`].
pub async fn hide_from_most_read(tx: &mut Tx, actor: &Actor, id: &PublicId, hidden: bool) -> Result<()> {
    let story = story_for(tx.db(), actor, Action::Arrange, id, tx.now()).await?;
    let changed = if hidden {
        let hide = Query::insert()
            .into_table("most_read_hidden")
            .columns(["story_id"])
            .values_panic([story.id.into()])
            .on_conflict(OnConflict::column("story_id").do_nothing().to_owned())
            .to_owned();
        tx.db().execute(&hide).await?
    } else {
        let show =
            Query::delete().from_table("most_read_hidden").and_where(Expr::col("story_id").eq(story.id)).to_owned();
        tx.db().execute(&show).await?
    };
    if changed.rows_affected() > 0 {
        tx.announce(Event::MostRead);
        let details = serde_json::json!({ "hidden": hidden });
        tx.audit(actor, "hide_from_most_read", story.subject(), details);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_472_904_000_000_000);

    #[test]
    fn a_read_loses_half_its_weight_in_a_sixth_of_the_span() {
        for (span, half_life) in [(Span::Hour, 600), (Span::Day, 14_400), (Span::Week, 100_800)] {
            let old = span.add(None, 8, NOW);
            let later = NOW.plus_seconds(half_life);
            assert!((old - span.add(None, 4, later)).abs() < 1e-6, "{span:?}");
            // Two reads of the same weight together weigh twice as much.
            assert!((span.add(Some(old), 4, later) - old - 1.0).abs() < 1e-6, "{span:?}");
        }
    }

    #[test]
    fn many_small_steps_make_the_same_sum() {
        let at_once = Span::Week.add(None, 1_000, NOW);
        let steps = (0..1_000).fold(None, |score, _| Some(Span::Week.add(score, 1, NOW)));
        assert!((steps.unwrap_or_default() - at_once).abs() < 1e-6);
    }

    #[test]
    fn one_read_fades_with_its_span() {
        let score = Span::Hour.add(None, 1, NOW);
        assert!(score >= Span::Hour.floor(NOW.plus_seconds(3_599)));
        assert!(score < Span::Hour.floor(NOW.plus_seconds(3_601)));
    }
}

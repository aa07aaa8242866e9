//! The publication log: every change a reader can see, numbered without gaps in the order of commits.
//!
//! Numbers come from the one row of `log_head`, updated as the last thing in the transaction: a second writer waits
//! for that row until the first has committed, so no follower ever sees number 8 before number 7.

use arabic::Language;
use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::dialect;
use crate::error::{Error, Result};
use crate::source::Source;
use crate::store::Tx;
use crate::writing::Writing;

/// What kind of thing changed for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LogKind {
    /// A story appeared, changed or went; the subject is its public id.
    Story,
    /// The slots, the breaking strip or what «most read» leaves out changed; the subject says which.
    Front,
    /// Settings, sections, desks or static pages changed; the subject says which.
    Frame,
    /// A writer's, topic's or thread's own page changed; the subject is `writer/slug`, `topic/slug` or `thread/slug`.
    Person,
    /// Comments under a story appeared, changed or went; the subject is its inner id.
    Comments,
    /// Many stories came at once; the subject is the range of their inner ids, `FIRST-LAST`. Everything may have changed.
    Bulk,
}

impl LogKind {
    /// The word stored in the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Story => "story",
            Self::Front => "front",
            Self::Frame => "frame",
            Self::Person => "person",
            Self::Comments => "comments",
            Self::Bulk => "bulk",
        }
    }

    fn from_word(word: &str) -> Result<Self> {
        [Self::Story, Self::Front, Self::Frame, Self::Person, Self::Comments, Self::Bulk]
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| Error::damaged(format!("the publication log knows no kind {word:?}")))
    }
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// Its number, from 1, without gaps.
    pub seq: i64,
    /// When it was committed.
    pub at: Timestamp,
    /// What kind of thing changed.
    pub kind: LogKind,
    /// Which one.
    pub subject: String,
    /// For a story: where it stood and where it stands.
    pub change: Option<StoryChange>,
}

/// Where a story stands: on which lists readers find it, and which pictures it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its language.
    pub language: Language,
    /// Its section.
    pub section: i64,
    /// Its desk.
    pub desk: i64,
    /// Its topics.
    pub topics: Vec<i64>,
    /// Its writers.
    pub writers: Vec<i64>,
    /// Its pictures.
    pub pictures: Vec<i64>,
    /// Its thread; lines written before there were any say nothing of it.
    #[serde(default)]
    pub threads: Vec<i64>,
}

/// What a line of the log says of a story, so that followers know which lists it left, joined or changed in without
/// asking for a past that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryChange {
    /// Inner id; with `at` its place in every list.
    pub id: i64,
    /// First publication.
    pub at: Timestamp,
    /// The day of the archive it stands in.
    pub day: NaiveDate,
    /// Where it stood before; `None` where readers could not see it.
    pub before: Option<Standing>,
    /// Where it stands now; `None` where readers can no longer see it.
    pub after: Option<Standing>,
}

impl StoryChange {
    fn from_json(json: &str) -> Result<Option<Self>> {
        if json == NO_DATA {
            return Ok(None);
        }
        serde_json::from_str(json).map(Some).map_err(|error| Error::damaged(format!("a line of the log: {error}")))
    }
}

/// `data` of lines that say everything in their subject.
const NO_DATA: &str = "{}";

/// A line that waits for its number.
#[derive(Debug, PartialEq)]
pub(crate) struct News {
    pub kind: LogKind,
    pub subject: String,
    pub change: Option<StoryChange>,
}

/// The last number given; 0 before the first line.
pub async fn head(db: &impl Source) -> Result<i64> {
    let query = Query::select().column("seq").from("log_head").and_where(Expr::col("id").eq(1)).to_owned();
    let row = db.rows(&query).await?.into_iter().next();
    row.ok_or_else(|| Error::damaged("the publication log has no head"))?.columns().take()
}

/// Up to `limit` lines after number `after`, in order.
pub async fn read_log(db: &impl Source, after: i64, limit: u64) -> Result<Vec<LogRow>> {
    let query = Query::select()
        .columns(["seq", "at", "kind", "subject", "data"])
        .from("publication_log")
        .and_where(Expr::col("seq").gt(after))
        .order_by("seq", Order::Asc)
        .limit(limit)
        .to_owned();
    let rows = db.rows(&query).await?;
    rows.into_iter()
        .map(|row| {
            let mut columns = row.columns();
            Ok(LogRow {
                seq: columns.take()?,
                at: Timestamp(columns.take()?),
                kind: LogKind::from_word(&columns.take::<String>()?)?,
                subject: columns.take()?,
                change: StoryChange::from_json(&columns.take::<String>()?)?,
            })
        })
        .collect()
}

/// Days for which a line of the log is kept (DECISIONS.md).
const KEPT_DAYS: i64 = 30;
/// Lines dropped in one transaction.
const TRIM_MAX: u64 = 5_000;

/// Drops the oldest lines that were written more than 30 days before `now`, never the newest one, 5,000 at most; says how
/// many. A follower that was away for longer finds its next line gone and begins anew.
pub async fn trim_log(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    let newest = head(tx.db()).await?;
    let query = Query::select()
        .columns(["seq", "at"])
        .from("publication_log")
        .order_by("seq", Order::Asc)
        .limit(TRIM_MAX)
        .to_owned();
    let limit = now.plus_seconds(-KEPT_DAYS * 86_400);
    let mut last = None;
    for row in tx.db().rows(&query).await? {
        let mut columns = row.columns();
        let (seq, at): (i64, i64) = (columns.take()?, columns.take()?);
        if at >= limit.0 || seq >= newest {
            break;
        }
        last = Some(seq);
    }
    let Some(last) = last else { return Ok(0) };
    let delete = Query::delete().from_table("publication_log").and_where(Expr::col("seq").lte(last)).to_owned();
    Ok(tx.db().execute(&delete).await?.rows_affected())
}

/// Numbers and writes `news`; nothing to tell takes no number and no lock.
/// Returns the last number given.
pub(crate) async fn append(tx: &Writing, at: Timestamp, news: &[News]) -> Result<Option<i64>> {
    if news.is_empty() {
        return Ok(None);
    }
    let count = i64::try_from(news.len()).map_err(Error::damaged)?;
    let advance = Query::update()
        .table("log_head")
        .value("seq", Expr::col("seq").add(count))
        .and_where(Expr::col("id").eq(1))
        .to_owned();
    tx.execute(&advance).await?;
    let last = head(tx).await?;
    let first = last - count + 1;
    // PostgreSQL takes 65,535 bound values a statement.
    for (offset, chunk) in news.chunks(5_000).enumerate() {
        let mut insert =
            Query::insert().into_table("publication_log").columns(["seq", "at", "kind", "subject", "data"]).to_owned();
        for (seq, line) in (first + 5_000 * offset as i64..).zip(chunk) {
            let data = match &line.change {
                Some(change) => serde_json::to_string(change).map_err(Error::damaged)?,
                None => NO_DATA.to_owned(),
            };
            insert.values_panic([
                seq.into(),
                at.0.into(),
                line.kind.word().into(),
                line.subject.as_str().into(),
                data.into(),
            ]);
        }
        tx.execute(&insert).await?;
    }
    dialect::notify(tx, last).await?;
    Ok(Some(last))
}

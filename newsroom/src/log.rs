//! The publication log: every change a reader can see, numbered without gaps in the order of commits.
//!
//! Numbers come from the one row of `log_head`, updated as the last thing in the transaction: a second writer waits
//! for that row until the first has committed, so no follower ever sees number 8 before number 7.

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::clock::Timestamp;
use crate::error::{Error, Result};

/// What kind of thing changed for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LogKind {
    /// A story appeared, changed or went; the subject is its public id.
    Story,
    /// The slots or the breaking strip changed; the subject is page and language.
    Front,
    /// Settings, sections, desks or static pages changed; the subject says which.
    Frame,
    /// A writer's or topic's own page changed; the subject is `writer/slug` or `topic/slug`.
    Person,
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
            Self::Bulk => "bulk",
        }
    }

    fn from_word(word: &str) -> Result<Self> {
        [Self::Story, Self::Front, Self::Frame, Self::Person, Self::Bulk]
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
}

/// The last number given; 0 before the first line.
pub async fn head(db: &impl ConnectionTrait) -> Result<i64> {
    let query = Query::select().column("seq").from("log_head").and_where(Expr::col("id").eq(1)).to_owned();
    let row = db.query_one(&query).await?.ok_or_else(|| Error::damaged("the publication log has no head"))?;
    Ok(row.try_get("", "seq")?)
}

/// Up to `limit` lines after number `after`, in order.
pub async fn read_log(db: &impl ConnectionTrait, after: i64, limit: u64) -> Result<Vec<LogRow>> {
    let query = Query::select()
        .columns(["seq", "at", "kind", "subject"])
        .from("publication_log")
        .and_where(Expr::col("seq").gt(after))
        .order_by("seq", Order::Asc)
        .limit(limit)
        .to_owned();
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|row| {
            Ok(LogRow {
                seq: row.try_get("", "seq")?,
                at: Timestamp(row.try_get("", "at")?),
                kind: LogKind::from_word(&row.try_get::<String>("", "kind")?)?,
                subject: row.try_get("", "subject")?,
            })
        })
        .collect()
}

/// Numbers and writes `news`; nothing to tell takes no number and no lock.
pub(crate) async fn append(tx: &DatabaseTransaction, at: Timestamp, news: &[(LogKind, String)]) -> Result<()> {
    if news.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(news.len()).map_err(Error::damaged)?;
    let advance = Query::update()
        .table("log_head")
        .value("seq", Expr::col("seq").add(count))
        .and_where(Expr::col("id").eq(1))
        .to_owned();
    tx.execute(&advance).await?;
    let first = head(tx).await? - count + 1;
    // PostgreSQL takes 65,535 bound values a statement.
    for (offset, chunk) in news.chunks(5_000).enumerate() {
        let mut insert =
            Query::insert().into_table("publication_log").columns(["seq", "at", "kind", "subject", "data"]).to_owned();
        for (seq, (kind, subject)) in (first + 5_000 * offset as i64..).zip(chunk) {
            insert.values_panic([seq.into(), at.0.into(), kind.word().into(), subject.as_str().into(), "{}".into()]);
        }
        tx.execute(&insert).await?;
    }
    Ok(())
}

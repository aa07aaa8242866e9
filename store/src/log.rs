//! The publication log: every change a reader can see, numbered without gaps in the order of commits.
//!
//! The numbers come from the one row of `log_head`, which is updated last in the transaction. A second writer waits for
//! that row until the first has committed, so no follower ever sees number 8 before number 7.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};

use crate::clock::Timestamp;
use crate::dialect;
use crate::error::{Error, Result};
use crate::row::Row;
use crate::source::Source;
use crate::writing::Writing;

/// A line that has no number yet: the kind of change, its subject, and details (JSON).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The word of its kind.
    pub kind: &'static str,
    /// The id of its subject.
    pub subject: String,
    /// JSON.
    pub data: String,
}

/// A line of the log as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedLine {
    /// Its number, from 1, without gaps.
    pub seq: i64,
    /// When it was committed.
    pub at: Timestamp,
    /// The word of its kind.
    pub kind: String,
    /// The id of its subject.
    pub subject: String,
    /// JSON.
    pub data: String,
}

/// The last number given; 0 before the first line.
pub async fn head(db: &impl Source) -> Result<i64> {
    let query = Query::select().column("seq").from("log_head").and_where(Expr::col("id").eq(1)).to_owned();
    let row = db.rows(&query).await?.into_iter().next();
    row.ok_or_else(|| Error::damaged("the publication log has no head"))?.columns().take()
}

/// Up to `limit` lines after number `after`, in order.
pub async fn read(db: &impl Source, after: i64, limit: u64) -> Result<Vec<NumberedLine>> {
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
            Ok(NumberedLine {
                seq: columns.take()?,
                at: Timestamp(columns.take()?),
                kind: columns.take()?,
                subject: columns.take()?,
                data: columns.take()?,
            })
        })
        .collect()
}

/// Days for which a line is kept (DECISIONS.md).
const KEPT_DAYS: i64 = 30;
/// Days after which a follower that has not been seen no longer keeps the log from being trimmed.
const FOLLOWER_AWAY_DAYS: i64 = 90;
/// Lines deleted in one transaction.
const TRIM_MAX: u64 = 5_000;

/// Records that the follower `name`, which keeps its results on disk, has applied every line up to `seq`. Later lines
/// are not deleted before it has applied them. Followers that keep nothing on disk need no record.
pub async fn note_follower(tx: &Writing, name: &str, seq: i64, now: Timestamp) -> Result<()> {
    let note = Query::insert()
        .into_table("followers")
        .columns(["name", "seq", "at"])
        .values_panic([name.into(), seq.into(), now.0.into()])
        .on_conflict(OnConflict::column("name").update_columns(["seq", "at"]).to_owned())
        .to_owned();
    tx.execute(&note).await?;
    Ok(())
}

/// The last line applied by each recorded follower.
pub async fn followers(db: &impl Source) -> Result<Vec<(String, i64)>> {
    let query = Query::select().columns(["name", "seq"]).from("followers").order_by("name", Order::Asc).to_owned();
    let read = |row: Row| {
        let mut columns = row.columns();
        Ok((columns.take()?, columns.take()?))
    };
    db.rows(&query).await?.into_iter().map(read).collect()
}

/// Lines up to this number may be deleted: each recorded follower has applied them, or has not been seen for
/// [`FOLLOWER_AWAY_DAYS`].
async fn taken_in(db: &impl Source, now: Timestamp) -> Result<i64> {
    let query = Query::select()
        .expr(Expr::col("seq").min())
        .from("followers")
        .and_where(Expr::col("at").gte(now.plus_seconds(-FOLLOWER_AWAY_DAYS * 86_400).0))
        .to_owned();
    let slowest = db.rows(&query).await?.into_iter().next();
    Ok(slowest.map(|row| row.columns().take::<Option<i64>>()).transpose()?.flatten().unwrap_or(i64::MAX))
}

/// Deletes up to 5,000 of the oldest lines, those written more than 30 days before `now`. Never deletes the newest
/// line, nor a line that a recorded follower still needs. Returns how many. A follower that was away for longer finds
/// its next line gone and starts again.
pub async fn trim(tx: &Writing, now: Timestamp) -> Result<u64> {
    let newest = head(tx).await?;
    let query = Query::select()
        .columns(["seq", "at"])
        .from("publication_log")
        .order_by("seq", Order::Asc)
        .limit(TRIM_MAX)
        .to_owned();
    let limit = now.plus_seconds(-KEPT_DAYS * 86_400);
    let taken_in = taken_in(tx, now).await?;
    let mut last = None;
    for row in tx.rows(&query).await? {
        let mut columns = row.columns();
        let (seq, at): (i64, i64) = (columns.take()?, columns.take()?);
        if at >= limit.0 || seq >= newest || seq > taken_in {
            break;
        }
        last = Some(seq);
    }
    let Some(last) = last else { return Ok(0) };
    let delete = Query::delete().from_table("publication_log").and_where(Expr::col("seq").lte(last)).to_owned();
    Ok(tx.execute(&delete).await?.rows_affected())
}

/// Numbers and writes `lines`. Takes no number and no lock if there are none. Returns the last number given.
pub(crate) async fn append(tx: &Writing, at: Timestamp, lines: &[Line]) -> Result<Option<i64>> {
    if lines.is_empty() {
        return Ok(None);
    }
    let count = i64::try_from(lines.len()).map_err(Error::damaged)?;
    let advance = Query::update()
        .table("log_head")
        .value("seq", Expr::col("seq").add(count))
        .and_where(Expr::col("id").eq(1))
        .to_owned();
    tx.execute(&advance).await?;
    let last = head(tx).await?;
    let first = last - count + 1;
    // PostgreSQL takes at most 65,535 bound values in a statement.
    for (offset, chunk) in lines.chunks(5_000).enumerate() {
        let mut insert =
            Query::insert().into_table("publication_log").columns(["seq", "at", "kind", "subject", "data"]).to_owned();
        for (seq, line) in (first + 5_000 * offset as i64..).zip(chunk) {
            insert.values_panic([
                seq.into(),
                at.0.into(),
                line.kind.into(),
                line.subject.as_str().into(),
                line.data.as_str().into(),
            ]);
        }
        tx.execute(&insert).await?;
    }
    dialect::notify_line(tx, last).await?;
    Ok(Some(last))
}

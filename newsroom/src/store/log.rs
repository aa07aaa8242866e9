//! The publication log: every change a reader can see, numbered without gaps in the order of commits.
//!
//! Numbers come from the one row of `log_head`, updated as the last thing in the transaction: a second writer waits
//! for that row until the first has committed, so no follower ever sees number 8 before number 7.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};

use crate::base::error::{Error, Result};
use crate::base::events::{LogKind, LogRow, NO_DATA, News, StoryChange};
use crate::base::tx::Tx;
use crate::store::clock::Timestamp;
use crate::store::dialect;
use crate::store::source::Source;
use crate::store::writing::Writing;

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

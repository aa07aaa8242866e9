//! Idempotency keys: an act that the network may deliver twice is done once. Each delivery carries a key, and the
//! second one gets the result of the first.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::writing::Writing;

/// Seconds for which a key is kept: a form may stay open over a weekend.
const KEPT_SECONDS: i64 = 7 * 86_400;

/// Takes `key` for this transaction: `None` if nobody took it before, else the result of the act that did. A second
/// delivery at the same time waits here until the first has ended.
pub async fn take(tx: &Writing, key: &str, now: Timestamp) -> Result<Option<String>> {
    let take = Query::insert()
        .into_table("done_once")
        .columns(["key", "at", "outcome"])
        .values_panic([key.into(), now.0.into(), "".into()])
        .on_conflict(OnConflict::column("key").do_nothing().to_owned())
        .to_owned();
    if tx.execute(&take).await?.rows_affected() > 0 {
        return Ok(None);
    }
    let query = Query::select().column("outcome").from("done_once").and_where(Expr::col("key").eq(key)).to_owned();
    let row = tx.query_one(&query).await?.ok_or_else(|| Error::damaged("a key without its row"))?;
    Ok(Some(row.try_get("", "outcome")?))
}

/// Stores the result of the act that took `key`.
pub async fn keep(tx: &Writing, key: &str, outcome: &str) -> Result<()> {
    let keep =
        Query::update().table("done_once").value("outcome", outcome).and_where(Expr::col("key").eq(key)).to_owned();
    tx.execute(&keep).await?;
    Ok(())
}

/// Deletes keys older than a week.
pub async fn forget(tx: &Writing, now: Timestamp) -> Result<u64> {
    let old = Query::delete()
        .from_table("done_once")
        .and_where(Expr::col("at").lt(now.plus_seconds(-KEPT_SECONDS).0))
        .to_owned();
    Ok(tx.execute(&old).await?.rows_affected())
}

//! Acts that a network may deliver twice and that happen once: each carries a key, and the second time it is answered
//! with what came of the first.

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};

use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::store::clock::Timestamp;

/// Seconds for which a key is remembered: a form lies open over a weekend.
const KEPT_SECONDS: i64 = 7 * 86_400;

/// Does `act` unless it was done before under `key`; what it says is kept and given again.
pub async fn once<F>(tx: &mut Tx, key: &str, act: F) -> Result<String>
where
    F: AsyncFnOnce(&mut Tx) -> Result<String>,
{
    // The key is taken first: a second delivery at the same time waits here for the first one's end.
    let take = Query::insert()
        .into_table("done_once")
        .columns(["key", "at", "outcome"])
        .values_panic([key.into(), tx.now().0.into(), "".into()])
        .on_conflict(OnConflict::column("key").do_nothing().to_owned())
        .to_owned();
    if tx.db().execute(&take).await?.rows_affected() == 0 {
        let query = Query::select().column("outcome").from("done_once").and_where(Expr::col("key").eq(key)).to_owned();
        let row = tx.db().query_one(&query).await?.ok_or_else(|| Error::damaged("a key without its row"))?;
        return Ok(row.try_get("", "outcome")?);
    }
    let outcome = act(tx).await?;
    let keep = Query::update()
        .table("done_once")
        .value("outcome", outcome.as_str())
        .and_where(Expr::col("key").eq(key))
        .to_owned();
    tx.db().execute(&keep).await?;
    Ok(outcome)
}

/// Forgets keys older than a week.
pub async fn forget_keys(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    let old = Query::delete()
        .from_table("done_once")
        .and_where(Expr::col("at").lt(now.plus_seconds(-KEPT_SECONDS).0))
        .to_owned();
    Ok(tx.db().execute(&old).await?.rows_affected())
}

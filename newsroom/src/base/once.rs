//! Idempotency keys: an act that the network may deliver twice is done once. Each delivery carries a key, and the
//! second one gets the result of the first.

use store::clock::Timestamp;
use store::once;

use crate::base::error::Result;
use crate::base::tx::Tx;

/// Runs `act`, unless it was done before under `key`. Its result is stored and returned again.
pub async fn once<F>(tx: &mut Tx, key: &str, act: F) -> Result<String>
where
    F: AsyncFnOnce(&mut Tx) -> Result<String>,
{
    if let Some(outcome) = once::take(tx.db(), key, tx.now()).await? {
        return Ok(outcome);
    }
    let outcome = act(tx).await?;
    once::keep(tx.db(), key, &outcome).await?;
    Ok(outcome)
}

/// Deletes keys older than a week.
pub async fn forget_keys(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    Ok(once::forget(tx.db(), now).await?)
}

//! Acts that a network may deliver twice and that happen once: each carries a key, and the second time it is answered with
//! what came of the first.

use store::clock::Timestamp;
use store::once;

use crate::base::error::Result;
use crate::base::tx::Tx;

/// Does `act` unless it was done before under `key`; what it says is kept and given again.
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

/// Forgets keys older than a week.
pub async fn forget_keys(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    Ok(once::forget(tx.db(), now).await?)
}

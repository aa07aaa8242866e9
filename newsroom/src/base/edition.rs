//! The one edition there is so far: rows of the paper name it.

use store::dialect;

use crate::base::error::Result;
use crate::base::tx::Tx;

/// The one edition of today; several titles come later.
pub(crate) const MAIN_EDITION: i64 = 1;

/// Lets nobody else change settings, sections or static pages under whoever holds them until the transaction ends: what is read
/// after it is what stands when it is changed.
pub async fn hold_paper(tx: &Tx) -> Result<()> {
    Ok(dialect::lock_row(tx.db(), "editions", MAIN_EDITION).await?)
}

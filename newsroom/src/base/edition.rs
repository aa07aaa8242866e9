//! The edition, to which rows of the paper refer. So far there is one.

use store::dialect;

use crate::base::error::Result;
use crate::base::tx::Tx;

/// The only edition so far; support for several titles comes later.
pub(crate) const MAIN_EDITION: i64 = 1;

/// Locks settings, sections and static pages until the transaction ends, so that they do not change between reading and
/// writing them.
pub async fn lock_paper(tx: &Tx) -> Result<()> {
    Ok(dialect::lock_row(tx.db(), "editions", MAIN_EDITION).await?)
}

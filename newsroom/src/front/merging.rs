//! Follows the merge of a section in the manual layouts.

use rules::Actor;

use super::{arranging, waiting};
use crate::base::error::Result;
use crate::base::tx::Tx;

/// Follows the merge of the section `from` into `into`, in present and scheduled layouts.
pub(crate) async fn follow_merged_section(tx: &mut Tx, actor: &Actor, from: i64, into: i64) -> Result<()> {
    arranging::follow_merged_section(tx, from, into).await?;
    waiting::follow_merged_section(tx, actor, from, into).await
}

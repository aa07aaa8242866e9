//! A section that is merged into another, as pages laid out by hand see it.

use rules::Actor;

use super::{arranging, waiting};
use crate::base::error::Result;
use crate::base::tx::Tx;

/// The section `from` is merged into `into`: what stands by hand and what waits follow.
pub(crate) async fn follow_merged_section(tx: &mut Tx, actor: &Actor, from: i64, into: i64) -> Result<()> {
    arranging::follow_merged_section(tx, from, into).await?;
    waiting::follow_merged_section(tx, actor, from, into).await
}

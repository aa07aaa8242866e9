//! What a newsroom is opened with: its description for the storage, and the reactions at the end of every act.

use std::pin::Pin;

use store::backup::Contents;

use crate::base::error::Result;
use crate::base::tx::Tx;

/// Lets other subjects react to what an act did, in its transaction ([`crate::base::happened`]).
pub(crate) type Reactions = for<'a> fn(&'a mut Tx) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// The same for every newsroom of this build.
#[derive(Debug)]
pub(crate) struct Domain {
    /// The description for the storage.
    pub contents: &'static Contents,
    /// Runs at the end of each act, in its transaction.
    pub reactions: Reactions,
}

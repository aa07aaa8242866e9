//! What a newsroom is opened with: what its storage has to know, and what is done at the end of every act.

use std::pin::Pin;

use store::backup::Contents;

use crate::base::error::Result;
use crate::base::tx::Tx;

/// What other subjects do about what an act did, in its transaction ([`crate::base::happened`]).
pub(crate) type Reactions = for<'a> fn(&'a mut Tx) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// What is the same for every newsroom of this build.
#[derive(Debug)]
pub(crate) struct Domain {
    /// What the storage has to know of it.
    pub contents: &'static Contents,
    /// What is done at the end of each act, in its transaction.
    pub reactions: Reactions,
}

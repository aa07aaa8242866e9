//! What the storage has to be told of what is kept in it.

use std::pin::Pin;

use crate::base::error::Result;
use crate::base::tx::Tx;
use crate::store::schema::Schema;

/// What other subjects do about what an act did, in its transaction ([`crate::base::happened`]).
pub(crate) type Reactions = for<'a> fn(&'a mut Tx) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

/// What is kept, as far as the storage has to know it.
#[derive(Debug)]
pub(crate) struct Domain {
    /// The schema's history.
    pub schema: Schema,
    /// What is done at the end of each act, in its transaction.
    pub reactions: Reactions,
    /// The keys of all files that a picture with this digest (hex) and width (pixels) should have.
    pub picture_files: fn(&str, u32) -> Vec<String>,
}

//! Writers: people who can be named in a byline. A desk or an agency in a byline is not a writer and has no such page.

use rules::{Action, Actor};
use store::row::Columns;

use crate::base::allow::allowed;
use crate::base::error::Result;
use crate::base::named::NameKind;
use crate::base::tx::Tx;
use crate::paper::names::{self, Named, Naming};

/// A writer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// Internal id.
    pub id: i64,
    /// Their slug in addresses.
    pub slug: String,
    /// The name in bylines.
    pub name: String,
    /// A short biography.
    pub bio: Option<String>,
}

impl Named for Writer {
    const KIND: NameKind = NameKind::Writer;
    const ADD: &'static str = "add_writer";
    const CHANGE: &'static str = "change_writer";
    const MERGE: Option<&'static str> = None;
    const ABOUT: &'static str = "bio";
    const IN_HOUSE_WORDS: bool = true;

    type Within = ();

    fn read(columns: &mut Columns) -> Result<Self> {
        Ok(Self { id: columns.take()?, slug: columns.take()?, name: columns.take()?, bio: columns.take()? })
    }

    fn id(&self) -> i64 {
        self.id
    }

    fn naming(&self) -> Naming<'_> {
        Naming::of(&self.name, &self.slug, self.bio.as_deref())
    }

    fn within(&self) {}
}

/// The id of the writer with this name or former name; adds one if there is none, which requires the right `AddWriter`.
/// Two spellings with the same slug are the same writer.
pub async fn ensure_writer(tx: &mut Tx, actor: &Actor, name: &str) -> Result<i64> {
    names::ensure::<Writer>(tx, actor, name, allowed(actor, Action::AddWriter)).await
}

//! Writers: people who sign. A desk or an agency in a byline is not a writer and has no page of this kind.

use rules::{Action, Actor};
use store::row::Columns;

use crate::base::allow::allowed;
use crate::base::error::Result;
use crate::base::named::NameKind;
use crate::base::tx::Tx;
use crate::paper::names::{self, Named, Naming};

/// Someone who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    /// Inner id.
    pub id: i64,
    /// As in the page's address.
    pub slug: String,
    /// The name as signed.
    pub name: String,
    /// A few words about them.
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

/// The writer who signs so, or once did, added where there is none by who may. Two spellings with one slug are one
/// writer.
pub async fn ensure_writer(tx: &mut Tx, actor: &Actor, name: &str) -> Result<i64> {
    names::ensure::<Writer>(tx, actor, name, allowed(actor, Action::AddWriter)).await
}

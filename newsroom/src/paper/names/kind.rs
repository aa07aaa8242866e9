//! What tells one kind of names from another.

use arabic::Language;
use sea_orm::Value;
use store::row::Columns;

use crate::base::error::Result;
use crate::base::named::NameKind;
use crate::paper::names::naming::Naming;

/// A kind of names that stand in addresses.
pub trait Named: Clone + PartialEq + Send + Sync {
    /// Which kind it is.
    const KIND: NameKind;
    /// What the audit log calls adding one.
    const ADD: &'static str;
    /// What the audit log calls changing one.
    const CHANGE: &'static str;
    /// What it calls making two of them one; `None` where that is never done, and the table has no `merged_into`.
    const MERGE: Option<&'static str>;
    /// The column of the few words about it.
    const ABOUT: &'static str = "description";
    /// Columns that only this kind has.
    const OWN: &'static [&'static str] = &[];
    /// Whether hints know its names, so that those who hold them in memory hear of a new one.
    const IN_HOUSE_WORDS: bool;

    /// What one of them belongs to for good, as a thread to its language: two become one only within the same.
    type Within: Copy + PartialEq + Send + Sync;

    /// What stands in its [own](Self::OWN) columns.
    fn own(_within: Self::Within) -> Vec<Value> {
        Vec::new()
    }

    /// From id, slug, name, the few words about it and its own columns, in this order.
    fn read(columns: &mut Columns) -> Result<Self>;

    /// Inner id.
    fn id(&self) -> i64;

    /// What it is called.
    fn naming(&self) -> Naming<'_>;

    /// What it belongs to.
    fn within(&self) -> Self::Within;

    /// Whether pages in this language know it.
    fn is_read_in(&self, _language: Language) -> bool {
        true
    }
}

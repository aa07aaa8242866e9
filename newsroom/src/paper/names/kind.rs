//! The differences between the kinds of names.

use arabic::Language;
use sea_orm::Value;
use store::row::Columns;

use crate::base::error::Result;
use crate::base::named::NameKind;
use crate::paper::names::naming::Naming;

/// A kind of names with an address.
pub trait Named: Clone + PartialEq + Send + Sync {
    /// The kind.
    const KIND: NameKind;
    /// The audit act of adding one.
    const ADD: &'static str;
    /// The audit act of changing one.
    const CHANGE: &'static str;
    /// The audit act of merging two; `None` if this kind is never merged, and its table has no `merged_into`.
    const MERGE: Option<&'static str>;
    /// The column of the description.
    const ABOUT: &'static str = "description";
    /// Columns that only this kind has.
    const OWN: &'static [&'static str] = &[];
    /// Whether hints use its names, so that their copy in memory must be refreshed after a change.
    const IN_HOUSE_WORDS: bool;

    /// What one belongs to permanently, like the language of a thread. Only names that belong to the same thing can be
    /// merged.
    type Within: Copy + PartialEq + Send + Sync;

    /// The values of its [own](Self::OWN) columns.
    fn own(_within: Self::Within) -> Vec<Value> {
        Vec::new()
    }

    /// Reads id, slug, name, description and its own columns, in this order.
    fn read(columns: &mut Columns) -> Result<Self>;

    /// Internal id.
    fn id(&self) -> i64;

    /// Its name, address and description.
    fn naming(&self) -> Naming<'_>;

    /// What it belongs to.
    fn within(&self) -> Self::Within;

    /// Whether pages in this language show it.
    fn is_read_in(&self, _language: Language) -> bool {
        true
    }
}

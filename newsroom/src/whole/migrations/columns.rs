//! Columns for migrations. These functions must never change, because released migrations use them; another kind of
//! column needs another function.

use sea_orm_migration::prelude::*;

/// The internal id of a row.
pub(super) fn id() -> ColumnDef {
    ColumnDef::new("id").big_integer().not_null().auto_increment().primary_key().take()
}

pub(super) fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

pub(super) fn number_or_none(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().null().take()
}

pub(super) fn words(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

pub(super) fn words_or_none(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().null().take()
}

/// A boolean, false by default.
pub(super) fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().default(false).take()
}

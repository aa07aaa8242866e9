//! Tables as the database itself describes them, and the types of their columns.

use sea_orm::QueryResult;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// A whole number of 64 bits.
    Int,
    /// A floating-point number.
    Real,
    /// A boolean.
    Bool,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// A value of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// NULL.
    Null,
    /// A whole number.
    Int(i64),
    /// A floating-point number.
    Real(f64),
    /// A boolean.
    Bool(bool),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// The shape of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableShape {
    /// Its name.
    pub name: String,
    /// Its columns in order, with their types.
    pub columns: Vec<(String, CellKind)>,
    /// The columns of its primary key, in the key's order: the order of its rows.
    pub key: Vec<String>,
    /// The tables that its rows refer to.
    #[serde(skip)]
    pub parents: Vec<String>,
}

impl TableShape {
    /// The types of its columns.
    pub fn kinds(&self) -> Vec<CellKind> {
        self.columns.iter().map(|(_, kind)| *kind).collect()
    }

    /// The type of a column; `None` if there is no such column.
    pub fn kind(&self, column: &str) -> Option<CellKind> {
        self.columns.iter().find(|(name, _)| name == column).map(|(_, kind)| *kind)
    }
}

/// The shapes of tables, made from rows of `table_name, column_name, kind, place` (position in the key, from 1; 0
/// outside it), ordered by table and column, and rows of `table_name, parent`. [`Error::Damaged`] if a column has a
/// type that backups do not support.
pub fn shapes(
    columns: &[QueryResult],
    parents: &[QueryResult],
    kind_of: fn(&str) -> Option<CellKind>,
) -> Result<Vec<TableShape>> {
    let mut tables: Vec<TableShape> = Vec::new();
    let mut keys: Vec<Vec<(i64, String)>> = Vec::new();
    for row in columns {
        let (table, column): (String, String) = (row.try_get("", "table_name")?, row.try_get("", "column_name")?);
        let (declared, place): (String, i64) = (row.try_get("", "kind")?, row.try_get("", "place")?);
        if tables.last().is_none_or(|last| last.name != table) {
            tables.push(TableShape { name: table.clone(), columns: Vec::new(), key: Vec::new(), parents: Vec::new() });
            keys.push(Vec::new());
        }
        let kind = kind_of(&declared)
            .ok_or_else(|| Error::damaged(format!("{table}.{column} is {declared}, which no backup keeps")))?;
        if let (Some(last), Some(key)) = (tables.last_mut(), keys.last_mut()) {
            last.columns.push((column.clone(), kind));
            if place > 0 {
                key.push((place, column));
            }
        }
    }
    for (table, mut key) in tables.iter_mut().zip(keys) {
        key.sort();
        table.key = key.into_iter().map(|(_, column)| column).collect();
    }
    for row in parents {
        let (table, parent): (String, String) = (row.try_get("", "table_name")?, row.try_get("", "parent")?);
        if let Some(child) = tables.iter_mut().find(|shape| shape.name == table) {
            child.parents.push(parent);
        }
    }
    Ok(tables)
}

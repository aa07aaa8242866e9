//! The tables as the database itself describes them, in an order in which no row refers to a later table.

use std::collections::HashSet;

use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::{CellKind, LEFT_OUT};
use crate::dialect;
use crate::error::{Error, Result};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableShape {
    /// Its name.
    pub name: String,
    /// Its columns, in order, and what they hold.
    pub columns: Vec<(String, CellKind)>,
    /// The columns of its primary key, in the key's order: the order of its rows.
    pub key: Vec<String>,
    /// The tables its rows refer to.
    #[serde(skip)]
    pub parents: Vec<String>,
}

impl TableShape {
    /// What its columns hold.
    pub fn kinds(&self) -> Vec<CellKind> {
        self.columns.iter().map(|(_, kind)| *kind).collect()
    }

    /// What the column holds; none where there is no such column.
    pub fn kind(&self, column: &str) -> Option<CellKind> {
        self.columns.iter().find(|(name, _)| name == column).map(|(_, kind)| *kind)
    }
}

/// The tables to keep, parents first. Refuses a table without a primary key and tables that refer to each other in a
/// circle: no backup could be restored.
pub(super) async fn kept<C: ConnectionTrait>(db: &C) -> Result<Vec<TableShape>> {
    let all = dialect::tables(db).await?;
    let mut waiting: Vec<TableShape> =
        all.into_iter().filter(|table| !LEFT_OUT.iter().any(|(name, _)| *name == table.name)).collect();
    waiting.sort_by(|one, two| one.name.cmp(&two.name));
    let names: HashSet<String> = waiting.iter().map(|table| table.name.clone()).collect();
    let mut ordered: Vec<TableShape> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let done: HashSet<&str> = ordered.iter().map(|table| table.name.as_str()).collect();
        let waits = |table: &TableShape| table.parents.iter().any(|p| names.contains(p) && !done.contains(p.as_str()));
        let (later, ready): (Vec<_>, Vec<_>) = waiting.into_iter().partition(waits);
        if ready.is_empty() {
            let names: Vec<String> = later.into_iter().map(|table| table.name).collect();
            return Err(Error::damaged(format!("the tables {} refer to each other in a circle", names.join(", "))));
        }
        ordered.extend(ready);
        waiting = later;
    }
    match ordered.iter().find(|table| table.key.is_empty()) {
        Some(table) => Err(Error::damaged(format!("the table {} has no primary key", table.name))),
        None => Ok(ordered),
    }
}

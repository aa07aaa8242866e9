//! The tables as the database itself describes them, parents first: no row refers to a later table.

use std::collections::HashSet;

use sea_orm::ConnectionTrait;

use super::Contents;
use crate::dialect;
use crate::error::{Error, Result};
use crate::shape::TableShape;

/// The tables to keep, parents first. Refuses a table without a primary key and a cycle of references: such a backup
/// could not be restored.
pub(super) async fn kept<C: ConnectionTrait>(db: &C, contents: &Contents) -> Result<Vec<TableShape>> {
    let all = dialect::tables(db).await?;
    let mut waiting: Vec<TableShape> =
        all.into_iter().filter(|table| !contents.left_out.iter().any(|(name, _)| *name == table.name)).collect();
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

//! Reads the topics, writers or threads of many live stories at once.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use store::source::Source;

use crate::base::error::Result;
use crate::paper::names::{self, Named};

/// The topics, writers or the thread of each of these live stories, in the story's order; stories without one are left
/// out.
pub async fn names_of_stories<T: Named>(db: &impl Source, story_ids: &[i64]) -> Result<HashMap<i64, Vec<T>>> {
    let (_, table, column) = T::KIND.tables();
    let pairs = pairs(db, table, column, story_ids).await?;
    let mut ids: Vec<i64> = pairs.iter().map(|(_, id)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    let names: Vec<T> = names::by_ids(db, &ids).await?;
    let mut all: HashMap<i64, Vec<T>> = HashMap::new();
    for (story, id) in pairs {
        if let Some(found) = names.iter().find(|name| name.id() == id) {
            all.entry(story).or_default().push(found.clone());
        }
    }
    Ok(all)
}

/// Pairs of a story and an id it belongs to, in the order of each story.
async fn pairs(
    db: &impl Source,
    table: &'static str,
    column: &'static str,
    story_ids: &[i64],
) -> Result<Vec<(i64, i64)>> {
    if story_ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::select()
        .columns(["story_id", column])
        .from(table)
        .and_where(Expr::col("story_id").is_in(story_ids.iter().copied()))
        .order_by("story_id", Order::Asc)
        .order_by("position", Order::Asc)
        .to_owned();
    let mut pairs = Vec::new();
    for row in db.rows(&query).await? {
        let mut columns = row.columns();
        pairs.push((columns.take()?, columns.take()?));
    }
    Ok(pairs)
}

//! What many live stories stand under at once: their topics, their writers, their threads.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use store::source::Source;

use crate::base::error::Result;
use crate::paper::threads::{StoryThread, threads_by_ids};
use crate::paper::topics::{Topic, topics_by_ids};
use crate::paper::writers::{Writer, writers_by_ids};

/// Topics of each of these live stories, in the story's order; stories without one are left out.
pub async fn topics_of_stories(db: &impl Source, story_ids: &[i64]) -> Result<HashMap<i64, Vec<Topic>>> {
    let pairs = pairs(db, "story_topics", "topic_id", story_ids).await?;
    let topics = topics_by_ids(db, &distinct(&pairs)).await?;
    Ok(by_story(&pairs, |id| topics.iter().find(|topic| topic.id == id).cloned()))
}

/// Writers of each of these live stories, in the story's order; stories without one are left out.
pub async fn writers_of_stories(db: &impl Source, story_ids: &[i64]) -> Result<HashMap<i64, Vec<Writer>>> {
    let pairs = pairs(db, "story_writers", "writer_id", story_ids).await?;
    let writers = writers_by_ids(db, &distinct(&pairs)).await?;
    Ok(by_story(&pairs, |id| writers.iter().find(|writer| writer.id == id).cloned()))
}

/// The thread of each of these live stories; stories without one are left out.
pub async fn threads_of_stories(db: &impl Source, story_ids: &[i64]) -> Result<HashMap<i64, Vec<StoryThread>>> {
    let pairs = pairs(db, "story_threads", "thread_id", story_ids).await?;
    let threads = threads_by_ids(db, &distinct(&pairs)).await?;
    Ok(by_story(&pairs, |id| threads.iter().find(|thread| thread.id == id).cloned()))
}

/// Story and what it stands under, in the order of each story.
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

fn distinct(pairs: &[(i64, i64)]) -> Vec<i64> {
    let mut ids: Vec<i64> = pairs.iter().map(|(_, id)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn by_story<T>(pairs: &[(i64, i64)], find: impl Fn(i64) -> Option<T>) -> HashMap<i64, Vec<T>> {
    let mut all: HashMap<i64, Vec<T>> = HashMap::new();
    for (story, id) in pairs {
        if let Some(found) = find(*id) {
            all.entry(*story).or_default().push(found);
        }
    }
    all
}

//! The newest texts of the stories at the desk, for the search there: drafts, updates in progress, and stories that
//! readers no longer see.

use rules::{Live, Work};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query};
use store::clock::Timestamp;
use store::source::Source;

use crate::base::changes::{ChangePosition, changed_after};
use crate::base::edition::MAIN_EDITION;
use crate::base::error::Result;
use crate::paper::names;
use crate::paper::topics::Topic;
use crate::paper::writers::Writer;
use crate::stories::content::Content;
use crate::stories::versions::versions_by_ids;

/// A story at the desk.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskText {
    /// Internal id.
    pub id: i64,
    /// The last change of anything about it.
    pub touched_at: Timestamp,
    /// Its newest text; `None` if it is the one that readers see.
    pub content: Option<Content>,
    /// Its topics.
    pub topics: Vec<Topic>,
    /// The people in its byline.
    pub writers: Vec<Writer>,
}

/// Up to `limit` stories that changed after the position `after` (a time and an id), in this order. With `only_own`,
/// only those whose newest text is not the one that readers see.
pub async fn desk_texts(db: &impl Source, after: ChangePosition, only_own: bool, limit: u64) -> Result<Vec<DeskText>> {
    let mut query = Query::select()
        .columns(["id", "touched_at", "live", "work", "work_version", "live_version"])
        .from("stories")
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
        .take();
    changed_after(&mut query, ("touched_at", "id"), after, limit);
    if only_own {
        let is_own =
            Cond::any().add(Expr::col("work").ne(Work::None.word())).add(Expr::col("live").ne(Live::Published.word()));
        query.cond_where(is_own);
    }
    let mut rows: Vec<(i64, i64, Option<i64>)> = Vec::new();
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        let (id, touched_at, live, work): (i64, i64, String, String) =
            (row.take()?, row.take()?, row.take()?, row.take()?);
        let (work_version, live_version): (Option<i64>, Option<i64>) = (row.take()?, row.take()?);
        let is_public = live == Live::Published.word() && (work == Work::None.word() || work_version.is_none());
        rows.push((id, touched_at, work_version.or(live_version).filter(|_| !is_public)));
    }
    let versions: Vec<i64> = rows.iter().filter_map(|(.., version)| *version).collect();
    let mut contents = std::collections::HashMap::new();
    for version in versions_by_ids(db, &versions).await? {
        contents.insert(version.id, version.content);
    }
    let mut texts = Vec::with_capacity(rows.len());
    for (id, touched_at, version) in rows {
        let content = version.and_then(|version| contents.remove(&version));
        let (topics, writers) = match &content {
            Some(content) => (names::by_ids(db, &content.topics).await?, names::by_ids(db, &content.writers).await?),
            None => (Vec::new(), Vec::new()),
        };
        texts.push(DeskText { id, touched_at: Timestamp(touched_at), content, topics, writers });
    }
    Ok(texts)
}

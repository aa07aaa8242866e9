//! Live stories whole, many at a time, for whoever keeps a copy of all of them: the search index.

use chrono::NaiveDate;
use rules::Live;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use store::clock::Timestamp;
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::named::NameKind;
use crate::paper::threads::StoryThread;
use crate::paper::topics::Topic;
use crate::paper::writers::Writer;
use crate::stories::content::Content;
use crate::stories::under::names_of_stories;
use crate::stories::versions::versions_by_ids;

/// A story as readers see it.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveStory {
    /// Internal id.
    pub id: i64,
    /// Its section, which may have changed since the version was saved.
    pub section_id: i64,
    /// First publication.
    pub published_at: Timestamp,
    /// Its day in the paper's zone.
    pub published_day: NaiveDate,
    /// Its topics.
    pub topics: Vec<Topic>,
    /// The people in its byline.
    pub writers: Vec<Writer>,
    /// Its thread, if it has one.
    pub threads: Vec<StoryThread>,
    /// The internal id of the live version.
    pub version: i64,
    /// Its content.
    pub content: Content,
}

/// Which live stories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiveStories {
    /// All.
    All,
    /// Those with internal ids from the first to the second.
    Between(i64, i64),
    /// Those with these internal ids.
    These(Vec<i64>),
    /// Those of a section.
    InSection(i64),
    /// Those of a topic, writer or thread.
    Under(NameKind, i64),
}

/// Up to `limit` of `which` with internal ids above `after`, by id.
pub async fn live_stories(db: &impl Source, which: &LiveStories, after: i64, limit: u64) -> Result<Vec<LiveStory>> {
    let mut query = Query::select()
        .columns(["id", "section_id", "published_at", "live_version"].map(|column| ("s", column)))
        .column(("s", "published_day"))
        .from_as("stories", "s")
        .and_where(Expr::col(("s", "live")).eq(Live::Published.word()))
        .and_where(Expr::col(("s", "id")).gt(after))
        .order_by(("s", "id"), Order::Asc)
        .limit(limit)
        .take();
    let column = |name| Expr::col(("s", name));
    match which {
        LiveStories::All => {}
        LiveStories::Between(first, last) => {
            query.and_where(column("id").between(*first, *last));
        }
        LiveStories::These(ids) => {
            query.and_where(column("id").is_in(ids.iter().copied()));
        }
        LiveStories::InSection(id) => {
            query.and_where(column("section_id").eq(*id));
        }
        LiveStories::Under(kind, id) => {
            let (_, table, name) = kind.tables();
            let under = Query::select().column("story_id").from(table).and_where(Expr::col(name).eq(*id)).take();
            query.and_where(column("id").in_subquery(under));
        }
    }
    let mut heads: Vec<(i64, i64, i64, i64, String)> = Vec::new();
    for row in db.rows(&query).await? {
        let mut columns = row.columns();
        heads.push((columns.take()?, columns.take()?, columns.take()?, columns.take()?, columns.take()?));
    }
    let ids: Vec<i64> = heads.iter().map(|(id, ..)| *id).collect();
    let version_ids: Vec<i64> = heads.iter().map(|(.., version, _)| *version).collect();
    let mut versions = std::collections::HashMap::new();
    for version in versions_by_ids(db, &version_ids).await? {
        versions.insert(version.id, version.content);
    }
    let mut topics = names_of_stories::<Topic>(db, &ids).await?;
    let mut writers = names_of_stories::<Writer>(db, &ids).await?;
    let mut threads = names_of_stories::<StoryThread>(db, &ids).await?;
    let whole = |(id, section_id, published_at, version, day): (i64, i64, i64, i64, String)| {
        // A version of a live story is never removed, but the story may have been taken off between two reads.
        let content = versions.remove(&version)?;
        Some(day.parse().map_err(Error::damaged).map(|published_day| LiveStory {
            id,
            section_id,
            version,
            published_at: Timestamp(published_at),
            published_day,
            topics: topics.remove(&id).unwrap_or_default(),
            writers: writers.remove(&id).unwrap_or_default(),
            threads: threads.remove(&id).unwrap_or_default(),
            content,
        }))
    };
    heads.into_iter().filter_map(whole).collect()
}

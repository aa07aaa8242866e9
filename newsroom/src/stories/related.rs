//! Related stories that were found by their texts, for stories whose editors chose none or few.
//!
//! Whoever has the search index finds them, and they are stored, so that making a page costs no search. A row belongs to
//! the live version for which it was found. It is used until there is a newer one.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use serde::{Deserialize, Serialize};
use store::clock::Timestamp;
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::sight::Sight;
use crate::base::tx::Tx;

/// Days after which related stories are looked for again: newer stories may be about the same.
const CURRENT_DAYS: i64 = 30;

/// The related stories that were found for a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRelated {
    /// The live version for which they were found.
    pub version: i64,
    /// When.
    pub found_at: Timestamp,
    /// The stories, best first. They may have been taken off since.
    pub stories: Vec<RelatedStory>,
}

/// A related story and why it is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedStory {
    /// Its internal id.
    pub id: i64,
    /// Topics of both stories, by internal id.
    pub topics: Vec<i64>,
    /// Words of both, as they stand in the text of the story to which it is related.
    pub about: Vec<String>,
}

impl FoundRelated {
    /// Whether nothing has to be looked for: found for `version`, and not long before `now`.
    pub fn is_current(&self, version: i64, now: Timestamp) -> bool {
        self.version == version && now < self.found_at.plus_seconds(CURRENT_DAYS * 86_400)
    }
}

/// What was found for a story; `None` if nobody has looked yet.
pub async fn found_related(db: &impl Source, story: i64) -> Result<Option<FoundRelated>> {
    db.saw(&Sight::Related(story));
    Ok(rows(db, &[story]).await?.remove(&story))
}

/// Stores what was found for these stories. Pages change if the related stories are others than before.
pub async fn keep_found_related(tx: &mut Tx, found: &[(i64, FoundRelated)]) -> Result<()> {
    let stories: Vec<i64> = found.iter().map(|(story, _)| *story).collect();
    let before = rows(tx.db(), &stories).await?;
    for (story, found) in found {
        let related = serde_json::to_string(&found.stories).map_err(Error::damaged)?;
        let put = Query::insert()
            .into_table("related_stories")
            .columns(["story_id", "version_id", "found_at", "related"])
            .values_panic([(*story).into(), found.version.into(), found.found_at.0.into(), related.into()])
            .on_conflict(
                OnConflict::column("story_id").update_columns(["version_id", "found_at", "related"]).to_owned(),
            )
            .to_owned();
        tx.db().execute(&put).await?;
        let shown = before.get(story).map(|before| before.stories.as_slice()).unwrap_or_default();
        if shown != found.stories {
            tx.announce(Event::Related { story: *story });
        }
    }
    Ok(())
}

async fn rows(db: &impl Source, stories: &[i64]) -> Result<HashMap<i64, FoundRelated>> {
    let query = Query::select()
        .columns(["story_id", "version_id", "found_at", "related"])
        .from("related_stories")
        .and_where(Expr::col("story_id").is_in(stories.iter().copied()))
        .take();
    let mut found = HashMap::new();
    for row in db.rows(&query).await? {
        let mut columns = row.columns();
        let (story, version, found_at): (i64, i64, i64) = (columns.take()?, columns.take()?, columns.take()?);
        let stories: String = columns.take()?;
        let stories = serde_json::from_str(&stories).map_err(Error::damaged)?;
        found.insert(story, FoundRelated { version, found_at: Timestamp(found_at), stories });
    }
    Ok(found)
}

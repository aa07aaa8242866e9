//! The stories that use a picture.

use std::collections::{HashMap, HashSet};

use rules::{Actor, Live};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use store::source::{self, Source};

use super::family::family_of;
use crate::base::entity::story;
use crate::base::error::Result;
use crate::base::worded::worded;
use crate::stories::content::Content;
use crate::stories::model::{self, Story};
use crate::stories::pictures::pictures_in;
use crate::stories::versions;
use crate::stories::visibility::visible;

/// Stories listed, at most: those last changed.
const USES_MAX: u64 = 50;

/// Where in a story a picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::EnumString, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum UsedAs {
    /// As its lead picture.
    Lead,
    /// In its text.
    Text,
    /// In an older version, or not yet: it was added for the story.
    Former,
}

worded!(UsedAs);

/// A use of a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureUse {
    /// The story.
    pub story: Story,
    /// Its headline, as the actor may see it.
    pub headline: String,
    /// Where the picture stands.
    pub used_as: UsedAs,
    /// Whether the actor may open the story at the desk.
    pub is_seen: bool,
}

/// The stories that use the original with this internal id, or a crop of it, as far as `actor` may know of them:
/// published ones, and those that they may see. Last changed first; 50 at most.
pub async fn picture_uses(db: &impl Source, actor: &Actor, original: i64) -> Result<Vec<PictureUse>> {
    let Some(seen) = visible(actor) else { return Ok(Vec::new()) };
    let family = family_of(db, original).await?;
    let in_table = |table: &'static str| {
        let stories = Query::select()
            .column("story_id")
            .from(table)
            .and_where(Expr::col("picture_id").is_in(family.ids.iter().copied()))
            .to_owned();
        story::Column::Id.in_subquery(stories)
    };
    let using = Condition::any().add(in_table("picture_stories")).add(in_table("story_pictures"));
    let known = Condition::any().add(seen.clone()).add(story::Column::Live.eq(Live::Published.word()));
    let query = story::Entity::find()
        .filter(using)
        .filter(known)
        .order_by_desc(story::Column::TouchedAt)
        .order_by_desc(story::Column::Id)
        .limit(USES_MAX);
    let stories: Vec<Story> = source::all(db, query).await?.into_iter().map(model::read).collect::<Result<_>>()?;
    let ids = stories.iter().map(|story| story.id);
    let open =
        Query::select().column("id").from("stories").cond_where(seen).and_where(Expr::col("id").is_in(ids)).to_owned();
    let is_open: HashSet<i64> = source::column(db, &open).await?.into_iter().collect();
    let shown = |story: &Story| if is_open.contains(&story.id) { story.newest_version() } else { story.live_version };
    let version_ids: Vec<i64> = stories.iter().filter_map(shown).collect();
    let mut contents: HashMap<i64, Content> = HashMap::new();
    contents.extend(versions::versions_by_ids(db, &version_ids).await?.into_iter().map(|one| (one.id, one.content)));
    let mut uses = Vec::new();
    for story in stories {
        let Some(content) = shown(&story).and_then(|version| contents.get(&version)) else { continue };
        let lead = content.lead.as_ref().and_then(|lead| lead.picture_id);
        let in_text = pictures_in(&content.body);
        let used_as = if lead.is_some_and(|lead| family.ids.contains(&lead)) {
            UsedAs::Lead
        } else if in_text.iter().any(|name| family.has(name)) {
            UsedAs::Text
        } else {
            UsedAs::Former
        };
        let (headline, is_seen) = (content.headline.clone(), is_open.contains(&story.id));
        // That an update in progress has the picture is not said to those who may not see the update.
        if !is_seen && used_as == UsedAs::Former {
            continue;
        }
        uses.push(PictureUse { story, headline, used_as, is_seen });
    }
    Ok(uses)
}

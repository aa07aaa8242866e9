//! Translations: the same story in several languages.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::Order;
use store::source::{self, Source};

use crate::base::entity::story as story_entity;
use crate::base::error::Result;
use crate::base::sight::Sight;
use crate::stories::model::{self, Story};

/// A story and its translations, in any state; `first` is the one that the others translate.
pub async fn translations_of(db: &impl Source, first: i64) -> Result<Vec<Story>> {
    let mut stories = vec![model::find_story(db, first).await?];
    stories.extend(translating(db, first).await?);
    for story in &stories {
        db.saw(&Sight::Story(story.id));
    }
    Ok(stories)
}

/// The same without `story` itself. For most stories this is one index lookup that finds nothing.
pub async fn other_translations(db: &impl Source, story: &Story) -> Result<Vec<Story>> {
    let mut others = match story.translates {
        Some(first) => vec![model::find_story(db, first).await?],
        None => Vec::new(),
    };
    others.extend(translating(db, story.translates.unwrap_or(story.id)).await?);
    others.retain(|other| other.id != story.id);
    for other in &others {
        db.saw(&Sight::Story(other.id));
    }
    Ok(others)
}

async fn translating(db: &impl Source, first: i64) -> Result<Vec<Story>> {
    let mut query = source::rows_of::<story_entity::Model>();
    query.and_where(story_entity::Column::TranslatesId.eq(first)).order_by(("stories", "id"), Order::Asc);
    source::each(db, &query).await?.into_iter().map(model::read).collect()
}

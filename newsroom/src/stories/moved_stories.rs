//! Announces stories that moved because the section or name to which they belong changed: a section moved to another
//! desk or was merged, a name was merged. The publication log says for each story where it was and where it is.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::source;

use crate::base::entity::story;
use crate::base::error::Result;
use crate::base::events::{Event, Standing, StoryChange};
use crate::base::happened::FormerPlace;
use crate::base::named::NameKind;
use crate::base::tx::Tx;
use crate::stories::{model, publishing};

/// Stories that are announced one by one at most; if more move at once, everything may have changed.
const TOLD_MAX: usize = 200;

/// Announces that `stories` are no longer where they were (`stood`).
pub(crate) async fn announce(tx: &mut Tx, stories: &[i64], stood: &FormerPlace) -> Result<()> {
    let (Some(first), Some(last)) = (stories.iter().min(), stories.iter().max()) else { return Ok(()) };
    if stories.len() > TOLD_MAX {
        tx.announce(Event::Bulk { first: *first, last: *last });
        return Ok(());
    }
    let query = story::Entity::find().filter(story::Column::Id.is_in(stories.iter().copied()));
    for row in source::all(tx.db(), query).await? {
        let story = model::read(row)?;
        let after = publishing::standing(tx, &story).await?;
        let (Some(at), Some(day), Some(now)) = (story.published_at, story.published_day, &after) else { continue };
        let before = Some(before(now, story.id, stood));
        tx.announce(Event::story(&story.public_id, StoryChange { id: story.id, at, day, before, after }));
    }
    Ok(())
}

/// Where a story was that is now at `now`.
fn before(now: &Standing, id: i64, stood: &FormerPlace) -> Standing {
    let mut before = now.clone();
    match stood {
        FormerPlace::In { section, desk } => (before.section, before.desk) = (*section, *desk),
        FormerPlace::Under { kind, gone, stays, both } => {
            let ids = match kind {
                NameKind::Topic => &mut before.topics,
                NameKind::Writer => &mut before.writers,
                NameKind::Thread => &mut before.threads,
            };
            match ids.iter_mut().find(|id| *id == stays) {
                Some(place) if !both.contains(&id) => *place = *gone,
                _ => ids.push(*gone),
            }
        }
    }
    before
}

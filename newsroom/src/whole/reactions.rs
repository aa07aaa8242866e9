//! Reactions of one subject to an act of another, in the act's transaction. A new reaction is a new line here; the act
//! does not know it.

use std::pin::Pin;

use crate::base::error::Result;
use crate::base::happened::Happened;
use crate::base::tx::Tx;
use crate::front;
use crate::people::rights;
use crate::readers::reads;
use crate::stories::{moved_stories, timed_moves, timers};

/// Reacts to everything that happened in the transaction, in order, including what reactions cause.
pub(crate) fn react(tx: &mut Tx) -> Pin<Box<dyn Future<Output = Result<()>> + Send + '_>> {
    Box::pin(async move {
        loop {
            let happened = tx.take_happened();
            if happened.is_empty() {
                return Ok(());
            }
            for what in happened {
                react_to(tx, what).await?;
            }
        }
    })
}

async fn react_to(tx: &mut Tx, what: Happened) -> Result<()> {
    match what {
        Happened::RightsGrew { by, rise, whose, invited_by } => {
            rights::notify_of_growth(tx, &by, rise, &whose, invited_by).await
        }
        Happened::RightsShrank { by, person } => {
            timed_moves::notify_lapsed(tx, &by, person).await?;
            front::notify_lapsed(tx, &by, person).await
        }
        Happened::StoryTakenOff { by, story } => front::remove_story(tx, &by, story).await,
        // Jobs refer to stories by id, without a foreign key.
        Happened::StoryDeleted { by, story } => {
            store::jobs::forget_about(tx.db(), &timers::kinds(), story).await?;
            front::remove_deleted_story(tx, &by, story).await
        }
        Happened::StoryMoved { story, section, language } => reads::follow(tx, story, section, language).await,
        Happened::StoriesMoved { stories, stood } => moved_stories::announce(tx, &stories, &stood).await,
        Happened::SectionMerged { by, from, into } => front::follow_merged_section(tx, &by, from, into).await,
    }
}

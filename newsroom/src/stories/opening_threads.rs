//! Opens a thread from a story.

use rules::{Action, Actor};
use store::id::PublicId;

use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::paper::names::{self, Naming};
use crate::paper::threads::{StoryThread, thread_called};
use crate::stories::facts::story_for;
use crate::stories::versions;

/// Opens a thread for a story, or finds the thread of this name in the story's language. Requires the right to change
/// the story's facts. The story belongs to the thread once its facts are saved with it.
pub async fn open_thread(tx: &mut Tx, actor: &Actor, id: &PublicId, name: &str) -> Result<StoryThread> {
    let story = story_for(tx.db(), actor, Action::Write, id, tx.now()).await?;
    let version = story.newest_version().ok_or_else(|| Error::not_found("version of story", id))?;
    let language = versions::version(tx.db(), version).await?.content.language;
    if let Some(known) = thread_called(tx.db(), language, name).await? {
        return Ok(known);
    }
    let slug = arabic::slug::slug(name);
    // A thread in another language may have the same slug.
    let slug = match names::known::<StoryThread>(tx.db(), &slug).await? {
        Some(_) => format!("{slug}-{}", language.code()),
        None => String::new(),
    };
    names::add_asked(tx, actor, language, Naming { name, slug: &slug, about: "" }).await
}

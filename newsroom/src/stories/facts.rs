//! The facts about a story that affect rights, and the rights check of every act on a story.

use rules::{Action, Actor, Denied, House, Live, Move, Refused, Required, StoryFacts, Subject, Work};
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::Source;

use crate::base::allow::{allow, denied_as};
use crate::base::error::{Error, Result};
use crate::paper::settings::house;
use crate::stories::content::Content;
use crate::stories::model::{self, Story};
use crate::stories::photo_texts::is_photo_missing;

impl Story {
    /// The facts that affect rights at `now`.
    pub fn facts(&self, now: Timestamp) -> StoryFacts {
        StoryFacts {
            desk: self.desk_id,
            writer: self.writer,
            assignee: self.assignee,
            submitter: self.submitter,
            live: self.live,
            work: self.work,
            private: self.is_private,
            changed_since_approval: self.changed_since_approval(),
            embargoed: self.live != Live::Published && self.embargo_until.is_some_and(|until| now < until),
        }
    }
}

/// The story with this public id, if `actor` may do `action` to it.
pub async fn story_for(
    db: &impl Source,
    actor: &Actor,
    action: Action,
    id: &PublicId,
    now: Timestamp,
) -> Result<Story> {
    let story = model::story_by_public_id(db, id).await?.ok_or_else(|| Error::not_found("story", id))?;
    allow(actor, action, Subject::Story(&story.facts(now)), house(db).await?, ("story", id.as_str()))?;
    Ok(story)
}

/// The story with this public id, if `actor` may know that it exists: because they see it at the desk, because it is
/// published with no update in progress, or because they moderate its comments. Refuses with [`Error::NotFound`].
pub async fn story_known(db: &impl Source, actor: &Actor, id: &PublicId, now: Timestamp) -> Result<Story> {
    let missing = || Error::not_found("story", id);
    let story = model::story_by_public_id(db, id).await?.ok_or_else(missing)?;
    let house = house(db).await?;
    let seen = actor.may(Action::See, Subject::Story(&story.facts(now)), house);
    let moderates =
        story.live == Live::Published && actor.may(Action::Moderate, Subject::Desk(story.desk_id), house).is_ok();
    if seen == Err(Denied::Hidden) && !moderates { Err(missing()) } else { Ok(story) }
}

/// The story with this internal id, if it still exists and `actor` may see it.
pub async fn story_seen(
    db: &impl Source,
    actor: &Actor,
    house: House,
    id: i64,
    now: Timestamp,
) -> Result<Option<Story>> {
    match model::find_story(db, id).await {
        Ok(story) if actor.may(Action::See, Subject::Story(&story.facts(now)), house).is_ok() => Ok(Some(story)),
        Ok(_) | Err(Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The states of a story that is being changed. If nothing was in progress, an update begins, as by [`Move::Revise`],
/// and may be refused like that move.
pub(crate) fn states_when_changed(
    story: &Story,
    actor: &Actor,
    facts: &StoryFacts,
    house: House,
) -> Result<(Live, Work)> {
    match story.work {
        Work::None => rules::after(Move::Revise, actor, facts, house, &[], false)
            .map_err(|refused| refused_as(refused, Move::Revise.rule().action, story)),
        work => Ok((story.live, work)),
    }
}

/// Converts the refusal of a move into an error of the newsroom.
pub(crate) fn refused_as(refused: Refused, action: Action, story: &Story) -> Error {
    match refused {
        Refused::Denied(denied) => denied_as(denied, action, ("story", story.public_id.as_str())),
        Refused::NoWay => Error::NoWay { live: story.live, work: story.work },
        Refused::Missing(field) => Error::Incomplete { story: story.public_id.clone(), field: field.word() },
        Refused::WordsMissing => Error::WordsMissing,
        Refused::Embargoed => Error::Embargoed { until: story.embargo_until.unwrap_or(Timestamp(i64::MAX)) },
    }
}

/// The fields among `required` that are empty in `content`. Those of photos are required only if there is a photo.
pub fn missing(content: &Content, required: &[Required]) -> Vec<Required> {
    let is_empty = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    let is_missing = |field: &Required| match field {
        Required::Headline => content.headline.trim().is_empty(),
        Required::Section => content.section_id == 0,
        Required::Body => content.body.blocks.is_empty(),
        Required::Byline => {
            content.writers.is_empty()
                && is_empty(&content.desk_byline)
                && is_empty(&content.agencies_line)
                && is_empty(&content.byline_as_printed)
        }
        of_photo => is_photo_missing(content, *of_photo),
    };
    required.iter().copied().filter(is_missing).collect()
}

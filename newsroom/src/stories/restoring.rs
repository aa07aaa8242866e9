//! Restores an older version as a new one. This is an edit like any other.

use ::story::Document;
use rules::{Action, Actor, Live, Subject, Work};
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;
use store::id::PublicId;

use crate::base::allow::allow;
use crate::base::entity::story;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::paper::sections::section_by_id;
use crate::paper::settings::house;
use crate::stories::content::{Content, StoryLine};
use crate::stories::drafts::words_of;
use crate::stories::facts::states_when_changed;
use crate::stories::model::{self, Story};
use crate::stories::parts::Part;
use crate::stories::versions;
use crate::stories::{approval, locks, picture_rights, state};

impl Part {
    /// Whether two contents differ in this part.
    fn differs(self, one: &Content, other: &Content) -> bool {
        let lines_differ = || StoryLine::of(self).any(|line| one.line(line) != other.line(line));
        // Everything except text and picture. A slug that nobody chose follows the headline and is not compared.
        let facts = |content: &Content| {
            let follows = arabic::slug::is_made_from(&content.slug, &content.headline);
            let slug = if follows { String::new() } else { content.slug.clone() };
            let body = Document { blocks: Vec::new() };
            Content { slug, lead: None, body, ..content.clone() }.with_lines(Part::Text, |_| None)
        };
        match self {
            Self::Text => lines_differ() || one.body != other.body,
            Self::Pictures => one.lead != other.lead,
            Self::Facts => facts(one) != facts(other),
        }
    }
}

/// Saves the content of an older version as the newest version of all three parts. Like every edit, it requires the
/// right to change each part that becomes different, in the present state of the story; after an approval it waits for
/// one of its own.
pub async fn restore_version(tx: &mut Tx, actor: &Actor, id: &PublicId, number: i64) -> Result<Story> {
    let found = model::story_by_public_id(tx.db(), id).await?.ok_or_else(|| Error::not_found("story", id))?;
    let row = model::row_for_change(tx, found.id).await?;
    let story = model::read(row.clone())?;
    let (facts, house) = (story.facts(tx.now()), house(tx.db()).await?);
    allow(actor, Action::Restore, Subject::Story(&facts), house, ("story", id.as_str()))?;
    if story.work == Work::Spiked || story.live == Live::Killed {
        return Err(Error::NoWay { live: story.live, work: story.work });
    }
    for part in Part::ALL {
        locks::check_unlocked(tx, actor, story.id, *part).await?;
    }
    let mut old = versions::version_by_number(tx.db(), story.id, number).await?;
    let now = words_of(tx, &story).await?;
    if now.section_id != old.content.section_id {
        let section = section_by_id(tx.db(), old.content.section_id).await?;
        let stands = section_by_id(tx.db(), now.section_id).await?;
        // The story stays in its section if that is the same, or if the old one has been closed since.
        let stays = section.id == stands.id || !section.is_open();
        old.content.section_id = if stays { now.section_id } else { section.id };
    }
    for part in Part::ALL.iter().filter(|part| part.differs(&now, &old.content)) {
        allow(actor, part.action(), Subject::Story(&facts), house, ("story", id.as_str()))?;
    }
    if now.section_id != old.content.section_id {
        let section = section_by_id(tx.db(), old.content.section_id).await?;
        allow(actor, Action::Write, Subject::Desk(section.desk_id), house, ("section", &section.slug))?;
    }
    picture_rights::take(tx, actor, story.id, &old.content, None).await?;
    let version = versions::keep(tx, story.id, &old.content, "restore", actor.person_id()).await?;
    let mut changed: story::ActiveModel = row.into();
    let (live, work) = states_when_changed(&story, actor, &facts, house)?;
    state::put(&mut changed, live, work);
    changed.work_version = Set(Some(approval::version_after_edit(tx, &story, &old.content, version).await?));
    changed.text_rev = Set(story.revisions[0] + 1);
    changed.pictures_rev = Set(story.revisions[1] + 1);
    changed.facts_rev = Set(story.revisions[2] + 1);
    if story.approved_version.is_none() {
        model::set_section(tx, &mut changed, story.live, &old.content).await?;
    }
    model::touch(&mut changed, &old.content.headline, tx.now());
    let after = model::read(changed.update(tx.db()).await?)?;
    crate::stories::remarks::follow(tx, after.id, &old.content.body).await?;
    tx.audit(actor, "restore", after.subject(), json!({ "number": number, "version": version }));
    Ok(after)
}

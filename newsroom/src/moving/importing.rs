//! Imports single stories. The same story twice stays one story, and nothing is half imported.

use chrono::{NaiveDate, NaiveTime, TimeZone};
use rules::{Action, Actor, Subject};
use serde_json::json;
use store::clock::Timestamp;

use crate::base::allow::allow;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::moving::lead_photo::put_lead;
use crate::paper::names;
use crate::paper::sections::section_by_slug;
use crate::paper::settings::{self, house};
use crate::paper::topics::Topic;
use crate::paper::writers::Writer;
use crate::stories::content::Content;
use crate::stories::model::{self, Origin, Story};
use crate::stories::picture_rights;
use crate::stories::pictures::PreparedPicture;
use crate::stories::publishing::Dated;
use crate::stories::publishing::{InProgress, PublishedVersion, PublishedWhen, put_on_page};

/// A story read from another system, with names instead of ids.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedStory {
    /// Its origin.
    pub origin: Origin,
    /// Slug of an existing section.
    pub section: String,
    /// Names of its writers.
    pub writers: Vec<String>,
    /// Names of its topics.
    pub topics: Vec<String>,
    /// Its content; section, writers, topics and picture id are filled in from the names.
    pub content: Content,
    /// Day of publication, if known.
    pub published_on: Option<NaiveDate>,
    /// Time of that day in the paper's zone, if known.
    pub published_time: Option<NaiveTime>,
    /// The instant of publication, if known; takes precedence over day and time.
    pub published_at: Option<Timestamp>,
    /// The last change that readers were told of on the former site, if known.
    pub changed_at: Option<Timestamp>,
    /// Reads counted on the former site.
    pub read_count: i64,
}

/// The result for one story.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportOutcome {
    /// It is new.
    Added(Story),
    /// The same source was imported before with the same content; nothing changed.
    Unchanged(Story),
}

/// Imports one story with its picture, and publishes it if asked. Everything happens in the caller's transaction.
/// Requires the right to write and, to publish, the right `Publish` for the section's desk; adds the topics and writers
/// that it names.
pub async fn import_story(
    tx: &mut Tx,
    actor: &Actor,
    imported: &ImportedStory,
    picture: Option<&PreparedPicture>,
    and_publish: bool,
) -> Result<ImportOutcome> {
    let before = model::story_by_external_id(tx.db(), &imported.origin.source, &imported.origin.external_id).await?;
    if let Some(known) = before {
        return Ok(ImportOutcome::Unchanged(known));
    }
    let section = section_by_slug(tx.db(), &imported.section)
        .await?
        .ok_or_else(|| Error::not_found("section", &imported.section))?;
    let action = if and_publish { Action::Publish } else { Action::Write };
    let house = house(tx.db()).await?;
    allow(actor, action, Subject::Desk(section.desk_id), house, ("section", &section.slug))?;
    let mut writers = Vec::new();
    for name in &imported.writers {
        writers.push(names::called_or_added::<Writer>(tx, name).await?);
    }
    let mut topics = Vec::new();
    for name in &imported.topics {
        topics.push(names::called_or_added::<Topic>(tx, name).await?);
    }
    let mut content = Content { section_id: section.id, writers, topics, ..imported.content.clone() };
    let zone = settings::load_paper(tx.db()).await?.zone;
    if let Some(photo) = picture {
        let day = Dated::of(imported.published_when(zone), tx.now(), zone).day;
        put_lead(tx, &mut content, photo, actor.person_id(), day).await?;
    }
    let draft = model::add_story(tx, &content, Some(&imported.origin), imported.read_count).await?;
    picture_rights::take(tx, &Actor::console(), draft.id, &content, None).await?;
    let details = json!({ "version": draft.work_version, "digest": imported.origin.digest, "published": and_publish });
    tx.audit(actor, "import", draft.subject(), details);
    if !and_publish {
        return Ok(ImportOutcome::Added(draft));
    }
    let version = draft.work_version.ok_or_else(|| Error::not_found("version of story", draft.id))?;
    let edition = PublishedVersion { version, when: imported.published_when(zone), is_minor: false };
    let live = put_on_page(tx, draft.id, edition, InProgress::nothing()).await?;
    Ok(ImportOutcome::Added(match imported.changed_at {
        Some(at) => model::set_changed_at(tx, live.id, at).await?,
        None => live,
    }))
}

impl ImportedStory {
    /// When it counts as published, in the zone of the paper.
    pub(crate) fn published_when(&self, zone: chrono_tz::Tz) -> PublishedWhen {
        if let Some(at) = self.published_at {
            return PublishedWhen::At(at);
        }
        match (self.published_on, self.published_time) {
            (Some(day), Some(time)) => zone
                .from_local_datetime(&day.and_time(time))
                .earliest()
                .map_or(PublishedWhen::OnDay(day), |at| PublishedWhen::At(Timestamp::from(at))),
            (Some(day), None) => PublishedWhen::OnDay(day),
            (None, _) => PublishedWhen::Now,
        }
    }
}

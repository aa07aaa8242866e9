//! The content of notice mails, decided when they are made: nothing that was seen at the desk meanwhile, nothing about
//! a story that the recipient may no longer see, and nothing to a person whose account is closed or who never had
//! access.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::clock::Timestamp;
use store::source::{self, Source};

use crate::base::entity::notification;
use crate::base::error::Result;
use crate::paper::settings::house;
use crate::people::notice_mail::{NoticeWay, notice_mail_of};
use crate::people::notices::{self, Notice};
use crate::people::staff::{self, Person};
use crate::stories::facts::story_seen;
use crate::stories::model::Story;

/// A notice, as a mail shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeTold {
    /// The notice. If the story is under an embargo, without its note.
    pub notice: Notice,
    /// The story, which the recipient may see.
    pub story: Option<Story>,
    /// The name of the actor.
    pub by: Option<String>,
    /// Whether the story is under an embargo.
    pub is_embargoed: bool,
}

/// The content of a digest.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    /// The recipient.
    pub person: Person,
    /// The notices, oldest first.
    pub notices: Vec<NoticeTold>,
}

/// The recipient and content of a notice's mail; `None` if it is not to be sent any more.
pub async fn notice_for_mail(db: &impl Source, notice: i64, now: Timestamp) -> Result<Option<(Person, NoticeTold)>> {
    // If its story was deleted for good, the notice was deleted as well.
    let Some(row) = source::one(db, notification::Entity::find_by_id(notice)).await? else { return Ok(None) };
    let Some(person) = recipient(db, row.person_id).await? else { return Ok(None) };
    if row.read_at.is_some() {
        return Ok(None);
    }
    Ok(told(db, &person, notices::read(row), now).await?.map(|told| (person, told)))
}

/// The content of a person's digest: notices after `after` up to `up_to`; `None` if there are none.
pub async fn digest_for_mail(
    db: &impl Source,
    person: i64,
    after: i64,
    up_to: i64,
    now: Timestamp,
) -> Result<Option<Digest>> {
    let Some(person) = recipient(db, person).await? else { return Ok(None) };
    let unseen = notification::Entity::find()
        .filter(notification::Column::PersonId.eq(person.id))
        .filter(notification::Column::Id.gt(after))
        .filter(notification::Column::Id.lte(up_to))
        .filter(notification::Column::ReadAt.is_null())
        .order_by_asc(notification::Column::Id);
    let mut notices = Vec::new();
    for row in source::all(db, unseen).await? {
        notices.extend(told(db, &person, notices::read(row), now).await?);
    }
    Ok((!notices.is_empty()).then_some(Digest { person, notices }))
}

/// The person, if mail may be sent to them.
async fn recipient(db: &impl Source, id: i64) -> Result<Option<Person>> {
    let person = staff::person(db, id).await?;
    let wants = notice_mail_of(db, id).await?.way != NoticeWay::Never;
    Ok(Some(person).filter(|person| wants && !person.is_closed && person.has_password))
}

/// What `person` may be told of a notice: nothing if they may not see its story.
async fn told(db: &impl Source, person: &Person, notice: Notice, now: Timestamp) -> Result<Option<NoticeTold>> {
    let by = match notice.by {
        Some(id) => Some(staff::person(db, id).await?.name),
        None => None,
    };
    let Some(id) = notice.story_id else {
        return Ok(Some(NoticeTold { notice, story: None, by, is_embargoed: false }));
    };
    let Some(story) = story_seen(db, &person.actor(false), house(db).await?, id, now).await? else { return Ok(None) };
    let is_embargoed = story.facts(now).embargoed;
    let note = notice.note.clone().filter(|_| !is_embargoed);
    Ok(Some(NoticeTold { notice: Notice { note, ..notice }, story: Some(story), by, is_embargoed }))
}

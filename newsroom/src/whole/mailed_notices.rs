//! What a mail of notices may say, asked when it is made: nothing that was seen at the desk meanwhile, nothing of a story that
//! its recipient may no longer see, nothing to somebody whose door is closed or who was never given one.

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

/// A notice as a mail tells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeTold {
    /// The notice. Without its note where the story is under embargo: what is said of it stays at the desk.
    pub notice: Notice,
    /// The story, which the recipient may see.
    pub story: Option<Story>,
    /// The name of whoever did it.
    pub by: Option<String>,
    /// Readers must not have the story yet.
    pub is_embargoed: bool,
}

/// What a digest says.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    /// To whom.
    pub person: Person,
    /// Of what, oldest first.
    pub notices: Vec<NoticeTold>,
}

/// To whom the mail of a notice goes and what it tells; `None` where none is to go any more.
pub async fn notice_for_mail(db: &impl Source, notice: i64, now: Timestamp) -> Result<Option<(Person, NoticeTold)>> {
    // Its story may have been deleted for good, and the notice with it.
    let Some(row) = source::one(db, notification::Entity::find_by_id(notice)).await? else { return Ok(None) };
    let Some(person) = recipient(db, row.person_id).await? else { return Ok(None) };
    if row.read_at.is_some() {
        return Ok(None);
    }
    Ok(told(db, &person, notices::read(row), now).await?.map(|told| (person, told)))
}

/// What the digest of a person says of the notices after `after` up to `up_to`; `None` where it has nothing to say.
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

/// The person, where they may be written to.
async fn recipient(db: &impl Source, id: i64) -> Result<Option<Person>> {
    let person = staff::person(db, id).await?;
    let wants = notice_mail_of(db, id).await?.way != NoticeWay::Never;
    Ok(Some(person).filter(|person| wants && !person.is_closed && person.has_door))
}

/// What `person` may be told of a notice: nothing where they may not see its story.
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

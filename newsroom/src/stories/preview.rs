//! Preview links, which show a story to an outsider before it is published: a person quoted in it, a lawyer, the
//! photographer.
//!
//! A link is a token of 256 random bits, shown once and stored as a digest, valid for an hour to a week. It opens only
//! the page of that story's version in progress. It stops working during an embargo, once the story is killed, once its
//! maker may no longer share the story, and once it is revoked. The answer is the same for every reason: there is no
//! such link.

use rules::{Action, Actor, Live, Subject, Work};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::{self, Source};

use crate::base::entity::preview_link;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::paper::settings::house;
use crate::people::authentication::SecretToken;
use crate::people::staff;
use crate::stories::facts::story_for;
use crate::stories::model::{self, Story};

/// Seconds for which a link is valid, at least.
pub const PREVIEW_SECONDS_MIN: i64 = 3_600;
/// Seconds for which a link is valid, at most.
pub const PREVIEW_SECONDS_MAX: i64 = 7 * 86_400;
/// Valid links of one story, at most.
const LINKS_MAX: usize = 20;

/// A link, as listed at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewLink {
    /// Internal id.
    pub id: i64,
    /// The person who made it.
    pub made_by: i64,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it expires.
    pub expires_at: Timestamp,
    /// When it was revoked, and by whom.
    pub revoked: Option<(Timestamp, i64)>,
    /// How many times it was opened.
    pub opened: i64,
    /// When it was last opened.
    pub opened_at: Option<Timestamp>,
}

impl PreviewLink {
    /// Whether it is neither expired nor revoked at `now`.
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && now < self.expires_at
    }
}

/// The links of a story, newest first.
pub async fn preview_links_of(db: &impl Source, story_id: i64) -> Result<Vec<PreviewLink>> {
    let query = preview_link::Entity::find()
        .filter(preview_link::Column::StoryId.eq(story_id))
        .order_by_desc(preview_link::Column::Id);
    Ok(source::all(db, query).await?.into_iter().map(read).collect())
}

/// Makes a link that is valid for `seconds` and returns its token, which is stored nowhere.
///
/// Refuses with [`Error::BadTime`] less than an hour or more than a week, with [`Error::Embargoed`] during an embargo,
/// and with [`Error::NoWay`] a story that is killed or spiked.
pub async fn make_preview_link(tx: &mut Tx, actor: &Actor, id: &PublicId, seconds: i64) -> Result<SecretToken> {
    let story = story_for(tx.db(), actor, Action::SharePreview, id, tx.now()).await?;
    let person = staff::own_id(actor)?;
    if !(PREVIEW_SECONDS_MIN..=PREVIEW_SECONDS_MAX).contains(&seconds) {
        return Err(Error::BadTime { text: format!("{seconds} s") });
    }
    if let Some(until) = embargo(&story, tx.now()) {
        return Err(Error::Embargoed { until });
    }
    if !can_be_shown(&story) {
        return Err(Error::NoWay { live: story.live, work: story.work });
    }
    let good = preview_links_of(tx.db(), story.id).await?.iter().filter(|link| link.is_good(tx.now())).count();
    if good >= LINKS_MAX {
        return Err(Error::TooLong { field: "preview_links", length: good + 1, limit: LINKS_MAX });
    }
    let (token, expires_at) = (SecretToken::random(), tx.now().plus_seconds(seconds));
    let row = preview_link::ActiveModel {
        id: NotSet,
        story_id: Set(story.id),
        token_hash: Set(token.digest()),
        made_by: Set(person),
        made_at: Set(tx.now().0),
        expires_at: Set(expires_at.0),
        revoked_at: Set(None),
        revoked_by: Set(None),
        opened: Set(0),
        opened_at: Set(None),
    };
    let link = row.insert(tx.db()).await?.id;
    tx.audit(actor, "make_preview_link", story.subject(), json!({ "link": link, "until": expires_at.0 }));
    Ok(token)
}

/// Revokes a link; does nothing if it is expired or revoked.
pub async fn revoke_preview_link(tx: &mut Tx, actor: &Actor, id: &PublicId, link: i64) -> Result<()> {
    let story = story_for(tx.db(), actor, Action::SharePreview, id, tx.now()).await?;
    let known = preview_links_of(tx.db(), story.id).await?.into_iter().find(|known| known.id == link);
    let known = known.ok_or_else(|| Error::not_found("preview link", link))?;
    if !known.is_good(tx.now()) {
        return Ok(());
    }
    let revoke = Query::update()
        .table("preview_links")
        .value("revoked_at", tx.now().0)
        .value("revoked_by", actor.person_id())
        .and_where(Expr::col("id").eq(link))
        .to_owned();
    tx.db().execute(&revoke).await?;
    tx.audit(actor, "revoke_preview_link", story.subject(), json!({ "link": link }));
    Ok(())
}

/// The story that `token` shows at `now`, with the link; `None` if the link does not work for any reason.
///
/// The lookup uses the digest of the token, so its timing reveals nothing about the token.
pub async fn previewed(db: &impl Source, token: &SecretToken, now: Timestamp) -> Result<Option<(Story, PreviewLink)>> {
    let query = preview_link::Entity::find().filter(preview_link::Column::TokenHash.eq(token.digest()));
    let Some(row) = source::one(db, query).await? else { return Ok(None) };
    let (story_id, link) = (row.story_id, read(row));
    if !link.is_good(now) {
        return Ok(None);
    }
    let story = model::find_story(db, story_id).await?;
    let maker = staff::person(db, link.made_by).await?;
    let still =
        maker.actor(false).may(Action::SharePreview, Subject::Story(&story.facts(now)), house(db).await?).is_ok();
    let shown = !maker.is_closed && still && can_be_shown(&story) && embargo(&story, now).is_none();
    Ok(shown.then_some((story, link)))
}

/// Counts that a link was opened. Has no audit entry, because an outsider has no name here, and does not count as a
/// read of the story.
pub async fn count_preview(tx: &mut Tx, link: i64) -> Result<()> {
    tx.suppress_wake();
    let count = Query::update()
        .table("preview_links")
        .value("opened", Expr::col("opened").add(1))
        .value("opened_at", tx.now().0)
        .and_where(Expr::col("id").eq(link))
        .to_owned();
    tx.db().execute(&count).await?;
    Ok(())
}

/// Also checked for a published story: its update may contain what readers must not know yet.
fn embargo(story: &Story, now: Timestamp) -> Option<Timestamp> {
    story.embargo_until.filter(|until| now < *until)
}

fn can_be_shown(story: &Story) -> bool {
    story.live != Live::Killed && story.work != Work::Spiked
}

fn read(row: preview_link::Model) -> PreviewLink {
    PreviewLink {
        id: row.id,
        made_by: row.made_by,
        made_at: Timestamp(row.made_at),
        expires_at: Timestamp(row.expires_at),
        revoked: row.revoked_at.zip(row.revoked_by).map(|(at, by)| (Timestamp(at), by)),
        opened: row.opened,
        opened_at: row.opened_at.map(Timestamp),
    }
}

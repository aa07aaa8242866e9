//! Deletes a story for good: from the trash, never published, with a reason, after a waiting period.
//!
//! All rows of the story are deleted in one transaction. Its id remains in the audit log, with the digests of each
//! version and of the reason. Pictures stay in the archive. A story that was published is never deleted in this way: it
//! is unpublished, and its file keeps what was on the page.

use rules::{Action, Actor, Live, Work};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use store::clock::Timestamp;
use store::dialect;
use store::digest::digest;
use store::id::PublicId;
use store::source::{self, Source};

use crate::base::arranged_page::ArrangedPage;
use crate::base::entity::{publication, story, story_version};
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::happened::Happened;
use crate::base::texts::refuse_long;
use crate::base::tx::Tx;
use crate::stories::facts::story_for;
use crate::stories::model::{self, Story};

/// Seconds that a story must be in the trash before it can be deleted (SECURITY-CONTRACT section 6).
pub const TRASH_SECONDS: i64 = 30 * 86_400;
/// Characters of a reason.
const REASON_CHARS_MAX: usize = 2_000;

/// Refuses a story that cannot be deleted for good: [`Error::WasPublished`], [`Error::NoWay`] if it is not in the
/// trash, [`Error::InTrashTooShort`].
pub async fn can_be_deleted(db: &impl Source, story: &Story, now: Timestamp) -> Result<()> {
    let stood = publication::Entity::find().filter(publication::Column::StoryId.eq(story.id));
    if story.live != Live::Never || source::one(db, stood).await?.is_some() {
        return Err(Error::WasPublished);
    }
    if story.work != Work::Spiked {
        return Err(Error::NoWay { live: story.live, work: story.work });
    }
    let until = story.touched_at.plus_seconds(TRASH_SECONDS);
    if until > now { Err(Error::InTrashTooShort { until }) } else { Ok(()) }
}

/// Deletes a story for good, with all its rows. Refuses as [`can_be_deleted`] does, and without a reason.
pub async fn delete_for_good(tx: &mut Tx, actor: &Actor, id: &PublicId, reason: &str) -> Result<()> {
    let found = story_for(tx.db(), actor, Action::DeleteForGood, id, tx.now()).await?;
    let story = model::read(model::row_for_change(tx, found.id).await?)?;
    can_be_deleted(tx.db(), &story, tx.now()).await?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::WordsMissing);
    }
    refuse_long([("note", reason, REASON_CHARS_MAX)])?;
    let versions = version_digests(tx, story.id).await?;
    let count = versions.len();
    let details = json!({ "story": story.id, "versions": versions, "reason_digest": digest(reason.as_bytes()) });
    tx.audit(actor, "delete_for_good", story.subject(), details);

    detach_others(tx, &story).await?;
    tx.happened(Happened::StoryDeleted { by: actor.clone(), story: story.id });
    // Tables are found in the schema itself, so that none with rows of a story is forgotten.
    for table in dialect::tables(tx.db()).await? {
        if table.kind("story_id").is_none() {
            continue;
        }
        let rows =
            Query::delete().from_table(table.name.clone()).and_where(Expr::col("story_id").eq(story.id)).to_owned();
        if tx.db().execute(&rows).await?.rows_affected() > 0 && table.name == "slots" {
            tx.announce(Event::Slots(ArrangedPage::front(story.language)));
        }
    }
    // The stored result of the form that created the story.
    let begun =
        Query::delete().from_table("done_once").and_where(Expr::col("outcome").eq(story.public_id.as_str())).to_owned();
    tx.db().execute(&begun).await?;
    story::Entity::delete_by_id(story.id).exec(tx.db()).await?;
    tracing::info!(story = %story.public_id, versions = count, "a story was deleted for good");
    Ok(())
}

/// The digest of each version, by its number. It proves the content to somebody who still has a copy.
async fn version_digests(tx: &Tx, story: i64) -> Result<Vec<Value>> {
    let all = story_version::Entity::find()
        .filter(story_version::Column::StoryId.eq(story))
        .order_by_asc(story_version::Column::Number);
    let one = |row: story_version::Model| {
        let words = json!([row.kicker, row.headline, row.deck, row.body]).to_string();
        json!({ "number": row.number, "digest": digest(words.as_bytes()) })
    };
    Ok(source::all(tx.db(), all).await?.into_iter().map(one).collect())
}

/// Detaches other stories: follow-ups become independent, translations refer to the oldest of them, and lines of the
/// breaking strip keep their text and lose their link.
async fn detach_others(tx: &mut Tx, story: &Story) -> Result<()> {
    let of = |column: &'static str, to: Option<i64>| {
        Query::update().table("stories").value(column, to).and_where(Expr::col(column).eq(story.id)).to_owned()
    };
    tx.db().execute(&of("follows_id", None)).await?;
    let translating =
        story::Entity::find().filter(story::Column::TranslatesId.eq(story.id)).order_by_asc(story::Column::Id);
    if let Some(first) = source::one(tx.db(), translating).await? {
        tx.db().execute(&of("translates_id", Some(first.id))).await?;
        let alone = Query::update()
            .table("stories")
            .value("translates_id", Option::<i64>::None)
            .and_where(Expr::col("id").eq(first.id))
            .to_owned();
        tx.db().execute(&alone).await?;
    }
    let lines = Query::update()
        .table("breaking_lines")
        .value("story_id", Option::<i64>::None)
        .and_where(Expr::col("story_id").eq(story.id))
        .to_owned();
    if tx.db().execute(&lines).await?.rows_affected() > 0 {
        tx.announce(Event::Breaking(story.language));
    }
    Ok(())
}

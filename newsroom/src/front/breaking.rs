//! The breaking strip: one line for each language above everything else, which ends exactly at its time, even if no
//! request comes.

use arabic::Language;
use rules::{Action, Actor, House, Subject};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::source::{self, Source};

use crate::base::allow::allow;
use crate::base::edition::{MAIN_EDITION, lock_paper};
use crate::base::entity::breaking_line;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::texts::refuse_long;
use crate::base::tx::Tx;
use crate::front;

/// Characters of a breaking line: two lines on a phone.
pub const BREAKING_CHARS_MAX: usize = 160;
/// Seconds for which a line is shown by default.
pub const BREAKING_SECONDS: i64 = 3_600;
/// Seconds for which a line is shown at most: yesterday's news is not breaking.
pub const BREAKING_SECONDS_MAX: i64 = 86_400;

/// A breaking line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakingLine {
    /// Its text.
    pub text: String,
    /// The story it links to.
    pub story_id: Option<i64>,
    /// When it ends.
    pub until: Timestamp,
}

/// Shows a breaking line until `line.until` and replaces the present one.
///
/// Requires the right `Break`: for the desk of the story the line links to, or for the whole paper without a link, and
/// also for the line that is replaced. Refuses with [`Error::WordsMissing`], [`Error::TooLong`], [`Error::NotLive`],
/// and with [`Error::BadTime`] an end that has passed or is more than a day away.
pub async fn set_breaking(tx: &mut Tx, actor: &Actor, language: Language, line: &BreakingLine) -> Result<()> {
    lock_paper(tx).await?;
    may_break(tx, actor, line.story_id).await?;
    let text = arabic::normalize::tidy(&line.text);
    if text.is_empty() {
        return Err(Error::WordsMissing);
    }
    refuse_long([("breaking", text.as_str(), BREAKING_CHARS_MAX)])?;
    if line.until <= tx.now() || line.until > tx.now().plus_seconds(BREAKING_SECONDS_MAX) {
        return Err(Error::BadTime { text: line.until.utc().to_rfc3339() });
    }
    let mut story = None;
    if let Some(id) = line.story_id {
        story = Some(front::live_story(tx, id, language).await?.public_id);
    }
    take_down(tx, actor, language).await?;
    let row = breaking_line::ActiveModel {
        id: NotSet,
        edition_id: Set(MAIN_EDITION),
        language: Set(language.code().to_owned()),
        text: Set(text.clone()),
        story_id: Set(line.story_id),
        from_at: Set(tx.now().0),
        until_at: Set(line.until.0),
    };
    row.insert(tx.db()).await?;
    let digest = store::digest::digest(text.as_bytes());
    tx.announce(Event::Breaking(language));
    tx.audit(
        actor,
        "set_breaking",
        subject(language),
        json!({ "digest": digest, "story": story.map(String::from), "until": line.until.0 }),
    );
    Ok(())
}

/// Ends the present line early; does nothing if there is none.
pub async fn end_breaking(tx: &mut Tx, actor: &Actor, language: Language) -> Result<()> {
    lock_paper(tx).await?;
    if take_down(tx, actor, language).await? {
        tx.announce(Event::Breaking(language));
        tx.audit(actor, "end_breaking", subject(language), json!({}));
    }
    Ok(())
}

/// Ends every present line; returns whether there was one.
async fn take_down(tx: &mut Tx, actor: &Actor, language: Language) -> Result<bool> {
    let Some(standing) = breaking_now(tx.db(), language, tx.now()).await? else { return Ok(false) };
    may_break(tx, actor, standing.story_id).await?;
    let end = Query::update()
        .table("breaking_lines")
        .value("until_at", tx.now().0)
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
        .and_where(Expr::col("language").eq(language.code()))
        .and_where(Expr::col("until_at").gt(tx.now().0))
        .to_owned();
    tx.db().execute(&end).await?;
    Ok(true)
}

async fn may_break(tx: &Tx, actor: &Actor, story_id: Option<i64>) -> Result<()> {
    let subject = match story_id {
        Some(id) => Subject::Desk(crate::stories::model::find_story(tx.db(), id).await?.desk_id),
        None => Subject::Paper,
    };
    allow(actor, Action::Break, subject, House::default(), ("breaking", "line"))
}

fn subject(language: Language) -> String {
    format!("breaking/{}", language.code())
}

/// The newest line that has not ended.
pub async fn breaking_now(db: &impl Source, language: Language, now: Timestamp) -> Result<Option<BreakingLine>> {
    let row = source::one(
        db,
        breaking_line::Entity::find()
            .filter(breaking_line::Column::EditionId.eq(MAIN_EDITION))
            .filter(breaking_line::Column::Language.eq(language.code()))
            .filter(breaking_line::Column::FromAt.lte(now.0))
            .filter(breaking_line::Column::UntilAt.gt(now.0))
            .order_by_desc(breaking_line::Column::FromAt)
            .order_by_desc(breaking_line::Column::Id),
    )
    .await?;
    Ok(row.map(|row| BreakingLine { text: row.text, story_id: row.story_id, until: Timestamp(row.until_at) }))
}

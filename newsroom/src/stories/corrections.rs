//! Dated, visible notes on a story: corrections, clarifications, retractions and replies. They are never part of the
//! body.

use arabic::Language;
use rules::{Action, Actor, Live, Subject};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, JoinType, Order, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::source::{self, Source};

use crate::base::allow::allow;
use crate::base::entity::correction;
use crate::base::error::{Error, Result};
use crate::base::events::{Event, StoryChange};
use crate::base::texts::refuse_long;
use crate::base::tx::Tx;
use crate::base::worded::worded;
use crate::paper::settings::house;
use crate::stories::{model, publishing};

/// The kind of a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum CorrectionKind {
    /// Something was wrong.
    Correction,
    /// Something was unclear.
    Clarification,
    /// The story is retracted.
    Retraction,
    /// A reply by somebody named in the story (حق الرد).
    RightOfReply,
}

worded!(CorrectionKind);

fn kind_of(word: &str) -> Result<CorrectionKind> {
    CorrectionKind::from_word(word).ok_or_else(|| Error::nothing_called("note", word))
}

/// A note on a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its kind.
    pub kind: CorrectionKind,
    /// Its date.
    pub at: Timestamp,
    /// Its plain text.
    pub text: String,
}

/// Characters of a note; a right of reply may be as long as a letter to the editor.
const NOTE_CHARS_MAX: usize = 10_000;

/// Adds a dated note to a published story and updates the story's date of change. Corrections and clarifications
/// require the right `Correct`; retractions and replies require rights that only editors-in-chief have.
pub async fn add_correction(tx: &mut Tx, actor: &Actor, story_id: i64, note: &Correction) -> Result<()> {
    let row = model::row_for_change(tx, story_id).await?;
    let story = model::read(row.clone())?;
    let action = match note.kind {
        CorrectionKind::Correction | CorrectionKind::Clarification => Action::Correct,
        CorrectionKind::Retraction => Action::Retract,
        CorrectionKind::RightOfReply => Action::RightOfReply,
    };
    let (facts, house) = (story.facts(tx.now()), house(tx.db()).await?);
    allow(actor, action, Subject::Story(&facts), house, ("story", story.public_id.as_str()))?;
    if story.live != Live::Published {
        return Err(Error::NoWay { live: story.live, work: story.work });
    }
    if note.text.trim().is_empty() {
        return Err(Error::WordsMissing);
    }
    refuse_long([("note", note.text.as_str(), NOTE_CHARS_MAX)])?;
    // Refuses the same note a second time.
    let there = corrections_of(tx.db(), story_id).await?;
    if there.iter().any(|known| known.kind == note.kind && known.text.trim() == note.text.trim()) {
        return Err(Error::AlreadyThere { what: "note" });
    }
    let mut changed: crate::base::entity::story::ActiveModel = row.into();
    changed.changed_at = Set(Some(note.at.0));
    changed.touched_at = Set(tx.now().0);
    changed.update(tx.db()).await?;
    tx.audit(
        actor,
        note.kind.word(),
        story.subject(),
        json!({ "digest": store::digest::digest(note.text.as_bytes()) }),
    );
    let row = correction::ActiveModel {
        id: NotSet,
        story_id: Set(story_id),
        kind: Set(note.kind.word().to_owned()),
        at: Set(note.at.0),
        text: Set(note.text.clone()),
    };
    row.insert(tx.db()).await?;
    tx.announce(Event::Corrections(story.language));
    let stands = publishing::standing(tx, &story).await?;
    if let (Some(at), Some(day)) = (story.published_at, story.published_day) {
        let change = StoryChange { id: story_id, at, day, before: stands.clone(), after: stands };
        tx.announce(Event::story(&story.public_id, change));
    }
    Ok(())
}

/// The notes on a story, oldest first.
pub async fn corrections_of(db: &impl Source, story_id: i64) -> Result<Vec<Correction>> {
    let mut query = source::rows_of::<correction::Model>();
    query
        .and_where(correction::Column::StoryId.eq(story_id))
        .order_by(("corrections", "at"), Order::Asc)
        .order_by(("corrections", "id"), Order::Asc);
    let rows: Vec<correction::Model> = source::each(db, &query).await?;
    rows.into_iter()
        .map(|row| Ok(Correction { kind: kind_of(&row.kind)?, at: Timestamp(row.at), text: row.text }))
        .collect()
}

/// The notes on several stories, by internal id; those of one story oldest first.
pub async fn corrections_of_many(db: &impl Source, story_ids: &[i64]) -> Result<Vec<(i64, Correction)>> {
    if story_ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::select()
        .columns(["story_id", "kind", "at", "text"])
        .from("corrections")
        .and_where(Expr::col("story_id").is_in(story_ids.iter().copied()))
        .order_by("story_id", Order::Asc)
        .order_by("at", Order::Asc)
        .order_by("id", Order::Asc)
        .to_owned();
    let mut notes = Vec::new();
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        let (story_id, kind): (i64, String) = (row.take()?, row.take()?);
        let (at, text) = (Timestamp(row.take()?), row.take()?);
        notes.push((story_id, Correction { kind: kind_of(&kind)?, at, text }));
    }
    Ok(notes)
}

/// A note with its story, for the page of corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionLine {
    /// Its id, the cursor of the next page.
    pub id: i64,
    /// The story, by internal id.
    pub story_id: i64,
    /// The note.
    pub note: Correction,
}

/// The notes on published stories in `language`, newest first, at most `limit`; with `before`, only those older than
/// the note with this id.
pub async fn corrections_since(
    db: &impl Source,
    language: Language,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<CorrectionLine>> {
    db.saw(&crate::base::sight::Sight::Corrections(language));
    let mut query = Query::select();
    query
        .columns([("c", "id"), ("c", "story_id"), ("c", "kind"), ("c", "at"), ("c", "text")])
        .from_as("corrections", "c")
        .join_as(JoinType::InnerJoin, "stories", "s", Expr::col(("s", "id")).equals(("c", "story_id")))
        .and_where(Expr::col(("s", "live")).eq(Live::Published.word()))
        .and_where(Expr::col(("s", "language")).eq(language.code()))
        .order_by(("c", "at"), Order::Desc)
        .order_by(("c", "id"), Order::Desc)
        .limit(limit);
    if let Some(id) = before {
        let cursor = correction::Entity::find_by_id(id);
        let row = source::one(db, cursor).await?.ok_or_else(|| Error::not_found("correction", id))?;
        let (at, number) = (Expr::col(("c", "at")), Expr::col(("c", "id")));
        query.and_where(at.clone().lte(row.at)).cond_where(Cond::any().add(at.lt(row.at)).add(number.lt(id)));
    }
    let mut lines = Vec::new();
    for row in db.rows(&query).await? {
        let mut row = row.columns();
        let (id, story_id, kind): (i64, i64, String) = (row.take()?, row.take()?, row.take()?);
        let (at, text) = (Timestamp(row.take()?), row.take()?);
        lines.push(CorrectionLine { id, story_id, note: Correction { kind: kind_of(&kind)?, at, text } });
    }
    for line in &lines {
        db.saw(&crate::base::sight::Sight::Story(line.story_id));
    }
    Ok(lines)
}

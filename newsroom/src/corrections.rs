//! Dated, visible notes around a story: corrections, clarifications, retractions and the right of reply. They never
//! stand in the body.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};

use crate::clock::Timestamp;
use crate::entity::correction;
use crate::error::{Error, Result};
use crate::log::StoryChange;
use crate::source::{self, Source};
use crate::store::Tx;
use crate::{publishing, stories};

/// What kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CorrectionKind {
    /// Something was wrong.
    Correction,
    /// Something was unclear.
    Clarification,
    /// The story is taken back.
    Retraction,
    /// Someone named in the story answers (حق الرد).
    RightOfReply,
}

impl CorrectionKind {
    /// The word under which it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Clarification => "clarification",
            Self::Retraction => "retraction",
            Self::RightOfReply => "right_of_reply",
        }
    }

    fn from_word(word: &str) -> Result<Self> {
        [Self::Correction, Self::Clarification, Self::Retraction, Self::RightOfReply]
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| Error::damaged(format!("no note is called {word:?}")))
    }
}

/// A note on a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What kind.
    pub kind: CorrectionKind,
    /// Its date.
    pub at: Timestamp,
    /// What it says, plain text.
    pub text: String,
}

/// Adds a dated note to a story and moves the story's date of change.
pub async fn add_correction(tx: &mut Tx, story_id: i64, note: &Correction) -> Result<()> {
    let row = stories::row(tx.db(), story_id).await?;
    let story = stories::read(row.clone())?;
    let mut changed: crate::entity::story::ActiveModel = row.into();
    changed.changed_at = Set(Some(note.at.0));
    changed.update(tx.db()).await?;
    let row = correction::ActiveModel {
        id: NotSet,
        story_id: Set(story_id),
        kind: Set(note.kind.word().to_owned()),
        at: Set(note.at.0),
        text: Set(note.text.clone()),
    };
    row.insert(tx.db()).await?;
    let stands = publishing::standing(tx, &story).await?;
    if let (Some(at), Some(day)) = (story.published_at, story.published_day) {
        let change = StoryChange { id: story_id, at, day, before: stands.clone(), after: stands };
        tx.announce_story(&story.public_id, change);
    }
    Ok(())
}

/// The notes on a story, oldest first.
pub async fn corrections_of(db: &impl Source, story_id: i64) -> Result<Vec<Correction>> {
    let rows = source::all(
        db,
        correction::Entity::find()
            .filter(correction::Column::StoryId.eq(story_id))
            .order_by_asc(correction::Column::At)
            .order_by_asc(correction::Column::Id),
    )
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Correction { kind: CorrectionKind::from_word(&row.kind)?, at: Timestamp(row.at), text: row.text })
        })
        .collect()
}

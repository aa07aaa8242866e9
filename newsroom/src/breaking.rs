//! The breaking strip: one line above everything, with its own end.

use arabic::Language;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};

use crate::clock::Timestamp;
use crate::entity::breaking_line;
use crate::error::Result;
use crate::log::LogKind;
use crate::paper::MAIN_EDITION;
use crate::source::{self, Source};
use crate::store::Tx;

/// A breaking line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakingLine {
    /// What it says.
    pub text: String,
    /// The story it leads to.
    pub story_id: Option<i64>,
    /// When it leaves by itself.
    pub until: Timestamp,
}

/// Puts a breaking line up until `line.until`.
pub async fn set_breaking(tx: &mut Tx, language: Language, line: &BreakingLine) -> Result<()> {
    let row = breaking_line::ActiveModel {
        id: NotSet,
        edition_id: Set(MAIN_EDITION),
        language: Set(language.code().to_owned()),
        text: Set(line.text.clone()),
        story_id: Set(line.story_id),
        from_at: Set(tx.now().0),
        until_at: Set(line.until.0),
    };
    row.insert(tx.db()).await?;
    tx.announce(LogKind::Front, format!("breaking/{}", language.code()));
    Ok(())
}

/// The newest line whose time has not run out.
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

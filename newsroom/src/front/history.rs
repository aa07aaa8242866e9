//! What stood, and when, and by whose will: one row for every change, with what was there before and after it, so that each
//! can be told, brought back, and found by its mark by whoever began from it.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, NotSet, QueryFilter, QueryOrder, QuerySelect, Set,
};
use store::clock::Timestamp;
use store::source::{self, Source};

use super::Arrangement;
use crate::base::edition::MAIN_EDITION;
use crate::base::entity::arrangement;
use crate::base::error::{Error, Result};
use crate::base::sheet::Sheet;
use crate::base::tx::Tx;
use crate::base::worded::worded;

/// Changes looked through for who put a story on a page: some weeks of a page that is laid out often.
const LOOKED_BACK: u64 = 200;

/// How a change came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Why {
    /// Somebody laid the page out.
    Arranged,
    /// The change before was taken back.
    Undone,
    /// An earlier one was brought back.
    BroughtBack,
    /// It was scheduled.
    Scheduled,
    /// A story went off the page.
    Gone,
}

worded!(Why);

/// A change that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Inner id.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// By whom; nobody where the console did it.
    pub by: Option<i64>,
    /// How it came about.
    pub why: Why,
    /// What stood before.
    pub before: Arrangement,
    /// What stands since.
    pub after: Arrangement,
    /// The mark of what stands since.
    pub mark: String,
}

fn of(sheet: Sheet) -> sea_orm::Select<arrangement::Entity> {
    arrangement::Entity::find()
        .filter(arrangement::Column::EditionId.eq(MAIN_EDITION))
        .filter(arrangement::Column::Page.eq(sheet.page.word()))
        .filter(arrangement::Column::Language.eq(sheet.language.code()))
        .order_by_desc(arrangement::Column::Id)
}

fn read(row: &arrangement::Model) -> Result<Kept> {
    Ok(Kept {
        id: row.id,
        at: Timestamp(row.at),
        by: row.by_person,
        why: Why::from_word(&row.why)
            .ok_or_else(|| Error::damaged(format!("no arrangement comes about by {:?}", row.why)))?,
        before: Arrangement::from_json(&row.before)?,
        after: Arrangement::from_json(&row.after)?,
        mark: row.mark_after.clone(),
    })
}

/// The last `limit` changes of `sheet`, newest first.
pub async fn arrangements_kept(db: &impl Source, sheet: Sheet, limit: u64) -> Result<Vec<Kept>> {
    source::all(db, of(sheet).limit(limit)).await?.iter().map(read).collect()
}

pub(super) async fn newest(db: &impl Source, sheet: Sheet) -> Result<Option<Kept>> {
    source::one(db, of(sheet)).await?.as_ref().map(read).transpose()
}

/// Who put `story` on `sheet`, as far as the last [`LOOKED_BACK`] changes say.
pub(super) async fn who_put(db: &impl Source, sheet: Sheet, story: i64) -> Result<Option<i64>> {
    let kept = arrangements_kept(db, sheet, LOOKED_BACK).await?;
    let came = |one: &&Kept| one.before.place_of(story).is_none() && one.after.place_of(story).is_some();
    Ok(kept.iter().find(came).and_then(|one| one.by))
}

pub(super) async fn of_id(db: &impl Source, sheet: Sheet, id: i64) -> Result<Option<Kept>> {
    source::one(db, of(sheet).filter(arrangement::Column::Id.eq(id))).await?.as_ref().map(read).transpose()
}

/// The arrangement with this mark, where it stood once.
pub(super) async fn with_mark(db: &impl Source, sheet: Sheet, mark: &str) -> Result<Option<Arrangement>> {
    let (before, after) = (arrangement::Column::MarkBefore, arrangement::Column::MarkAfter);
    let query = of(sheet).filter(Condition::any().add(before.eq(mark)).add(after.eq(mark)));
    let Some(row) = source::one(db, query).await? else { return Ok(None) };
    Arrangement::from_json(if row.mark_after == mark { &row.after } else { &row.before }).map(Some)
}

pub(super) async fn keep(
    tx: &mut Tx,
    sheet: Sheet,
    before: &Arrangement,
    after: &Arrangement,
    why: Why,
    by: Option<i64>,
) -> Result<()> {
    let row = arrangement::ActiveModel {
        id: NotSet,
        edition_id: Set(MAIN_EDITION),
        page: Set(sheet.page.word()),
        language: Set(sheet.language.code().to_owned()),
        at: Set(tx.now().0),
        by_person: Set(by),
        why: Set(why.word().to_owned()),
        before: Set(before.to_json().to_string()),
        after: Set(after.to_json().to_string()),
        mark_before: Set(before.mark()),
        mark_after: Set(after.mark()),
    };
    row.insert(tx.db()).await?;
    Ok(())
}

//! The history of layouts: one row for every change, with the arrangement before and after it, the time and the person.
//! A change can be described and restored, and an arrangement can be found by its mark.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, NotSet, QueryFilter, QueryOrder, QuerySelect, Set,
};
use store::clock::Timestamp;
use store::source::{self, Source};

use super::Arrangement;
use crate::base::arranged_page::ArrangedPage;
use crate::base::edition::MAIN_EDITION;
use crate::base::entity::arrangement;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::base::worded::worded;

/// Changes searched for the person who placed a story: some weeks of a page that changes often.
const LOOKED_BACK: u64 = 200;

/// The reason of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Why {
    /// Somebody changed the layout.
    Arranged,
    /// The change before was undone.
    Undone,
    /// An earlier arrangement was restored.
    BroughtBack,
    /// A scheduled arrangement came due.
    Scheduled,
    /// A story was taken off.
    Gone,
}

worded!(Why);

/// A change in the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Internal id.
    pub id: i64,
    /// When it was made.
    pub at: Timestamp,
    /// The person; `None` for the console.
    pub by: Option<i64>,
    /// Its reason.
    pub why: Why,
    /// The arrangement before it.
    pub before: Arrangement,
    /// The arrangement after it.
    pub after: Arrangement,
    /// The mark of the arrangement after it.
    pub mark: String,
}

fn of(arranged_page: ArrangedPage) -> sea_orm::Select<arrangement::Entity> {
    arrangement::Entity::find()
        .filter(arrangement::Column::EditionId.eq(MAIN_EDITION))
        .filter(arrangement::Column::Page.eq(arranged_page.page.word()))
        .filter(arrangement::Column::Language.eq(arranged_page.language.code()))
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

/// The last `limit` changes of `arranged_page`, newest first.
pub async fn arrangements_kept(db: &impl Source, arranged_page: ArrangedPage, limit: u64) -> Result<Vec<Kept>> {
    source::all(db, of(arranged_page).limit(limit)).await?.iter().map(read).collect()
}

pub(super) async fn newest(db: &impl Source, arranged_page: ArrangedPage) -> Result<Option<Kept>> {
    source::one(db, of(arranged_page)).await?.as_ref().map(read).transpose()
}

/// The person who placed `story` on `arranged_page`, according to the last [`LOOKED_BACK`] changes.
pub(super) async fn who_put(db: &impl Source, arranged_page: ArrangedPage, story: i64) -> Result<Option<i64>> {
    let kept = arrangements_kept(db, arranged_page, LOOKED_BACK).await?;
    let came = |one: &&Kept| one.before.place_of(story).is_none() && one.after.place_of(story).is_some();
    Ok(kept.iter().find(came).and_then(|one| one.by))
}

pub(super) async fn of_id(db: &impl Source, arranged_page: ArrangedPage, id: i64) -> Result<Option<Kept>> {
    source::one(db, of(arranged_page).filter(arrangement::Column::Id.eq(id))).await?.as_ref().map(read).transpose()
}

/// The arrangement with this mark, if it is in the history.
pub(super) async fn with_mark(
    db: &impl Source,
    arranged_page: ArrangedPage,
    mark: &str,
) -> Result<Option<Arrangement>> {
    let (before, after) = (arrangement::Column::MarkBefore, arrangement::Column::MarkAfter);
    let query = of(arranged_page).filter(Condition::any().add(before.eq(mark)).add(after.eq(mark)));
    let Some(row) = source::one(db, query).await? else { return Ok(None) };
    Arrangement::from_json(if row.mark_after == mark { &row.after } else { &row.before }).map(Some)
}

pub(super) async fn keep(
    tx: &mut Tx,
    arranged_page: ArrangedPage,
    before: &Arrangement,
    after: &Arrangement,
    why: Why,
    by: Option<i64>,
) -> Result<()> {
    let row = arrangement::ActiveModel {
        id: NotSet,
        edition_id: Set(MAIN_EDITION),
        page: Set(arranged_page.page.word()),
        language: Set(arranged_page.language.code().to_owned()),
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

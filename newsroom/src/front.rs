//! The front page: slots filled by hand, the rest filled by rule, no story twice above the fold.

use std::collections::HashSet;

use arabic::Language;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};

use crate::clock::Timestamp;
use crate::entity::slot;
use crate::error::Result;
use crate::lists::{self, Shelf, Toward};
use crate::log::LogKind;
use crate::paper::MAIN_EDITION;
use crate::sections::Section;
use crate::sight::Sight;
use crate::source::{self, Source};
use crate::store::Tx;

/// Stories in the second column.
const SECOND_COLUMN: usize = 4;
/// Stories in a section's band.
const BAND: usize = 4;
/// Stories in «latest».
const LATEST: usize = 8;

/// A place on the front page filled by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// `lead` or `second`.
    pub name: String,
    /// Order within the name, from 0.
    pub position: i64,
    /// The story in it.
    pub story_id: i64,
    /// It falls back to the rule at this time.
    pub pinned_until: Option<Timestamp>,
}

/// The front page of one language, ready to be laid out: inner ids of stories.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontPage {
    /// The lead; none in a paper without stories.
    pub lead: Option<i64>,
    /// The second column.
    pub second: Vec<i64>,
    /// One band for each section that has stories shown nowhere else on the page.
    pub bands: Vec<(Section, Vec<i64>)>,
    /// The newest not shown above the bands.
    pub latest: Vec<i64>,
}

/// The slots of the front page in `language` that are still pinned at `now`.
pub async fn slots(db: &impl Source, language: Language, now: Timestamp) -> Result<Vec<Slot>> {
    let rows = source::all(
        db,
        slot::Entity::find()
            .filter(slot::Column::EditionId.eq(MAIN_EDITION))
            .filter(slot::Column::Page.eq("front"))
            .filter(slot::Column::Language.eq(language.code()))
            .order_by_asc(slot::Column::Position),
    )
    .await?;
    db.saw(Sight::Slots(language));
    for until in rows.iter().filter_map(|row| row.pinned_until.map(Timestamp)).filter(|until| *until > now) {
        db.saw(Sight::Until(until));
    }
    Ok(rows
        .into_iter()
        .map(|row| Slot {
            name: row.name,
            position: row.position,
            story_id: row.story_id,
            pinned_until: row.pinned_until.map(Timestamp),
        })
        .filter(|slot| slot.pinned_until.is_none_or(|until| until > now))
        .collect())
}

/// Replaces every slot of the front page in `language`.
pub async fn fill_slots(tx: &mut Tx, language: Language, slots: &[Slot]) -> Result<()> {
    slot::Entity::delete_many()
        .filter(slot::Column::EditionId.eq(MAIN_EDITION))
        .filter(slot::Column::Page.eq("front"))
        .filter(slot::Column::Language.eq(language.code()))
        .exec(tx.db())
        .await?;
    for slot in slots {
        let row = slot::ActiveModel {
            id: NotSet,
            edition_id: Set(MAIN_EDITION),
            page: Set("front".to_owned()),
            language: Set(language.code().to_owned()),
            name: Set(slot.name.clone()),
            position: Set(slot.position),
            story_id: Set(slot.story_id),
            pinned_until: Set(slot.pinned_until.map(|until| until.0)),
        };
        row.insert(tx.db()).await?;
    }
    tx.announce(LogKind::Front, format!("slots/{}", language.code()));
    Ok(())
}

/// Composes the front page at `now`: slots first, then the newest story with a picture as the lead, the newest others
/// beside it, and each section's newest in its band.
pub async fn front_page(
    db: &impl Source,
    language: Language,
    sections: &[Section],
    now: Timestamp,
) -> Result<FrontPage> {
    let pinned = slots(db, language, now).await?;
    let ids_in = |name: &str| pinned.iter().filter(|s| s.name == name).map(|s| s.story_id).collect::<Vec<_>>();
    let pinned_in = async |name| {
        let heads = lists::heads_by_ids(db, &ids_in(name)).await?;
        Ok::<Vec<i64>, crate::Error>(heads.into_iter().map(|head| head.id).collect())
    };
    let mut lead = pinned_in("lead").await?.first().copied();
    let mut second = pinned_in("second").await?;
    let newest = lists::places(db, Shelf::Edition, language, &Toward::Newest, LATEST * 3).await?;

    let mut shown = HashSet::new();
    if lead.is_none() {
        lead = lists::first_pictured(db, &newest).await?.or(newest.first().copied());
    }
    shown.extend(lead);

    second.retain(|id| shown.insert(*id));
    for id in &newest {
        if second.len() < SECOND_COLUMN && shown.insert(*id) {
            second.push(*id);
        }
    }
    second.truncate(SECOND_COLUMN);

    let latest: Vec<i64> = newest.iter().copied().filter(|id| !shown.contains(id)).take(LATEST).collect();
    shown.extend(&latest);

    let mut bands = Vec::new();
    for section in sections {
        let enough = BAND + LATEST + SECOND_COLUMN + 1;
        let newest = lists::places(db, Shelf::Section(section.id), language, &Toward::Newest, enough).await?;
        let stories: Vec<i64> = newest.into_iter().filter(|id| !shown.contains(id)).take(BAND).collect();
        if !stories.is_empty() {
            bands.push((section.clone(), stories));
        }
    }
    Ok(FrontPage { lead, second, bands, latest })
}

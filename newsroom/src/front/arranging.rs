//! Changes the layout of a page: checks rights, merges the change with changes by others since the state that the actor
//! saw, and stores the state before and after.
//!
//! Two people can change different places at the same time. A place changed by both is refused with [`Error::Changed`],
//! and nothing is overwritten ([`Arrangement::merge`]).

use arabic::Language;
use rules::{Action, Actor, House, Live, Subject};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::source::Source;

use super::{Arrangement, Filling, Merged, Place, Slot, SlotRule, Why, arrangement, history};
use crate::base::allow::allow;
use crate::base::arranged_page::{ArrangedPage, SlotPage};
use crate::base::edition::{MAIN_EDITION, lock_paper};
use crate::base::entity::{slot, slot_rule};
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::tx::Tx;
use crate::paper::languages::language_from;
use crate::paper::sections::section_by_id;
use crate::people::telling::notify;
use crate::stories::model::{self, Story};

/// Seconds for which a story can be pinned; longer pins have no end.
const PINNED_SECONDS_MAX: i64 = 31 * 86_400;

/// The layout of `arranged_page` at `now`, and the layout that `wanted`, begun from the mark `from`, would produce.
pub async fn arrangement_on(
    db: &impl Source,
    arranged_page: ArrangedPage,
    from: Option<&str>,
    wanted: &Arrangement,
    now: Timestamp,
) -> Result<(Arrangement, Merged)> {
    let stands = arrangement(db, arranged_page).await?;
    let base = base_of(db, arranged_page, from, &stands).await?;
    Ok(merged_at(base.as_ref(), &stands, wanted, now))
}

/// The layout at `now`, and the result of merging `wanted`, begun from `base`, into it.
fn merged_at(
    base: Option<&Arrangement>,
    stands: &Arrangement,
    wanted: &Arrangement,
    now: Timestamp,
) -> (Arrangement, Merged) {
    let stands = stands.at(now);
    let merged = Arrangement::merge(base.map(|base| base.at(now)).as_ref(), &stands, &wanted.at(now));
    (stands, merged)
}

/// The arrangement with the mark `from`; `None` if it is no longer known.
async fn base_of(
    db: &impl Source,
    arranged_page: ArrangedPage,
    from: Option<&str>,
    stands: &Arrangement,
) -> Result<Option<Arrangement>> {
    match from {
        Some(from) if from != stands.mark() => history::with_mark(db, arranged_page, from).await,
        _ => Ok(Some(stands.clone())),
    }
}

/// Changes the layout to `wanted`, begun from the mark `from`; without a mark, from the present layout.
///
/// A place belongs to the desk of its story: the right `Arrange` is required for the desks of the story removed and the
/// story added, and for those of the sections named by rules. Refuses with [`Error::Changed`] a place that somebody
/// else has changed differently since, with [`Error::NotLive`] a story that is not published, with [`Error::NotHere`] a
/// story of another section, with [`Error::AlreadyThere`] a story in two places, and with [`Error::BadTime`] an end
/// that has passed or is more than a month away.
pub async fn arrange(
    tx: &mut Tx,
    actor: &Actor,
    arranged_page: ArrangedPage,
    from: Option<&str>,
    wanted: &Arrangement,
) -> Result<()> {
    lock_paper(tx).await?;
    wanted.check(arranged_page.page)?;
    // Checked first, so that actors without the right learn nothing else.
    may_somewhere(actor)?;
    let stands = arrangement(tx.db(), arranged_page).await?;
    let base = base_of(tx.db(), arranged_page, from, &stands).await?;
    for (place, filling) in wanted.places() {
        // A pin that has expired since is accepted, but not a new pin with an end in the past.
        let known = base.as_ref().is_some_and(|base| base.get(place) == filling);
        if !known && filling.until.is_some_and(|until| until <= tx.now()) {
            check_time(tx.now(), filling.until)?;
        }
    }
    let (stands, merged) = merged_at(base.as_ref(), &stands, wanted, tx.now());
    // Changes by others in the meantime require no right of this actor.
    let mut touched = stands.differing(&merged.arrangement);
    touched.extend(&merged.conflicts);
    for place in touched {
        may_change(tx, actor, place, stands.get(place), wanted.get(place)).await?;
    }
    for (place, story) in merged.arrangement.stories() {
        if stands.get(place) != merged.arrangement.get(place) {
            fits(tx, arranged_page, story).await?;
            check_time(tx.now(), merged.arrangement.get(place).until)?;
        }
    }
    if !merged.conflicts.is_empty() {
        return Err(Error::Changed { what: "front page" });
    }
    put(tx, actor, arranged_page, &merged.arrangement, Why::Arranged, actor.person_id()).await
}

/// Replaces the pinned stories on the front page in `language` and keeps its rules; begun from the mark `from`, or from
/// the present layout. Refuses as [`arrange`] does.
pub async fn fill_slots(
    tx: &mut Tx,
    actor: &Actor,
    language: Language,
    from: Option<&str>,
    filled: &[Slot],
) -> Result<()> {
    let arranged_page = ArrangedPage::front(language);
    lock_paper(tx).await?;
    let mut wanted = arrangement(tx.db(), arranged_page).await?.without(|_| true);
    for slot in filled {
        let place = Place::of(&slot.name, slot.position);
        let place = place.ok_or_else(|| Error::not_found("slot", format!("{}/{}", slot.name, slot.position)))?;
        let held = wanted.get(place);
        if held.story.is_some() {
            return Err(Error::AlreadyThere { what: "story on the front page" });
        }
        wanted.put(place, Filling { story: Some(slot.story_id), until: slot.pinned_until, ..held });
    }
    arrange(tx, actor, arranged_page, from, &wanted).await
}

/// Undoes the last change of `arranged_page`, if nothing has changed since and `from` is the mark of that change;
/// [`Error::Changed`] otherwise. Stories that are no longer published are left out.
pub async fn undo_last(tx: &mut Tx, actor: &Actor, arranged_page: ArrangedPage, from: &str) -> Result<()> {
    lock_paper(tx).await?;
    let changed = || Error::Changed { what: "front page" };
    let last = history::newest(tx.db(), arranged_page).await?.ok_or_else(changed)?;
    if last.mark != from || arrangement(tx.db(), arranged_page).await?.mark() != from {
        return Err(changed());
    }
    again(tx, actor, arranged_page, &last.before, Why::Undone).await
}

/// Restores the layout of `arranged_page` after the change `id`, if the present layout has the mark `from`. Stories that
/// are no longer published are left out.
pub async fn bring_back(tx: &mut Tx, actor: &Actor, arranged_page: ArrangedPage, id: i64, from: &str) -> Result<()> {
    lock_paper(tx).await?;
    let kept = history::of_id(tx.db(), arranged_page, id).await?.ok_or_else(|| Error::not_found("arrangement", id))?;
    if arrangement(tx.db(), arranged_page).await?.mark() != from {
        return Err(Error::Changed { what: "front page" });
    }
    again(tx, actor, arranged_page, &kept.after, Why::BroughtBack).await
}

async fn again(tx: &mut Tx, actor: &Actor, arranged_page: ArrangedPage, wanted: &Arrangement, why: Why) -> Result<()> {
    may_somewhere(actor)?;
    let stands = arrangement(tx.db(), arranged_page).await?.at(tx.now());
    let (wanted, _) = showable(tx, arranged_page, &wanted.at(tx.now())).await?;
    for place in stands.differing(&wanted) {
        may_change(tx, actor, place, stands.get(place), wanted.get(place)).await?;
    }
    put(tx, actor, arranged_page, &wanted, why, actor.person_id()).await
}

fn may_somewhere(actor: &Actor) -> Result<()> {
    match actor.may_somewhere(Action::Arrange, House::default()) {
        true => Ok(()),
        false => Err(Error::Forbidden { action: Action::Arrange }),
    }
}

/// Checks that the actor may change the content of the place from `was` to `is`.
pub(super) async fn may_change(tx: &Tx, actor: &Actor, place: Place, was: Filling, is: Filling) -> Result<()> {
    let mut desks = Vec::new();
    for story in [was.story, is.story].into_iter().flatten() {
        desks.push(model::find_story(tx.db(), story).await?.desk_id);
    }
    if was.rule != is.rule {
        for rule in [was.rule, is.rule] {
            if let SlotRule::Section(id) = rule {
                desks.push(section_by_id(tx.db(), id).await?.desk_id);
            }
        }
    }
    for desk in desks {
        allow(actor, Action::Arrange, Subject::Desk(desk), House::default(), ("slot", place.name))?;
    }
    Ok(())
}

/// The story, if it is published in `language`.
pub(crate) async fn live_story(tx: &Tx, id: i64, language: Language) -> Result<Story> {
    let story = model::find_story(tx.db(), id).await?;
    match story.live == Live::Published && story.language == language {
        true => Ok(story),
        false => Err(Error::NotLive { story: story.public_id }),
    }
}

async fn fits(tx: &Tx, arranged_page: ArrangedPage, id: i64) -> Result<()> {
    is_of(arranged_page, &live_story(tx, id, arranged_page.language).await?)
}

/// Checks that the page of a section shows only stories of the section.
pub(super) fn is_of(arranged_page: ArrangedPage, story: &Story) -> Result<()> {
    match arranged_page.page {
        SlotPage::Section(section) if story.section_id != section => {
            Err(Error::NotHere { story: story.public_id.clone() })
        }
        _ => Ok(()),
    }
}

/// Checks that the end of a pin is after `from`, by at most a month.
pub(super) fn check_time(from: Timestamp, until: Option<Timestamp>) -> Result<()> {
    match until {
        Some(until) if until <= from || until > from.plus_seconds(PINNED_SECONDS_MAX) => {
            Err(Error::BadTime { text: until.utc().to_rfc3339() })
        }
        _ => Ok(()),
    }
}

/// `wanted` without the stories that cannot be on `arranged_page` now, and those stories.
pub(super) async fn showable(
    tx: &Tx,
    arranged_page: ArrangedPage,
    wanted: &Arrangement,
) -> Result<(Arrangement, Vec<i64>)> {
    let mut gone = Vec::new();
    for (_, story) in wanted.stories() {
        match fits(tx, arranged_page, story).await {
            Ok(()) => {}
            Err(Error::NotLive { .. } | Error::NotHere { .. } | Error::NotFound { .. }) => gone.push(story),
            Err(error) => return Err(error),
        }
    }
    Ok((wanted.without(|story| gone.contains(&story)), gone))
}

/// Follows the merge of the section `from` into `into`: rules refer to `into`, and the layout of the page of `from` is
/// deleted, because the page no longer exists.
pub(crate) async fn follow_merged_section(tx: &mut Tx, from: i64, into: i64) -> Result<()> {
    let page = SlotPage::Section(from).word();
    slot::Entity::delete_many().filter(slot::Column::Page.eq(&page)).exec(tx.db()).await?;
    let rules = Query::update()
        .table("slot_rules")
        .value("section_id", into)
        .and_where(Expr::col("section_id").eq(from))
        .to_owned();
    tx.db().execute(&rules).await?;
    Ok(())
}

/// Writes the layout, its history and the event; does nothing if the layout does not change.
pub(super) async fn put(
    tx: &mut Tx,
    actor: &Actor,
    arranged_page: ArrangedPage,
    after: &Arrangement,
    why: Why,
    by: Option<i64>,
) -> Result<()> {
    let before = arrangement(tx.db(), arranged_page).await?;
    if before == *after {
        return Ok(());
    }
    let (page, language) = (arranged_page.page.word(), arranged_page.language.code().to_owned());
    slot::Entity::delete_many()
        .filter(slot::Column::EditionId.eq(MAIN_EDITION))
        .filter(slot::Column::Page.eq(&page))
        .filter(slot::Column::Language.eq(&language))
        .exec(tx.db())
        .await?;
    slot_rule::Entity::delete_many()
        .filter(slot_rule::Column::EditionId.eq(MAIN_EDITION))
        .filter(slot_rule::Column::Page.eq(&page))
        .filter(slot_rule::Column::Language.eq(&language))
        .exec(tx.db())
        .await?;
    for (place, filling) in after.places() {
        if let Some(story) = filling.story {
            let row = slot::ActiveModel {
                id: NotSet,
                edition_id: Set(MAIN_EDITION),
                page: Set(page.clone()),
                language: Set(language.clone()),
                name: Set(place.name.to_owned()),
                position: Set(place.position),
                story_id: Set(story),
                pinned_until: Set(filling.until.map(|until| until.0)),
            };
            row.insert(tx.db()).await?;
        }
        if let SlotRule::Section(id) = filling.rule {
            // An older arrangement may name a section that was merged since.
            let section = section_by_id(tx.db(), id).await?.id;
            let row = slot_rule::ActiveModel {
                id: NotSet,
                edition_id: Set(MAIN_EDITION),
                page: Set(page.clone()),
                language: Set(language.clone()),
                name: Set(place.name.to_owned()),
                position: Set(place.position),
                section_id: Set(section),
            };
            row.insert(tx.db()).await?;
        }
    }
    let mut changes = Vec::new();
    for place in before.differing(after) {
        let filling = after.get(place);
        let story = match filling.story {
            Some(id) => Some(model::find_story(tx.db(), id).await?.public_id.to_string()),
            None => None,
        };
        let rule = match filling.rule {
            SlotRule::Newest => None,
            SlotRule::Section(id) => Some(id),
        };
        changes.push(json!([place.name, place.position, story, filling.until.map(|until| until.0), rule]));
    }
    tx.announce(Event::Slots(arranged_page));
    tx.audit(actor, "fill_slots", arranged_page.subject(), json!({ "slots": changes, "why": why.word() }));
    history::keep(tx, arranged_page, &before, after, why, by).await
}

/// Removes a story that is taken off from every layout, and notifies the person who placed it.
pub(crate) async fn remove_story(tx: &mut Tx, actor: &Actor, story: i64) -> Result<()> {
    let query = Query::select()
        .distinct()
        .columns(["page", "language"])
        .from("slots")
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
        .and_where(Expr::col("story_id").eq(story))
        .to_owned();
    for row in tx.db().rows(&query).await? {
        let mut row = row.columns();
        let page = SlotPage::from_word(&row.take::<String>()?)?;
        let arranged_page = ArrangedPage { page, language: language_from(&row.take::<String>()?)? };
        let after = arrangement(tx.db(), arranged_page).await?.without(|pinned| pinned == story);
        let by = history::who_put(tx.db(), arranged_page, story).await?;
        put(tx, actor, arranged_page, &after, Why::Gone, actor.person_id()).await?;
        if let Some(person) = by.filter(|person| Some(*person) != actor.person_id()) {
            let gone = model::find_story(tx.db(), story).await?;
            notify(tx, actor, person, "slot_gone", Some(gone.id), None).await?;
        }
    }
    // Rows of places that this build does not know.
    let rest = Query::delete().from_table("slots").and_where(Expr::col("story_id").eq(story)).to_owned();
    tx.db().execute(&rest).await?;
    Ok(())
}

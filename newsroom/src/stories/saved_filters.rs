//! The saved filters of a person: a search at the desk under a name, and whether the person hears of new stories that it
//! finds.
//!
//! Each story is told of once for each filter. Those that a filter finds when its notices are switched on count as
//! known. Whoever has the search index compares changed stories with the filters and calls [`tell_of_hits`].

use std::collections::BTreeSet;

use arabic::normalize;
use rules::{Action, Actor};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, OnConflict, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use store::clock::Timestamp;
use store::source::{self, Source};

use crate::base::changes::{ChangePosition, changed_after};
use crate::base::edition::MAIN_EDITION;
use crate::base::entity::saved_filter;
use crate::base::error::{Error, Result};
use crate::base::texts::refuse_long;
use crate::base::tx::Tx;
use crate::people::telling::notify;

/// Saved filters of one person, at most.
const FILTERS_MAX: usize = 30;
/// Characters of a query string that are kept.
const QUERY_CHARS_MAX: usize = 1_000;
/// Known stories written in one statement, far below the limit of bound values.
const HITS_AT_ONCE: usize = 500;
/// Notices at once for one filter. The filter itself shows the rest.
const NOTICES_MAX: usize = 20;

/// A saved filter of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilter {
    /// Internal id.
    pub id: i64,
    /// The person, by internal id.
    pub person: i64,
    /// Its name.
    pub name: String,
    /// Its query string.
    pub query: String,
    /// The last change of a story that it was compared with; `None` if its person wants no notices.
    pub compared_until: Option<Timestamp>,
}

impl SavedFilter {
    /// Whether its person hears of new stories.
    pub fn notifies(&self) -> bool {
        self.compared_until.is_some()
    }

    fn read(row: saved_filter::Model) -> Self {
        let compared_until = row.compared_until.map(Timestamp);
        Self { id: row.id, person: row.person_id, name: row.name, query: row.query, compared_until }
    }
}

/// The saved filters of a person, in their order.
pub async fn saved_filters(db: &impl Source, person: i64) -> Result<Vec<SavedFilter>> {
    let query = saved_filter::Entity::find()
        .filter(saved_filter::Column::PersonId.eq(person))
        .order_by_asc(saved_filter::Column::Position)
        .order_by_asc(saved_filter::Column::Id);
    Ok(source::all(db, query).await?.into_iter().map(SavedFilter::read).collect())
}

/// All saved filters whose people want notices.
pub async fn notifying_filters(db: &impl Source) -> Result<Vec<SavedFilter>> {
    let query = saved_filter::Entity::find()
        .filter(saved_filter::Column::ComparedUntil.is_not_null())
        .order_by_asc(saved_filter::Column::Id);
    Ok(source::all(db, query).await?.into_iter().map(SavedFilter::read).collect())
}

/// Saves a filter of the actor under a name; replaces one of the same name. With `known`, the actor hears of new stories
/// other than these.
pub async fn keep_filter(tx: &mut Tx, actor: &Actor, name: &str, query: &str, known: Option<&[i64]>) -> Result<()> {
    let person = own_id(actor)?;
    let name = normalize::tidy(name);
    if name.is_empty() {
        return Err(Error::WordsMissing);
    }
    refuse_long([("name", name.as_str(), 60)])?;
    let before = saved_filters(tx.db(), person).await?;
    if let Some(same) = before.iter().find(|filter| filter.name == name) {
        drop_filter(tx, actor, same.id).await?;
    } else if before.len() >= FILTERS_MAX {
        return Err(Error::TooLong { field: "filters", length: before.len() + 1, limit: FILTERS_MAX });
    }
    let row = saved_filter::ActiveModel {
        id: NotSet,
        person_id: Set(person),
        name: Set(name),
        query: Set(query.chars().take(QUERY_CHARS_MAX).collect()),
        position: Set(before.len() as i64),
        compared_until: Set(known.map(|_| tx.now().0)),
    };
    let id = row.insert(tx.db()).await?.id;
    note_hits(tx, id, known.unwrap_or_default()).await?;
    Ok(())
}

/// Switches the notices of a filter of the actor on, with the stories that it finds now, or off with `None`.
pub async fn set_filter_notices(tx: &mut Tx, actor: &Actor, id: i64, known: Option<&[i64]>) -> Result<()> {
    let person = own_id(actor)?;
    let set = Query::update()
        .table("saved_filters")
        .value("compared_until", known.map(|_| tx.now().0))
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("person_id").eq(person))
        .to_owned();
    if tx.db().execute(&set).await?.rows_affected() == 0 {
        return Err(Error::not_found("filter", id));
    }
    forget_hits(tx, id).await?;
    note_hits(tx, id, known.unwrap_or_default()).await?;
    Ok(())
}

/// Deletes a saved filter of the actor.
pub async fn drop_filter(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    let person = own_id(actor)?;
    let dropped = saved_filter::Entity::delete_many()
        .filter(saved_filter::Column::Id.eq(id))
        .filter(saved_filter::Column::PersonId.eq(person))
        .exec(tx.db())
        .await?;
    if dropped.rows_affected > 0 {
        forget_hits(tx, id).await?;
    }
    Ok(())
}

/// Tells the person of `filter` of those of `stories` that they do not know of yet. A story that they changed last
/// themselves counts as known. Returns how many notices were made.
pub async fn tell_of_hits(tx: &mut Tx, filter: &SavedFilter, stories: &[i64]) -> Result<usize> {
    // The filter may have been dropped or switched off meanwhile.
    let waiting = saved_filters(tx.db(), filter.person).await?;
    if !waiting.iter().any(|one| one.id == filter.id && one.notifies() && one.query == filter.query) {
        return Ok(0);
    }
    let own = changed_by(tx, filter.person, stories).await?;
    let mut told = 0;
    for story in stories {
        let is_new = note_hits(tx, filter.id, &[*story]).await? > 0;
        if is_new && !own.contains(story) && told < NOTICES_MAX {
            notify(tx, &Actor::clock(), filter.person, "filter_hit", Some(*story), Some(&filter.name)).await?;
            told += 1;
        }
    }
    Ok(told)
}

/// Notes that every filter with notices was compared with all changes up to `until`.
pub async fn note_compared(tx: &mut Tx, until: Timestamp) -> Result<()> {
    tx.suppress_wake();
    let set = Query::update()
        .table("saved_filters")
        .value("compared_until", until.0)
        .and_where(Expr::col("compared_until").lt(until.0))
        .to_owned();
    tx.db().execute(&set).await?;
    Ok(())
}

/// Up to `limit` stories that changed after the position `after`, in this order, with their positions.
pub async fn touched_stories(db: &impl Source, after: ChangePosition, limit: u64) -> Result<Vec<ChangePosition>> {
    let mut query = Query::select()
        .columns(["touched_at", "id"])
        .from("stories")
        .and_where(Expr::col("edition_id").eq(MAIN_EDITION))
        .take();
    changed_after(&mut query, ("touched_at", "id"), after, limit);
    let mut found = Vec::new();
    for row in db.rows(&query).await? {
        let mut columns = row.columns();
        found.push((Timestamp(columns.take()?), columns.take()?));
    }
    Ok(found)
}

/// Those of `stories` whose newest version is the work of `person`.
async fn changed_by(tx: &Tx, person: i64, stories: &[i64]) -> Result<BTreeSet<i64>> {
    let newest = Expr::cust("COALESCE(s.work_version, s.live_version)");
    let query = Query::select()
        .column(("s", "id"))
        .from_as("stories", "s")
        .join_as(JoinType::InnerJoin, "story_versions", "v", Expr::col(("v", "id")).eq(newest))
        .and_where(Expr::col(("s", "id")).is_in(stories.iter().copied()))
        .and_where(Expr::col(("v", "made_by")).eq(person))
        .to_owned();
    let mut own = BTreeSet::new();
    for row in Source::rows(tx.db(), &query).await? {
        own.insert(row.columns().take()?);
    }
    Ok(own)
}

/// Notes that the person of a filter knows these stories. Returns how many they did not know before.
async fn note_hits(tx: &Tx, filter: i64, stories: &[i64]) -> Result<u64> {
    let mut new = 0;
    for stories in stories.chunks(HITS_AT_ONCE) {
        let mut put = Query::insert().into_table("filter_hits").columns(["filter_id", "story_id"]).to_owned();
        put.on_conflict(OnConflict::columns(["filter_id", "story_id"]).do_nothing().to_owned());
        for story in stories {
            put.values_panic([filter.into(), (*story).into()]);
        }
        new += tx.db().execute(&put).await?.rows_affected();
    }
    Ok(new)
}

async fn forget_hits(tx: &Tx, filter: i64) -> Result<()> {
    let hits = Query::delete().from_table("filter_hits").and_where(Expr::col("filter_id").eq(filter)).to_owned();
    tx.db().execute(&hits).await?;
    Ok(())
}

fn own_id(actor: &Actor) -> Result<i64> {
    actor.person_id().ok_or(Error::Forbidden { action: Action::See })
}

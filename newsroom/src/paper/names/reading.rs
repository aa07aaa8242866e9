//! Reads names: by id, by address, by search.

use std::collections::HashMap;

use sea_orm::sea_query::{Cond, Expr, ExprTrait, Func, Order, Query, SelectStatement};
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::named::NameKind;
use crate::base::patterns::patterns;
use crate::base::sight::{Sight, StoryList};
use crate::paper::names::kind::Named;

/// Ids or addresses in one query, far below the limit of bound values.
const AT_ONCE: usize = 500;

/// The cursor of a page of names: folded name and id of its last line.
pub type NameCursor = (String, i64);

/// A row of a table of names.
pub(crate) struct Row<T> {
    pub name: T,
    folded: String,
    merged_into: Option<i64>,
}

impl<T: Named> Row<T> {
    /// Its id, or that of its successor if it was merged.
    pub fn stands(&self) -> i64 {
        self.merged_into.unwrap_or_else(|| self.name.id())
    }
}

/// A query for all of a kind, including merged ones.
pub(crate) fn every<T: Named>() -> SelectStatement {
    let columns = ["id", "slug", "name", T::ABOUT].into_iter().chain(T::OWN.iter().copied()).chain(["name_folded"]);
    let merged = T::MERGE.map(|_| "merged_into");
    Query::select().columns(columns.chain(merged)).from(T::KIND.tables().0).take()
}

/// A query for all of a kind that were not merged.
pub(crate) fn unmerged<T: Named>() -> SelectStatement {
    every::<T>().and_where_option(T::MERGE.map(|_| Expr::col("merged_into").is_null())).take()
}

async fn rows<T: Named>(db: &impl Source, query: &SelectStatement) -> Result<Vec<Row<T>>> {
    let mut rows = Vec::new();
    for row in db.rows(query).await? {
        let mut columns = row.columns();
        let (name, folded) = (T::read(&mut columns)?, columns.take()?);
        let merged_into = match T::MERGE {
            Some(_) => columns.take()?,
            None => None,
        };
        rows.push(Row { name, folded, merged_into });
    }
    Ok(rows)
}

/// The first row that `query` finds; the query is made by [`every`] or [`unmerged`].
pub(crate) async fn first<T: Named>(db: &impl Source, query: &mut SelectStatement) -> Result<Option<Row<T>>> {
    Ok(rows(db, query.limit(1)).await?.into_iter().next())
}

/// The row with this address, merged or not.
pub(crate) async fn holder<T: Named>(db: &impl Source, slug: &str) -> Result<Option<Row<T>>> {
    first(db, every::<T>().and_where(Expr::col("slug").eq(slug))).await
}

/// The id of the name that once had the address `slug`.
pub(crate) async fn former_holder(db: &impl Source, kind: NameKind, slug: &str) -> Result<Option<i64>> {
    let query = Query::select()
        .column("other_id")
        .from("former_addresses")
        .and_where(Expr::col("kind").eq(kind.word()))
        .and_where(Expr::col("slug").eq(slug))
        .to_owned();
    let row = db.rows(&query).await?.into_iter().next();
    Ok(row.map(|row| row.columns().take()).transpose()?)
}

/// The id of the one that has or once had this address, or of its successor.
pub(crate) async fn known<T: Named>(db: &impl Source, slug: &str) -> Result<Option<i64>> {
    match holder::<T>(db, slug).await? {
        Some(row) => Ok(Some(row.stands())),
        None => former_holder(db, T::KIND, slug).await,
    }
}

/// The id for each of these addresses that exists; for a merged name that of its successor.
pub(crate) async fn by_slugs<T: Named>(db: &impl Source, slugs: &[String]) -> Result<HashMap<String, i64>> {
    let mut ids = HashMap::new();
    for slugs in slugs.chunks(AT_ONCE) {
        let query = every::<T>().and_where(Expr::col("slug").is_in(slugs.iter().map(String::as_str))).take();
        let found = rows::<T>(db, &query).await?.into_iter();
        ids.extend(found.map(|row| (row.name.naming().slug.to_owned(), row.stands())));
    }
    Ok(ids)
}

/// The one with this internal id; [`Error::NotFound`] if it was merged.
pub async fn one<T: Named>(db: &impl Source, id: i64) -> Result<T> {
    let row = first(db, unmerged::<T>().and_where(Expr::col("id").eq(id))).await?;
    row.map(|row| row.name).ok_or_else(|| Error::not_found(T::KIND.word(), id))
}

/// The one with this address.
pub async fn by_slug<T: Named>(db: &impl Source, slug: &str) -> Result<Option<T>> {
    db.saw(&Sight::Name(T::KIND, slug.to_owned()));
    Ok(first(db, unmerged::<T>().and_where(Expr::col("slug").eq(slug))).await?.map(|row| row.name))
}

/// The one to which a former address redirects: its own former address, or that of a name merged into it.
pub async fn formerly<T: Named>(db: &impl Source, slug: &str) -> Result<Option<T>> {
    let id = match T::MERGE {
        Some(_) => known::<T>(db, slug).await?,
        None => former_holder(db, T::KIND, slug).await?,
    };
    match id {
        Some(id) => Ok(Some(one::<T>(db, id).await?).filter(|name| name.naming().slug != slug)),
        None => Ok(None),
    }
}

/// The one with this id, or its successor; `None` for an unknown id.
pub async fn standing<T: Named>(db: &impl Source, id: i64) -> Result<Option<T>> {
    Ok(by_ids(db, &[id]).await?.pop())
}

/// The ones with these ids, or their successors, in that order and each once. Unknown ids are left out.
pub async fn by_ids<T: Named>(db: &impl Source, ids: &[i64]) -> Result<Vec<T>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let with = |ids: &[i64]| every::<T>().and_where(Expr::col("id").is_in(ids.iter().copied())).take();
    let mut rows: Vec<Row<T>> = rows(db, &with(ids)).await?;
    let mut wanted = ids.to_vec();
    if T::MERGE.is_some() {
        wanted = standing_of(ids, rows.iter().map(|row| (row.name.id(), row.stands())));
        // Almost every story needs one query; a second one only if a name was merged.
        if rows.iter().any(|row| row.merged_into.is_some()) {
            rows = self::rows(db, &with(&wanted)).await?;
        }
    }
    let found = wanted.iter().filter_map(|id| rows.iter().find(|row| row.name.id() == *id));
    let names: Vec<T> = found.map(|row| row.name.clone()).collect();
    for name in &names {
        db.saw(&Sight::Name(T::KIND, name.naming().slug.to_owned()));
    }
    Ok(names)
}

/// The successors of `ids`, in their order and each once. `stands` maps each existing id to its successor or itself.
fn standing_of(ids: &[i64], stands: impl IntoIterator<Item = (i64, i64)>) -> Vec<i64> {
    let stands: HashMap<i64, i64> = stands.into_iter().collect();
    let mut standing = Vec::with_capacity(ids.len());
    for id in ids.iter().filter_map(|id| stands.get(id)) {
        if !standing.contains(id) {
            standing.push(*id);
        }
    }
    standing
}

/// Up to `limit` names that contain these words in any form of the letters, in alphabetical order, each with the number
/// of its live stories. `within` filters if given; `after` is the cursor of the page before. Also returns the cursor of
/// the next page.
pub async fn found<T: Named>(
    db: &impl Source,
    within: Option<T::Within>,
    words: &str,
    after: Option<&NameCursor>,
    limit: usize,
) -> Result<(Vec<(T, i64)>, Option<NameCursor>)> {
    let mut query = unmerged::<T>();
    for (column, value) in T::OWN.iter().zip(within.map(T::own).unwrap_or_default()) {
        query.and_where(Expr::col(*column).eq(value));
    }
    for pattern in patterns(words) {
        query.and_where(Expr::col("name_folded").like(pattern.as_str()));
    }
    if let Some((name, id)) = after {
        let same = Expr::col("name_folded").eq(name.as_str()).and(Expr::col("id").gt(*id));
        query.cond_where(Cond::any().add(Expr::col("name_folded").gt(name.as_str())).add(same));
    }
    // One more row is read to see whether there is a next page.
    query.order_by("name_folded", Order::Asc).order_by("id", Order::Asc).limit(limit as u64 + 1);
    let mut rows: Vec<Row<T>> = rows(db, &query).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| (row.folded.clone(), row.name.id()));
    let ids: Vec<i64> = rows.iter().map(|row| row.name.id()).collect();
    let counts = story_counts(db, T::KIND, &ids).await?;
    let counted = ids.iter().map(|id| counts.get(id).copied().unwrap_or(0));
    Ok((rows.into_iter().map(|row| row.name).zip(counted).collect(), next))
}

/// The number of live stories of one of them.
pub async fn live_stories<T: Named>(db: &impl Source, id: i64) -> Result<i64> {
    Ok(story_counts(db, T::KIND, &[id]).await?.remove(&id).unwrap_or(0))
}

/// The number of live stories of each of `ids`.
async fn story_counts(db: &impl Source, kind: NameKind, ids: &[i64]) -> Result<HashMap<i64, i64>> {
    let (_, table, column) = kind.tables();
    let mut counts = HashMap::new();
    for ids in ids.chunks(AT_ONCE) {
        let query = Query::select()
            .column(column)
            .expr(Func::count(Expr::col("story_id")))
            .from(table)
            .and_where(Expr::col(column).is_in(ids.iter().copied()))
            .group_by_col(column)
            .to_owned();
        for row in db.rows(&query).await? {
            let mut columns = row.columns();
            counts.insert(columns.take()?, columns.take()?);
        }
    }
    Ok(counts)
}

/// Whether readers may know the topic, writer or thread of this list, because a published story has it. A name that
/// only unpublished stories have stays secret. Any other list is known.
pub async fn is_known_to_readers(db: &impl Source, story_list: StoryList) -> Result<bool> {
    let StoryList::Under(kind, id) = story_list else { return Ok(true) };
    db.saw(&Sight::Known(kind, id));
    let (_, table, column) = kind.tables();
    let query = Query::select()
        .expr(Expr::val(1_i64))
        .from(table)
        .inner_join("stories", Expr::col(("stories", "id")).equals((table, "story_id")))
        .and_where(Expr::col((table, column)).eq(id))
        .and_where(Expr::col(("stories", "live")).eq(rules::Live::Published.word()))
        .limit(1)
        .to_owned();
    Ok(!db.rows(&query).await?.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_stands_once_in_the_order_in_which_it_was_given() {
        let stands = [(1, 1), (2, 3), (3, 3)];
        assert_eq!(standing_of(&[2, 1, 3, 1, 9], stands), [3, 1]);
    }
}

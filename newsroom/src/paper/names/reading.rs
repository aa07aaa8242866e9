//! Names that are there: by id, by address, by words.

use std::collections::HashMap;

use sea_orm::sea_query::{Cond, Expr, ExprTrait, Func, Order, Query, SelectStatement};
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::named::NameKind;
use crate::base::patterns::patterns;
use crate::base::sight::{Shelf, Sight};
use crate::paper::names::kind::Named;

/// Ids or addresses in one query, far below what a statement takes.
const AT_ONCE: usize = 500;

/// Where a page of names ends: folded name and id of its last line.
pub type NameCursor = (String, i64);

/// A row of a table of names.
pub(crate) struct Row<T> {
    pub name: T,
    folded: String,
    merged_into: Option<i64>,
}

impl<T: Named> Row<T> {
    /// The id of the one that stands for it.
    pub fn stands(&self) -> i64 {
        self.merged_into.unwrap_or_else(|| self.name.id())
    }
}

/// All of a kind, also those that were merged into others.
pub(crate) fn every<T: Named>() -> SelectStatement {
    let columns = ["id", "slug", "name", T::ABOUT].into_iter().chain(T::OWN.iter().copied()).chain(["name_folded"]);
    let merged = T::MERGE.map(|_| "merged_into");
    Query::select().columns(columns.chain(merged)).from(T::KIND.tables().0).take()
}

/// All of a kind that stand.
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

/// The first that `query` finds, which is [`every`] or [`unmerged`].
pub(crate) async fn first<T: Named>(db: &impl Source, query: &mut SelectStatement) -> Result<Option<Row<T>>> {
    Ok(rows(db, query.limit(1)).await?.into_iter().next())
}

/// The row with this address, standing or merged.
pub(crate) async fn holder<T: Named>(db: &impl Source, slug: &str) -> Result<Option<Row<T>>> {
    first(db, every::<T>().and_where(Expr::col("slug").eq(slug))).await
}

/// Whose address `slug` once was.
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

/// The one that has or once had this address, or that stands for it.
pub(crate) async fn known<T: Named>(db: &impl Source, slug: &str) -> Result<Option<i64>> {
    match holder::<T>(db, slug).await? {
        Some(row) => Ok(Some(row.stands())),
        None => former_holder(db, T::KIND, slug).await,
    }
}

/// What stands for these addresses, those of them that are there.
pub(crate) async fn by_slugs<T: Named>(db: &impl Source, slugs: &[String]) -> Result<HashMap<String, i64>> {
    let mut ids = HashMap::new();
    for slugs in slugs.chunks(AT_ONCE) {
        let query = every::<T>().and_where(Expr::col("slug").is_in(slugs.iter().map(String::as_str))).take();
        let found = rows::<T>(db, &query).await?.into_iter();
        ids.extend(found.map(|row| (row.name.naming().slug.to_owned(), row.stands())));
    }
    Ok(ids)
}

/// The one with this inner id; [`Error::NotFound`] for one that was merged into another.
pub async fn one<T: Named>(db: &impl Source, id: i64) -> Result<T> {
    let row = first(db, unmerged::<T>().and_where(Expr::col("id").eq(id))).await?;
    row.map(|row| row.name).ok_or_else(|| Error::not_found(T::KIND.word(), id))
}

/// The one with this address.
pub async fn by_slug<T: Named>(db: &impl Source, slug: &str) -> Result<Option<T>> {
    db.saw(&Sight::Name(T::KIND, slug.to_owned()));
    Ok(first(db, unmerged::<T>().and_where(Expr::col("slug").eq(slug))).await?.map(|row| row.name))
}

/// The one to which a former address leads: one it had itself, or that of another merged into it.
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

/// The one that stands for this id; `None` for an unknown one.
pub async fn standing<T: Named>(db: &impl Source, id: i64) -> Result<Option<T>> {
    Ok(by_ids(db, &[id]).await?.pop())
}

/// Those that stand for these ids, in that order; unknown ids are left out. Where several may have become one, each is there
/// once.
pub async fn by_ids<T: Named>(db: &impl Source, ids: &[i64]) -> Result<Vec<T>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let with = |ids: &[i64]| every::<T>().and_where(Expr::col("id").is_in(ids.iter().copied())).take();
    let mut rows: Vec<Row<T>> = rows(db, &with(ids)).await?;
    let mut wanted = ids.to_vec();
    if T::MERGE.is_some() {
        wanted = standing_of(ids, rows.iter().map(|row| (row.name.id(), row.stands())));
        // One question for almost every story; a second one where a name of it was merged into another.
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

/// What stands for `ids`, in their order, each once, where `stands` says it of every id there is.
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

/// `limit` names, `within` something or all, with these words in any form of their letters, in the order of the letters, after
/// the line `after`; each with the number of live stories under it. And where the next page begins.
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
    // One line more says whether there is a next page.
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

/// How many live stories stand under one of them.
pub async fn live_stories<T: Named>(db: &impl Source, id: i64) -> Result<i64> {
    Ok(story_counts(db, T::KIND, &[id]).await?.remove(&id).unwrap_or(0))
}

/// How many live stories stand under each of `ids`.
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

/// Whether readers know the topic, writer or thread of this shelf: a story that they see now bears it. Names that only
/// unpublished work bears are nobody's news. Any other shelf is known.
pub async fn is_known_to_readers(db: &impl Source, shelf: Shelf) -> Result<bool> {
    let Shelf::Under(kind, id) = shelf else { return Ok(true) };
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

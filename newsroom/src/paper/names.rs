//! What topics, writers and threads have in common: a name that is searched in any form of its letters, an address, and addresses
//! they once had, which lead to them for good.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Func, OnConflict, Order, Query, SelectStatement};
use store::row::FromColumns;
use store::source::Source;

use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::happened::{Happened, Stood};
use crate::base::named::NameKind;
use crate::base::patterns::patterns;
use crate::base::sight::Shelf;
use crate::base::tx::Tx;

/// Characters of a name.
pub const NAMED_CHARS_MAX: usize = 100;
/// Characters of the few words about it.
pub const ABOUT_CHARS_MAX: usize = 1_000;
/// Ids in one query, far below what a statement takes.
const IDS_AT_ONCE: usize = 500;

/// Their table, the table by which live stories are found, and its column for them.
fn tables(kind: NameKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        NameKind::Topic => ("topics", "story_topics", "topic_id"),
        NameKind::Writer => ("writers", "story_writers", "writer_id"),
        NameKind::Thread => ("threads", "story_threads", "thread_id"),
    }
}

/// Whether readers know the topic, writer or thread of this shelf: a story that they see now bears it. Names that only
/// unpublished work bears are nobody's news. Any other shelf is known.
pub async fn is_known_to_readers(db: &impl Source, shelf: Shelf) -> Result<bool> {
    let (kind, id) = match shelf {
        Shelf::Topic(id) => (NameKind::Topic, id),
        Shelf::Writer(id) => (NameKind::Writer, id),
        Shelf::Thread(id) => (NameKind::Thread, id),
        _ => return Ok(true),
    };
    let (_, table, column) = tables(kind);
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

/// What somebody wants something to be called. An empty address is made from the name, or stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Naming<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its address.
    pub slug: &'a str,
    /// A few words about it.
    pub about: &'a str,
}

/// The same, fit to be stored.
pub(crate) struct Named {
    pub name: String,
    pub folded: String,
    pub slug: String,
    pub about: Option<String>,
}

impl Naming<'_> {
    /// Refuses [`Error::WordsMissing`], [`Error::TooLong`], [`Error::BadSlug`]. Without an address it is `slug`, or made
    /// from the name.
    pub(crate) fn checked(&self, slug: Option<&str>) -> Result<Named> {
        let name = arabic::normalize::tidy(&arabic::normalize::strip_bidi_controls(self.name));
        if name.is_empty() {
            return Err(Error::WordsMissing);
        }
        let about = self.about.trim();
        for (field, text, limit) in [("name", name.as_str(), NAMED_CHARS_MAX), ("about", about, ABOUT_CHARS_MAX)] {
            let length = text.chars().count();
            if length > limit {
                return Err(Error::TooLong { field, length, limit });
            }
        }
        let slug = match (self.slug.trim(), slug) {
            ("", Some(kept)) => kept.to_owned(),
            ("", None) => arabic::slug::slug(&name),
            (asked, _) => arabic::slug::slug(asked),
        };
        if slug.is_empty() {
            return Err(Error::BadSlug { slug: self.name.to_owned() });
        }
        let about = Some(about.to_owned()).filter(|about| !about.is_empty());
        Ok(Named { folded: arabic::normalize::key(&name), name, slug, about })
    }
}

/// Where a page of names ends: folded name and id of its last line.
pub type NameCursor = (String, i64);

/// `limit` rows of `query` with these words in their names, in any form of their letters, in the order of the letters, after
/// the line `after`; each with the number of live stories under it. And where the next page begins. `place` is a row's own.
pub(crate) async fn found<M: FromColumns>(
    db: &impl Source,
    kind: NameKind,
    mut query: SelectStatement,
    words: &str,
    after: Option<&NameCursor>,
    limit: usize,
    place: impl Fn(&M) -> NameCursor,
) -> Result<(Vec<(M, i64)>, Option<NameCursor>)> {
    for pattern in patterns(words) {
        query.and_where(Expr::col("name_folded").like(pattern.as_str()));
    }
    if let Some((name, id)) = after {
        let same = Expr::col("name_folded").eq(name.as_str()).and(Expr::col("id").gt(*id));
        query.cond_where(Cond::any().add(Expr::col("name_folded").gt(name.as_str())).add(same));
    }
    // One line more says whether there is a next page.
    query.order_by("name_folded", Order::Asc).order_by("id", Order::Asc).limit(limit as u64 + 1);
    let mut rows = Vec::new();
    for row in db.rows(&query).await? {
        rows.push(M::from_columns(&mut row.columns())?);
    }
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(&place);
    let ids: Vec<i64> = rows.iter().map(|row| place(row).1).collect();
    let counts = story_counts(db, kind, &ids).await?;
    let counted = ids.iter().map(|id| counts.get(id).copied().unwrap_or(0));
    Ok((rows.into_iter().zip(counted).collect(), next))
}

/// How many live stories stand under each of `ids`.
pub(crate) async fn story_counts(db: &impl Source, kind: NameKind, ids: &[i64]) -> Result<HashMap<i64, i64>> {
    let (_, table, column) = tables(kind);
    let mut counts = HashMap::new();
    for ids in ids.chunks(IDS_AT_ONCE) {
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

/// Whose address `slug` once was.
pub(crate) async fn formerly(db: &impl Source, kind: NameKind, slug: &str) -> Result<Option<i64>> {
    let query = Query::select()
        .column("other_id")
        .from("former_addresses")
        .and_where(Expr::col("kind").eq(kind.word()))
        .and_where(Expr::col("slug").eq(slug))
        .to_owned();
    let row = db.rows(&query).await?.into_iter().next();
    Ok(row.map(|row| row.columns().take()).transpose()?)
}

/// `id` moves from the address `from` to `to`: the old one leads to it, and the new one is nobody's former address.
pub(crate) async fn move_address(tx: &mut Tx, kind: NameKind, id: i64, from: Option<&str>, to: &str) -> Result<()> {
    let taken = Query::delete()
        .from_table("former_addresses")
        .and_where(Expr::col("kind").eq(kind.word()))
        .and_where(Expr::col("slug").eq(to))
        .to_owned();
    tx.db().execute(&taken).await?;
    if let Some(from) = from.filter(|from| *from != to) {
        let leave = Query::insert()
            .into_table("former_addresses")
            .columns(["kind", "slug", "other_id"])
            .values_panic([kind.word().into(), from.into(), id.into()])
            .on_conflict(OnConflict::columns(["kind", "slug"]).update_column("other_id").to_owned())
            .to_owned();
        tx.db().execute(&leave).await?;
    }
    Ok(())
}

/// Makes `from` one with `into`, whose slugs are these: it says where it went, its former addresses lead there, its live
/// stories stand there. Says how many moved.
pub(crate) async fn merge(tx: &mut Tx, kind: NameKind, from: (i64, &str), into: (i64, &str)) -> Result<u64> {
    let (own, table, column) = tables(kind);
    let (gone, stays) = (from.0, into.0);
    // The thing itself first: who is publishing a story under it at this moment comes before or after as a whole.
    let merge = Query::update()
        .table(own)
        .value("merged_into", stays)
        .cond_where(Cond::any().add(Expr::col("id").eq(gone)).add(Expr::col("merged_into").eq(gone)))
        .to_owned();
    tx.db().execute(&merge).await?;
    hand_over(tx, kind, gone, stays).await?;
    let under = |id: i64| Query::select().column("story_id").from(table).and_where(Expr::col(column).eq(id)).take();
    let ids = async |query: &SelectStatement| -> Result<Vec<i64>> {
        tx.db().rows(query).await?.into_iter().map(|row| Ok(row.columns().take()?)).collect()
    };
    let stories = ids(&under(gone)).await?;
    let both = ids(under(gone).and_where(Expr::col("story_id").in_subquery(under(stays)))).await?;
    let move_over = Query::update()
        .table(table)
        .value(column, stays)
        .and_where(Expr::col(column).eq(gone))
        .and_where(Expr::col("story_id").not_in_subquery(under(stays)))
        .to_owned();
    let moved = tx.db().execute(&move_over).await?.rows_affected();
    let drop_rest = Query::delete().from_table(table).and_where(Expr::col(column).eq(gone)).to_owned();
    tx.db().execute(&drop_rest).await?;
    tx.happened(Happened::StoriesMoved { stories, stood: Stood::Under { kind, gone, stays, both } });
    for (_, slug) in [from, into] {
        tx.announce(Event::Name(kind, slug.to_owned()));
    }
    Ok(moved)
}

/// Former addresses of `from` lead to `into` from now on.
async fn hand_over(tx: &mut Tx, kind: NameKind, from: i64, into: i64) -> Result<()> {
    let over = Query::update()
        .table("former_addresses")
        .value("other_id", into)
        .and_where(Expr::col("kind").eq(kind.word()))
        .and_where(Expr::col("other_id").eq(from))
        .to_owned();
    tx.db().execute(&over).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_tidied_and_has_an_address() {
        let named = Naming { name: "  الموارد \u{202e} المائية ", slug: "", about: " " }.checked(None).unwrap();
        assert_eq!((named.name.as_str(), named.slug.as_str()), ("الموارد المائية", "الموارد-المائية"));
        assert_eq!(named.about, None);
        let kept = Naming { name: "المياه", slug: "", about: "كل شيء" }.checked(Some("water")).unwrap();
        assert_eq!((kept.slug.as_str(), kept.about.as_deref()), ("water", Some("كل شيء")));
        let asked = Naming { name: "المياه", slug: "Water & Dams", about: "" }.checked(Some("water")).unwrap();
        assert_eq!(asked.slug, "water-dams");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let refused = |name, about| Naming { name, slug: "", about }.checked(None).err();
        assert!(matches!(refused(" \u{200f} ", ""), Some(Error::WordsMissing)));
        assert!(matches!(refused("؟!", ""), Some(Error::BadSlug { .. })));
        let long = "ع".repeat(101);
        assert!(matches!(refused(&long, ""), Some(Error::TooLong { field: "name", .. })));
        assert!(matches!(refused("اسم", &"ع".repeat(1_001)), Some(Error::TooLong { field: "about", .. })));
    }
}

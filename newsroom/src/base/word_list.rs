//! Lists of words that the desk keeps: the house's own, and those that comments are held against. A [`ListedWord`] says what is
//! its list's own; how words are added, taken off, put back and taken in from a sheet is the same for all.
//!
//! A word that is taken off stays as a row. Each change is announced to the publication log, by which every node knows that what
//! it has in memory is no longer true.

use std::collections::HashMap;

use arabic::normalize;
use rules::{Action, Actor};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use serde_json::json;
use store::source::Source;

use crate::base::allow::allowed;
use crate::base::edition::hold_paper;
use crate::base::error::{Error, Result};
use crate::base::patterns::patterns;
use crate::base::tx::Tx;

/// A word of a list, and what is its list's own.
pub trait ListedWord: Sized + Send {
    /// What somebody says of a word.
    type Says: Clone + PartialEq + Send + Sync;

    /// The table; also the whole list in refusals and in the audit log.
    const TABLE: &'static str;
    /// The columns by which a word is the same as another.
    const KEY: &'static [&'static str];
    /// The column in which words are searched, folded.
    const FOLDED: &'static str;
    /// One word in refusals, and in the audit log before its id.
    const WHAT: (&'static str, &'static str);
    /// The right to keep the list.
    const ACTION: Action;
    /// Words that stand in it, at most: all of them are in the memory of every node.
    const WORDS_MAX: usize;
    /// Whether a word that is added by itself is held against that too, and not sheets alone.
    const COUNTS_EACH: bool;
    /// Whether the whole list begins with what was added last.
    const NEWEST_FIRST: bool;
    /// What the audit log calls adding, taking off, putting back and taking in a sheet.
    const ACTS: [&'static str; 4];

    /// Inner id, what is said of it, and whether it was taken off.
    fn row(&self) -> (i64, &Self::Says, bool);

    /// Tidied, without what its kind has no use for. Refuses [`Error::WordsMissing`] and [`Error::TooLong`].
    fn checked(says: Self::Says) -> Result<Self::Says>;

    /// The word of its kind.
    fn kind(says: &Self::Says) -> &'static str;

    /// What stands in the columns [`Self::KEY`].
    fn key(says: &Self::Says) -> Vec<String>;

    /// The words of a query over the table, which has no columns yet.
    fn read(db: &impl Source, query: SelectStatement) -> impl Future<Output = Result<Vec<Self>>> + Send;

    /// Writes what is said over the row `id`, or as a new one: it stands from then on. The id of the row.
    fn put(tx: &Tx, actor: &Actor, id: Option<i64>, says: &Self::Says) -> impl Future<Output = Result<i64>> + Send;

    /// Says that the list is no longer what it was.
    fn announce(tx: &mut Tx) -> impl Future<Output = Result<()>> + Send;
}

/// Adds a word; one that was taken off comes back as it is said now.
///
/// Refuses what [`ListedWord::checked`] does, [`Error::AlreadyThere`] for a word that stands in the list, and
/// [`Error::TooLong`] where the list is full.
pub async fn add_word<W: ListedWord>(tx: &mut Tx, actor: &Actor, says: W::Says) -> Result<W> {
    allowed(actor, W::ACTION)?;
    let says = W::checked(says)?;
    hold_paper(tx).await?;
    let there = same::<W>(tx, &says).await?;
    match there {
        Some((_, false)) => return Err(Error::AlreadyThere { what: W::WHAT.0 }),
        None if W::COUNTS_EACH => refuse_beyond::<W>(standing_words::<W>(tx).await?.saturating_add(1))?,
        _ => {}
    }
    let id = W::put(tx, actor, there.map(|(id, _)| id), &says).await?;
    tell::<W>(tx, actor, W::ACTS[0], id, &says).await?;
    listed_word(tx.db(), id).await
}

/// Takes a word off its list; [`bring_back_word`] puts it back as it was.
pub async fn remove_word<W: ListedWord>(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    allowed(actor, W::ACTION)?;
    hold_paper(tx).await?;
    let word: W = standing(tx, id).await?;
    mark::<W>(tx, id, Some(tx.now().0)).await?;
    tell::<W>(tx, actor, W::ACTS[1], id, word.row().1).await
}

/// Puts a word back as it was when it was taken off; one that stands is left alone.
pub async fn bring_back_word<W: ListedWord>(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    allowed(actor, W::ACTION)?;
    hold_paper(tx).await?;
    let word: W = listed_word(tx.db(), id).await?;
    let (_, says, is_removed) = word.row();
    if !is_removed {
        return Ok(());
    }
    mark::<W>(tx, id, None).await?;
    tell::<W>(tx, actor, W::ACTS[2], id, says).await
}

/// Takes in many words: those that are not there are added, those that are become as they are given, none is taken off.
/// Answers how many were added and how many changed. One row of the audit log tells of all.
///
/// Refuses as [`add_word`] does, as a whole, and [`Error::TooLong`] where the list would have too many words.
pub async fn import_words<W: ListedWord>(tx: &mut Tx, actor: &Actor, sheet: Vec<W::Says>) -> Result<(usize, usize)> {
    allowed(actor, W::ACTION)?;
    hold_paper(tx).await?;
    // Of every row its id, and what it says where it stands.
    let mut known: HashMap<Vec<String>, (i64, Option<W::Says>)> = HashMap::new();
    for word in W::read(tx.db(), Query::select().from(W::TABLE).take()).await? {
        let (id, says, is_removed) = word.row();
        known.insert(W::key(says), (id, (!is_removed).then(|| says.clone())));
    }
    let (mut added, mut changed) = (0, 0);
    for says in sheet {
        let says = W::checked(says)?;
        let key = W::key(&says);
        let there = known.get(&key);
        match there {
            Some((_, Some(stands))) if *stands == says => continue,
            Some((_, Some(_))) => changed += 1,
            _ => added += 1,
        }
        let id = W::put(tx, actor, there.map(|(id, _)| *id), &says).await?;
        known.insert(key, (id, Some(says)));
    }
    refuse_beyond::<W>(known.values().filter(|(_, stands)| stands.is_some()).count())?;
    if added + changed > 0 {
        W::announce(tx).await?;
        tx.audit(actor, W::ACTS[3], W::TABLE, json!({ "added": added, "changed": changed }));
    }
    Ok((added, changed))
}

/// The word with this id, also one that was taken off.
pub async fn listed_word<W: ListedWord>(db: &impl Source, id: i64) -> Result<W> {
    let query = Query::select().from(W::TABLE).and_where(Expr::col("id").eq(id)).take();
    W::read(db, query).await?.pop().ok_or_else(|| Error::not_found(W::WHAT.0, id))
}

/// Every word that stands in the list.
pub async fn all_words<W: ListedWord>(db: &impl Source) -> Result<Vec<W>> {
    let order = if W::NEWEST_FIRST { Order::Desc } else { Order::Asc };
    W::read(db, find::<W>("", None).order_by("id", order).take()).await
}

/// A query for what stands in the list with `words` in it, in any form of the letters, of one kind where it is given.
pub(crate) fn find<W: ListedWord>(words: &str, kind: Option<&str>) -> SelectStatement {
    let mut query = Query::select();
    query.from(W::TABLE).and_where(Expr::col("removed_at").is_null());
    for pattern in patterns(words) {
        query.and_where(Expr::col(W::FOLDED).like(pattern.as_str()));
    }
    if let Some(kind) = kind {
        query.and_where(Expr::col("kind").eq(kind));
    }
    query
}

/// The first `limit` words of a query; and where the next page begins, if there is one: at the place of the last.
pub(crate) async fn page<W: ListedWord, C>(
    db: &impl Source,
    mut query: SelectStatement,
    limit: usize,
    place: impl Fn(&W) -> C,
) -> Result<(Vec<W>, Option<C>)> {
    let mut found = W::read(db, query.limit(limit as u64 + 1).take()).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(place);
    Ok((found, next))
}

/// The word with this id, where it stands.
pub(crate) async fn standing<W: ListedWord>(tx: &Tx, id: i64) -> Result<W> {
    let word: W = listed_word(tx.db(), id).await?;
    if word.row().2 { Err(Error::not_found(W::WHAT.0, id)) } else { Ok(word) }
}

/// The row that has this word already, and whether it was taken off.
pub(crate) async fn same<W: ListedWord>(tx: &Tx, says: &W::Says) -> Result<Option<(i64, bool)>> {
    let mut query = Query::select();
    query.from(W::TABLE);
    for (column, value) in W::KEY.iter().zip(W::key(says)) {
        query.and_where(Expr::col(*column).eq(value));
    }
    let found = W::read(tx.db(), query).await?.pop();
    Ok(found.map(|word| (word.row().0, word.row().2)))
}

/// Announces a change of one word, and writes it down.
pub(crate) async fn tell<W: ListedWord>(
    tx: &mut Tx,
    actor: &Actor,
    act: &'static str,
    id: i64,
    says: &W::Says,
) -> Result<()> {
    W::announce(tx).await?;
    tx.audit(actor, act, format!("{}/{id}", W::WHAT.1), json!({ "kind": W::kind(says) }));
    Ok(())
}

/// A text on one line, without signs of direction.
pub(crate) fn tidied(text: &str) -> String {
    normalize::tidy(&normalize::strip_bidi_controls(text))
}

/// The same, where anything is left of it.
pub(crate) fn tidied_if_any(text: Option<String>) -> Option<String> {
    text.map(|text| tidied(&text)).filter(|text| !text.is_empty())
}

/// Refuses a text that is longer than its limit; each with the name of its field.
pub(crate) fn refuse_long<'a>(texts: impl IntoIterator<Item = (&'static str, &'a String, usize)>) -> Result<()> {
    for (field, text, limit) in texts {
        let length = text.chars().count();
        if length > limit {
            return Err(Error::TooLong { field, length, limit });
        }
    }
    Ok(())
}

fn refuse_beyond<W: ListedWord>(length: usize) -> Result<()> {
    let (field, limit) = (W::TABLE, W::WORDS_MAX);
    if length > limit { Err(Error::TooLong { field, length, limit }) } else { Ok(()) }
}

async fn standing_words<W: ListedWord>(tx: &Tx) -> Result<usize> {
    let count = find::<W>("", None).expr(Expr::col("id").count()).take();
    match tx.db().rows(&count).await?.into_iter().next() {
        Some(row) => Ok(usize::try_from(row.columns().take::<i64>()?).unwrap_or(usize::MAX)),
        None => Ok(0),
    }
}

async fn mark<W: ListedWord>(tx: &Tx, id: i64, removed_at: Option<i64>) -> Result<()> {
    let update =
        Query::update().table(W::TABLE).value("removed_at", removed_at).and_where(Expr::col("id").eq(id)).to_owned();
    tx.db().execute(&update).await?;
    Ok(())
}

//! Word lists of the desk: the house words, and the words for screening comments. A [`ListedWord`] defines what is
//! particular to one list. Adding, removing, restoring and importing words is the same for all.
//!
//! A removed word stays as a row. Each change is announced to the publication log, so that every node knows that its
//! copy in memory is out of date.

use std::collections::HashMap;

use rules::{Action, Actor};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use serde_json::json;
use store::source::Source;

use crate::base::allow::allowed;
use crate::base::edition::lock_paper;
use crate::base::error::{Error, Result};
use crate::base::patterns::patterns;
use crate::base::tx::Tx;

/// A word of a list, and the particulars of the list.
pub trait ListedWord: Sized + Send {
    /// The content of a word.
    type Says: Clone + PartialEq + Send + Sync;

    /// The table; also the name of the whole list in refusals and in the audit log.
    const TABLE: &'static str;
    /// The columns that identify a word.
    const KEY: &'static [&'static str];
    /// The column with the folded text that is searched.
    const FOLDED: &'static str;
    /// The name of one word in refusals, and in the audit log before its id.
    const WHAT: (&'static str, &'static str);
    /// The right to edit the list.
    const ACTION: Action;
    /// Words in the list at most: every node keeps all of them in memory.
    const WORDS_MAX: usize;
    /// Whether the list is ordered by newest first.
    const NEWEST_FIRST: bool;
    /// The audit acts of adding, removing, restoring and importing.
    const ACTS: [&'static str; 4];

    /// Internal id, content, and whether the word was removed.
    fn row(&self) -> (i64, &Self::Says, bool);

    /// Cleans the content up and drops fields that its kind does not use. Refuses with [`Error::WordsMissing`] and
    /// [`Error::TooLong`].
    fn checked(says: Self::Says) -> Result<Self::Says>;

    /// The word of its kind.
    fn kind(says: &Self::Says) -> &'static str;

    /// The values of the columns [`Self::KEY`].
    fn key(says: &Self::Says) -> Vec<String>;

    /// The words found by a query over the table; the query has no columns yet.
    fn read(db: &impl Source, query: SelectStatement) -> impl Future<Output = Result<Vec<Self>>> + Send;

    /// Writes the content over the row `id`, or as a new row, and marks it as not removed. Returns the id of the row.
    fn put(tx: &Tx, actor: &Actor, id: Option<i64>, says: &Self::Says) -> impl Future<Output = Result<i64>> + Send;

    /// Announces that the list has changed.
    fn announce(tx: &mut Tx) -> impl Future<Output = Result<()>> + Send;
}

/// Adds a word. A removed word comes back with the new content.
///
/// Refuses as [`ListedWord::checked`] does, with [`Error::AlreadyThere`] if the word is in the list, and with
/// [`Error::TooLong`] if the list is full.
pub async fn add_word<W: ListedWord>(tx: &mut Tx, actor: &Actor, says: W::Says) -> Result<W> {
    allowed(actor, W::ACTION)?;
    let says = W::checked(says)?;
    lock_paper(tx).await?;
    let there = same::<W>(tx, &says).await?;
    match there {
        Some((_, false)) => return Err(Error::AlreadyThere { what: W::WHAT.0 }),
        _ => refuse_beyond::<W>(standing_words::<W>(tx).await?.saturating_add(1))?,
    }
    let id = W::put(tx, actor, there.map(|(id, _)| id), &says).await?;
    tell::<W>(tx, actor, W::ACTS[0], id, &says).await?;
    listed_word(tx.db(), id).await
}

/// Removes a word from its list; [`bring_back_word`] restores it.
pub async fn remove_word<W: ListedWord>(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    allowed(actor, W::ACTION)?;
    lock_paper(tx).await?;
    let word: W = standing(tx, id).await?;
    mark::<W>(tx, id, Some(tx.now().0)).await?;
    tell::<W>(tx, actor, W::ACTS[1], id, word.row().1).await
}

/// Restores a removed word as it was; does nothing if the word is in the list.
pub async fn bring_back_word<W: ListedWord>(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    allowed(actor, W::ACTION)?;
    lock_paper(tx).await?;
    let word: W = listed_word(tx.db(), id).await?;
    let (_, says, is_removed) = word.row();
    if !is_removed {
        return Ok(());
    }
    mark::<W>(tx, id, None).await?;
    tell::<W>(tx, actor, W::ACTS[2], id, says).await
}

/// Imports many words: new ones are added, existing ones are overwritten, none is removed. Returns how many were added
/// and how many changed. The import has one row in the audit log.
///
/// Refuses everything as [`add_word`] does, and with [`Error::TooLong`] if the list would have too many words.
pub async fn import_words<W: ListedWord>(tx: &mut Tx, actor: &Actor, sheet: Vec<W::Says>) -> Result<(usize, usize)> {
    allowed(actor, W::ACTION)?;
    lock_paper(tx).await?;
    // For every row its id, and its content unless it was removed.
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

/// The word with this id, even if it was removed.
pub async fn listed_word<W: ListedWord>(db: &impl Source, id: i64) -> Result<W> {
    let query = Query::select().from(W::TABLE).and_where(Expr::col("id").eq(id)).take();
    W::read(db, query).await?.pop().ok_or_else(|| Error::not_found(W::WHAT.0, id))
}

/// Every word in the list.
pub async fn all_words<W: ListedWord>(db: &impl Source) -> Result<Vec<W>> {
    let order = if W::NEWEST_FIRST { Order::Desc } else { Order::Asc };
    W::read(db, find::<W>("", None).order_by("id", order).take()).await
}

/// A query for words in the list that contain `words`, in any form of the letters; with `kind`, of that kind only.
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

/// The first `limit` words of a query, and the cursor of the next page if there is one: the position of the last word.
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

/// The word with this id, if it was not removed.
pub(crate) async fn standing<W: ListedWord>(tx: &Tx, id: i64) -> Result<W> {
    let word: W = listed_word(tx.db(), id).await?;
    if word.row().2 { Err(Error::not_found(W::WHAT.0, id)) } else { Ok(word) }
}

/// The row of this word, and whether it was removed.
pub(crate) async fn same<W: ListedWord>(tx: &Tx, says: &W::Says) -> Result<Option<(i64, bool)>> {
    let mut query = Query::select();
    query.from(W::TABLE);
    for (column, value) in W::KEY.iter().zip(W::key(says)) {
        query.and_where(Expr::col(*column).eq(value));
    }
    let found = W::read(tx.db(), query).await?.pop();
    Ok(found.map(|word| (word.row().0, word.row().2)))
}

/// Announces a change of one word and writes it to the audit log.
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

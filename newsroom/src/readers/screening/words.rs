//! The moderators' lists: insults, spam, words at which somebody should look, and innocent words that no list may hit.
//!
//! Kept by who moderates the whole paper. A word stands in one list; under its key ([`arabic::evasion::key`]) every spelling
//! of it is the same word. Each change is an event of the publication log ([`Event::ScreenWords`]), by which every node knows that
//! the lists it has in memory are no longer true.

mod sheet;
use std::collections::HashMap;

use arabic::{evasion, normalize};
use rules::{Action, Actor};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ActiveModelTrait, ConnectionTrait, NotSet, Set};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::clock::Timestamp;
use store::row::FromColumns;
use store::source::Source;

use crate::base::allow::allowed;
use crate::base::edition::hold_paper;
use crate::base::entity::screen_word as row;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::patterns::patterns;
use crate::base::tx::Tx;
use crate::base::worded::worded;

pub use sheet::{ScreenSheetRefusal, read_screen_words, write_screen_words};

/// Characters of a word, or of several that stand together.
pub const SCREEN_WORD_CHARS_MAX: usize = 60;
/// Characters of a note.
pub const SCREEN_NOTE_CHARS_MAX: usize = 200;
/// Words of all lists; all of them are in the memory of every node.
pub const SCREEN_WORDS_MAX: usize = 5_000;

/// The list with which a new paper begins, as a sheet. The migration has read it: what it says never changes.
pub(crate) const FIRST_LIST: &str = include_str!("words.tsv");

/// A list of words.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ScreenKind {
    /// Insults.
    Abuse,
    /// Advertising and fraud.
    Spam,
    /// Words at which somebody should look, whatever the reason.
    Hold,
    /// Names and words that are never found, however much they look like one of the others.
    Innocent,
}

worded!(ScreenKind);

/// What a list says of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenWording {
    /// Which list.
    pub kind: ScreenKind,
    /// A comment with it lies with the spam rather than wait. Words of the lists for abuse and spam only.
    pub refuses: bool,
    /// The word as it was typed, or several that stand together.
    pub word: String,
    /// Why it stands here.
    pub note: Option<String>,
}

impl ScreenWording {
    /// Tidied. Refuses [`Error::WordsMissing`] for what has fewer than two letters or more words than are looked for, and
    /// [`Error::TooLong`].
    fn checked(self) -> Result<Self> {
        let tidy = |text: &str| normalize::tidy(&normalize::strip_bidi_controls(text));
        let word = tidy(&self.word);
        let note = self.note.map(|note| tidy(&note)).filter(|note| !note.is_empty());
        for (field, text, limit) in std::iter::once(("word", &word, SCREEN_WORD_CHARS_MAX))
            .chain(note.iter().map(|note| ("note", note, SCREEN_NOTE_CHARS_MAX)))
        {
            let length = text.chars().count();
            if length > limit {
                return Err(Error::TooLong { field, length, limit });
            }
        }
        let key = evasion::key(&word);
        let (letters, words) = (key.chars().filter(|c| c.is_alphabetic()).count(), key.split(' ').count());
        if letters < 2 || words > evasion::WORDS_MAX {
            return Err(Error::WordsMissing);
        }
        let refuses = self.refuses && matches!(self.kind, ScreenKind::Abuse | ScreenKind::Spam);
        Ok(Self { word, note, refuses, ..self })
    }

    fn key(&self) -> String {
        evasion::key(&self.word)
    }
}

/// A word of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenWord {
    /// Inner id.
    pub id: i64,
    /// What it says.
    pub says: ScreenWording,
    /// Who put it there; nobody for the list a paper begins with and for what the command line did.
    pub by: Option<i64>,
    /// When; 0 for the list a paper begins with.
    pub at: Timestamp,
    /// Comments in which it was found.
    pub hits: i64,
    /// Whether it was taken off the list; it is not looked for then.
    pub is_removed: bool,
}

/// Adds a word; one that was removed comes back as it is now. Who moderates the paper may.
///
/// Refuses [`Error::WordsMissing`], [`Error::TooLong`], and [`Error::AlreadyThere`] for a word that stands in a list in any
/// spelling.
pub async fn add_screen_word(tx: &mut Tx, actor: &Actor, wording: ScreenWording) -> Result<ScreenWord> {
    allowed(actor, Action::Moderate)?;
    let wording = wording.checked()?;
    hold_paper(tx).await?;
    let id = match by_key(tx, &wording.key()).await? {
        Some(there) if !there.is_removed => return Err(Error::AlreadyThere { what: "screen word" }),
        Some(there) => {
            put(tx, actor, there.id, &wording).await?;
            there.id
        }
        None => {
            has_room(tx, 1).await?;
            insert(tx, actor, &wording).await?
        }
    };
    tx.announce(Event::ScreenWords);
    tx.audit(actor, "add_screen_word", subject(id), json!({ "kind": wording.kind.word() }));
    screen_word(tx.db(), id).await
}

/// Takes a word off its list; [`bring_back_screen_word`] puts it back as it was.
pub async fn remove_screen_word(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    allowed(actor, Action::Moderate)?;
    hold_paper(tx).await?;
    let word = screen_word(tx.db(), id).await?;
    if word.is_removed {
        return Err(Error::not_found("screen word", id));
    }
    mark_removed(tx, id, Some(tx.now().0)).await?;
    tx.announce(Event::ScreenWords);
    tx.audit(actor, "remove_screen_word", subject(id), json!({ "kind": word.says.kind.word() }));
    Ok(())
}

/// Puts a removed word back as it was; one that stands is left alone.
pub async fn bring_back_screen_word(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    allowed(actor, Action::Moderate)?;
    hold_paper(tx).await?;
    let word = screen_word(tx.db(), id).await?;
    if word.is_removed {
        mark_removed(tx, id, None).await?;
        tx.announce(Event::ScreenWords);
        tx.audit(actor, "bring_back_screen_word", subject(id), json!({ "kind": word.says.kind.word() }));
    }
    Ok(())
}

/// Takes in many words: those that are not there are added, those that are become as they are given, none is removed.
/// Answers how many were added and how many changed. One row of the audit log tells of all.
///
/// Refuses as [`add_screen_word`] does, as a whole, and [`Error::TooLong`] beyond [`SCREEN_WORDS_MAX`] words.
pub async fn import_screen_words(tx: &mut Tx, actor: &Actor, sheet: Vec<ScreenWording>) -> Result<(usize, usize)> {
    allowed(actor, Action::Moderate)?;
    hold_paper(tx).await?;
    let (mut added, mut changed) = (0, 0);
    let all = read(tx.db(), Query::select().from("screen_words").take()).await?;
    let mut known: HashMap<String, ScreenWord> = all.into_iter().map(|word| (word.says.key(), word)).collect();
    for wording in sheet {
        let wording = wording.checked()?;
        let key = wording.key();
        let id = match known.get(&key) {
            Some(there) if !there.is_removed && there.says == wording => continue,
            Some(there) => {
                if there.is_removed {
                    added += 1;
                } else {
                    changed += 1;
                }
                put(tx, actor, there.id, &wording).await?;
                there.id
            }
            None => {
                added += 1;
                insert(tx, actor, &wording).await?
            }
        };
        let (by, at) = (actor.person_id(), tx.now());
        known.insert(key, ScreenWord { id, says: wording, by, at, hits: 0, is_removed: false });
    }
    let length = known.values().filter(|word| !word.is_removed).count();
    if length > SCREEN_WORDS_MAX {
        return Err(Error::TooLong { field: "screen_words", length, limit: SCREEN_WORDS_MAX });
    }
    if added + changed > 0 {
        tx.announce(Event::ScreenWords);
        tx.audit(actor, "import_screen_words", "screen_words", json!({ "added": added, "changed": changed }));
    }
    Ok((added, changed))
}

/// Counts a comment for each of these words. Part of the act that takes the comment in; no act of anybody.
pub async fn count_screen_hits(tx: &mut Tx, ids: &[i64]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let count = Query::update()
        .table("screen_words")
        .value("hits", Expr::col("hits").add(1))
        .and_where(Expr::col("id").is_in(ids.iter().copied()))
        .to_owned();
    tx.db().execute(&count).await?;
    Ok(())
}

/// The word with this id, also a removed one.
pub async fn screen_word(db: &impl Source, id: i64) -> Result<ScreenWord> {
    let query = Query::select().from("screen_words").and_where(Expr::col("id").eq(id)).take();
    read(db, query).await?.pop().ok_or_else(|| Error::not_found("screen word", id))
}

/// `limit` words with `words` in them, in any form of the letters, of one list where it is given, the newest first, of those
/// with a lower id than `before`; and the id before which the next page begins.
pub async fn screen_words_found(
    db: &impl Source,
    words: &str,
    kind: Option<ScreenKind>,
    before: Option<i64>,
    limit: usize,
) -> Result<(Vec<ScreenWord>, Option<i64>)> {
    let mut query = Query::select();
    query.from("screen_words").and_where(Expr::col("removed_at").is_null());
    for pattern in patterns(words) {
        query.and_where(Expr::col("match_key").like(pattern.as_str()));
    }
    if let Some(kind) = kind {
        query.and_where(Expr::col("kind").eq(kind.word()));
    }
    if let Some(id) = before {
        query.and_where(Expr::col("id").lt(id));
    }
    query.order_by("id", Order::Desc).limit(limit as u64 + 1);
    let mut found = read(db, query).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|word| word.id);
    Ok((found, next))
}

/// Every word of every list, the newest first.
pub async fn all_screen_words(db: &impl Source) -> Result<Vec<ScreenWord>> {
    let mut query = Query::select();
    query.from("screen_words").and_where(Expr::col("removed_at").is_null()).order_by("id", Order::Desc);
    read(db, query).await
}

fn subject(id: i64) -> String {
    format!("screen_word/{id}")
}

async fn by_key(tx: &Tx, key: &str) -> Result<Option<ScreenWord>> {
    let query = Query::select().from("screen_words").and_where(Expr::col("match_key").eq(key)).take();
    Ok(read(tx.db(), query).await?.pop())
}

async fn has_room(tx: &Tx, more: usize) -> Result<()> {
    let mut query = Query::select();
    query.expr(Expr::col("id").count()).from("screen_words").and_where(Expr::col("removed_at").is_null());
    let there = match tx.db().rows(&query).await?.into_iter().next() {
        Some(row) => usize::try_from(row.columns().take::<i64>()?).unwrap_or(usize::MAX),
        None => 0,
    };
    let length = there.saturating_add(more);
    if length > SCREEN_WORDS_MAX {
        return Err(Error::TooLong { field: "screen_words", length, limit: SCREEN_WORDS_MAX });
    }
    Ok(())
}

async fn insert(tx: &Tx, actor: &Actor, wording: &ScreenWording) -> Result<i64> {
    let row = row::ActiveModel { id: NotSet, hits: Set(0), ..row_of(tx, actor, wording) };
    Ok(row.insert(tx.db()).await?.id)
}

async fn put(tx: &Tx, actor: &Actor, id: i64, wording: &ScreenWording) -> Result<()> {
    row::ActiveModel { id: Set(id), ..row_of(tx, actor, wording) }.update(tx.db()).await?;
    Ok(())
}

fn row_of(tx: &Tx, actor: &Actor, wording: &ScreenWording) -> row::ActiveModel {
    row::ActiveModel {
        id: NotSet,
        kind: Set(wording.kind.word().to_owned()),
        refuses: Set(wording.refuses),
        word: Set(wording.word.clone()),
        match_key: Set(wording.key()),
        note: Set(wording.note.clone()),
        made_by: Set(actor.person_id()),
        made_at: Set(tx.now().0),
        hits: NotSet,
        removed_at: Set(None),
    }
}

async fn mark_removed(tx: &Tx, id: i64, removed_at: Option<i64>) -> Result<()> {
    let row = row::ActiveModel { id: Set(id), removed_at: Set(removed_at), ..Default::default() };
    row.update(tx.db()).await?;
    Ok(())
}

async fn read(db: &impl Source, mut query: SelectStatement) -> Result<Vec<ScreenWord>> {
    query.columns(["id", "kind", "refuses", "word", "match_key", "note", "made_by", "made_at", "hits", "removed_at"]);
    let mut words = Vec::new();
    for found in db.rows(&query).await? {
        let row = row::Model::from_columns(&mut found.columns())?;
        let kind = ScreenKind::from_word(&row.kind)
            .ok_or_else(|| Error::damaged(format!("a screen word of kind {:?}", row.kind)))?;
        words.push(ScreenWord {
            id: row.id,
            says: ScreenWording { kind, refuses: row.refuses, word: row.word, note: row.note },
            by: row.made_by,
            at: Timestamp(row.made_at),
            hits: row.hits,
            is_removed: row.removed_at.is_some(),
        });
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(kind: ScreenKind, word: &str) -> ScreenWording {
        ScreenWording { kind, refuses: true, word: word.into(), note: Some("  ".into()) }
    }

    #[test]
    fn a_word_is_tidied_and_refuses_only_where_that_makes_sense() {
        let spam = wording(ScreenKind::Spam, " ربح\u{202e}  سريع ").checked().unwrap();
        assert_eq!((spam.word.as_str(), spam.refuses, spam.note), ("ربح سريع", true, None));
        assert!(!wording(ScreenKind::Hold, "كلمة").checked().unwrap().refuses);
        for bad in ["؟!", "ا", "12", "a b c d e f g"] {
            assert!(matches!(wording(ScreenKind::Abuse, bad).checked(), Err(Error::WordsMissing)), "{bad}");
        }
        assert!(matches!(wording(ScreenKind::Abuse, &"ع".repeat(61)).checked(), Err(Error::TooLong { .. })));
    }

    #[test]
    fn the_first_list_is_a_sheet_without_a_fault() {
        let (words, refused) = read_screen_words(FIRST_LIST, ScreenKind::Hold);
        assert!(refused.is_empty(), "{refused:?}");
        let mut keys: Vec<String> = words.iter().map(ScreenWording::key).collect();
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count, "a word stands there twice");
        assert!(count > 100);
    }
}

//! The moderators' word lists: insults, spam, words to hold, and innocent words that are never matched.
//!
//! Editing them requires the right to moderate the whole paper. A word is in one list; all its spellings have the same
//! key ([`arabic::evasion::key`]) and count as the same word. Each change is an event of the publication log
//! ([`Event::ScreenWords`]), so that every node knows that its copy in memory is out of date.

mod sheet;

use arabic::evasion;
use rules::{Action, Actor};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ActiveModelTrait, ConnectionTrait, NotSet, Set};
use serde::{Deserialize, Serialize};
use store::clock::Timestamp;
use store::row::FromColumns;
use store::source::Source;

use crate::base::entity::screen_word as row;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::texts::{refuse_long, tidied, tidied_if_any};
use crate::base::tx::Tx;
use crate::base::word_list::{self, ListedWord};
use crate::base::worded::worded;

pub use sheet::{read_screen_words, write_screen_words};

/// Characters of a word or phrase.
pub const SCREEN_WORD_CHARS_MAX: usize = 60;
/// Characters of a note.
pub const SCREEN_NOTE_CHARS_MAX: usize = 200;
/// Words of all lists together; every node keeps all of them in memory.
pub const SCREEN_WORDS_MAX: usize = 5_000;

/// The initial list of a new paper, as a sheet. The migration reads it, so its content must never change.
pub(crate) const FIRST_LIST: &str = include_str!("words.tsv");

/// A word list.
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
    /// Words that make a comment wait, for any reason.
    Hold,
    /// Names and words that are never matched, even if they look like words of another list.
    Innocent,
}

worded!(ScreenKind);

/// The content of a listed word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenWording {
    /// Its list.
    pub kind: ScreenKind,
    /// Whether a comment with it is spam instead of waiting. Only for words of the lists for abuse and spam.
    pub refuses: bool,
    /// The word or phrase, as it was typed.
    pub word: String,
    /// Why it is listed.
    pub note: Option<String>,
}

/// A listed word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenWord {
    /// Internal id.
    pub id: i64,
    /// Its content.
    pub says: ScreenWording,
    /// The person who added it; `None` for the initial list and the command line.
    pub by: Option<i64>,
    /// When it was added; 0 for the initial list.
    pub at: Timestamp,
    /// The number of comments in which it was found.
    pub hits: i64,
    /// Whether it was removed from the list and is not matched any more.
    pub is_removed: bool,
}

impl ListedWord for ScreenWord {
    type Says = ScreenWording;

    const TABLE: &'static str = "screen_words";
    const KEY: &'static [&'static str] = &["match_key"];
    const FOLDED: &'static str = "match_key";
    const WHAT: (&'static str, &'static str) = ("screen word", "screen_word");
    const ACTION: Action = Action::Moderate;
    const WORDS_MAX: usize = SCREEN_WORDS_MAX;
    const NEWEST_FIRST: bool = true;
    const ACTS: [&'static str; 4] =
        ["add_screen_word", "remove_screen_word", "bring_back_screen_word", "import_screen_words"];

    fn row(&self) -> (i64, &ScreenWording, bool) {
        (self.id, &self.says, self.is_removed)
    }

    // A word needs at least two letters, and a phrase must not have more words than the matcher supports.
    fn checked(says: ScreenWording) -> Result<ScreenWording> {
        let (word, note) = (tidied(&says.word), tidied_if_any(says.note));
        refuse_long([("word", word.as_str(), SCREEN_WORD_CHARS_MAX)])?;
        refuse_long(note.iter().map(|note| ("note", note.as_str(), SCREEN_NOTE_CHARS_MAX)))?;
        let key = evasion::key(&word);
        let (letters, words) = (key.chars().filter(|c| c.is_alphabetic()).count(), key.split(' ').count());
        if letters < 2 || words > evasion::WORDS_MAX {
            return Err(Error::WordsMissing);
        }
        let refuses = says.refuses && matches!(says.kind, ScreenKind::Abuse | ScreenKind::Spam);
        Ok(ScreenWording { word, note, refuses, ..says })
    }

    fn kind(says: &ScreenWording) -> &'static str {
        says.kind.word()
    }

    fn key(says: &ScreenWording) -> Vec<String> {
        vec![evasion::key(&says.word)]
    }

    async fn read(db: &impl Source, mut query: SelectStatement) -> Result<Vec<ScreenWord>> {
        query.columns([
            "id",
            "kind",
            "refuses",
            "word",
            "match_key",
            "note",
            "made_by",
            "made_at",
            "hits",
            "removed_at",
        ]);
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

    async fn put(tx: &Tx, actor: &Actor, id: Option<i64>, says: &ScreenWording) -> Result<i64> {
        let row = row::ActiveModel {
            id: id.map_or(NotSet, Set),
            kind: Set(says.kind.word().to_owned()),
            refuses: Set(says.refuses),
            word: Set(says.word.clone()),
            match_key: Set(evasion::key(&says.word)),
            note: Set(says.note.clone()),
            made_by: Set(actor.person_id()),
            made_at: Set(tx.now().0),
            hits: if id.is_none() { Set(0) } else { NotSet },
            removed_at: Set(None),
        };
        let row = if id.is_none() { row.insert(tx.db()).await? } else { row.update(tx.db()).await? };
        Ok(row.id)
    }

    async fn announce(tx: &mut Tx) -> Result<()> {
        tx.announce(Event::ScreenWords);
        Ok(())
    }
}

/// Counts a comment for each of these words. Part of the act that adds the comment, which has no actor.
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

/// Up to `limit` words that contain `words`, in any form of the letters; with `kind`, of that list only. Newest first,
/// with an id lower than `before`. Also returns the cursor of the next page.
pub async fn screen_words_found(
    db: &impl Source,
    words: &str,
    kind: Option<ScreenKind>,
    before: Option<i64>,
    limit: usize,
) -> Result<(Vec<ScreenWord>, Option<i64>)> {
    let mut query = word_list::find::<ScreenWord>(words, kind.map(ScreenKind::word));
    if let Some(id) = before {
        query.and_where(Expr::col("id").lt(id));
    }
    query.order_by("id", Order::Desc);
    word_list::page(db, query, limit, |word: &ScreenWord| word.id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(kind: ScreenKind, word: &str) -> Result<ScreenWording> {
        ScreenWord::checked(ScreenWording { kind, refuses: true, word: word.into(), note: Some("  ".into()) })
    }

    #[test]
    fn a_word_is_tidied_and_refuses_only_where_that_makes_sense() {
        let spam = checked(ScreenKind::Spam, " ربح\u{202e}  سريع ").unwrap();
        assert_eq!((spam.word.as_str(), spam.refuses, spam.note), ("ربح سريع", true, None));
        assert!(!checked(ScreenKind::Hold, "كلمة").unwrap().refuses);
        for bad in ["؟!", "ا", "12", "a b c d e f g"] {
            assert!(matches!(checked(ScreenKind::Abuse, bad), Err(Error::WordsMissing)), "{bad}");
        }
        assert!(matches!(checked(ScreenKind::Abuse, &"ع".repeat(61)), Err(Error::TooLong { .. })));
    }

    #[test]
    fn the_first_list_is_a_sheet_without_a_fault() {
        let (words, refused) = read_screen_words(FIRST_LIST, ScreenKind::Hold);
        assert!(refused.is_empty(), "{refused:?}");
        let mut keys: Vec<Vec<String>> = words.iter().map(ScreenWord::key).collect();
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count, "a word stands there twice");
        assert!(count > 100);
    }
}

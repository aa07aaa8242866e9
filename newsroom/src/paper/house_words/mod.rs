//! The house words, used by the hints of the editor: names with their correct spelling, words to avoid, and words that
//! are correct whatever a dictionary says. Editing them requires the right `ChangePaper`. They never change a story or
//! a page.
//!
//! Every change is an event of the publication log ([`Event::HouseWords`](crate::Event::HouseWords)), so that every node knows that its copy in
//! memory is out of date. It also changes the marks that the browser compares ([`house_words_mark`]).

mod sheet;
use std::collections::HashMap;

use arabic::{Language, normalize};
use rules::{Action, Actor};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ActiveModelTrait, ConnectionTrait, NotSet, Set};
use store::row::FromColumns;
use store::source::{self, Source};

use crate::base::allow::allowed;
use crate::base::edition::lock_paper;
use crate::base::entity::house_word;
use crate::base::error::{Error, Result};
use crate::base::texts::{refuse_long, tidied, tidied_if_any};
use crate::base::tx::Tx;
use crate::base::word_list::{self, ListedWord};
use crate::base::worded::worded;
use crate::paper::hint_sources;
use crate::paper::names::NameCursor;

pub use sheet::{SHEET_LINES_MAX, read_house_words, write_house_words};

/// Characters of a word or phrase.
pub const HOUSE_WORD_CHARS_MAX: usize = 80;
/// Characters of a reason.
pub const HOUSE_REASON_CHARS_MAX: usize = 300;
/// Wrong forms of one name.
pub const WRONG_FORMS_MAX: usize = 20;
/// House words at most; every node keeps all of them in memory.
pub const HOUSE_WORDS_MAX: usize = 20_000;
/// Ids in one query.
const IDS_AT_ONCE: usize = 500;

/// The kind of a house word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum HouseKind {
    /// A name with one correct spelling.
    Name,
    /// A word to avoid.
    Avoided,
    /// A correct word.
    Known,
}

worded!(HouseKind);

/// The content of a house word, without its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseWording {
    /// Its kind.
    pub kind: HouseKind,
    /// Its language.
    pub language: Language,
    /// The word: the correct spelling of a name, or the word to avoid.
    pub word: String,
    /// Wrong forms of a name.
    pub wrong: Vec<String>,
    /// The replacement of a word to avoid.
    pub instead: Option<String>,
    /// Why the word is to be avoided.
    pub reason: Option<String>,
}

impl HouseWording {
    /// The folded text that is searched: the word, its wrong forms and its replacement.
    fn folded(&self) -> String {
        let all = std::iter::once(&self.word).chain(&self.wrong).chain(&self.instead);
        all.map(|text| normalize::key(text)).collect::<Vec<_>>().join(" ")
    }
}

/// A house word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseWord {
    /// Internal id.
    pub id: i64,
    /// Its content.
    pub says: HouseWording,
    /// Whether it was removed from the list; hints do not use it then.
    pub is_removed: bool,
}

impl ListedWord for HouseWord {
    type Says = HouseWording;

    const TABLE: &'static str = "house_words";
    const KEY: &'static [&'static str] = &["lang", "kind", "word"];
    const FOLDED: &'static str = "folded";
    const WHAT: (&'static str, &'static str) = ("house word", "house_word");
    const ACTION: Action = Action::ChangePaper;
    const WORDS_MAX: usize = HOUSE_WORDS_MAX;
    const NEWEST_FIRST: bool = false;
    const ACTS: [&'static str; 4] =
        ["add_house_word", "remove_house_word", "bring_back_house_word", "import_house_words"];

    fn row(&self) -> (i64, &HouseWording, bool) {
        (self.id, &self.says, self.is_removed)
    }

    fn checked(says: HouseWording) -> Result<HouseWording> {
        let word = tidied(&says.word);
        if !word.chars().any(char::is_alphanumeric) {
            return Err(Error::WordsMissing);
        }
        let (mut wrong, mut instead, mut reason) = (Vec::new(), None, None);
        match says.kind {
            HouseKind::Name => {
                for form in says.wrong.iter().flat_map(|form| form.split('|')).map(tidied) {
                    if form.chars().any(char::is_alphanumeric) && form != word && !wrong.contains(&form) {
                        wrong.push(form);
                    }
                }
                reason = tidied_if_any(says.reason);
            }
            HouseKind::Avoided => (instead, reason) = (tidied_if_any(says.instead), tidied_if_any(says.reason)),
            HouseKind::Known => {}
        }
        let instead = instead.filter(|instead| *instead != word);
        let words = std::iter::once(&word).chain(&wrong).chain(&instead);
        refuse_long(words.map(|text| ("word", text.as_str(), HOUSE_WORD_CHARS_MAX)))?;
        refuse_long(reason.iter().map(|text| ("reason", text.as_str(), HOUSE_REASON_CHARS_MAX)))?;
        if wrong.len() > WRONG_FORMS_MAX {
            return Err(Error::TooLong { field: "wrong", length: wrong.len(), limit: WRONG_FORMS_MAX });
        }
        Ok(HouseWording { word, wrong, instead, reason, ..says })
    }

    fn kind(says: &HouseWording) -> &'static str {
        says.kind.word()
    }

    fn key(says: &HouseWording) -> Vec<String> {
        [says.language.code(), says.kind.word(), &says.word].map(str::to_owned).to_vec()
    }

    // Reads the words, each with its wrong forms.
    async fn read(db: &impl Source, mut query: SelectStatement) -> Result<Vec<HouseWord>> {
        query.columns(["id", "kind", "lang", "word", "folded", "instead", "reason", "removed_at"]);
        let mut words = Vec::new();
        for row in db.rows(&query).await? {
            words.push(house_word::Model::from_columns(&mut row.columns())?);
        }
        let ids: Vec<i64> = words.iter().filter(|row| row.kind == HouseKind::Name.word()).map(|row| row.id).collect();
        let mut forms: HashMap<i64, Vec<String>> = HashMap::new();
        for ids in ids.chunks(IDS_AT_ONCE) {
            let query = Query::select()
                .columns(["word_id", "form"])
                .from("house_word_forms")
                .and_where(Expr::col("word_id").is_in(ids.iter().copied()))
                .order_by("word_id", Order::Asc)
                .order_by("position", Order::Asc)
                .to_owned();
            for row in db.rows(&query).await? {
                let mut columns = row.columns();
                let (id, form): (i64, String) = (columns.take()?, columns.take()?);
                forms.entry(id).or_default().push(form);
            }
        }
        let of = |row: house_word::Model| {
            let kind = HouseKind::from_word(&row.kind)
                .ok_or_else(|| Error::damaged(format!("a house word of kind {:?}", row.kind)))?;
            let language = row.lang.parse().map_err(|_| Error::damaged(format!("a house word in {:?}", row.lang)))?;
            let wrong = forms.remove(&row.id).unwrap_or_default();
            let says = HouseWording { kind, language, word: row.word, wrong, instead: row.instead, reason: row.reason };
            Ok(HouseWord { id: row.id, says, is_removed: row.removed_at.is_some() })
        };
        words.into_iter().map(of).collect()
    }

    async fn put(tx: &Tx, _: &Actor, id: Option<i64>, says: &HouseWording) -> Result<i64> {
        let row = house_word::ActiveModel {
            id: id.map_or(NotSet, Set),
            kind: Set(says.kind.word().to_owned()),
            lang: Set(says.language.code().to_owned()),
            word: Set(says.word.clone()),
            folded: Set(says.folded()),
            instead: Set(says.instead.clone()),
            reason: Set(says.reason.clone()),
            removed_at: Set(None),
        };
        let id = match id {
            Some(_) => row.update(tx.db()).await?.id,
            None => row.insert(tx.db()).await?.id,
        };
        drop_forms(tx, id).await?;
        if says.wrong.is_empty() {
            return Ok(id);
        }
        let mut forms =
            Query::insert().into_table("house_word_forms").columns(["word_id", "position", "form"]).to_owned();
        for (position, form) in says.wrong.iter().enumerate() {
            forms.values_panic([id.into(), (position as i64).into(), form.as_str().into()]);
        }
        tx.db().execute(&forms).await?;
        Ok(id)
    }

    async fn announce(tx: &mut Tx) -> Result<()> {
        hint_sources::announce_change(tx).await
    }
}

/// Changes the content of a word. Refuses as [`add_word`](crate::add_word) does, and with [`Error::NotFound`].
pub async fn change_house_word(tx: &mut Tx, actor: &Actor, id: i64, wording: HouseWording) -> Result<HouseWord> {
    allowed(actor, Action::ChangePaper)?;
    let says = HouseWord::checked(wording)?;
    lock_paper(tx).await?;
    let before: HouseWord = word_list::standing(tx, id).await?;
    match word_list::same::<HouseWord>(tx, &says).await? {
        // A removed word with the same key is deleted to make room.
        Some((other, true)) if other != id => forget(tx, other).await?,
        Some((other, false)) if other != id => return Err(Error::AlreadyThere { what: "house word" }),
        _ => {}
    }
    if before.says != says {
        HouseWord::put(tx, actor, Some(id), &says).await?;
        word_list::tell::<HouseWord>(tx, actor, "change_house_word", id, &says).await?;
    }
    Ok(HouseWord { id, says, is_removed: false })
}

/// Up to `limit` words that contain `words`, or have a wrong form that does, in any form of the letters. `kind` and
/// `language` filter if given; `after` is the cursor of the page before. Also returns the cursor of the next page.
pub async fn house_words_found(
    db: &impl Source,
    words: &str,
    kind: Option<HouseKind>,
    language: Option<Language>,
    after: Option<&NameCursor>,
    limit: usize,
) -> Result<(Vec<HouseWord>, Option<NameCursor>)> {
    let mut query = word_list::find::<HouseWord>(words, kind.map(HouseKind::word));
    if let Some(language) = language {
        query.and_where(Expr::col("lang").eq(language.code()));
    }
    if let Some((folded, id)) = after {
        let same = Expr::col("folded").eq(folded.as_str()).and(Expr::col("id").gt(*id));
        query.cond_where(Cond::any().add(Expr::col("folded").gt(folded.as_str())).add(same));
    }
    query.order_by("folded", Order::Asc).order_by("id", Order::Asc);
    word_list::page(db, query, limit, |word: &HouseWord| (word.says.folded(), word.id)).await
}

/// Marks of the list: the last change of the house words, and the last writer and topic, whose names the spelling
/// checker knows. If the marks are equal, the lists are equal.
pub async fn house_words_mark(db: &impl Source) -> Result<[i64; 3]> {
    let last = |table: &'static str| Query::select().expr(Expr::col("id").max()).from(table).take();
    let mut mark = [0; 3];
    let head = Query::select().column("number").from("house_words_head").and_where(Expr::col("id").eq(1)).take();
    for (at, query) in [head, last("writers"), last("topics")].iter().enumerate() {
        if let Some(row) = db.rows(query).await?.into_iter().next() {
            mark[at] = row.columns().take::<Option<i64>>()?.unwrap_or(0);
        }
    }
    Ok(mark)
}

/// Names of the writers and topics of the paper, which a spelling checker should accept.
pub async fn names_of_the_paper(db: &impl Source) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for table in ["writers", "topics"] {
        names.extend(source::column::<String>(db, &Query::select().column("name").from(table).take()).await?);
    }
    Ok(names)
}

async fn drop_forms(tx: &Tx, id: i64) -> Result<()> {
    let drop = Query::delete().from_table("house_word_forms").and_where(Expr::col("word_id").eq(id)).to_owned();
    tx.db().execute(&drop).await?;
    Ok(())
}

async fn forget(tx: &Tx, id: i64) -> Result<()> {
    drop_forms(tx, id).await?;
    tx.db().execute(&Query::delete().from_table("house_words").and_where(Expr::col("id").eq(id)).to_owned()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(kind: HouseKind, word: &str, wrong: &[&str]) -> Result<HouseWording> {
        let wrong = wrong.iter().map(|form| (*form).to_owned()).collect();
        let some = |text: &str| Some(text.to_owned());
        HouseWord::checked(HouseWording {
            kind,
            language: Language::Arabic,
            word: word.into(),
            wrong,
            instead: some("قتل"),
            reason: some(" "),
        })
    }

    #[test]
    fn a_word_is_tidied_and_keeps_what_its_kind_has_a_use_for() {
        let name = checked(HouseKind::Name, " القذافي\u{202e} ", &["القدافي", "القذافي", " القدافي", "؟"]).unwrap();
        assert_eq!((name.word.as_str(), name.wrong.len(), name.instead, name.reason), ("القذافي", 1, None, None));
        let avoided = checked(HouseKind::Avoided, "تصفية", &["x"]).unwrap();
        assert_eq!((avoided.wrong.len(), avoided.instead.as_deref()), (0, Some("قتل")));
        assert!(matches!(checked(HouseKind::Known, "؟!", &[]), Err(Error::WordsMissing)));
        assert!(matches!(checked(HouseKind::Known, &"ع".repeat(81), &[]), Err(Error::TooLong { field: "word", .. })));
    }
}

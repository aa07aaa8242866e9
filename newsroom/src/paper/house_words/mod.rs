//! The words of the house, as hints know them: names with their one spelling, words that are not used here, words that
//! are right whatever a dictionary says. Kept by who keeps the paper; nothing of it ever changes a story or a page.
//!
//! Every change is an event of the publication log ([`Event::HouseWords`]), by which every node knows that the words it has in
//! memory are no longer true, and raises a number that the browser compares ([`house_words_mark`]).

mod sheet;
use std::collections::HashMap;

use arabic::{Language, normalize};
use rules::{Action, Actor};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Order, Query};
use sea_orm::{ActiveModelTrait, ActiveValue, ConnectionTrait, NotSet, Set};
use serde_json::json;
use store::row::FromColumns;
use store::source::Source;

use crate::base::allow::allowed;
use crate::base::edition::hold_paper;
use crate::base::entity::house_word;
use crate::base::error::{Error, Result};
use crate::base::events::Event;
use crate::base::patterns::patterns;
use crate::base::tx::Tx;
use crate::base::worded::worded;
use crate::paper::names::NameCursor;

pub use sheet::{SHEET_LINES_MAX, SheetRefusal, read_house_words, write_house_words};

/// Characters of a word, or of several that stand together.
pub const HOUSE_WORD_CHARS_MAX: usize = 80;
/// Characters of a reason.
pub const HOUSE_REASON_CHARS_MAX: usize = 300;
/// Wrong forms of one name.
pub const WRONG_FORMS_MAX: usize = 20;
/// Words of a house; all of them are in the memory of every node.
pub const HOUSE_WORDS_MAX: usize = 20_000;
/// Ids in one query.
const IDS_AT_ONCE: usize = 500;

/// What the house thinks of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum HouseKind {
    /// A name with one spelling.
    Name,
    /// A word that is not used here.
    Avoided,
    /// A word that is right.
    Known,
}

worded!(HouseKind);

/// What somebody wants the house to know: a word of the house without its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseWording {
    /// What of it.
    pub kind: HouseKind,
    /// Of which language.
    pub language: Language,
    /// The word: as a name is written, or as a word is not.
    pub word: String,
    /// Wrong forms of a name.
    pub wrong: Vec<String>,
    /// What stands in an avoided word's place.
    pub instead: Option<String>,
    /// Why a word is avoided.
    pub reason: Option<String>,
}

impl HouseWording {
    /// Tidied, without what its kind has no use for. Refuses [`Error::WordsMissing`] and [`Error::TooLong`].
    fn checked(self) -> Result<Self> {
        let tidy = |text: &str| normalize::tidy(&normalize::strip_bidi_controls(text));
        let some = |text: Option<String>| text.map(|text| tidy(&text)).filter(|text| !text.is_empty());
        let word = tidy(&self.word);
        if !word.chars().any(char::is_alphanumeric) {
            return Err(Error::WordsMissing);
        }
        let (mut wrong, mut instead, mut reason) = (Vec::new(), None, None);
        match self.kind {
            HouseKind::Name => {
                for form in self.wrong.iter().flat_map(|form| form.split('|')).map(&tidy) {
                    if form.chars().any(char::is_alphanumeric) && form != word && !wrong.contains(&form) {
                        wrong.push(form);
                    }
                }
                reason = some(self.reason);
            }
            HouseKind::Avoided => (instead, reason) = (some(self.instead), some(self.reason)),
            HouseKind::Known => {}
        }
        let instead = instead.filter(|instead| *instead != word);
        let words =
            std::iter::once(&word).chain(&wrong).chain(&instead).map(|text| ("word", text, HOUSE_WORD_CHARS_MAX));
        for (field, text, limit) in words.chain(reason.iter().map(|text| ("reason", text, HOUSE_REASON_CHARS_MAX))) {
            let length = text.chars().count();
            if length > limit {
                return Err(Error::TooLong { field, length, limit });
            }
        }
        if wrong.len() > WRONG_FORMS_MAX {
            return Err(Error::TooLong { field: "wrong", length: wrong.len(), limit: WRONG_FORMS_MAX });
        }
        Ok(Self { word, wrong, instead, reason, ..self })
    }

    fn folded(&self) -> String {
        let all = std::iter::once(&self.word).chain(&self.wrong).chain(&self.instead);
        all.map(|text| normalize::key(text)).collect::<Vec<_>>().join(" ")
    }
}

/// A word of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseWord {
    /// Inner id.
    pub id: i64,
    /// What it says.
    pub says: HouseWording,
    /// Whether it was taken off the list; hints do not know it then.
    pub is_removed: bool,
}

/// Adds a word; one that was removed comes back as it is now. Who keeps the paper may.
///
/// Refuses [`Error::WordsMissing`], [`Error::TooLong`], and [`Error::AlreadyThere`] for a word that stands in its list.
pub async fn add_house_word(tx: &mut Tx, actor: &Actor, wording: HouseWording) -> Result<HouseWord> {
    allowed(actor, Action::ChangePaper)?;
    let wording = wording.checked()?;
    hold_paper(tx).await?;
    let id = match same(tx, &wording).await? {
        Some((_, false)) => return Err(Error::AlreadyThere { what: "house word" }),
        Some((id, true)) => id,
        None => insert(tx, &wording).await?,
    };
    put(tx, id, &wording, false).await?;
    raise(tx).await?;
    tx.audit(actor, "add_house_word", subject(id), json!({ "kind": wording.kind.word() }));
    Ok(HouseWord { id, says: wording, is_removed: false })
}

/// Changes what a word says. Refuses as [`add_house_word`] does, and [`Error::NotFound`].
pub async fn change_house_word(tx: &mut Tx, actor: &Actor, id: i64, wording: HouseWording) -> Result<HouseWord> {
    allowed(actor, Action::ChangePaper)?;
    let wording = wording.checked()?;
    hold_paper(tx).await?;
    let before = standing(tx, id).await?;
    match same(tx, &wording).await? {
        // A removed one gives way: its place in the list is wanted.
        Some((other, true)) if other != id => forget(tx, other).await?,
        Some((other, false)) if other != id => return Err(Error::AlreadyThere { what: "house word" }),
        _ => {}
    }
    if before.says != wording {
        put(tx, id, &wording, false).await?;
        raise(tx).await?;
        tx.audit(actor, "change_house_word", subject(id), json!({ "kind": wording.kind.word() }));
    }
    Ok(HouseWord { id, says: wording, is_removed: false })
}

/// Takes a word off the list; [`bring_back_house_word`] puts it back as it was.
pub async fn remove_house_word(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    allowed(actor, Action::ChangePaper)?;
    hold_paper(tx).await?;
    let word = standing(tx, id).await?;
    mark(tx, id, Some(tx.now().0)).await?;
    raise(tx).await?;
    tx.audit(actor, "remove_house_word", subject(id), json!({ "kind": word.says.kind.word() }));
    Ok(())
}

/// Puts a removed word back as it was; one that stands is left alone.
pub async fn bring_back_house_word(tx: &mut Tx, actor: &Actor, id: i64) -> Result<()> {
    allowed(actor, Action::ChangePaper)?;
    hold_paper(tx).await?;
    let word = house_word(tx.db(), id).await?;
    if word.is_removed {
        mark(tx, id, None).await?;
        raise(tx).await?;
        tx.audit(actor, "bring_back_house_word", subject(id), json!({ "kind": word.says.kind.word() }));
    }
    Ok(())
}

/// Takes in a whole sheet: words that are not there are added, those that are become as the sheet has them, none is
/// removed. Answers how many were added and how many changed. One row of the audit log tells of all.
///
/// Refuses as [`add_house_word`] does, as a whole, and [`Error::TooLong`] beyond [`HOUSE_WORDS_MAX`] words.
pub async fn import_house_words(tx: &mut Tx, actor: &Actor, sheet: Vec<HouseWording>) -> Result<(usize, usize)> {
    allowed(actor, Action::ChangePaper)?;
    hold_paper(tx).await?;
    let (mut added, mut changed) = (0, 0);
    let mut known: HashMap<(HouseKind, Language, String), HouseWord> = HashMap::new();
    for word in read(tx.db(), Query::select().from("house_words").to_owned()).await? {
        known.insert((word.says.kind, word.says.language, word.says.word.clone()), word);
    }
    for wording in sheet {
        let wording = wording.checked()?;
        let key = (wording.kind, wording.language, wording.word.clone());
        let id = match known.get(&key) {
            Some(there) if !there.is_removed && there.says == wording => continue,
            Some(there) => {
                if there.is_removed {
                    added += 1
                } else {
                    changed += 1
                }
                there.id
            }
            None => {
                added += 1;
                insert(tx, &wording).await?
            }
        };
        put(tx, id, &wording, false).await?;
        known.insert(key, HouseWord { id, says: wording, is_removed: false });
    }
    let length = known.values().filter(|word| !word.is_removed).count();
    if length > HOUSE_WORDS_MAX {
        return Err(Error::TooLong { field: "house_words", length, limit: HOUSE_WORDS_MAX });
    }
    if added + changed > 0 {
        raise(tx).await?;
        tx.audit(actor, "import_house_words", "house_words", json!({ "added": added, "changed": changed }));
    }
    Ok((added, changed))
}

/// The word with this id, also a removed one.
pub async fn house_word(db: &impl Source, id: i64) -> Result<HouseWord> {
    let query = Query::select().from("house_words").and_where(Expr::col("id").eq(id)).to_owned();
    read(db, query).await?.pop().ok_or_else(|| Error::not_found("house word", id))
}

/// `limit` words of the list with `words` in them or in a wrong form of theirs, in any form of the letters, of one kind
/// and one language where they are given, after the line `after`; and where the next page begins.
pub async fn house_words_found(
    db: &impl Source,
    words: &str,
    kind: Option<HouseKind>,
    language: Option<Language>,
    after: Option<&NameCursor>,
    limit: usize,
) -> Result<(Vec<HouseWord>, Option<NameCursor>)> {
    let mut query = Query::select();
    query.from("house_words").and_where(Expr::col("removed_at").is_null());
    for pattern in patterns(words) {
        query.and_where(Expr::col("folded").like(pattern.as_str()));
    }
    if let Some(kind) = kind {
        query.and_where(Expr::col("kind").eq(kind.word()));
    }
    if let Some(language) = language {
        query.and_where(Expr::col("lang").eq(language.code()));
    }
    if let Some((folded, id)) = after {
        let same = Expr::col("folded").eq(folded.as_str()).and(Expr::col("id").gt(*id));
        query.cond_where(Cond::any().add(Expr::col("folded").gt(folded.as_str())).add(same));
    }
    query.order_by("folded", Order::Asc).order_by("id", Order::Asc).limit(limit as u64 + 1);
    let mut found = read(db, query).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|word| (word.says.folded(), word.id));
    Ok((found, next))
}

/// Every word of the list, in the order in which they were added.
pub async fn all_house_words(db: &impl Source) -> Result<Vec<HouseWord>> {
    let mut query = Query::select();
    query.from("house_words").and_where(Expr::col("removed_at").is_null()).order_by("id", Order::Asc);
    read(db, query).await
}

/// What the list is now, in one number for each thing it depends on: its own changes, the last writer and the last topic,
/// whose names the speller knows. Equal marks, equal lists.
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

/// Names that stand in the paper's bylines and over its topics: no speller should doubt them.
pub async fn names_of_the_paper(db: &impl Source) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for table in ["writers", "topics"] {
        for row in db.rows(&Query::select().column("name").from(table).take()).await? {
            names.push(row.columns().take()?);
        }
    }
    Ok(names)
}

fn subject(id: i64) -> String {
    format!("house_word/{id}")
}

async fn standing(tx: &Tx, id: i64) -> Result<HouseWord> {
    let word = house_word(tx.db(), id).await?;
    if word.is_removed { Err(Error::not_found("house word", id)) } else { Ok(word) }
}

/// The row that has this word already, and whether it was removed.
async fn same(tx: &Tx, wording: &HouseWording) -> Result<Option<(i64, bool)>> {
    let query = Query::select()
        .from("house_words")
        .and_where(Expr::col("lang").eq(wording.language.code()))
        .and_where(Expr::col("kind").eq(wording.kind.word()))
        .and_where(Expr::col("word").eq(wording.word.as_str()))
        .to_owned();
    Ok(read(tx.db(), query).await?.pop().map(|word| (word.id, word.is_removed)))
}

async fn insert(tx: &Tx, wording: &HouseWording) -> Result<i64> {
    Ok(row_of(NotSet, wording, None).insert(tx.db()).await?.id)
}

fn row_of(id: ActiveValue<i64>, wording: &HouseWording, removed_at: Option<i64>) -> house_word::ActiveModel {
    house_word::ActiveModel {
        id,
        kind: Set(wording.kind.word().to_owned()),
        lang: Set(wording.language.code().to_owned()),
        word: Set(wording.word.clone()),
        folded: Set(wording.folded()),
        instead: Set(wording.instead.clone()),
        reason: Set(wording.reason.clone()),
        removed_at: Set(removed_at),
    }
}

/// Writes a word with its wrong forms over what the row said.
async fn put(tx: &Tx, id: i64, wording: &HouseWording, is_removed: bool) -> Result<()> {
    row_of(Set(id), wording, is_removed.then_some(tx.now().0)).update(tx.db()).await?;
    drop_forms(tx, id).await?;
    if wording.wrong.is_empty() {
        return Ok(());
    }
    let mut forms = Query::insert().into_table("house_word_forms").columns(["word_id", "position", "form"]).to_owned();
    for (position, form) in wording.wrong.iter().enumerate() {
        forms.values_panic([id.into(), (position as i64).into(), form.as_str().into()]);
    }
    tx.db().execute(&forms).await?;
    Ok(())
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

async fn mark(tx: &Tx, id: i64, removed_at: Option<i64>) -> Result<()> {
    let row = house_word::ActiveModel { id: Set(id), removed_at: Set(removed_at), ..Default::default() };
    row.update(tx.db()).await?;
    Ok(())
}

/// One change more: nodes read anew.
async fn raise(tx: &mut Tx) -> Result<()> {
    tx.announce(Event::HouseWords);
    let raise = Query::update()
        .table("house_words_head")
        .value("number", Expr::col("number").add(1))
        .and_where(Expr::col("id").eq(1))
        .to_owned();
    tx.db().execute(&raise).await?;
    Ok(())
}

/// The words of a query over `house_words`, each with its wrong forms.
async fn read(db: &impl Source, mut query: sea_orm::sea_query::SelectStatement) -> Result<Vec<HouseWord>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(kind: HouseKind, word: &str, wrong: &[&str]) -> HouseWording {
        let wrong = wrong.iter().map(|form| (*form).to_owned()).collect();
        let some = |text: &str| Some(text.to_owned());
        HouseWording {
            kind,
            language: Language::Arabic,
            word: word.into(),
            wrong,
            instead: some("قتل"),
            reason: some(" "),
        }
    }

    #[test]
    fn a_word_is_tidied_and_keeps_what_its_kind_has_a_use_for() {
        let name =
            wording(HouseKind::Name, " القذافي\u{202e} ", &["القدافي", "القذافي", " القدافي", "؟"]).checked().unwrap();
        assert_eq!((name.word.as_str(), name.wrong.len(), name.instead, name.reason), ("القذافي", 1, None, None));
        let avoided = wording(HouseKind::Avoided, "تصفية", &["x"]).checked().unwrap();
        assert_eq!((avoided.wrong.len(), avoided.instead.as_deref()), (0, Some("قتل")));
        assert!(matches!(wording(HouseKind::Known, "؟!", &[]).checked(), Err(Error::WordsMissing)));
        assert!(matches!(
            wording(HouseKind::Known, &"ع".repeat(81), &[]).checked(),
            Err(Error::TooLong { field: "word", .. })
        ));
    }
}

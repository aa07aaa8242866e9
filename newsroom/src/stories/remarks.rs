//! Remarks: comments of colleagues on a story, attached to a passage or to the whole story.
//!
//! A remark is not part of the story: it is stored beside the document, and readers and exports for readers never get
//! it. (A *note* is what the paper tells its readers about a published story: [`crate::stories::corrections`].)
//! Everybody who may see a story may remark on it, answer, resolve and reopen. Authors can edit a remark for a quarter
//! of an hour and delete it at any time, which leaves a line that says so. People mentioned by `@name` are notified if
//! they may see the story.
//!
//! The position of a passage is followed through every change of the text ([`follow`]). If its words are gone, the
//! remark stays and is shown as one that has lost its passage.

use ::story::anchor::{self, Anchor};
use ::story::{BlockId, Document};
use arabic::normalize;
use rules::{Action, Actor, House, Subject};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, NotSet, QueryFilter, QueryOrder, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::id::PublicId;
use store::source::{self, Source};

use crate::base::entity::remark;
use crate::base::error::{Error, Result};
use crate::base::texts::refuse_long;
use crate::base::tx::Tx;
use crate::paper::settings::house;
use crate::people::staff::{self, Person};
use crate::people::telling::notify;
use crate::stories::facts::story_for;
use crate::stories::model::Story;
use crate::stories::versions;

/// Characters of a remark.
pub const REMARK_CHARS_MAX: usize = 2_000;
/// Seconds for which authors can edit a remark.
pub const REMARK_EDIT_SECONDS: i64 = 15 * 60;
/// Remarks of one story, at most.
const REMARKS_MAX: usize = 500;
/// People mentioned in one remark, at most.
const MENTIONS_MAX: usize = 20;
/// Characters of a remark that are quoted in its notice.
const NOTICE_CHARS_MAX: usize = 300;

/// A remark, or an answer to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Internal id.
    pub id: i64,
    /// The remark it answers; `None` for one that begins a thread.
    pub thread: Option<i64>,
    /// The author.
    pub by: i64,
    /// When.
    pub at: Timestamp,
    /// The text; empty if it was deleted.
    pub text: String,
    /// The passage it is about; `None` for the whole story.
    pub passage: Option<Passage>,
    /// When it was last edited.
    pub edited_at: Option<Timestamp>,
    /// Whether its author has deleted it.
    pub is_deleted: bool,
    /// When and by whom the thread was resolved; set on its first remark.
    pub resolved: Option<(Timestamp, i64)>,
}

impl Remark {
    /// Whether `actor` may still edit it at `now`.
    pub fn may_edit(&self, actor: &Actor, now: Timestamp) -> bool {
        self.may_delete(actor) && now <= self.at.plus_seconds(REMARK_EDIT_SECONDS)
    }

    /// Whether `actor` may delete it.
    pub fn may_delete(&self, actor: &Actor) -> bool {
        !self.is_deleted && actor.person_id() == Some(self.by)
    }
}

/// A passage of the newest text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The id of the block.
    pub block: String,
    /// UTF-16 offset in the plain text of the block.
    pub place: i64,
    /// The quoted words.
    pub quote: String,
    /// Whether the words are no longer in the text.
    pub is_lost: bool,
}

/// A remark to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NewRemark<'a> {
    /// The text, at most 2,000 characters.
    pub text: &'a str,
    /// The remark that it answers.
    pub thread: Option<i64>,
    /// The quoted words of the passage; empty for the whole story. Ignored for an answer, which has the passage of the
    /// first remark.
    pub quote: &'a str,
    /// The block of the words and their UTF-16 offset in it, if known; otherwise the words are searched.
    pub at: Option<(&'a str, usize)>,
}

/// The remarks of a story, oldest first. Does not check rights: the caller has checked that the actor may see the
/// story.
pub async fn remarks_of(db: &impl Source, story_id: i64) -> Result<Vec<Remark>> {
    let query = remark::Entity::find().filter(remark::Column::StoryId.eq(story_id)).order_by_asc(remark::Column::Id);
    Ok(source::all(db, query).await?.into_iter().map(read).collect())
}

/// Adds a remark; returns its id. Refuses with [`Error::WordsMissing`], [`Error::TooLong`], and with
/// [`Error::QuoteNotFound`] if the quoted words are not in the text.
pub async fn add_remark(tx: &mut Tx, actor: &Actor, id: &PublicId, new: NewRemark<'_>) -> Result<i64> {
    let story = story_for(tx.db(), actor, Action::See, id, tx.now()).await?;
    let person = staff::own_id(actor)?;
    let text = checked(new.text)?;
    let known = remarks_of(tx.db(), story.id).await?;
    if known.len() >= REMARKS_MAX {
        return Err(Error::TooLong { field: "remarks", length: known.len() + 1, limit: REMARKS_MAX });
    }
    let first = match new.thread {
        Some(thread) => {
            let first = known.iter().find(|one| one.id == thread && one.thread.is_none());
            Some(first.ok_or_else(|| Error::not_found("remark", thread))?)
        }
        None => None,
    };
    let passage = match first {
        None if !new.quote.trim().is_empty() => Some(place(tx, &story, new).await?),
        _ => None,
    };
    let row = remark::ActiveModel {
        id: NotSet,
        story_id: Set(story.id),
        thread_id: Set(new.thread),
        person_id: Set(person),
        made_at: Set(tx.now().0),
        text: Set(text.clone()),
        block: Set(passage.as_ref().map(|passage| passage.block.to_string())),
        place: Set(passage.as_ref().and_then(|passage| i64::try_from(passage.offset).ok())),
        quote: Set(passage.map(|passage| passage.quote)),
        is_lost: Set(false),
        edited_at: Set(None),
        deleted_at: Set(None),
        resolved_at: Set(None),
        resolved_by: Set(None),
    };
    let remark = row.insert(tx.db()).await?.id;
    let details = json!({ "remark": remark, "thread": new.thread, "digest": store::digest::digest(text.as_bytes()) });
    tx.audit(actor, "add_remark", story.subject(), details);
    if let Some(first) = first.filter(|first| first.resolved.is_some()) {
        // An answer reopens a resolved thread, so that it is not hidden.
        set_resolved(tx, first.id, None).await?;
    }
    notify_mentioned(tx, actor, &story, &text, first.map(|first| first.by)).await?;
    Ok(remark)
}

/// Edits a remark of the actor within a quarter of an hour; later refuses with [`Error::TooLateToEdit`].
pub async fn edit_remark(tx: &mut Tx, actor: &Actor, id: &PublicId, remark: i64, text: &str) -> Result<()> {
    let (story, known) = one_of(tx, actor, id, remark).await?;
    own(actor, &known)?;
    if !known.may_edit(actor, tx.now()) {
        return Err(Error::TooLateToEdit);
    }
    let text = checked(text)?;
    if text == known.text {
        return Ok(());
    }
    let change = Query::update()
        .table("remarks")
        .value("text", text.as_str())
        .value("edited_at", tx.now().0)
        .and_where(Expr::col("id").eq(remark))
        .to_owned();
    tx.db().execute(&change).await?;
    let details = json!({ "remark": remark, "digest": store::digest::digest(text.as_bytes()) });
    tx.audit(actor, "edit_remark", story.subject(), details);
    // Only people who were not mentioned before are notified.
    let all = all_mentionable(tx, &story).await?;
    let before = called(actor, &known.text, &all);
    for person in called(actor, &text, &all).into_iter().filter(|person| !before.contains(person)) {
        notify(tx, actor, person, "mention", Some(story.id), Some(&beginning(&text))).await?;
    }
    Ok(())
}

/// Deletes a remark of the actor. A line that says so stays, and answers stay.
pub async fn delete_remark(tx: &mut Tx, actor: &Actor, id: &PublicId, remark: i64) -> Result<()> {
    let (story, known) = one_of(tx, actor, id, remark).await?;
    own(actor, &known)?;
    let change = Query::update()
        .table("remarks")
        .value("text", "")
        .value("quote", Option::<String>::None)
        .value("block", Option::<String>::None)
        .value("place", Option::<i64>::None)
        .value("deleted_at", tx.now().0)
        .and_where(Expr::col("id").eq(remark))
        .to_owned();
    tx.db().execute(&change).await?;
    tx.audit(actor, "delete_remark", story.subject(), json!({ "remark": remark }));
    Ok(())
}

/// Resolves a thread, by its first remark; does nothing if it is resolved.
pub async fn resolve_remark(tx: &mut Tx, actor: &Actor, id: &PublicId, remark: i64) -> Result<()> {
    let by = staff::own_id(actor)?;
    let (story, known) = thread_of(tx, actor, id, remark).await?;
    if known.resolved.is_none() {
        set_resolved(tx, remark, Some(by)).await?;
        tx.audit(actor, "resolve_remark", story.subject(), json!({ "remark": remark }));
    }
    Ok(())
}

/// Reopens a resolved thread.
pub async fn reopen_remark(tx: &mut Tx, actor: &Actor, id: &PublicId, remark: i64) -> Result<()> {
    let (story, known) = thread_of(tx, actor, id, remark).await?;
    if known.resolved.is_some() {
        set_resolved(tx, remark, None).await?;
        tx.audit(actor, "reopen_remark", story.subject(), json!({ "remark": remark }));
    }
    Ok(())
}

/// Updates the position of every remark in `body`, the new text. Part of the act that changes the text.
pub(crate) async fn follow(tx: &Tx, story_id: i64, body: &Document) -> Result<()> {
    for remark in remarks_of(tx.db(), story_id).await? {
        let Some(passage) = &remark.passage else { continue };
        let Some(was) = anchor_of(passage) else { continue };
        let found = anchor::find(body, &was);
        let is_lost = found.is_none();
        let now = found.unwrap_or_else(|| was.clone());
        if now == was && is_lost == passage.is_lost {
            continue;
        }
        let change = Query::update()
            .table("remarks")
            .value("block", now.block.as_str())
            .value("place", i64::try_from(now.offset).unwrap_or(0))
            .value("quote", now.quote.as_str())
            .value("is_lost", is_lost)
            .and_where(Expr::col("id").eq(remark.id))
            .to_owned();
        tx.db().execute(&change).await?;
    }
    Ok(())
}

/// The same after a move that changed the version in progress.
pub(crate) async fn follow_version(tx: &Tx, story: &Story) -> Result<()> {
    match story.newest_version() {
        Some(version) => follow(tx, story.id, &versions::version(tx.db(), version).await?.content.body).await,
        None => Ok(()),
    }
}

/// A mention of somebody in a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its byte range in the remark, including the `@`.
    pub range: std::ops::Range<usize>,
    /// The person, by internal id.
    pub person: i64,
}

/// Those of `people` who may see `story` and can therefore be mentioned.
pub fn mentionable<'a>(people: &'a [Person], story: &Story, house: House, now: Timestamp) -> Vec<&'a Person> {
    let facts = story.facts(now);
    let sees = |person: &&Person| {
        !person.is_closed && person.actor(false).may(Action::See, Subject::Story(&facts), house).is_ok()
    };
    people.iter().filter(sees).collect()
}

/// The mentions of `people` in `text`: `@` and a full name in any form of its letters, or a first name that only one of
/// them has.
pub fn mentions(text: &str, people: &[&Person]) -> Vec<Mention> {
    let mut by_length: Vec<(usize, String, i64)> = people
        .iter()
        .map(|person| {
            let name = normalize::key(&person.name);
            (name.split_whitespace().count(), name, person.id)
        })
        .collect();
    by_length.sort_by_key(|(words, ..)| std::cmp::Reverse(*words));
    let mut found: Vec<Mention> = Vec::new();
    for (at, _) in text.match_indices('@') {
        if found.iter().any(|known| known.range.contains(&at)) || found.len() >= MENTIONS_MAX {
            continue;
        }
        let words = word_ends(&text[at + 1..]);
        let said = |count: usize| {
            let end = *words.get(count.checked_sub(1)?)?;
            Some((at + 1 + end, normalize::key(&text[at + 1..at + 1 + end])))
        };
        let whole = by_length.iter().find_map(|(count, name, person)| {
            let (end, said) = said(*count)?;
            (said == *name).then_some((end, *person))
        });
        let first = || {
            let (end, said) = said(1)?;
            let mut bearers = by_length.iter().filter(|(_, name, _)| name.split_whitespace().next() == Some(&said));
            let (_, _, person) = bearers.next()?;
            bearers.next().is_none().then_some((end, *person))
        };
        if let Some((end, person)) = whole.or_else(first) {
            found.push(Mention { range: at..end, person });
        }
    }
    found
}

/// The end of each word at the beginning of `text`: letters and digits with their combining marks, separated by single
/// spaces.
fn word_ends(text: &str) -> Vec<usize> {
    let belongs = |c: char| {
        c.is_alphanumeric() || matches!(c, '\u{0640}' | '\u{064B}'..='\u{0655}' | '\u{0670}' | '-' | '\'' | '’')
    };
    let mut ends = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let length = word.find(|c| !belongs(c)).unwrap_or(word.len());
        if length == 0 {
            break;
        }
        ends.push(at + length);
        if length < word.len() {
            break;
        }
        at += word.len() + 1;
    }
    ends
}

/// Notifies the people mentioned in the text, and the person who began the thread.
async fn notify_mentioned(tx: &mut Tx, actor: &Actor, story: &Story, text: &str, began: Option<i64>) -> Result<()> {
    let all = all_mentionable(tx, story).await?;
    let called = called(actor, text, &all);
    for person in &called {
        notify(tx, actor, *person, "mention", Some(story.id), Some(&beginning(text))).await?;
    }
    let answered = began.filter(|began| Some(*began) != actor.person_id() && !called.contains(began));
    if let Some(person) = answered.filter(|person| all.iter().any(|one| one.id == *person)) {
        notify(tx, actor, person, "reply", Some(story.id), Some(&beginning(text))).await?;
    }
    Ok(())
}

async fn all_mentionable(tx: &Tx, story: &Story) -> Result<Vec<Person>> {
    let people = staff::all_people(tx.db()).await?;
    let house = house(tx.db()).await?;
    Ok(mentionable(&people, story, house, tx.now()).into_iter().cloned().collect())
}

/// The people mentioned in `text`, each once, without the author.
fn called(actor: &Actor, text: &str, people: &[Person]) -> Vec<i64> {
    let people: Vec<&Person> = people.iter().collect();
    let mut called: Vec<i64> = mentions(text, &people).into_iter().map(|mention| mention.person).collect();
    called.sort_unstable();
    called.dedup();
    called.retain(|person| Some(*person) != actor.person_id());
    called
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(NOTICE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn checked(text: &str) -> Result<String> {
    let text = normalize::strip_bidi_controls(text).trim().replace("\r\n", "\n");
    if text.is_empty() {
        return Err(Error::WordsMissing);
    }
    refuse_long([("remark", text.as_str(), REMARK_CHARS_MAX)])?;
    Ok(text)
}

/// The position of the quoted words in the newest text.
async fn place(tx: &Tx, story: &Story, new: NewRemark<'_>) -> Result<Anchor> {
    refuse_long([("quote", new.quote.trim(), anchor::QUOTE_CHARACTERS_MAX)])?;
    let version = story.newest_version().ok_or(Error::QuoteNotFound)?;
    let body = versions::version(tx.db(), version).await?.content.body;
    let known = new.at.and_then(|(block, offset)| Some((BlockId::parse(block)?, offset)));
    let found = match known {
        Some((block, offset)) => anchor::find(&body, &Anchor { block, offset, quote: new.quote.to_owned() }),
        None => anchor::first(&body, new.quote),
    };
    found.ok_or(Error::QuoteNotFound)
}

fn anchor_of(passage: &Passage) -> Option<Anchor> {
    let block = BlockId::parse(&passage.block)?;
    Some(Anchor { block, offset: usize::try_from(passage.place).ok()?, quote: passage.quote.clone() })
}

async fn one_of(tx: &Tx, actor: &Actor, id: &PublicId, remark: i64) -> Result<(Story, Remark)> {
    let story = story_for(tx.db(), actor, Action::See, id, tx.now()).await?;
    let query =
        remark::Entity::find().filter(remark::Column::Id.eq(remark)).filter(remark::Column::StoryId.eq(story.id));
    let row = source::one(tx.db(), query).await?.ok_or_else(|| Error::not_found("remark", remark))?;
    Ok((story, read(row)))
}

async fn thread_of(tx: &Tx, actor: &Actor, id: &PublicId, remark: i64) -> Result<(Story, Remark)> {
    let (story, known) = one_of(tx, actor, id, remark).await?;
    match known.thread {
        None => Ok((story, known)),
        Some(_) => Err(Error::not_found("remark", remark)),
    }
}

fn own(actor: &Actor, remark: &Remark) -> Result<()> {
    if remark.may_delete(actor) { Ok(()) } else { Err(Error::Forbidden { action: Action::See }) }
}

async fn set_resolved(tx: &Tx, remark: i64, by: Option<i64>) -> Result<()> {
    let change = Query::update()
        .table("remarks")
        .value("resolved_at", by.map(|_| tx.now().0))
        .value("resolved_by", by)
        .and_where(Expr::col("id").eq(remark))
        .to_owned();
    tx.db().execute(&change).await?;
    Ok(())
}

fn read(row: remark::Model) -> Remark {
    let place = row.block.zip(row.place).zip(row.quote);
    Remark {
        id: row.id,
        thread: row.thread_id,
        by: row.person_id,
        at: Timestamp(row.made_at),
        text: row.text,
        passage: place.map(|((block, place), quote)| Passage { block, place, quote, is_lost: row.is_lost }),
        edited_at: row.edited_at.map(Timestamp),
        is_deleted: row.deleted_at.is_some(),
        resolved: row.resolved_at.map(Timestamp).zip(row.resolved_by),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arabic::Language;
    use rules::{Grant, Role};

    fn person(id: i64, name: &str) -> Person {
        Person {
            id,
            public_id: PublicId::random(),
            email: String::new(),
            name: name.to_owned(),
            language: Language::Arabic,
            writer_id: None,
            grants: vec![Grant::everywhere(Role::Reporter)],
            is_closed: false,
            has_password: true,
            created_at: Timestamp(0),
        }
    }

    #[test]
    fn people_are_called_by_their_names_in_any_form_of_the_letters() {
        let people =
            [person(1, "سلمى بن عيسى"), person(2, "مُراد العيد"), person(3, "سلمى"), person(4, "Anne-Lise Roy")];
        let people: Vec<&Person> = people.iter().collect();
        let called = |text: &str| {
            mentions(text, &people).into_iter().map(|one| (one.person, text[one.range].to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(called("@سلمى بن عيسى، هل تأكدنا؟"), [(1, "@سلمى بن عيسى".to_owned())]);
        assert_eq!(called("رأي @سلمي ثم @مراد."), [(3, "@سلمي".to_owned()), (2, "@مراد".to_owned())]);
        assert_eq!(called("@Anne-Lise: oui"), [(4, "@Anne-Lise".to_owned())]);
        for nobody in ["", "@", "@ سلمى", "سلمى", "a@b.example", "@سلمان", "@العيد"] {
            assert_eq!(called(nobody), [], "{nobody}");
        }
    }
}

//! Writing: a story begun, its parts changed one at a time, copied, followed up, translated.
//!
//! A part is what one person changes without disturbing another: text, pictures, facts. Each has a number that grows with
//! every change; who saves says which number they began from, and a save from an older one is refused with
//! [`Saved::Conflict`], after its words were set aside as a version of their own: nothing anybody typed is lost.

use ::story::Document;
use arabic::Language;
use rules::{Action, Actor, Live, Subject, Work};
use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;
use store::clock::Timestamp;
use store::id::PublicId;

use crate::base::allow::allow;
use crate::base::entity::story as story_entity;
use crate::base::error::{Error, Result};
use crate::base::tx::Tx;
use crate::paper::names;
use crate::paper::sections::section_by_id;
use crate::paper::settings::house;
use crate::paper::threads::StoryThread;
use crate::people::telling::notify;
use crate::stories::content::{Content, LeadPicture, StoryLine};
use crate::stories::facts::{states_when_changed, story_for, story_seen};
use crate::stories::model::{self, Story};
use crate::stories::parts::Part;
use crate::stories::translations::translations_of;
use crate::stories::versions;
use crate::stories::{approval, locks, picture_rights, state};

/// New words for one part.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Of the text: the lines of [`Part::Text`] and the body of this content. The rest of it says nothing.
    Text(Box<Content>),
    /// Of the picture.
    Pictures(Option<LeadPicture>),
    /// Of the facts: section, language, slug (empty to derive it), writers, topics and the lines of [`Part::Facts`] of
    /// this content but the byline as printed. The rest of it says nothing.
    Facts(Box<Content>),
    /// Of what the story stands beside, which is of its facts.
    Links {
        /// Stories named beside it, in order.
        related: Vec<i64>,
        /// The thread it stands under.
        thread: Option<i64>,
    },
}

impl Change {
    /// Makes the text that of `content`.
    pub fn text(content: Content) -> Self {
        Self::Text(Box::new(content))
    }

    /// Makes the text `body`, below the lines that `says` gives.
    pub fn text_of(body: Document, says: impl FnMut(StoryLine) -> Option<String>) -> Self {
        Self::text(Content::plain(0, Language::Arabic, "", body).with_lines(Part::Text, says))
    }

    /// Makes the facts those of `content`.
    pub fn facts(content: Content) -> Self {
        Self::Facts(Box::new(content))
    }

    /// Which part it is of.
    pub fn part(&self) -> Part {
        match self {
            Self::Text(_) => Part::Text,
            Self::Pictures(_) => Part::Pictures,
            Self::Facts(_) | Self::Links { .. } => Part::Facts,
        }
    }

    fn apply(self, content: &mut Content) {
        match self {
            Self::Text(text) => {
                content.copy_lines(Part::Text, &text);
                content.body = text.body;
            }
            Self::Pictures(lead) => content.lead = lead,
            Self::Links { related, thread } => (content.related, content.thread) = (related, thread),
            Self::Facts(facts) => {
                // A byline kept letter by letter is that of the page it came from; new facts are the new byline.
                let as_printed = content.byline_as_printed.take();
                let same = content.desk_byline == facts.desk_byline
                    && content.writers == facts.writers
                    && content.agencies_line == facts.agencies_line;
                content.copy_lines(Part::Facts, &facts);
                content.byline_as_printed = as_printed.filter(|_| same);
                content.section_id = facts.section_id;
                content.language = facts.language;
                content.slug = facts.slug;
                content.writers = facts.writers;
                content.topics = facts.topics;
            }
        }
    }
}

/// What a new story begins as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beginning<'a> {
    /// The name of its template.
    pub kind: Option<&'a str>,
    /// Only its writer and editors-in-chief see it.
    pub is_private: bool,
    /// The story it follows up.
    pub follows: Option<i64>,
    /// The story it translates.
    pub translates: Option<i64>,
}

/// Begins a story of `actor`'s. A reporter of the section's desk may, and who answers for it. A closed section is refused
/// with [`Error::SectionClosed`]; a translation stands where its original does.
pub async fn begin_story(tx: &mut Tx, actor: &Actor, content: &Content, begin: Beginning<'_>) -> Result<Story> {
    let section = section_by_id(tx.db(), content.section_id).await?;
    if begin.translates.is_none() {
        section.must_be_open()?;
    }
    let content = &Content { section_id: section.id, ..content.clone() };
    allow(actor, Action::Write, Subject::Desk(section.desk_id), house(tx.db()).await?, ("section", &section.slug))?;
    let story = model::add_story(tx, content, None, 0).await?;
    let mut row: story_entity::ActiveModel = model::row(tx.db(), story.id).await?.into();
    row.writer_id = Set(actor.person_id());
    row.private = Set(begin.is_private);
    row.follows_id = Set(begin.follows);
    row.translates_id = Set(begin.translates);
    if let Some(kind) = begin.kind {
        row.kind = Set(kind.to_owned());
    }
    let story = model::read(row.update(tx.db()).await?)?;
    versions::sign(tx, story.work_version, actor.person_id()).await?;
    picture_rights::take(tx, actor, story.id, content, None).await?;
    tx.audit(actor, "begin", story.subject(), json!({ "section": section.id, "version": story.work_version }));
    Ok(story)
}

/// Changes one part of a story, begun from its number `from`.
///
/// A published story gets a pending update; what readers see stays. What was approved or scheduled stays so: it goes out as it
/// was approved, and the change waits for an approval of its own. Refuses with
/// [`Error::Locked`] where somebody else has the part, and answers [`Saved::Conflict`] where it has changed since: the words
/// are then kept as the version named there, by a write that is committed.
pub async fn save_part(tx: &mut Tx, actor: &Actor, id: &PublicId, from: i64, change: Change) -> Result<Saved> {
    save(tx, actor, id, from, change, Keeping::Version).await
}

/// Keeps what is being typed: as [`save_part`], but into the story's one working copy, which the next typing of the same
/// person overwrites. It becomes a version with the next save, the next move, when its writer lets go of the text, and
/// every five minutes of typing.
///
/// `key` names this delivery: the same one coming again, because its answer was lost, is answered [`Saved::AsItIs`].
pub async fn type_part(
    tx: &mut Tx,
    actor: &Actor,
    id: &PublicId,
    from: i64,
    key: &str,
    change: Change,
) -> Result<Saved> {
    save(tx, actor, id, from, change, Keeping::Copy { key }).await
}

/// How words are kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeping<'a> {
    /// As a version.
    Version,
    /// As the working copy.
    Copy { key: &'a str },
}

async fn save(
    tx: &mut Tx,
    actor: &Actor,
    id: &PublicId,
    from: i64,
    change: Change,
    keeping: Keeping<'_>,
) -> Result<Saved> {
    let part = change.part();
    let found = model::story_by_public_id(tx.db(), id).await?.ok_or_else(|| Error::not_found("story", id))?;
    let row = match keeping {
        Keeping::Version => model::row_for_change(tx, found.id).await?,
        Keeping::Copy { .. } => model::row_for_typing(tx, found.id).await?,
    };
    let before = model::read(row.clone())?;
    let facts = before.facts(tx.now());
    allow(actor, part.action(), Subject::Story(&facts), house(tx.db()).await?, ("story", id.as_str()))?;
    if matches!(before.work, Work::Spiked) || before.live == Live::Killed {
        return Err(Error::NoWay { live: before.live, work: before.work });
    }
    let base = before.newest_version().ok_or_else(|| Error::not_found("version of story", id))?;
    let mut content = versions::version(tx.db(), base).await?.content;
    let was = content.clone();
    let mut change = change;
    if let Change::Facts(facts) = &mut change
        && facts.section_id != content.section_id
    {
        let section = section_by_id(tx.db(), facts.section_id).await?;
        let stood = section_by_id(tx.db(), content.section_id).await?;
        if section.id == stood.id {
            // A section merged into another is the other: the form and the version may name either.
            facts.section_id = content.section_id;
        } else {
            section.must_be_open()?;
            // Who moves a story to another desk must be able to write there.
            let desk = Subject::Desk(section.desk_id);
            allow(actor, Action::Write, desk, house(tx.db()).await?, ("section", &section.slug))?;
            facts.section_id = section.id;
        }
    }
    if let Change::Links { related, thread } = &change {
        let unknown = related.iter().filter(|id| !content.related.contains(id));
        check_links(tx, actor, &before, unknown, thread.filter(|id| content.thread != Some(*id)), content.language)
            .await?;
    }
    change.apply(&mut content);
    // Before readers have an address, it follows the headline unless somebody chose it.
    if before.live == Live::Never && arabic::slug::is_made_from(&content.slug, &was.headline) {
        content.slug.clear();
    }
    content.check_lengths()?;
    picture_rights::take(tx, actor, before.id, &content, Some(&was)).await?;
    let current = before.revisions[part.place()];
    if let Keeping::Copy { key } = keeping
        && from != current
        && locks::last_key(tx, actor, before.id, part).await?.as_deref() == Some(key)
    {
        return Ok(Saved::AsItIs(before));
    }
    let is_same =
        content == was || (content.slug.is_empty() && content == Content { slug: String::new(), ..was.clone() });
    if from != current {
        if is_same {
            return Ok(Saved::AsItIs(before));
        }
        let aside = versions::keep(tx, before.id, &content, "set_aside", actor.person_id()).await?;
        tx.audit(actor, "set_aside", before.subject(), json!({ "part": part.word(), "version": aside }));
        return Ok(Saved::Conflict { story: before, aside });
    }
    locks::refuse_others(tx, actor, before.id, part).await?;
    if is_same {
        return Ok(Saved::AsItIs(before));
    }
    let (version, is_new) = match keeping {
        Keeping::Version => (versions::keep(tx, before.id, &content, "save", actor.person_id()).await?, true),
        Keeping::Copy { key } => {
            // Neither what was approved nor what readers have is ever typed over.
            let fixed = [before.approved_version, before.live_version];
            let over = before.work_version.filter(|version| !fixed.contains(&Some(*version)));
            let kept = versions::keep_typed(tx, before.id, over, &content, actor.person_id()).await?;
            locks::hold_with(tx, actor, before.id, part, Some(key)).await?;
            kept
        }
    };
    let mut changed: story_entity::ActiveModel = row.into();
    let (live, work) = states_when_changed(&before, actor, &facts, house(tx.db()).await?)?;
    state::put(&mut changed, live, work);
    changed.work_version = Set(Some(approval::standing_on(tx, &before, &content, version).await?));
    let number = Set(current + 1);
    match part {
        Part::Text => changed.text_rev = number,
        Part::Pictures => changed.pictures_rev = number,
        Part::Facts => changed.facts_rev = number,
    }
    // What was approved stands where it was approved until the change is.
    if before.approved_version.is_none() {
        model::stand(tx, &mut changed, before.live, &content).await?;
    }
    model::touch(&mut changed, &content.headline, tx.now());
    let story = model::read(changed.update(tx.db()).await?)?;
    if part == Part::Text {
        crate::stories::remarks::follow(tx, story.id, &content.body).await?;
    }
    // The working copy is one act however often it is overwritten.
    if is_new {
        tx.audit(actor, "save", story.subject(), json!({ "part": part.word(), "version": version }));
    }
    Ok(Saved::New { story, version })
}

/// Refuses stories that the actor may not know of, the story itself, and a thread that is not of its language.
async fn check_links(
    tx: &Tx,
    actor: &Actor,
    story: &Story,
    related: impl Iterator<Item = &i64>,
    thread: Option<i64>,
    language: Language,
) -> Result<()> {
    let house = house(tx.db()).await?;
    for id in related {
        let seen = story_seen(tx.db(), actor, house, *id, tx.now()).await?;
        if seen.is_none_or(|seen| seen.id == story.id) {
            return Err(Error::not_found("story", id));
        }
    }
    if let Some(id) = thread
        && names::one::<StoryThread>(tx.db(), id).await?.language != language
    {
        return Err(Error::not_found("thread", id));
    }
    Ok(())
}

/// What became of a save.
#[derive(Debug, Clone, PartialEq)]
pub enum Saved {
    /// Kept.
    New {
        /// The story now.
        story: Story,
        /// The version that says it.
        version: i64,
    },
    /// Nothing had changed.
    AsItIs(Story),
    /// The part had changed since; the words are kept beside.
    Conflict {
        /// The story as it is.
        story: Story,
        /// The version that holds the words.
        aside: i64,
    },
}

/// What the desk notes of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment {
    /// The person it is given to.
    pub assignee: Option<i64>,
    /// When it is due.
    pub due_at: Option<Timestamp>,
}

/// Gives a story to a person, with a time. Refused with [`Error::NoSuchPerson`] where nobody with an open door is meant.
pub async fn assign(tx: &mut Tx, actor: &Actor, id: &PublicId, to: Assignment) -> Result<Story> {
    let story = story_for(tx.db(), actor, Action::Assign, id, tx.now()).await?;
    // Who has it keeps it, also when their door was closed meanwhile and only the time changes.
    if let Some(person) = to.assignee.filter(|person| story.assignee != Some(*person)) {
        match crate::people::staff::person(tx.db(), person).await {
            Ok(person) if !person.is_closed => {}
            Ok(_) | Err(Error::NotFound { .. }) => return Err(Error::NoSuchPerson),
            Err(error) => return Err(error),
        }
    }
    let mut row: story_entity::ActiveModel = model::row_for_change(tx, story.id).await?.into();
    row.assignee_id = Set(to.assignee);
    row.due_at = Set(to.due_at.map(|at| at.0));
    row.touched_at = Set(tx.now().0);
    let after = model::read(row.update(tx.db()).await?)?;
    tx.audit(
        actor,
        "assign",
        after.subject(),
        json!({ "from": story.assignee, "to": to.assignee, "due": to.due_at.map(|at| at.0) }),
    );
    if let Some(person) =
        to.assignee.filter(|person| Some(*person) != actor.person_id() && story.assignee != Some(*person))
    {
        notify(tx, actor, person, "assign", Some(after.id), None).await?;
    }
    Ok(after)
}

/// A new draft with the words of `id`.
pub async fn copy_story(tx: &mut Tx, actor: &Actor, id: &PublicId) -> Result<Story> {
    let from = story_for(tx.db(), actor, Action::Copy, id, tx.now()).await?;
    let mut content = words_of(tx, &from).await?;
    content.slug.clear();
    let copy = begin_story(tx, actor, &content, Beginning { kind: Some(&from.kind), ..Beginning::default() }).await?;
    tx.audit(actor, "copy", copy.subject(), json!({ "of": from.public_id }));
    Ok(copy)
}

/// A new draft that follows `id` up: its kicker, section, topics, thread and signs, none of its text. The two are related.
pub async fn follow_up(tx: &mut Tx, actor: &Actor, id: &PublicId, headline: &str) -> Result<Story> {
    let from = story_for(tx.db(), actor, Action::Copy, id, tx.now()).await?;
    let content = words_of(tx, &from).await?;
    let Content { section_id, language, kicker, thread, .. } = &content;
    let nothing = Document { blocks: Vec::new() };
    let mut begun = Content::plain(*section_id, *language, headline, nothing);
    (begun.kicker, begun.thread, begun.related) = (kicker.clone(), *thread, vec![from.id]);
    Change::facts(Content { slug: String::new(), ..content }).apply(&mut begun);
    let begin = Beginning { kind: Some(&from.kind), follows: Some(from.id), ..Beginning::default() };
    begin_story(tx, actor, &begun, begin).await
}

/// A new draft in another language, linked to `id`; it begins with the same words and has a life of its own.
pub async fn translate_story(tx: &mut Tx, actor: &Actor, id: &PublicId, language: Language) -> Result<Story> {
    let from = story_for(tx.db(), actor, Action::Copy, id, tx.now()).await?;
    let first = from.translates.unwrap_or(from.id);
    let all = translations_of(tx.db(), first).await?;
    if all.iter().any(|story| story.language == language) {
        return Err(Error::AlreadyThere { what: "translation" });
    }
    let mut content = words_of(tx, &from).await?;
    content.language = language;
    content.slug.clear();
    // Threads and the stories beside a story are of its language.
    (content.related, content.thread) = (Vec::new(), None);
    let begin = Beginning { kind: Some(&from.kind), translates: Some(first), ..Beginning::default() };
    begin_story(tx, actor, &content, begin).await
}

pub(crate) async fn words_of(tx: &Tx, story: &Story) -> Result<Content> {
    let version = story.newest_version().ok_or_else(|| Error::not_found("version", story.id))?;
    Ok(versions::version(tx.db(), version).await?.content)
}

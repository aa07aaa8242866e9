//! Writing stories: beginning, changing one part at a time, copying, following up, translating.
//!
//! A part can be changed by one person without disturbing another: text, pictures, facts. Each part has a revision
//! number that grows with every change. A save names the revision it began from. If that is outdated, the save is
//! refused with [`Saved::Conflict`] after its content was stored as a separate version, so that nothing is lost.

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

/// New content for one part.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The text: the lines of [`Part::Text`] and the body of this content. Its other fields are ignored.
    Text(Box<Content>),
    /// The lead picture.
    Pictures(Option<LeadPicture>),
    /// The facts: section, language, slug (empty to derive it), writers, topics and the lines of [`Part::Facts`] of
    /// this content, except the byline as printed. Its other fields are ignored.
    Facts(Box<Content>),
    /// Links to other stories, which belong to the facts.
    Links {
        /// Related stories, in order.
        related: Vec<i64>,
        /// The thread.
        thread: Option<i64>,
    },
}

impl Change {
    /// Replaces the text by that of `content`.
    pub fn text(content: Content) -> Self {
        Self::Text(Box::new(content))
    }

    /// Replaces the text by `body` and the lines that `says` returns.
    pub fn text_of(body: Document, says: impl FnMut(StoryLine) -> Option<String>) -> Self {
        Self::text(Content::plain(0, Language::Arabic, "", body).with_lines(Part::Text, says))
    }

    /// Replaces the facts by those of `content`.
    pub fn facts(content: Content) -> Self {
        Self::Facts(Box::new(content))
    }

    /// The part that it changes.
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
                // The byline as printed belongs to the page it was imported from. New bylines replace it.
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

/// The options of a new story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beginning<'a> {
    /// The name of its template.
    pub kind: Option<&'a str>,
    /// Whether only its writer and editors-in-chief see it.
    pub is_private: bool,
    /// The story it follows up.
    pub follows: Option<i64>,
    /// The story it translates.
    pub translates: Option<i64>,
}

/// Begins a story of `actor`. Requires the right `Write` for the section's desk, which reporters of the desk have for
/// their own drafts. Refuses a closed section with [`Error::SectionClosed`], except for a translation, which is put
/// into the section of its original.
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
    versions::set_author(tx, story.work_version, actor.person_id()).await?;
    picture_rights::take(tx, actor, story.id, content, None).await?;
    tx.audit(actor, "begin", story.subject(), json!({ "section": section.id, "version": story.work_version }));
    Ok(story)
}

/// Changes one part of a story, begun from its revision `from`.
///
/// A published story gets an update in progress; readers see no change. An approved or scheduled story stays so: the
/// approved version will be published, and the change waits for an approval of its own. Refuses with [`Error::Locked`]
/// if somebody else has locked the part. Returns [`Saved::Conflict`] if the part has changed since; the content is then
/// stored as the version named there, and that write is committed.
pub async fn save_part(tx: &mut Tx, actor: &Actor, id: &PublicId, from: i64, change: Change) -> Result<Saved> {
    save(tx, actor, id, from, change, SaveMode::Version).await
}

/// Saves what is being typed: like [`save_part`], but into the story's one working copy, which the next save of this
/// kind by the same person overwrites. The working copy becomes a version with the next normal save, with the next
/// move, when its writer releases the text, and every five minutes of typing.
///
/// `key` identifies this request: if it is sent again because its response was lost, the result is [`Saved::AsItIs`].
pub async fn type_part(
    tx: &mut Tx,
    actor: &Actor,
    id: &PublicId,
    from: i64,
    key: &str,
    change: Change,
) -> Result<Saved> {
    save(tx, actor, id, from, change, SaveMode::Copy { key }).await
}

/// How a change is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SaveMode<'a> {
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
    mode: SaveMode<'_>,
) -> Result<Saved> {
    let part = change.part();
    let found = model::story_by_public_id(tx.db(), id).await?.ok_or_else(|| Error::not_found("story", id))?;
    let row = match mode {
        SaveMode::Version => model::row_for_change(tx, found.id).await?,
        SaveMode::Copy { .. } => model::row_for_typing(tx, found.id).await?,
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
            // The section may have been merged: the form and the version may name either.
            facts.section_id = content.section_id;
        } else {
            section.must_be_open()?;
            // Moving a story to another desk requires the right to write there.
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
    // As long as readers have no address of the story, its slug follows the headline unless somebody chose it.
    if before.live == Live::Never && arabic::slug::is_made_from(&content.slug, &was.headline) {
        content.slug.clear();
    }
    content.check_lengths()?;
    picture_rights::take(tx, actor, before.id, &content, Some(&was)).await?;
    let current = before.revisions[part.place()];
    if let SaveMode::Copy { key } = mode
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
    locks::check_unlocked(tx, actor, before.id, part).await?;
    if is_same {
        return Ok(Saved::AsItIs(before));
    }
    let (version, is_new) = match mode {
        SaveMode::Version => (versions::keep(tx, before.id, &content, "save", actor.person_id()).await?, true),
        SaveMode::Copy { key } => {
            // The approved version and the live version are never overwritten.
            let fixed = [before.approved_version, before.live_version];
            let over = before.work_version.filter(|version| !fixed.contains(&Some(*version)));
            let kept = versions::keep_typed(tx, before.id, over, &content, actor.person_id()).await?;
            locks::hold_with_key(tx, actor, before.id, part, Some(key)).await?;
            kept
        }
    };
    let mut changed: story_entity::ActiveModel = row.into();
    let (live, work) = states_when_changed(&before, actor, &facts, house(tx.db()).await?)?;
    state::put(&mut changed, live, work);
    changed.work_version = Set(Some(approval::version_after_edit(tx, &before, &content, version).await?));
    let number = Set(current + 1);
    match part {
        Part::Text => changed.text_rev = number,
        Part::Pictures => changed.pictures_rev = number,
        Part::Facts => changed.facts_rev = number,
    }
    // An approved story stays in its section and language until the change is approved.
    if before.approved_version.is_none() {
        model::set_section(tx, &mut changed, before.live, &content).await?;
    }
    model::touch(&mut changed, &content.headline, tx.now());
    let story = model::read(changed.update(tx.db()).await?)?;
    if part == Part::Text {
        crate::stories::remarks::follow(tx, story.id, &content.body).await?;
    }
    // The working copy has one audit entry, however many times it is overwritten.
    if is_new {
        tx.audit(actor, "save", story.subject(), json!({ "part": part.word(), "version": version }));
    }
    Ok(Saved::New { story, version })
}

/// Refuses related stories that the actor may not know of, the story itself, and a thread in another language.
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

/// The result of a save.
#[derive(Debug, Clone, PartialEq)]
pub enum Saved {
    /// It was stored.
    New {
        /// The story now.
        story: Story,
        /// The version with the content.
        version: i64,
    },
    /// Nothing had changed.
    AsItIs(Story),
    /// The part had changed meanwhile; the content was stored separately.
    Conflict {
        /// The story as it is now.
        story: Story,
        /// The version with the content.
        aside: i64,
    },
}

/// The assignment of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment {
    /// The person it is assigned to.
    pub assignee: Option<i64>,
    /// When it is due.
    pub due_at: Option<Timestamp>,
}

/// Assigns a story to a person, with a due time. Refuses with [`Error::NoSuchPerson`] a person who does not exist or
/// whose account is closed.
pub async fn assign(tx: &mut Tx, actor: &Actor, id: &PublicId, to: Assignment) -> Result<Story> {
    let story = story_for(tx.db(), actor, Action::Assign, id, tx.now()).await?;
    // The present assignee may stay, even with a closed account, if only the time changes.
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

/// A new draft with the content of `id`.
pub async fn copy_story(tx: &mut Tx, actor: &Actor, id: &PublicId) -> Result<Story> {
    let from = story_for(tx.db(), actor, Action::Copy, id, tx.now()).await?;
    let mut content = words_of(tx, &from).await?;
    content.slug.clear();
    let copy = begin_story(tx, actor, &content, Beginning { kind: Some(&from.kind), ..Beginning::default() }).await?;
    tx.audit(actor, "copy", copy.subject(), json!({ "of": from.public_id }));
    Ok(copy)
}

/// A new draft that follows up `id`: with its kicker, section, topics, thread and byline, without its text. The two are
/// related.
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

/// A new draft in another language, linked to `id`. It begins with the same content and is independent from then on.
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
    // The thread and the related stories are in the language of the original.
    (content.related, content.thread) = (Vec::new(), None);
    let begin = Beginning { kind: Some(&from.kind), translates: Some(first), ..Beginning::default() };
    begin_story(tx, actor, &content, begin).await
}

pub(crate) async fn words_of(tx: &Tx, story: &Story) -> Result<Content> {
    let version = story.newest_version().ok_or_else(|| Error::not_found("version", story.id))?;
    Ok(versions::version(tx.db(), version).await?.content)
}

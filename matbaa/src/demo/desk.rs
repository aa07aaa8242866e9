//! Stories on their way through the desk. Each step is done with the function of the newsroom that a person there would
//! have used.

use anyhow::Context;
use newsroom::{
    Actor, Assignment, Beginning, Change, Content, Correction, CorrectionKind, LeadPicture, Move, NewRemark, PublicId,
    Saved, Timestamp, Tx, Wall, With,
};
use story::Document;

use super::files::{Act, StepFile, StoryFile, StoryHead};
use super::notation;
use super::timeline::Replay;

/// Does one step at `at`.
pub async fn step(replay: &mut Replay<'_>, at: Timestamp, file: &StoryFile, step: &StepFile) -> anyhow::Result<()> {
    let actor = replay.staff.actor(&step.by)?;
    if step.act == Act::Begin {
        return begin(replay, at, file, step, &actor).await;
    }
    let (story, id) = replay.story(&file.name)?;
    match step.act {
        Act::Begin => Ok(()),
        Act::Save => {
            let change = text_change(&file.head, step, text_of(replay, file, step)?);
            replay.newsroom.write(at, async |tx| save(tx, &actor, &id, change).await).await.map_err(Into::into)
        }
        Act::Picture => picture(replay, at, file, &actor, &id).await,
        Act::Assign => {
            let assignee = match &step.to {
                Some(key) => Some(replay.staff.person(key)?.id),
                None => None,
            };
            let to = Assignment { assignee, due_at: step.ahead.map(|minutes| replay.ahead(minutes)) };
            replay.newsroom.write(at, async |tx| newsroom::assign(tx, &actor, &id, to).await).await?;
            Ok(())
        }
        Act::Remark => remark(replay, at, file, step, &actor, &id).await,
        Act::Resolve => {
            let remark = known_remark(replay, file, step.remark.as_deref())?;
            let act = async |tx: &mut Tx| newsroom::resolve_remark(tx, &actor, &id, remark).await;
            Ok(replay.newsroom.write(at, act).await?)
        }
        Act::Embargo => {
            let until = wall(replay, step)?;
            replay.newsroom.write(at, async |tx| newsroom::set_embargo(tx, &actor, &id, &until).await).await?;
            Ok(())
        }
        Act::End => {
            let (end, words) = (wall(replay, step)?, words(step)?);
            replay.newsroom.write(at, async |tx| newsroom::schedule_end(tx, &actor, &id, &end, words).await).await?;
            Ok(())
        }
        Act::Correct => {
            let note = Correction { kind: CorrectionKind::Correction, at, text: words(step)?.to_owned() };
            let act = async |tx: &mut Tx| newsroom::add_correction(tx, &actor, story, &note).await;
            Ok(replay.newsroom.write(at, act).await?)
        }
        Act::Move(made) => {
            let at_hour = if made == Move::Schedule { Some(wall(replay, step)?) } else { None };
            let with = With { words: step.words.clone(), at: at_hour, ..With::default() };
            replay.newsroom.write(at, async |tx| newsroom::make_move(tx, &actor, &id, made, with).await).await?;
            Ok(())
        }
    }
}

async fn begin(
    replay: &mut Replay<'_>,
    at: Timestamp,
    file: &StoryFile,
    step: &StepFile,
    actor: &Actor,
) -> anyhow::Result<()> {
    let body = text_of(replay, file, step)?;
    let (chief, head) = (replay.staff.chief(), &file.head);
    let of = |file: &Option<String>| match file {
        Some(file) => replay.story(file).map(|(id, _)| Some(id)),
        None => Ok(None),
    };
    let begin = Beginning {
        kind: None,
        is_private: head.private,
        follows: of(&head.follows)?,
        translates: of(&head.translates)?,
    };
    let headline = step.headline.as_ref().unwrap_or(&head.headline).clone();
    let story = replay
        .newsroom
        .write(at, async |tx| {
            let content = Content { headline, body, ..facts(tx, &chief, head).await? };
            newsroom::begin_story(tx, actor, &content, begin).await
        })
        .await?;
    replay.stories.insert(file.name.clone(), (story.id, story.public_id));
    Ok(())
}

/// The content of a story from the head of its file. New topics are created by the editor-in-chief.
async fn facts(tx: &mut Tx, chief: &Actor, head: &StoryHead) -> newsroom::Result<Content> {
    let sections = newsroom::all_sections(tx.db()).await?;
    let section = sections.into_iter().find(|section| section.slug == head.section);
    let section = section.ok_or_else(|| newsroom::Error::NotFound { what: "section", id: head.section.clone() })?;
    let mut content = Content::plain(section.id, head.language, &head.headline, Document { blocks: Vec::new() });
    for name in &head.writers {
        content.writers.push(newsroom::ensure_writer(tx, chief, name).await?);
    }
    for name in &head.topics {
        content.topics.push(newsroom::ensure_topic(tx, chief, name).await?);
    }
    Ok(Content { slug: head.slug.clone(), ..lines(head, content) })
}

/// `content` with the lines of a story's head.
pub fn lines(head: &StoryHead, content: Content) -> Content {
    Content {
        kicker: head.kicker.clone(),
        deck: head.deck.clone(),
        place: head.place.clone(),
        desk_byline: head.desk.clone(),
        agencies_line: head.agencies.clone(),
        ..content
    }
}

/// The blocks of the text that are written by this step.
fn text_of(replay: &mut Replay<'_>, file: &StoryFile, step: &StepFile) -> anyhow::Result<Document> {
    if !replay.texts.contains_key(&file.name) {
        let read = notation::read(&file.body, &notation::Pictures::new())?;
        replay.texts.insert(file.name.clone(), read);
    }
    let mut text = replay.texts.get(&file.name).cloned().context("its text")?;
    text.blocks.truncate(step.blocks.unwrap_or(usize::MAX));
    Ok(text)
}

fn text_change(head: &StoryHead, step: &StepFile, body: Document) -> Change {
    let headline = step.headline.as_ref().unwrap_or(&head.headline);
    Change::text(lines(head, Content::plain(0, head.language, headline, body)))
}

/// Saves one part against its current revision. A save that changes nothing is a mistake in the file.
pub async fn save(tx: &mut Tx, actor: &Actor, id: &PublicId, change: Change) -> newsroom::Result<()> {
    let story = newsroom::story_by_public_id(tx.db(), id).await?;
    let story = story.ok_or_else(|| newsroom::Error::NotFound { what: "story", id: id.to_string() })?;
    let from = story.revisions[change.part().place()];
    match newsroom::save_part(tx, actor, id, from, change).await? {
        Saved::New { .. } => Ok(()),
        Saved::AsItIs(_) | Saved::Conflict { .. } => Err(newsroom::Error::Changed { what: "story" }),
    }
}

async fn picture(
    replay: &Replay<'_>,
    at: Timestamp,
    file: &StoryFile,
    actor: &Actor,
    id: &PublicId,
) -> anyhow::Result<()> {
    let head = &file.head;
    let prepared = head.photo.as_ref().and_then(|photo| replay.pictures.get(photo)).context("it has no photo")?;
    let act = async |tx: &mut Tx| {
        let picture = newsroom::add_picture(tx, actor, Some(id), prepared).await?;
        let lead = LeadPicture { picture_id: Some(picture.id), ..lead(head) };
        save(tx, actor, id, Change::Pictures(Some(lead))).await
    };
    Ok(replay.newsroom.write(at, act).await?)
}

/// The lead picture as the head describes it.
pub fn lead(head: &StoryHead) -> LeadPicture {
    LeadPicture {
        picture_id: None,
        caption: head.caption.clone(),
        credit: head.credit.clone(),
        alt: head.alt.clone(),
        archive: head.archive,
        focal: head.focal.unwrap_or((5, 5)),
    }
}

async fn remark(
    replay: &mut Replay<'_>,
    at: Timestamp,
    file: &StoryFile,
    step: &StepFile,
    actor: &Actor,
    id: &PublicId,
) -> anyhow::Result<()> {
    let thread = match &step.remark {
        Some(name) => Some(known_remark(replay, file, Some(name))?),
        None => None,
    };
    let new = NewRemark { text: words(step)?, thread, quote: step.quote.as_deref().unwrap_or_default(), at: None };
    let remark = replay.newsroom.write(at, async |tx| newsroom::add_remark(tx, actor, id, new).await).await?;
    if let Some(name) = &step.called {
        replay.remarks.insert((file.name.clone(), name.clone()), remark);
    }
    Ok(())
}

fn known_remark(replay: &Replay<'_>, file: &StoryFile, name: Option<&str>) -> anyhow::Result<i64> {
    let name = name.context("it says no remark")?;
    let known = replay.remarks.get(&(file.name.clone(), name.to_owned()));
    known.copied().with_context(|| format!("no remark is called {name}"))
}

fn words(step: &StepFile) -> anyhow::Result<&str> {
    step.words.as_deref().context("it says no words")
}

fn wall(replay: &Replay<'_>, step: &StepFile) -> anyhow::Result<Wall> {
    let at = replay.ahead(step.ahead.context("it says no time ahead")?);
    Ok(Wall::at(at, replay.zone.name())?)
}

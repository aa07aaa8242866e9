//! Published stories: those of the generated archive, those written by hand, and their corrections.

use newsroom::{
    Actor, BREAKING_SECONDS_MAX, BreakingLine, Change, Content, Correction, CorrectionKind, Error, ImportOutcome,
    ImportedStory, Origin, PublishedWhen, Slot, Story, Timestamp, Tx, import_story,
};

use super::archive::Generated;
use super::files::{CorrectionFile, StoryFile, StoryHead};
use super::timeline::Replay;
use super::{desk, notation};

/// Imports a batch of the archive.
pub async fn older(replay: &Replay<'_>, at: Timestamp, batch: &[Generated]) -> anyhow::Result<()> {
    let console = Actor::console();
    let act = async |tx: &mut Tx| {
        for one in batch {
            let picture = one.photo.as_ref().and_then(|photo| replay.pictures.get(photo));
            import_story(tx, &console, &one.story, picture, true).await?;
        }
        Ok(())
    };
    Ok(replay.newsroom.write(at, act).await?)
}

/// Publishes a story written by hand.
pub async fn came_out(replay: &mut Replay<'_>, at: Timestamp, file: &StoryFile) -> anyhow::Result<()> {
    let (console, chief, head) = (Actor::console(), replay.staff.chief(), &file.head);
    let pictures = replay
        .newsroom
        .write(at, async |tx| {
            let mut pictures = notation::Pictures::new();
            for photo in notation::photos_in(&file.body) {
                if let Some(ready) = replay.pictures.get(&photo) {
                    pictures.insert(photo, newsroom::add_picture(tx, &console, None, ready).await?);
                }
            }
            Ok(pictures)
        })
        .await?;
    let imported = imported(file, notation::read(&file.body, &pictures)?, at);
    let picture = head.photo.as_ref().and_then(|photo| replay.pictures.get(photo));
    let added = replay
        .newsroom
        .write(at, async |tx| {
            let ImportOutcome::Added(story) = import_story(tx, &console, &imported, picture, false).await? else {
                return Err(Error::AlreadyThere { what: "demo story" });
            };
            link(tx, replay, head, &story).await?;
            newsroom::publish(tx, &console, story.id, PublishedWhen::At(at)).await?;
            if let Some(words) = &head.breaking {
                let until = at.plus_seconds(BREAKING_SECONDS_MAX);
                let line = BreakingLine { text: words.clone(), story_id: Some(story.id), until };
                newsroom::set_breaking(tx, &chief, head.language, &line).await?;
            }
            Ok(story)
        })
        .await?;
    if let Some(name) = &head.slot {
        let slots = replay.slots.entry(head.language.code()).or_default();
        // Stories come oldest first; a slot shows the newest first.
        for older in slots.iter_mut().filter(|other| other.name == *name) {
            older.position += 1;
        }
        slots.push(Slot { name: name.clone(), position: 0, story_id: added.id, pinned_until: None });
    }
    replay.stories.insert(file.name.clone(), (added.id, added.public_id));
    Ok(())
}

/// Sets the running story and the related stories of a story, before it is published.
async fn link(tx: &mut Tx, replay: &Replay<'_>, head: &StoryHead, story: &Story) -> newsroom::Result<()> {
    let console = Actor::console();
    let mut related = Vec::new();
    for file in &head.related {
        let known = replay.stories.get(&format!("stories/{file}"));
        related.push(known.ok_or_else(|| Error::NotFound { what: "older demo story", id: file.clone() })?.0);
    }
    let thread = match &head.thread {
        Some(name) => Some(newsroom::open_thread(tx, &console, &story.public_id, name).await?.id),
        None => None,
    };
    if related.is_empty() && thread.is_none() {
        return Ok(());
    }
    desk::save(tx, &console, &story.public_id, Change::Links { related, thread }).await
}

/// Adds a dated note to a story, by the editor-in-chief.
pub async fn corrected(
    replay: &Replay<'_>,
    at: Timestamp,
    file: &StoryFile,
    note: &CorrectionFile,
) -> anyhow::Result<()> {
    let kind = match note.kind.as_str() {
        "clarification" => CorrectionKind::Clarification,
        "retraction" => CorrectionKind::Retraction,
        "right_of_reply" => CorrectionKind::RightOfReply,
        _ => CorrectionKind::Correction,
    };
    let ((story, _), chief) = (replay.story(&file.name)?, replay.staff.chief());
    let note = Correction { kind, at, text: note.text.clone() };
    let act = async |tx: &mut Tx| newsroom::add_correction(tx, &chief, story, &note).await;
    Ok(replay.newsroom.write(at, act).await?)
}

fn imported(file: &StoryFile, body: story::Document, at: Timestamp) -> ImportedStory {
    let head = &file.head;
    ImportedStory {
        origin: Origin { source: "demo".into(), external_id: file.name.clone(), ..Origin::default() },
        section: head.section.clone(),
        writers: head.writers.clone(),
        topics: head.topics.clone(),
        content: Content {
            slug: head.slug.clone(),
            lead: head.photo.as_ref().map(|_| desk::lead(head)),
            ..desk::lines(head, Content::plain(0, head.language, &head.headline, body))
        },
        published_on: None,
        published_time: None,
        published_at: Some(at),
        changed_at: None,
        read_count: head.reads,
    }
}

//! The demo newspaper: fixture, showcase and benchmark at once. Its texts and pictures are the project's own, compiled
//! in; dates are counted back from the day it is loaded, so that the paper is always of today.

mod archive;
mod notation;

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use arabic::Language;
use newsroom::{
    BreakingLine, Change, Correction, CorrectionKind, ImportOutcome, ImportedStory, LeadPicture, Localized, Newsroom,
    Origin, Paper, Part, PreparedPicture, PublishedWhen, Slot, Story, Timestamp, Tx, import_story,
};
use rust_embed::RustEmbed;
use serde::Deserialize;
use tokio::task::JoinSet;

use self::archive::Generated;
use crate::progress;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../demo"]
#[include = "paper.toml"]
#[include = "archive*.toml"]
#[include = "stories/*"]
#[include = "pages/*"]
#[include = "photos/*.jpg"]
struct Files;

/// `demo/paper.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PaperFile {
    settings: BTreeMap<String, toml::Value>,
    desk: Vec<Named>,
    section: Vec<SectionFile>,
    writer: Vec<WriterFile>,
    page: Vec<PageFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    slug: String,
    name: Localized,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionFile {
    slug: String,
    desk: String,
    name: Localized,
    #[serde(default)]
    description: Localized,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WriterFile {
    name: String,
    bio: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageFile {
    slug: String,
    language: Language,
    title: String,
    file: String,
}

/// The head of a story file, between two lines of `+++`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoryHead {
    section: String,
    #[serde(default = "arabic_language")]
    language: Language,
    kicker: Option<String>,
    headline: String,
    deck: Option<String>,
    #[serde(default)]
    slug: String,
    place: Option<String>,
    desk: Option<String>,
    #[serde(default)]
    writers: Vec<String>,
    agencies: Option<String>,
    #[serde(default)]
    topics: Vec<String>,
    /// The name of the running story it stands under.
    thread: Option<String>,
    /// Files of older stories named beside it.
    #[serde(default)]
    related: Vec<String>,
    photo: Option<String>,
    caption: Option<String>,
    credit: Option<String>,
    alt: Option<String>,
    #[serde(default)]
    archive: bool,
    focal: Option<(u8, u8)>,
    minutes_ago: i64,
    #[serde(default)]
    reads: i64,
    slot: Option<String>,
    breaking: Option<String>,
    #[serde(default)]
    correction: Vec<CorrectionFile>,
    #[serde(default)]
    comment: Vec<CommentFile>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CorrectionFile {
    kind: String,
    minutes_ago: i64,
    text: String,
}

/// What a reader said, and what others answered.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CommentFile {
    name: String,
    text: String,
    minutes_ago: i64,
    #[serde(default)]
    likes: usize,
    /// It waits for a moderator.
    #[serde(default)]
    waits: bool,
    #[serde(default)]
    answer: Vec<CommentFile>,
}

impl StoryHead {
    fn published(&self, now: Timestamp) -> Timestamp {
        now.plus_seconds(-60 * self.minutes_ago)
    }
}

fn arabic_language() -> Language {
    Language::Arabic
}

/// How long the demo's breaking strip stands, in seconds: as long as any may.
const BREAKING_SECONDS: i64 = newsroom::BREAKING_SECONDS_MAX;
/// Stories of the generated archive written in one transaction.
const ARCHIVE_BATCH: usize = 200;

/// Pictures decoded at the same time: each takes some 20 MB and one core.
const PICTURES_AT_ONCE: usize = 4;

/// What was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loaded {
    /// Stories written by hand.
    pub stories: usize,
    /// Stories of the generated archive.
    pub archive: usize,
    /// Pictures.
    pub pictures: usize,
}

/// Loads the demo newspaper at `now` into an empty paper, with `archive` generated older stories behind it. Refuses a
/// paper that has sections already.
pub async fn load(newsroom: &Newsroom, now: Timestamp, archive: usize) -> anyhow::Result<Loaded> {
    if !newsroom::all_sections(newsroom.db()).await?.is_empty() {
        bail!("this paper is not empty; load the demo into a new folder");
    }
    let paper: PaperFile = toml::from_str(&text("paper.toml")?).context("demo/paper.toml")?;
    let stories = stories()?;
    let generated = archive::generate(&text("archive.toml")?, archive, now).context("demo/archive.toml")?;
    let prepared = prepare_pictures(newsroom, &stories, &generated).await?;
    found_paper(newsroom, now, &paper).await?;
    write_archive(newsroom, now, &generated, &prepared).await?;
    write_stories(newsroom, now, &stories, &prepared).await?;
    Ok(Loaded { stories: stories.len(), archive: generated.len(), pictures: prepared.len() })
}

type Stories = Vec<(String, StoryHead, String)>;

/// Every story file: its name, its head, its text.
fn stories() -> anyhow::Result<Stories> {
    let mut all = Vec::new();
    for name in Files::iter().filter(|name| name.starts_with("stories/")) {
        let file = text(&name)?;
        let (head, body) = file
            .strip_prefix("+++\n")
            .and_then(|rest| rest.split_once("\n+++\n"))
            .with_context(|| format!("demo/{name} has no head between two lines of +++"))?;
        let head: StoryHead = toml::from_str(head).with_context(|| format!("demo/{name}"))?;
        all.push((name.to_string(), head, body.to_owned()));
    }
    // Oldest first, so that ids grow with time.
    all.sort_by_key(|(_, head, _)| std::cmp::Reverse(head.minutes_ago));
    Ok(all)
}

async fn prepare_pictures(
    newsroom: &Newsroom,
    stories: &Stories,
    generated: &[Generated],
) -> anyhow::Result<BTreeMap<String, PreparedPicture>> {
    let mut names: Vec<String> = stories.iter().filter_map(|(_, head, _)| head.photo.clone()).collect();
    names.extend(stories.iter().flat_map(|(_, _, body)| notation::photos_in(body)));
    names.extend(generated.iter().filter_map(|one| one.photo.clone()));
    names.sort();
    names.dedup();
    let bar = progress::bar(names.len() as u64, "pictures");
    let mut prepared = BTreeMap::new();
    let mut work = JoinSet::new();
    for name in names {
        let file = Files::get(&format!("photos/{name}")).with_context(|| format!("demo/photos/{name} is missing"))?;
        let newsroom = newsroom.clone();
        work.spawn(async move {
            let picture = newsroom::prepare_picture(&newsroom, file.data.into_owned().into()).await;
            picture.with_context(|| format!("demo/photos/{name}")).map(|picture| (name, picture))
        });
        if work.len() >= PICTURES_AT_ONCE {
            collect(&mut work, &mut prepared).await?;
            bar.inc(1);
        }
    }
    while !work.is_empty() {
        collect(&mut work, &mut prepared).await?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(prepared)
}

async fn collect(
    work: &mut JoinSet<anyhow::Result<(String, PreparedPicture)>>,
    prepared: &mut BTreeMap<String, PreparedPicture>,
) -> anyhow::Result<()> {
    if let Some(done) = work.join_next().await {
        let (name, picture) = done??;
        prepared.insert(name, picture);
    }
    Ok(())
}

/// Settings, desks, sections, writers and static pages.
async fn found_paper(newsroom: &Newsroom, now: Timestamp, file: &PaperFile) -> anyhow::Result<()> {
    let mut paper = Paper::default();
    for (key, value) in &file.settings {
        let value = serde_json::to_value(value).context("a setting of demo/paper.toml")?;
        paper.set(key, value).map_err(anyhow::Error::msg)?;
    }
    let mut pages = Vec::new();
    for page in &file.page {
        let body = notation::read(&text(&format!("pages/{}", page.file))?, &notation::Pictures::new())?;
        pages.push((page, body));
    }
    let console = newsroom::Actor::console();
    newsroom
        .write(now, async |tx| {
            newsroom::change_paper(tx, &console, &paper).await?;
            for desk in &file.desk {
                newsroom::ensure_desk(tx, &console, &desk.slug, &desk.name).await?;
            }
            for section in &file.section {
                let desk = newsroom::ensure_desk(tx, &console, &section.desk, &section.name).await?;
                newsroom::ensure_section(tx, &console, desk, &section.slug, &section.name, &section.description)
                    .await?;
            }
            for writer in &file.writer {
                let id = newsroom::ensure_writer(tx, &console, &writer.name).await?;
                let naming = newsroom::Naming { name: &writer.name, slug: "", about: &writer.bio };
                newsroom::change_writer(tx, &console, id, naming).await?;
            }
            for (position, (page, body)) in (0..).zip(&pages) {
                newsroom::put_static_page(tx, &console, &page.slug, page.language, &page.title, body, position).await?;
            }
            Ok(())
        })
        .await?;
    Ok(())
}

async fn write_archive(
    newsroom: &Newsroom,
    now: Timestamp,
    generated: &[Generated],
    prepared: &BTreeMap<String, PreparedPicture>,
) -> anyhow::Result<()> {
    let console = newsroom::Actor::console();
    let bar = progress::bar(generated.len() as u64, "older stories");
    for batch in generated.chunks(ARCHIVE_BATCH) {
        newsroom
            .write(now, async |tx| {
                for one in batch {
                    let picture = one.photo.as_ref().and_then(|photo| prepared.get(photo));
                    import_story(tx, &console, &one.story, picture, true).await?;
                }
                Ok(())
            })
            .await?;
        bar.inc(batch.len() as u64);
    }
    bar.finish_and_clear();
    Ok(())
}

async fn write_stories(
    newsroom: &Newsroom,
    now: Timestamp,
    stories: &Stories,
    prepared: &BTreeMap<String, PreparedPicture>,
) -> anyhow::Result<()> {
    let console = newsroom::Actor::console();
    let bar = progress::bar(stories.len() as u64, "stories");
    let mut slots: BTreeMap<&'static str, Vec<Slot>> = BTreeMap::new();
    for (name, head, body) in stories {
        let pictures = newsroom
            .write(now, async |tx| {
                let mut pictures = notation::Pictures::new();
                for photo in notation::photos_in(body) {
                    if let Some(ready) = prepared.get(&photo) {
                        pictures.insert(photo, newsroom::add_picture(tx, &console, None, ready).await?);
                    }
                }
                Ok(pictures)
            })
            .await?;
        let body = notation::read(body, &pictures).with_context(|| format!("demo/{name}"))?;
        let imported = imported(name, head, body, now, newsroom).await?;
        let picture = head.photo.as_ref().and_then(|photo| prepared.get(photo));
        let added = newsroom
            .write(now, async |tx| {
                let ImportOutcome::Added(story) = import_story(tx, &console, &imported, picture, false).await? else {
                    return Ok(None);
                };
                link(tx, head, &story).await?;
                newsroom::publish(tx, &console, story.id, PublishedWhen::At(head.published(now))).await?;
                dress(tx, head, story.id, now).await?;
                Ok(Some(story.id))
            })
            .await
            .with_context(|| format!("demo/{name}"))?;
        if let Some(story_id) = added {
            talk(newsroom, head, name, story_id, now).await.with_context(|| format!("demo/{name}"))?;
        }
        if let (Some(story_id), Some(slot)) = (added, &head.slot) {
            let slots = slots.entry(head.language.code()).or_default();
            // Stories come oldest first; a slot shows its newest first.
            for older in slots.iter_mut().filter(|other| other.name == *slot) {
                older.position += 1;
            }
            slots.push(Slot { name: slot.clone(), position: 0, story_id, pinned_until: None });
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    newsroom
        .write(now, async |tx| {
            for (code, slots) in &slots {
                if let Ok(language) = code.parse() {
                    newsroom::fill_slots(tx, &console, language, None, slots).await?;
                }
            }
            Ok(())
        })
        .await?;
    Ok(())
}

/// The running story and the stories beside it, before it comes out.
async fn link(tx: &mut Tx, head: &StoryHead, story: &Story) -> newsroom::Result<()> {
    let console = newsroom::Actor::console();
    let mut related = Vec::new();
    for file in &head.related {
        let known = newsroom::story_by_external_id(tx.db(), "demo", &format!("stories/{file}")).await?;
        let known = known.ok_or_else(|| newsroom::Error::NotFound { what: "older demo story", id: file.clone() })?;
        related.push(known.id);
    }
    let thread = match &head.thread {
        Some(name) => Some(newsroom::open_thread(tx, &console, &story.public_id, name).await?.id),
        None => None,
    };
    if related.is_empty() && thread.is_none() {
        return Ok(());
    }
    let from = story.revisions[Part::Facts.place()];
    let change = Change::Links { related, thread };
    newsroom::save_part(tx, &console, &story.public_id, from, change).await.map(|_| ())
}

/// Corrections and the breaking line that belong to a story.
async fn dress(tx: &mut Tx, head: &StoryHead, story_id: i64, now: Timestamp) -> newsroom::Result<()> {
    for note in &head.correction {
        let kind = match note.kind.as_str() {
            "clarification" => CorrectionKind::Clarification,
            "retraction" => CorrectionKind::Retraction,
            "right_of_reply" => CorrectionKind::RightOfReply,
            _ => CorrectionKind::Correction,
        };
        let at = now.plus_seconds(-60 * note.minutes_ago);
        newsroom::add_correction(
            tx,
            &newsroom::Actor::console(),
            story_id,
            &Correction { kind, at, text: note.text.clone() },
        )
        .await?;
    }
    if let Some(words) = &head.breaking {
        let until = now.plus_seconds(BREAKING_SECONDS);
        let line = BreakingLine { text: words.clone(), story_id: Some(story_id), until };
        newsroom::set_breaking(tx, &newsroom::Actor::console(), head.language, &line).await?;
    }
    Ok(())
}

/// What readers said under a story.
async fn talk(newsroom: &Newsroom, head: &StoryHead, name: &str, story_id: i64, now: Timestamp) -> anyhow::Result<()> {
    let story = newsroom::find_story(newsroom.reads(), story_id).await?.public_id;
    for (number, comment) in head.comment.iter().enumerate() {
        let first = said(newsroom, comment, &story, None, &format!("{name}/{number}"), now).await?;
        for (below, answer) in comment.answer.iter().enumerate() {
            said(newsroom, answer, &story, Some(&first), &format!("{name}/{number}/{below}"), now).await?;
        }
    }
    Ok(())
}

async fn said(
    newsroom: &Newsroom,
    comment: &CommentFile,
    story: &newsroom::PublicId,
    answers: Option<&newsroom::PublicId>,
    key: &str,
    now: Timestamp,
) -> anyhow::Result<newsroom::PublicId> {
    let new = newsroom::NewComment {
        story: story.clone(),
        answers: answers.cloned(),
        name: comment.name.clone(),
        email: None,
        text: comment.text.trim().to_owned(),
        key: format!("demo/{key}"),
        own_key: newsroom::DoorKey::random(),
        reader: format!("demo/{}", comment.name),
        block: "demo".to_owned(),
        doubts: Vec::new(),
        is_spam: false,
        print: 0,
    };
    let at = now.plus_seconds(-60 * comment.minutes_ago);
    let all = newsroom.write(at, async |tx| newsroom::say(tx, std::slice::from_ref(&new)).await).await?;
    let Some(newsroom::Said::Taken(taken)) = all.into_iter().next() else {
        bail!("{}: the comment was not taken", comment.name);
    };
    let console = newsroom::Actor::console();
    newsroom
        .write(at.plus_seconds(60), async |tx| {
            if !comment.waits {
                newsroom::decide(tx, &console, &taken.public_id, &taken.seen(), newsroom::Decision::Approve).await?;
            }
            for like in 0..comment.likes {
                newsroom::like_comment(tx, &taken.public_id, &format!("demo/{like}"), "demo").await?;
            }
            Ok(())
        })
        .await?;
    Ok(taken.public_id)
}

async fn imported(
    name: &str,
    head: &StoryHead,
    body: story::Document,
    now: Timestamp,
    newsroom: &Newsroom,
) -> anyhow::Result<ImportedStory> {
    let zone = newsroom::load_paper(newsroom.db()).await?.zone;
    let at = head.published(now).utc().with_timezone(&zone);
    let lead = head.photo.as_ref().map(|_| LeadPicture {
        picture_id: None,
        caption: head.caption.clone(),
        credit: head.credit.clone(),
        alt: head.alt.clone(),
        archive: head.archive,
        focal: head.focal.unwrap_or((5, 5)),
    });
    Ok(ImportedStory {
        origin: Origin { source: "demo".into(), external_id: name.to_owned(), ..Origin::default() },
        section: head.section.clone(),
        language: head.language,
        kicker: head.kicker.clone(),
        headline: head.headline.clone(),
        deck: head.deck.clone(),
        slug: head.slug.clone(),
        place: head.place.clone(),
        desk_byline: head.desk.clone(),
        writers: head.writers.clone(),
        agencies_line: head.agencies.clone(),
        byline_as_printed: None,
        lead,
        topics: head.topics.clone(),
        body,
        published_on: Some(at.date_naive()),
        published_time: Some(at.time()),
        published_at: None,
        changed_at: None,
        read_count: head.reads,
    })
}

/// A text file of the demo newspaper.
pub fn text(name: &str) -> anyhow::Result<String> {
    let file = Files::get(name).with_context(|| format!("demo/{name} is missing"))?;
    String::from_utf8(file.data.into_owned()).with_context(|| format!("demo/{name} is not UTF-8"))
}

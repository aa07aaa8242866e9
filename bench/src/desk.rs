//! The desk of a large paper: its filtered list, and ten editors who save at once, on SQLite compared with PostgreSQL.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use arabic::Language;
use newsroom::{
    Actor, Beginning, Change, Clock, Content, DatabaseChoice, DeskFilter, Grant, Live, Localized, Newsroom, Role,
    Saved, SystemClock, Work,
};
use story::{Block, Document, Ids, Node, Text};

use crate::report::Report;
use crate::{Plan, bulk, median, misses, p99};

/// Stories in the list.
const STORIES: u64 = 100_000;
/// How often each filtered page is requested.
const TIMES: usize = 100;
/// Editors who save at once, and how often each of them saves.
const EDITORS: i64 = 10;
const SAVES: usize = 30;
/// Words in the story that they save.
const WORDS: usize = 5_000;

/// Measures the list with 100,000 stories, then saves.
pub async fn measure(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    misses::load(plan, folder.path(), STORIES.min(plan.stories))?;
    let newsroom = Newsroom::open(folder.path(), None).await?;
    list(&newsroom, report).await?;
    drop(newsroom);
    let own = tempfile::tempdir()?;
    let sqlite = saves(&Newsroom::open(own.path(), None).await?).await?;
    let server = std::env::var("MATBAA_TEST_POSTGRES").ok().filter(|address| !address.is_empty());
    let beside = match server {
        Some(server) => {
            let choice: DatabaseChoice = bulk::fresh_database(&server, "desk")?.parse()?;
            let folder = tempfile::tempdir()?;
            let postgres = saves(&Newsroom::open(folder.path(), Some(&choice)).await?).await?;
            format!(
                "PostgreSQL p99 {:.1} ms (without fsync), ratio {:.2}",
                p99(postgres.clone()),
                p99(sqlite.clone()) / p99(postgres)
            )
        }
        None => "PostgreSQL not measured: MATBAA_TEST_POSTGRES is not set".to_owned(),
    };
    report.line(
        "a story of 5,000 words saved, ten editors at once, SQLite",
        &format!("p99 **{:.1} ms**, median {:.1} ms", p99(sqlite.clone()), median(sqlite)),
        &beside,
        "30 ms",
    );
    Ok(())
}

async fn list(newsroom: &Newsroom, report: &mut Report) -> anyhow::Result<()> {
    let chief = Actor::person(1, vec![Grant::everywhere(Role::EditorInChief)], true);
    let sections = newsroom::all_sections(newsroom.db()).await?;
    let section = sections.first().context("a section")?;
    let editor = Actor::person(2, vec![Grant::at(Role::DeskEditor, [section.desk_id])], true);
    let published = || DeskFilter { live: vec![Live::Published], ..DeskFilter::default() };
    let filters = [
        ("everything published", published()),
        ("one section", DeskFilter { section: Some(section.id), ..published() }),
        ("in review", DeskFilter { work: vec![Work::InReview], ..DeskFilter::default() }),
        ("one's own", DeskFilter { of_person: Some(2), ..DeskFilter::default() }),
    ];
    for (who, actor) in [("editor-in-chief", &chief), ("desk editor", &editor)] {
        for (name, filter) in &filters {
            let mut times = Vec::with_capacity(TIMES);
            for _ in 0..TIMES {
                let began = Instant::now();
                newsroom::desk_list(newsroom.reads(), actor, filter, None, 50).await?;
                times.push(began.elapsed().as_secs_f64() * 1_000.0);
            }
            report.line(
                &format!("the desk's list of 100,000 stories for an {who}: {name}").replace("an desk", "a desk"),
                &format!("p99 **{:.1} ms**", p99(times.clone())),
                &format!("median {:.1} ms", median(times)),
                "50 ms",
            );
        }
    }
    Ok(())
}

async fn saves(newsroom: &Newsroom) -> anyhow::Result<Vec<f64>> {
    let (section, desk) = section_and_desk(newsroom).await?;
    // All stories exist before anybody saves: beginning a story is not measured, and would delay the saves of others.
    let mut begun = Vec::new();
    for id in 1..=EDITORS {
        let actor = Actor::person(id, vec![Grant::at(Role::DeskEditor, [desk])], true);
        let content = content(section, 0);
        let begin = newsroom.write(SystemClock.now(), async |tx| {
            newsroom::begin_story(tx, &actor, &content, Beginning::default()).await
        });
        begun.push((begin.await?, actor));
    }
    let mut tasks = Vec::new();
    for (mut story, actor) in begun {
        let newsroom = newsroom.clone();
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::with_capacity(SAVES);
            for round in 1..=SAVES {
                let change = Change::text(self::content(section, round));
                let began = Instant::now();
                let from = story.revisions[0];
                let saved = newsroom.write(SystemClock.now(), async |tx| {
                    newsroom::save_part(tx, &actor, &story.public_id, from, change).await
                });
                let Saved::New { story: now, .. } = saved.await? else { anyhow::bail!("a save was not kept") };
                times.push(began.elapsed().as_secs_f64() * 1_000.0);
                story = now;
                // People pause between saves.
                tokio::time::sleep(Duration::from_millis(150)).await;
            }
            anyhow::Ok(times)
        }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await??);
    }
    Ok(all)
}

/// Saves one story again and again, with `pause` between two saves, until `is_over` or so many times; gives the
/// milliseconds that each save took.
pub async fn saves_until(
    newsroom: &Newsroom,
    pause: Duration,
    is_over: Arc<AtomicBool>,
    times_max: usize,
) -> anyhow::Result<Vec<f64>> {
    let (section, desk) = section_and_desk(newsroom).await?;
    let actor = Actor::person(1, vec![Grant::at(Role::DeskEditor, [desk])], true);
    let begin = newsroom.write(SystemClock.now(), async |tx| {
        newsroom::begin_story(tx, &actor, &content(section, 0), Beginning::default()).await
    });
    let mut story = begin.await?;
    let mut times = Vec::new();
    while times.len() < times_max && !is_over.load(Ordering::Relaxed) {
        let change = Change::text(content(section, times.len() + 1));
        let (began, from) = (Instant::now(), story.revisions[0]);
        let saved = newsroom
            .write(SystemClock.now(), async |tx| newsroom::save_part(tx, &actor, &story.public_id, from, change).await);
        let Saved::New { story: now, .. } = saved.await? else { anyhow::bail!("a save was not kept") };
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
        story = now;
        tokio::time::sleep(pause).await;
    }
    Ok(times)
}

async fn section_and_desk(newsroom: &Newsroom) -> anyhow::Result<(i64, i64)> {
    let add = newsroom.write(SystemClock.now(), async |tx| {
        let desk = newsroom::ensure_desk(tx, &Actor::console(), "world", &Localized::arabic("العالم")).await?;
        let (name, empty) = (Localized::arabic("العالم"), Localized::default());
        let section = newsroom::ensure_section(tx, &Actor::console(), desk, "world", &name, &empty).await?;
        Ok((section.id, desk))
    });
    Ok(add.await?)
}

fn content(section_id: i64, round: usize) -> Content {
    let mut source = newsroom::DocumentIds;
    let mut ids = Ids::new(&mut source);
    let paragraph = |number: usize| {
        (0..50).map(|word| format!("كلمة{}", (number * 50 + word + round) % 997)).collect::<Vec<_>>().join(" ")
    };
    let blocks = (0..WORDS / 50).map(|n| Block::new(ids.fresh(), Node::Paragraph(Text::plain(paragraph(n))))).collect();
    let headline = format!("خبر طويل {round}");
    Content {
        desk_byline: Some("ق. د".into()),
        ..Content::plain(section_id, Language::Arabic, &headline, Document { blocks })
    }
}

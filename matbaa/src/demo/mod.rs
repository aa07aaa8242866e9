//! The demo newspaper: fixture, showcase and benchmark. Its texts and pictures belong to the project and are compiled
//! in. Times are relative to the moment of loading, so that the paper is always current.

mod archive;
mod desk;
mod files;
mod notation;
mod published;
mod readers;
mod rooms;
mod staff;
mod timeline;

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, bail};
use newsroom::screening::Screener;
use newsroom::{Newsroom, Paper, PreparedPicture, Timestamp, Writer};
use tokio::task::JoinSet;

use self::archive::Generated;
pub use self::files::text;
use self::files::{PaperFile, PeopleFile, RoomsFile, StoryFile, toml_file};
use self::timeline::{Replay, Timeline};
use crate::progress;

/// Pictures decoded at the same time: each takes about 20 MB and one core.
const PICTURES_AT_ONCE: usize = 4;
/// Seconds before loading at which the paper was founded: earlier than anything that its people did.
const FOUNDED_SECONDS_AGO: i64 = 21 * 86_400;

/// What was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loaded {
    /// Stories written by hand that are published from the start.
    pub stories: usize,
    /// Stories that have steps through the desk.
    pub at_desk: usize,
    /// Stories of the generated archive.
    pub archive: usize,
    /// Pictures.
    pub pictures: usize,
    /// People, none of whom can sign in.
    pub people: usize,
}

/// The contents of all files.
struct Script {
    paper: PaperFile,
    people: PeopleFile,
    stories: Vec<StoryFile>,
    rooms: RoomsFile,
}

impl Script {
    fn read() -> anyhow::Result<Self> {
        Ok(Self {
            paper: toml_file("paper.toml")?,
            people: toml_file("people.toml")?,
            stories: files::stories()?,
            rooms: toml_file("rooms.toml")?,
        })
    }
}

/// Pictures by file name.
type Pictures = BTreeMap<String, PreparedPicture>;

/// Loads the demo newspaper at `now` into an empty paper, with `archive` generated older stories. Refuses a paper that
/// already has sections.
pub async fn load(newsroom: &Newsroom, now: Timestamp, archive: usize) -> anyhow::Result<Loaded> {
    if !newsroom::all_sections(newsroom.db()).await?.is_empty() {
        bail!("this paper is not empty; load the demo into a new folder");
    }
    let script = Script::read()?;
    let generated = archive::generate(&text("archive.toml")?, archive, now).context("demo/archive.toml")?;
    let pictures = prepare_pictures(newsroom, &script.stories, &generated).await?;
    perform(newsroom, now, &script, &generated, &pictures).await?;
    let at_desk = script.stories.iter().filter(|story| !story.head.step.is_empty()).count();
    Ok(Loaded {
        stories: script.stories.len() - at_desk,
        at_desk,
        archive: generated.len(),
        pictures: pictures.len(),
        people: script.people.person.len(),
    })
}

/// Founds the paper and replays everything up to `now`.
async fn perform(
    newsroom: &Newsroom,
    now: Timestamp,
    script: &Script,
    generated: &[Generated],
    pictures: &Pictures,
) -> anyhow::Result<()> {
    let founded = now.plus_seconds(-FOUNDED_SECONDS_AGO);
    found_paper(newsroom, founded, &script.paper).await?;
    let staff = staff::enter(newsroom, founded, &script.people).await?;
    rooms::house_words(newsroom, founded, &staff, &script.rooms.house_word).await?;
    let zone = newsroom::load_paper(newsroom.reads()).await?.zone;
    let timeline = Timeline::of(script, generated, (founded, now), zone);
    let mut replay = Replay {
        newsroom,
        now,
        zone,
        staff,
        pictures,
        screener: Screener::read(newsroom.reads()).await?,
        stories: HashMap::new(),
        texts: HashMap::new(),
        comments: HashMap::new(),
        remarks: HashMap::new(),
        slots: BTreeMap::new(),
    };
    timeline.replay(&mut replay).await
}

async fn prepare_pictures(
    newsroom: &Newsroom,
    stories: &[StoryFile],
    generated: &[Generated],
) -> anyhow::Result<Pictures> {
    let mut names: Vec<String> = stories.iter().filter_map(|file| file.head.photo.clone()).collect();
    names.extend(stories.iter().flat_map(|file| notation::photos_in(&file.body)));
    names.extend(generated.iter().filter_map(|one| one.photo.clone()));
    names.sort();
    names.dedup();
    let bar = progress::bar(names.len() as u64, "pictures");
    let mut prepared = BTreeMap::new();
    let mut work = JoinSet::new();
    for name in names {
        let bytes = files::photo(&name)?;
        let newsroom = newsroom.clone();
        work.spawn(async move {
            let picture = newsroom::prepare_picture(&newsroom, bytes.into()).await;
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

/// Writes settings, desks, sections, writers and static pages.
async fn found_paper(newsroom: &Newsroom, founded: Timestamp, file: &PaperFile) -> anyhow::Result<()> {
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
        .write(founded, async |tx| {
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
                newsroom::names::change::<Writer>(tx, &console, id, naming).await?;
            }
            for (position, (page, body)) in (0..).zip(&pages) {
                newsroom::put_static_page(tx, &console, &page.slug, page.language, &page.title, body, position).await?;
            }
            Ok(())
        })
        .await?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use newsroom::{Actor, BudgetDay, DeskFilter, Live, Story, Work};

    use super::*;

    /// The same picture for every photo: what they show does not affect the times.
    async fn one_picture_for_all(newsroom: &Newsroom, script: &Script) -> Pictures {
        let one = newsroom::prepare_picture(newsroom, files::photo("bakery.jpg").unwrap().into()).await.unwrap();
        let heads = script.stories.iter().filter_map(|file| file.head.photo.clone());
        let inside = script.stories.iter().flat_map(|file| notation::photos_in(&file.body));
        heads.chain(inside).map(|name| (name, one.clone())).collect()
    }

    async fn desk(newsroom: &Newsroom, filter: &DeskFilter) -> Vec<Story> {
        let page = newsroom::desk_list(newsroom.reads(), &Actor::console(), filter, None, 200).await.unwrap();
        page.lines.into_iter().map(|line| line.story).collect()
    }

    #[tokio::test]
    async fn the_desk_is_alive_at_whatever_hour_it_is_loaded() {
        let script = Script::read().unwrap();
        // Five minutes past midnight in the zone of the paper, noon of a leap day, and the last minute of a year.
        for hour in ["2016-09-02T23:05:00Z", "2024-02-29T12:00:00Z", "2026-12-31T22:59:30Z"] {
            let now = Timestamp::from(hour.parse::<chrono::DateTime<chrono::Utc>>().unwrap());
            let folder = tempfile::tempdir().unwrap();
            let newsroom = Newsroom::open(folder.path(), None).await.unwrap();
            let pictures = one_picture_for_all(&newsroom, &script).await;
            perform(&newsroom, now, &script, &[], &pictures).await.unwrap();

            let under_way = desk(&newsroom, &DeskFilter::default()).await;
            let due = |late: bool| under_way.iter().filter(move |one| one.due_at.is_some_and(|at| (at < now) == late));
            assert!(due(true).count() >= 2 && due(false).count() >= 5, "{hour}");
            let of = |work: Work| under_way.iter().filter(|one| one.work == work).map(|one| one.id).collect::<Vec<_>>();
            let times = newsroom::publish_times(newsroom.reads(), &of(Work::Scheduled)).await.unwrap();
            assert_eq!(times.len(), 2, "{hour}");
            assert!(times.iter().all(|(_, at)| *at > now && at.0 % 900_000_000 == 0), "{hour}: {times:?}");
            assert!(under_way.iter().any(|one| one.facts(now).embargoed && one.work == Work::InReview), "{hour}");
            assert!(under_way.iter().all(|one| one.touched_at <= now), "{hour}");
            // Even right after midnight, when hardly anything was published today, the budget of the day has its
            // stories.
            let zone = newsroom::load_paper(newsroom.reads()).await.unwrap().zone;
            let today = BudgetDay::of(now.day_in(zone), zone, now);
            let languages = arabic::Language::ALL;
            let budget = newsroom::budget(newsroom.reads(), &Actor::console(), today, &languages, now).await.unwrap();
            assert!(budget.len() >= 10, "{hour}: {}", budget.len());
            let live = DeskFilter { live: vec![Live::Published], ..DeskFilter::default() };
            assert!(
                desk(&newsroom, &live).await.iter().all(|one| one.published_at.is_some_and(|at| at <= now)),
                "{hour}"
            );
            // Nothing is due yet: the desk is as the files describe it.
            let next = newsroom::next_due(newsroom.reads()).await.unwrap().unwrap();
            assert!(next > now.plus_seconds(3_600), "{hour}");
            let breaking = newsroom::breaking_now(newsroom.reads(), arabic::Language::Arabic, now).await.unwrap();
            assert!(breaking.is_some(), "{hour}");
        }
    }
}

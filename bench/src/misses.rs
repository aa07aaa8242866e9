//! Pages rendered from scratch: how many per second, and whether a large paper renders them as fast as a small one.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use arabic::Language;
use axum::body::Body;
use http::Request;
use http_body_util::BodyExt;
use newsroom::{Newsroom, StoryList, SystemClock, Topic, Toward};
use web::{App, Site, SiteConfig};

use crate::report::Report;
use crate::server::Server;
use crate::{Plan, hits, median};

/// Stories requested in turn.
const STORIES: usize = 2_000;
/// How often each page of the large paper is rendered.
const TIMES: usize = 41;
/// Pages of a section's list that are skipped to get deep into it.
const DEEP: usize = 10_000;
/// Stories on a page of a list.
const PAGE_STORIES: usize = 20;

/// Story pages and front pages per second and core, without the page cache and without sockets.
pub async fn measure(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    hits::demo(plan, folder.path())?;
    let newsroom = Newsroom::open(folder.path(), None).await?;
    let list = newsroom::list(newsroom.reads(), StoryList::Edition, Language::Arabic, &Toward::Newest, STORIES).await?;
    let stories: Vec<String> = list.cards.iter().map(|card| format!("/s/{}", card.public_id)).collect();
    let cores = std::thread::available_parallelism()?.get();
    let app = app(&newsroom)?;
    let mut addresses = Vec::new();
    for short in &stories {
        let answer = app.answer(request(short)?).await;
        addresses.push(answer.headers().get("location").context("a story's address")?.to_str()?.to_owned());
    }
    let peers =
        "WordPress 69 and 65 a second on both cores, Ghost 108 and 48, Wagtail 365 and 218 (measured elsewhere)";
    for (name, paths, bar) in [("story", addresses, "3,000"), ("front", vec!["/".to_owned()], "1,500")] {
        let mut rates = Vec::new();
        for _ in 0..plan.rounds {
            rates.push(made_in(&newsroom, &paths, cores, Duration::from_secs(plan.seconds.into())).await?);
        }
        let rate = median(rates);
        report.line(
            &format!("{name} pages made anew"),
            &format!("**{:.0}/s a core**, {rate:.0}/s on {cores}", rate / cores as f64),
            peers,
            &format!("{bar}, aim 10,000"),
        );
    }
    Ok(())
}

/// Pages rendered per second by one task per core. Each task has an `App` of its own, so that none waits for another's
/// page.
async fn made_in(newsroom: &Newsroom, paths: &[String], cores: usize, time: Duration) -> anyhow::Result<f64> {
    let began = Instant::now();
    let mut tasks = Vec::new();
    for core in 0..cores {
        let (app, paths) = (app(newsroom)?, paths.to_vec());
        tasks.push(tokio::spawn(async move {
            let mut made = 0_u64;
            for path in paths.iter().cycle().skip(core * paths.len() / cores) {
                if began.elapsed() > time {
                    break;
                }
                make(&app, path).await?;
                made += 1;
            }
            anyhow::Ok(made)
        }));
    }
    let mut made = 0;
    for task in tasks {
        made += task.await??;
    }
    Ok(made as f64 / began.elapsed().as_secs_f64())
}

fn app(newsroom: &Newsroom) -> anyhow::Result<App> {
    let config = SiteConfig { url: "http://localhost:8080".into(), pages_bytes: 0, ..SiteConfig::default() };
    let site = Site::new(newsroom.clone(), Arc::new(SystemClock), config, None).map_err(anyhow::Error::msg)?;
    Ok(web::app(site))
}

async fn make(app: &App, path: &str) -> anyhow::Result<()> {
    let answer = app.answer(request(path)?).await;
    ensure!(answer.status() == 200, "{path}: {}", answer.status());
    let page = answer.into_body().collect().await.map_err(|error| anyhow::anyhow!("{error}"))?.to_bytes();
    ensure!(page.len() > 2_000, "{path} is too short for a page");
    Ok(())
}

fn request(path: &str) -> anyhow::Result<Request<Body>> {
    Ok(Request::get(path).header("host", "localhost").body(Body::empty())?)
}

/// Start time, memory, and every kind of page with a million stories compared with ten thousand.
pub async fn in_a_large_paper(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let (small, large) = (tempfile::tempdir()?, tempfile::tempdir()?);
    load(plan, small.path(), 10_000)?;
    load(plan, large.path(), plan.stories)?;
    let site = Server::matbaa(&plan.matbaa, large.path(), &[])?;
    let start = site.started_in.as_secs_f64() * 1000.0;
    let (few, many) = (pages(small.path()).await?, pages(large.path()).await?);
    for (_, path) in &many {
        ensure!(Command::new("curl").args(["-sfo", "/dev/null", &site.url(path)]).status()?.success(), "{path}");
    }
    let stories = plan.stories;
    report.line(&format!("start with {stories} stories"), &format!("{start:.0} ms"), "until it listens", "1,000 ms");
    let memory = format!("{:.0} MiB", site.resident_mib()?);
    report.line(&format!("resident memory with {stories} stories"), &memory, "after one of every page", "300 MiB");
    drop(site);
    for ((name, path), (_, small_path)) in many.iter().zip(&few) {
        let (slow, quick) = (time(large.path(), path).await?, time(small.path(), small_path).await?);
        report.line(
            &format!("{name} made anew with {stories} stories"),
            &format!("**{:.2}** ({:.2} ms)", slow / quick, slow),
            &format!("the same with 10,000 ({quick:.2} ms)"),
            "at most 2",
        );
    }
    Ok(())
}

/// Fills a paper with generated stories, using the commands of the program.
pub fn load(plan: &Plan, data: &Path, stories: u64) -> anyhow::Result<()> {
    let mut generator = Command::new(&plan.matbaa)
        .args(["generate", "--seed", "7", "--stories", &stories.to_string()])
        .stdout(Stdio::piped())
        .spawn()?;
    let lines = generator.stdout.take().context("the generator's lines")?;
    let status = Command::new(&plan.matbaa)
        .args(["import", "jsonl", "-", "--data"])
        .arg(data)
        .stdin(lines)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    ensure!(generator.wait()?.success() && status.success(), "the stories were not loaded");
    Ok(())
}

/// One address for each kind of page.
async fn pages(data: &Path) -> anyhow::Result<Vec<(&'static str, String)>> {
    let newsroom = Newsroom::open(data, None).await?;
    let db = newsroom.reads();
    let (language, newest) = (Language::Arabic, &Toward::Newest);
    let mut largest = None;
    for section in newsroom::all_sections(db).await? {
        let list = newsroom::list(db, StoryList::Section(section.id), language, newest, 1).await?;
        largest = largest.or(list.cards.first().map(|_| section));
    }
    let section = largest.context("a section with stories")?;
    let mut cursor = None;
    for _ in 0..DEEP {
        let toward = cursor.clone().map_or(Toward::Newest, Toward::OlderThan);
        let page = newsroom::list(db, StoryList::Section(section.id), language, &toward, PAGE_STORIES).await?;
        match page.older {
            Some(older) => cursor = Some(older),
            None => break,
        }
    }
    let latest = newsroom::list(db, StoryList::Edition, language, newest, 200).await?.cards;
    let story = latest.get(100).context("a story")?;
    let live = newsroom::find_story(db, story.id).await?.live_version.context("a version")?;
    let topics = newsroom::version(db, live).await?.content.topics;
    let topic = newsroom::names::by_ids::<Topic>(db, &topics).await?.into_iter().next().context("a topic")?;
    let address = |path: &str| arabic::slug::percent_encode_path(path);
    Ok(vec![
        ("front page", "/".into()),
        ("section, page 1", address(&format!("/{}", section.slug))),
        (
            "section, as deep as 10,000 pages",
            format!("{}?before={}", address(&format!("/{}", section.slug)), cursor.context("a second page")?),
        ),
        ("topic", address(&format!("/topic/{}", topic.slug))),
        ("day of the archive", format!("/archive/{}", story.published_day.format("%Y/%m/%d"))),
        ("story", {
            let slug = newsroom::all_sections(db).await?.into_iter().find(|one| one.id == story.section_id);
            address(&format!("/{}/{}/{}", slug.context("its section")?.slug, story.public_id, story.slug))
        }),
    ])
}

/// Milliseconds that a page takes: the median of several.
async fn time(data: &Path, path: &str) -> anyhow::Result<f64> {
    let app = app(&Newsroom::open(data, None).await?)?;
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        make(&app, path).await?;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(median(times))
}

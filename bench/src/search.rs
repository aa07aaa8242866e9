//! Full-text search over a large paper: how fast the index is built, how large it is, how long queries of two words with
//! facets take with one reader for each core and with sixteen, beside PostgreSQL's own full-text search over the same
//! stories; and how soon a story is found after its publication.

use std::path::Path;
use std::time::{Duration, Instant};

use ::search::{Filters, Query, Ranked, Span};
use anyhow::{Context, ensure};
use arabic::analyzer::Analyzer;
use newsroom::{
    Actor, Beginning, Clock, Content, LiveStories, LiveStory, Newsroom, PublishedWhen, SystemClock, live_stories,
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use web::{StoryIndex, indexed_story};

use crate::report::Report;
use crate::{Plan, median, misses, p99};

/// Stories read at once.
const BATCH: u64 = 500;
/// Different queries.
const QUERIES: usize = 400;
/// Queries asked of PostgreSQL, which takes longer.
const PEER_QUERIES: usize = 60;
/// Stories whose related stories are looked for.
const RELATED: u64 = 200;
/// Readers at once, besides one for each core.
const READERS: usize = 16;
/// Stories published for the time until they are found, and the pause between two: ten a second.
const PUBLISHED: usize = 60;
const PAUSE: Duration = Duration::from_millis(100);

/// Loads the paper, builds both indexes, asks both.
pub async fn measure(plan: &Plan, report: &mut Report) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    misses::load(plan, folder.path(), plan.stories)?;
    let newsroom = Newsroom::open(folder.path(), None).await?;
    let stories = plan.stories;
    let index = StoryIndex::new(Some(folder.path().join("search")));
    let began = Instant::now();
    index.catch_up(&newsroom).await?;
    let seconds = began.elapsed().as_secs_f64();
    ensure!(index.stories() == Some(stories), "every story is in the index");
    let (queries, texts) = queries(&newsroom).await?;
    let size = size_of(&folder.path().join("search"))?;
    report.line(
        &format!("search index of {stories} stories: built"),
        &format!("**{:.0} stories/s**", stories as f64 / seconds),
        &format!("{seconds:.0} s"),
        "3,000",
    );
    report.line(
        &format!("search index of {stories} stories: size"),
        &format!("**{:.2}** of the text", size as f64 / texts as f64),
        &format!("{} MiB, text {} MiB", size >> 20, texts >> 20),
        "",
    );
    let cores = std::thread::available_parallelism()?.get();
    let mut ours = Vec::new();
    for readers in [cores, READERS] {
        let times = asked(&newsroom, &index, &queries, readers).await?;
        report.line(
            &format!("queries of two words with facets over {stories} stories, {readers} readers"),
            &format!("p50 **{:.1} ms**, p99 **{:.1} ms**", median(times.clone()), p99(times.clone())),
            &format!("{} queries", times.len()),
            if readers == cores { "p50 5 ms, p99 25 ms" } else { "" },
        );
        ours.push(median(times));
    }
    let peer = postgresql(&newsroom, &queries).await?;
    let ratio = median(peer.clone()) / ours.first().copied().unwrap_or(f64::NAN);
    report.line(
        &format!("the same queries over {stories} stories: PostgreSQL full-text search, arabic, GIN"),
        &format!("**{ratio:.0} times** as long"),
        &format!("p50 {:.1} ms, p99 {:.1} ms", median(peer.clone()), p99(peer)),
        "above 1",
    );
    let times = related(&newsroom, &index).await?;
    report.line(
        &format!("related stories of one among {stories} stories"),
        &format!("p50 **{:.1} ms**, p99 **{:.1} ms**", median(times.clone()), p99(times.clone())),
        &format!("{} stories, in the background", times.len()),
        "",
    );
    let times = until_found(&newsroom, &index).await?;
    report.line(
        &format!("from publication to the first search that finds it, ten a second, beside {stories} stories"),
        &format!("p50 **{:.0} ms**, p99 **{:.0} ms**", median(times.clone()), p99(times.clone())),
        &format!("{PUBLISHED} stories"),
        "1,000 ms",
    );
    Ok(())
}

/// Milliseconds until the related stories of a story are found, for stories from all over the paper.
async fn related(newsroom: &Newsroom, index: &StoryIndex) -> anyhow::Result<Vec<f64>> {
    let mut times = Vec::new();
    let step = i64::try_from(index.stories().unwrap_or_default() / RELATED)?.max(1);
    for after in (0..).step_by(usize::try_from(step)?).take(usize::try_from(RELATED)?) {
        let Some(story) = live_stories(newsroom.reads(), &LiveStories::All, after, 1).await?.pop() else { break };
        let story = indexed_story(&story, None);
        let began = Instant::now();
        index.similar(newsroom, story, 8, SystemClock.now().0).await?;
        times.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(times)
}

/// Pairs of words that stand in one headline, from all over the paper, and the bytes of all texts.
async fn queries(newsroom: &Newsroom) -> anyhow::Result<(Vec<String>, u64)> {
    let (mut after, mut texts, mut pairs) = (0, 0, Vec::new());
    loop {
        let stories = live_stories(newsroom.reads(), &LiveStories::All, after, BATCH).await?;
        let Some(last) = stories.last() else { break };
        after = last.id;
        for story in &stories {
            let text = text_of(story);
            texts += text.len() as u64;
            let words = story.content.headline.split(|c: char| !c.is_alphanumeric());
            let words: Vec<&str> = words.filter(|word| word.chars().count() > 3).collect();
            if let [first, .., last] = words[..] {
                pairs.push(format!("{first} {last}"));
            }
        }
    }
    let step = (pairs.len() / QUERIES).max(1);
    Ok((pairs.into_iter().step_by(step).take(QUERIES).collect(), texts))
}

fn text_of(story: &LiveStory) -> String {
    let content = &story.content;
    let lines = [content.kicker.as_deref(), Some(content.headline.as_str()), content.deck.as_deref()];
    let mut text = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
    text.push('\n');
    text.push_str(&::story::render::plain_text(&content.body));
    text
}

/// The milliseconds of each query, asked by so many readers at once.
async fn asked(
    newsroom: &Newsroom,
    index: &StoryIndex,
    queries: &[String],
    readers: usize,
) -> anyhow::Result<Vec<f64>> {
    let mut tasks = Vec::new();
    for reader in 0..readers {
        let (newsroom, index) = (newsroom.clone(), index.clone());
        let own: Vec<String> = queries.iter().skip(reader).step_by(readers).cloned().collect();
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            for typed in own {
                let began = Instant::now();
                let query = Query::read(&mut Analyzer::new(), &typed);
                let order = Ranked::ByRelevance { now: SystemClock.now().0, beyond: None };
                let span = Span { order, limit: 20 };
                let page = index.search(&newsroom, &query, &Filters::default(), span).await?;
                ensure!(page.facets.total > 0, "{typed} finds the story it was taken from");
                times.push(began.elapsed().as_secs_f64() * 1_000.0);
            }
            Ok(times)
        }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await??);
    }
    Ok(all)
}

/// The same stories and queries in PostgreSQL: the best twenty, and the counts by section.
async fn postgresql(newsroom: &Newsroom, queries: &[String]) -> anyhow::Result<Vec<f64>> {
    let address = std::env::var("MATBAA_TEST_POSTGRES").context("MATBAA_TEST_POSTGRES")?;
    let db = Database::connect(&address).await?;
    db.execute_unprepared(
        "DROP TABLE IF EXISTS bench_search;
         CREATE TABLE bench_search (id bigint PRIMARY KEY, section bigint NOT NULL, words tsvector NOT NULL)",
    )
    .await?;
    let mut after = 0;
    loop {
        let stories = live_stories(newsroom.reads(), &LiveStories::All, after, BATCH).await?;
        let Some(last) = stories.last() else { break };
        after = last.id;
        insert(&db, &stories).await?;
    }
    db.execute_unprepared("CREATE INDEX ON bench_search USING gin (words); ANALYZE bench_search").await?;
    let mut times = Vec::new();
    for typed in queries.iter().step_by((queries.len() / PEER_QUERIES).max(1)) {
        let began = Instant::now();
        for sql in [
            "SELECT id FROM bench_search, plainto_tsquery('arabic', $1) q WHERE words @@ q
             ORDER BY ts_rank(words, q) DESC LIMIT 20",
            "SELECT section AS id FROM bench_search WHERE words @@ plainto_tsquery('arabic', $1)
             GROUP BY section ORDER BY count(*) DESC",
        ] {
            let ask = Statement::from_sql_and_values(DbBackend::Postgres, sql, [typed.clone().into()]);
            db.query_all_raw(ask).await?;
        }
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    db.execute_unprepared("DROP TABLE bench_search").await?;
    Ok(times)
}

async fn insert(db: &DatabaseConnection, stories: &[LiveStory]) -> anyhow::Result<()> {
    let places = (0..stories.len()).map(|at| {
        let first = at * 3;
        format!("(${}, ${}, to_tsvector('arabic', ${}))", first + 1, first + 2, first + 3)
    });
    let sql = format!("INSERT INTO bench_search VALUES {}", places.collect::<Vec<_>>().join(", "));
    let values: Vec<sea_orm::Value> =
        stories.iter().flat_map(|story| [story.id.into(), story.section_id.into(), text_of(story).into()]).collect();
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values)).await?;
    Ok(())
}

/// Milliseconds from the commit of a publication to the first search that finds the story, while the index follows the
/// log on its own and stories are published ten a second.
async fn until_found(newsroom: &Newsroom, index: &StoryIndex) -> anyhow::Result<Vec<f64>> {
    let (following, newsroom_of) = (index.clone(), newsroom.clone());
    let follower = tokio::spawn(async move { following.follow_on(&newsroom_of).await });
    let section = newsroom::all_sections(newsroom.reads()).await?.into_iter().next().context("a section")?;
    let console = Actor::console();
    let first = live_stories(newsroom.reads(), &LiveStories::All, 0, 1).await?.pop().context("a story")?;
    let mut waiting = Vec::new();
    for number in 0..PUBLISHED {
        let body = first.content.body.clone();
        let headline = format!("زعبلوط{number:04}");
        let content = Content::plain(section.id, arabic::Language::Arabic, &headline, body);
        let publish = async |tx: &mut newsroom::Tx| {
            let draft = newsroom::begin_story(tx, &console, &content, Beginning::default()).await?;
            newsroom::publish(tx, &console, draft.id, PublishedWhen::Now).await
        };
        newsroom.write(SystemClock.now(), publish).await?;
        let (began, index, newsroom) = (Instant::now(), index.clone(), newsroom.clone());
        waiting.push(tokio::spawn(async move {
            let query = Query::read(&mut Analyzer::new(), &headline);
            let span = Span { order: Ranked::ByDate { newest_first: true, beyond: None }, limit: 1 };
            loop {
                let page = index.search(&newsroom, &query, &Filters::default(), span).await?;
                if page.facets.total > 0 {
                    return anyhow::Ok(began.elapsed().as_secs_f64() * 1_000.0);
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }));
        tokio::time::sleep(PAUSE).await;
    }
    let mut times = Vec::new();
    for task in waiting {
        times.push(task.await??);
    }
    follower.abort();
    Ok(times)
}

fn size_of(folder: &Path) -> anyhow::Result<u64> {
    let mut size = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        size += if entry.file_type()?.is_dir() { size_of(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(size)
}

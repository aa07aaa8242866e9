//! `matbaa search`: searches the published stories, or builds the search index anew.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use newsroom::SystemClock;
use serde_json::json;
use web::{Site, SiteConfig};

use crate::cli::SearchArgs;
use crate::config::Values;

/// How often it is looked whether the server has begun a build, and whether it has ended.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// How long a running server may take to begin a build.
const BEGIN_MAX: Duration = Duration::from_secs(15);

/// Runs `matbaa search …`.
pub async fn run(values: &Values, args: &SearchArgs) -> anyhow::Result<ExitCode> {
    let newsroom = values.newsroom().await?;
    let url = values.site_url(None, values.listen.port())?;
    let config = SiteConfig { url, search: Some(values.search_folder()), ..SiteConfig::default() };
    let site = Site::new(newsroom, Arc::new(SystemClock), config, None).map_err(anyhow::Error::msg)?;
    if args.is_reindex() { reindex(&site).await } else { search(&site, args).await }
}

async fn search(site: &Site, args: &SearchArgs) -> anyhow::Result<ExitCode> {
    let words = args.words.join(" ");
    // Without a running server nothing else keeps the index up to date.
    site.story_index().catch_up(site.newsroom()).await?;
    let found = web::best_stories(site, &words, args.limit).await.map_err(anyhow::Error::msg)?;
    for story in &found {
        if args.json {
            let line = json!({
                "id": story.id, "headline": story.headline, "address": story.address, "score": story.score,
            });
            println!("{line}");
        } else {
            println!("{}\n  {}", story.headline, story.address);
        }
    }
    if found.is_empty() && !args.json {
        println!("no story was found");
    }
    Ok(ExitCode::SUCCESS)
}

async fn reindex(site: &Site) -> anyhow::Result<ExitCode> {
    let index = site.story_index();
    if !index.rebuild(site.newsroom()).await? {
        println!("a running server builds the index; searches go on meanwhile");
        let asked = tokio::time::Instant::now();
        while index.is_rebuild_asked() {
            anyhow::ensure!(
                index.is_unfinished()? || asked.elapsed() < BEGIN_MAX,
                "the server did not begin within {} seconds; it will when it next looks at the index",
                BEGIN_MAX.as_secs()
            );
            tokio::time::sleep(LOOK_EVERY).await;
        }
        index.catch_up(site.newsroom()).await?;
    }
    match index.stories() {
        Some(stories) => println!("{stories} stories can be searched"),
        None => anyhow::bail!("the index could not be built; the log of the server says why"),
    }
    Ok(ExitCode::SUCCESS)
}

//! Background tasks of a running site.

use std::time::Duration;

use newsroom::Timestamp;
use tokio::time::MissedTickBehavior;

use super::{due, telling};
use crate::site::Site;

/// Interval of dropping old lines of the publication log and other expired rows.
const TRIM_EVERY: Duration = Duration::from_secs(3_600);
/// Interval of refreshing rankings.
const RANK_EVERY: Duration = Duration::from_secs(5);
/// Seconds between two removals of faded scores from the ranking.
const CLEAR_EVERY_SECONDS: i64 = 3_600;
/// Interval of unloading idle dictionaries.
const DICTIONARIES_EVERY: Duration = Duration::from_secs(60);

/// Starts the background tasks.
pub fn start(site: &Site) -> Vec<tokio::task::JoinHandle<()>> {
    let (following, listening, watching, health) = (site.clone(), site.clone(), site.clone(), site.clone());
    vec![
        tokio::spawn(async move { match health.newsroom().watch_health().await {} }),
        tokio::spawn(keep_flushing(site.clone())),
        tokio::spawn(keep_ranked(site.clone())),
        tokio::spawn(keep_feed_authority(site.clone())),
        tokio::spawn(keep_trimmed(site.clone())),
        tokio::spawn(drop_what_is_over(site.clone())),
        tokio::spawn(due::keep_running(site.clone())),
        tokio::spawn(due::keep_mailing(site.clone())),
        tokio::spawn(telling::keep_telling(site.clone())),
        tokio::spawn(telling::keep_telling_of_storage(site.clone())),
        tokio::spawn(keep_dictionaries_small(site.clone())),
        tokio::spawn(async move { following.follow_on().await }),
        tokio::spawn(async move { listening.listen_on().await }),
        tokio::spawn(async move { watching.theme().watch(|| watching.begin_generation()).await }),
    ]
}

/// Stores the site's host name for the ids of feeds, unless one is stored already. Retries until it succeeds.
async fn keep_feed_authority(site: Site) {
    let host = site.config().host().to_owned();
    loop {
        if site.frame().await.is_ok_and(|frame| frame.paper.feed_authority.is_some()) {
            return;
        }
        let keep = async |tx: &mut newsroom::Tx| newsroom::keep_feed_authority(tx, &host).await;
        match site.newsroom().write(site.now(), keep).await {
            Ok(()) => return,
            Err(error) => tracing::warn!(%error, "the name for the ids of feeds could not be kept yet"),
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}

/// Drops old lines of the publication log every hour. Never returns.
async fn keep_trimmed(site: Site) {
    loop {
        tokio::time::sleep(TRIM_EVERY).await;
        let now = site.now();
        match site.newsroom().write(now, async |tx| newsroom::trim_log(tx, now).await).await {
            Ok(0) => {}
            Ok(lines) => tracing::info!(lines, "old lines of the publication log were dropped"),
            Err(error) => tracing::warn!(%error, "the publication log could not be trimmed; tried again in an hour"),
        }
    }
}

/// Drops expired keys and links, stored hashes of readers that have expired, and finished jobs: at the start and every
/// hour.
async fn drop_what_is_over(site: Site) {
    loop {
        let trim = site.newsroom().write(site.now(), async |tx| {
            newsroom::trim_doors(tx).await?;
            newsroom::trim_comments(tx).await?;
            newsroom::trim_jobs(tx).await
        });
        if let Err(error) = trim.await {
            tracing::warn!(%error, "what is over could not be dropped");
        }
        tokio::time::sleep(TRIM_EVERY).await;
    }
}

/// Refreshes the rankings in use. Never returns.
async fn keep_ranked(site: Site) {
    loop {
        tokio::time::sleep(RANK_EVERY).await;
        if let Err(error) = site.most_read().renew(site.newsroom(), site.now()).await {
            tracing::warn!(%error, "the most read could not be ranked; tried again soon");
        }
    }
}

/// Unloads idle dictionaries. Never returns.
async fn keep_dictionaries_small(site: Site) {
    loop {
        tokio::time::sleep(DICTIONARIES_EVERY).await;
        site.spellers().let_go(site.now()).await;
    }
}

/// Flushes read counts, and removes faded scores from the ranking every hour. Never returns. A failure is logged once
/// until a flush succeeds again.
async fn keep_flushing(site: Site) {
    let mut ticks = tokio::time::interval(site.config().reads.flush_every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut cleared: Option<Timestamp> = None;
    let mut is_failing = false;
    loop {
        ticks.tick().await;
        let now = site.now();
        match site.reads().flush(site.newsroom(), now).await {
            Ok(_) if is_failing => {
                is_failing = false;
                tracing::info!("reads are written again");
            }
            Ok(_) => {}
            Err(error) if !is_failing => {
                is_failing = true;
                tracing::error!(%error, "reads cannot be written; they are kept in memory and tried again");
            }
            Err(_) => {}
        }
        if cleared.is_none_or(|at| at.plus_seconds(CLEAR_EVERY_SECONDS) <= now) {
            cleared = Some(now);
            if let Err(error) = site.newsroom().write(now, async |tx| newsroom::drop_faded(tx).await).await {
                tracing::warn!(%error, "the ranking of the most read could not be cleared; tried again in an hour");
            }
        }
    }
}

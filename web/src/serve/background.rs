//! Background tasks of a running site.

use std::time::Duration;

use newsroom::Timestamp;
use tokio::time::MissedTickBehavior;

use super::{due, filter_notices, live_updates, picture_reading, related};
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
    let (searching, moderating, archiving) = (site.clone(), site.clone(), site.clone());
    vec![
        tokio::spawn(async move { match health.newsroom().watch_health().await {} }),
        tokio::spawn(flush_reads(site.clone())),
        tokio::spawn(refresh_rankings(site.clone())),
        tokio::spawn(store_feed_authority(site.clone())),
        tokio::spawn(trim_log(site.clone())),
        tokio::spawn(drop_expired(site.clone())),
        tokio::spawn(due::run(site.clone())),
        tokio::spawn(due::send_mail(site.clone())),
        tokio::spawn(live_updates::send_changes(site.clone())),
        tokio::spawn(live_updates::send_outages(site.clone())),
        tokio::spawn(unload_dictionaries(site.clone())),
        tokio::spawn(related::find_on(site.clone())),
        tokio::spawn(picture_reading::read_on(site.clone())),
        tokio::spawn(filter_notices::compare_on(site.clone())),
        tokio::spawn(async move { searching.story_index().follow_on(searching.newsroom()).await }),
        tokio::spawn(async move { moderating.comment_index().follow_on(moderating.newsroom()).await }),
        tokio::spawn(async move { archiving.photo_index().follow_on(archiving.newsroom()).await }),
        tokio::spawn(async move { following.follow_on().await }),
        tokio::spawn(async move { listening.listen_on().await }),
        tokio::spawn(async move { watching.theme().watch(|| watching.begin_generation()).await }),
    ]
}

/// Stores the site's host name for the ids of feeds, unless one is stored already. Retries until it succeeds.
async fn store_feed_authority(site: Site) {
    let host = site.config().host().to_owned();
    loop {
        if site.frame().await.is_ok_and(|frame| frame.paper.feed_authority.is_some()) {
            return;
        }
        let keep = async |tx: &mut newsroom::Tx| newsroom::keep_feed_authority(tx, &host).await;
        match site.newsroom().write(site.now(), keep).await {
            Ok(()) => return,
            Err(error) => tracing::warn!(%error, "the host name for the ids of feeds could not be stored yet"),
        }
        tokio::time::sleep(Duration::from_secs(60)).await;
    }
}

/// Drops old lines of the publication log every hour. Never returns.
async fn trim_log(site: Site) {
    loop {
        tokio::time::sleep(TRIM_EVERY).await;
        let now = site.now();
        match site.newsroom().write(now, async |tx| newsroom::trim_log(tx, now).await).await {
            Ok(0) => {}
            Ok(lines) => tracing::info!(lines, "old lines of the publication log were dropped"),
            Err(error) => tracing::warn!(%error, "the publication log could not be trimmed; trying again in an hour"),
        }
    }
}

/// Drops expired keys and links, stored hashes of readers that have expired, and finished jobs: at the start and every
/// hour.
async fn drop_expired(site: Site) {
    loop {
        let trim = site.newsroom().write(site.now(), async |tx| {
            newsroom::trim_sessions_and_links(tx).await?;
            newsroom::trim_comments(tx).await?;
            newsroom::trim_jobs(tx).await
        });
        if let Err(error) = trim.await {
            tracing::warn!(%error, "expired rows could not be dropped; trying again in an hour");
        }
        tokio::time::sleep(TRIM_EVERY).await;
    }
}

/// Refreshes the rankings in use. Never returns.
async fn refresh_rankings(site: Site) {
    loop {
        tokio::time::sleep(RANK_EVERY).await;
        if let Err(error) = site.most_read().renew(site.newsroom(), site.now()).await {
            tracing::warn!(%error, "the rankings could not be refreshed; trying again soon");
        }
    }
}

/// Unloads idle dictionaries. Never returns.
async fn unload_dictionaries(site: Site) {
    loop {
        tokio::time::sleep(DICTIONARIES_EVERY).await;
        site.dictionaries().unload_idle(site.now()).await;
    }
}

/// Flushes read counts, and removes faded scores from the ranking every hour. Never returns. A failure is logged once
/// until a flush succeeds again.
async fn flush_reads(site: Site) {
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
                tracing::error!(%error, "reads cannot be written; they stay in memory, trying again");
            }
            Err(_) => {}
        }
        if cleared.is_none_or(|at| at.plus_seconds(CLEAR_EVERY_SECONDS) <= now) {
            cleared = Some(now);
            if let Err(error) = site.newsroom().write(now, async |tx| newsroom::drop_faded(tx).await).await {
                tracing::warn!(%error, "old scores of the rankings could not be removed; trying again in an hour");
            }
        }
    }
}

//! Runs work that comes due while the site is served: scheduled publishing and unpublishing, scheduled front pages,
//! daily jobs, mail.
//!
//! Every node checks the job table a few times a second, which takes one index lookup. Due work is therefore done
//! within its second, even if no reader sends requests, after a restart, after the failure of another node, or when the
//! clock is changed. The first node does it, and the database makes sure that it is not done twice. Mail has its own
//! task, so that a slow mail server delays nothing else.

use std::time::Duration;

use newsroom::{Lane, Timestamp};

use crate::serve::mail_jobs;
use crate::site::Site;

/// Interval of checking for due work.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// Seconds between recomputations of wall times. The system's time zone data may have been updated.
const RECOMPUTE_SECONDS: i64 = 3_600;
/// Seconds until the next attempt after a failure.
const RECOMPUTE_AGAIN_SECONDS: i64 = 60;

/// Runs due work. Never returns.
pub async fn run(site: Site) {
    // Time of the last recomputation, and the seconds until the next one. A clock that was set back also triggers it.
    let mut computed: Option<(Timestamp, i64)> = None;
    loop {
        let now = site.now();
        if computed.is_none_or(|(then, seconds)| now < then || then.plus_seconds(seconds) <= now) {
            let after = match recompute_walls(&site).await {
                Ok(()) => RECOMPUTE_SECONDS,
                Err(error) => {
                    tracing::warn!(%error, "scheduled times could not be recomputed; trying again");
                    RECOMPUTE_AGAIN_SECONDS
                }
            };
            computed = Some((now, after));
        }
        if let Err(error) = step(&site).await {
            tracing::error!(%error, "due work could not be run; trying again");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Sends mail. Never returns.
pub async fn send_mail(site: Site) {
    loop {
        while mail_jobs::send_due(&site).await {}
        site.mail_signal().woken().await;
    }
}

async fn step(site: &Site) -> newsroom::Result<()> {
    let (newsroom, now) = (site.newsroom(), site.now());
    // Check first, so that an idle paper writes nothing.
    let due = newsroom::lanes_due(newsroom.reads(), now).await?;
    if due.contains(&Lane::Clock) {
        let report = newsroom::run_due(newsroom, now).await?;
        // The report is empty if another node was faster.
        if report != newsroom::DueReport::default() {
            site.noted_due(&report);
            tracing::info!(done = report.done, late = report.late, failed = report.failed, "scheduled work came due");
            // The work may have queued mail.
            site.mail_signal().wake();
        }
    }
    if due.contains(&Lane::Mail) {
        site.mail_signal().wake();
    }
    Ok(())
}

async fn recompute_walls(site: &Site) -> newsroom::Result<()> {
    let (newsroom, now) = (site.newsroom(), site.now());
    newsroom::begin_daily_jobs(newsroom, now).await?;
    let moved = newsroom::recompute_walls(newsroom, now).await?;
    if moved > 0 {
        tracing::info!(moved, "scheduled times have changed with the time zone data");
    }
    Ok(())
}

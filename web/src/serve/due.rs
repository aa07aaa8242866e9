//! What comes due by itself, looked after while the site is served: scheduled publishing and taking off, pages that wait for
//! their hour, what comes round every day, mail.
//!
//! Every node looks a few times a second whether anything is due, one look into an index, so that what is due at a second
//! happens within it with no reader about, after a restart or the death of another node, and when somebody moves the clock.
//! Whoever comes first does it; the database sees to it that nobody does it again. Mail has a worker of its own, so that a
//! mail server that does not answer holds nothing else up.

use std::time::Duration;

use newsroom::{Lane, Timestamp};

use crate::serve::mail_jobs;
use crate::site::Site;

/// How often the site looks whether anything is due.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// How often wall times are turned into instants again, in seconds: zone data of the system may have been renewed.
const RECOMPUTE_SECONDS: i64 = 3_600;
/// The same after it could not be done.
const RECOMPUTE_AGAIN_SECONDS: i64 = 60;

/// Does what is due for as long as it is polled.
pub async fn keep_running(site: Site) {
    // When wall times were computed last, and after how many seconds they are again. A clock that was put back counts as time
    // gone by, too.
    let mut computed: Option<(Timestamp, i64)> = None;
    loop {
        let now = site.now();
        if computed.is_none_or(|(then, seconds)| now < then || then.plus_seconds(seconds) <= now) {
            let after = match recompute_walls(&site).await {
                Ok(()) => RECOMPUTE_SECONDS,
                Err(error) => {
                    tracing::warn!(%error, "scheduled times could not be computed anew; trying again");
                    RECOMPUTE_AGAIN_SECONDS
                }
            };
            computed = Some((now, after));
        }
        if let Err(error) = step(&site).await {
            tracing::error!(%error, "what is due could not be looked after; trying again");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Sends mail for as long as it is polled.
pub async fn keep_mailing(site: Site) {
    loop {
        while mail_jobs::do_one(&site).await {}
        site.mails().woken().await;
    }
}

async fn step(site: &Site) -> newsroom::Result<()> {
    let (newsroom, now) = (site.newsroom(), site.now());
    // An idle paper writes nothing.
    let due = newsroom::lanes_due(newsroom.reads(), now).await?;
    if due.contains(&Lane::Clock) {
        let report = newsroom::run_due(newsroom, now).await?;
        // Where another node was faster there is nothing to say.
        if report != newsroom::DueReport::default() {
            site.noted_due(&report);
            tracing::info!(done = report.done, late = report.late, failed = report.failed, "scheduled work came due");
            // It may have left mail.
            site.mails().wake();
        }
    }
    if due.contains(&Lane::Mail) {
        site.mails().wake();
    }
    Ok(())
}

async fn recompute_walls(site: &Site) -> newsroom::Result<()> {
    let (newsroom, now) = (site.newsroom(), site.now());
    newsroom::begin_daily_jobs(newsroom, now).await?;
    let moved = newsroom::recompute_walls(newsroom, now).await?;
    if moved > 0 {
        tracing::info!(moved, "scheduled times have moved with the clocks of their zones");
    }
    Ok(())
}

//! What comes due by itself, looked after while the site is served: scheduled publishing and taking off, and what comes
//! round every day.
//!
//! Every node looks a few times a second whether anything is due, one row of an index, so that what is due at a second
//! happens within it with no reader about, after a restart or the death of another node, and when somebody moves the clock.
//! Whoever comes first does it; the database sees to it that nobody does it again.

use std::time::Duration;

use newsroom::Timestamp;

use crate::site::Site;

/// How often the next due time is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// How often wall times are turned into instants again, in seconds: zone data of the system may have been renewed.
const RECOMPUTE_SECONDS: i64 = 3_600;
/// How often routines are looked for, in seconds: they come due at full hours, and nobody waits for them.
const ROUTINES_SECONDS: i64 = 5;

/// Does what is due for as long as it is polled.
pub async fn keep_running(site: Site) {
    let mut recomputed = Timestamp(i64::MIN);
    let mut routines = Routines { looked: Timestamp(i64::MIN), recomputed: Timestamp(i64::MIN) };
    loop {
        if let Err(error) = routines.step(&site).await {
            tracing::error!(%error, "what comes round every day could not be looked after; trying again");
        }
        if let Err(error) = step(&site, &mut recomputed).await {
            tracing::error!(%error, "what is scheduled could not be looked after; trying again");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn step(site: &Site, recomputed: &mut Timestamp) -> newsroom::Result<()> {
    let (newsroom, now) = (site.newsroom(), site.now());
    // An idle paper writes nothing.
    let Some(due) = newsroom::next_due(newsroom.reads()).await? else { return Ok(()) };
    if long_ago(now, *recomputed, RECOMPUTE_SECONDS) {
        let moved = newsroom::recompute_walls(newsroom, now).await?;
        if moved > 0 {
            tracing::info!(moved, "scheduled times have moved with the clocks of their zones");
        }
        *recomputed = now;
    }
    if due <= now {
        let report = newsroom::run_due(newsroom, now).await?;
        if report == newsroom::DueReport::default() {
            // Another node was faster.
            return Ok(());
        }
        site.noted_due(&report);
        tracing::info!(done = report.done, late = report.late, failed = report.failed, "scheduled acts came due");
    }
    Ok(())
}

/// When routines were looked for last, and their wall times turned into instants.
struct Routines {
    looked: Timestamp,
    recomputed: Timestamp,
}

impl Routines {
    /// Does the routines that are due; each node looks, one does each.
    async fn step(&mut self, site: &Site) -> newsroom::Result<()> {
        let (newsroom, now) = (site.newsroom(), site.now());
        if !long_ago(now, self.looked, ROUTINES_SECONDS) {
            return Ok(());
        }
        self.looked = now;
        if newsroom::run_routines(newsroom, now).await? > 0 {
            site.errands().wake();
        }
        if long_ago(now, self.recomputed, RECOMPUTE_SECONDS) {
            newsroom::begin_routines(newsroom, now).await?;
            newsroom::recompute_routines(newsroom, now).await?;
            self.recomputed = now;
        }
        Ok(())
    }
}

/// Whether `then` is more than `seconds` before `now`. A clock that was put back counts as time gone by, too.
fn long_ago(now: Timestamp, then: Timestamp, seconds: i64) -> bool {
    now < then || now.plus_seconds(-seconds) > then
}

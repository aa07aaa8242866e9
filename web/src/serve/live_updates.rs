//! Sends events to the subscribers of live updates.

use std::collections::HashMap;
use std::time::Duration;

use bytes::Bytes;
use newsroom::{Actor, Mark, Timestamp, Watched};
use serde_json::json;
use tokio::time::Instant;

use crate::base::live::{Subscription, storage};
use crate::site::Site;

/// Minimum time between two checks.
const CHECK_INTERVAL_MIN: Duration = Duration::from_millis(250);
/// Maximum time between two checks. Locks expire, a strip ends, or a notification may have been lost.
const CHECK_INTERVAL_MAX: Duration = Duration::from_secs(5);
/// Time without events after which a keep-alive is sent. Proxies close connections that are silent for a minute, and a
/// failed write tells us that a subscriber has left. With the interval between two checks this makes at most twenty
/// seconds.
const KEEP_ALIVE_AFTER: Duration = Duration::from_secs(15);

/// Checks for changes and sends events. Never returns.
pub async fn send_changes(site: Site) {
    loop {
        let seen = site.newsroom().stirs();
        if let Err(error) = check(&site).await {
            tracing::warn!(%error, "live updates could not be checked; trying again");
        }
        tokio::time::sleep(CHECK_INTERVAL_MIN).await;
        tokio::select! {
            () = site.newsroom().stirred_beyond(seen) => {}
            () = site.live().subscribed() => {}
            () = tokio::time::sleep(CHECK_INTERVAL_MAX) => {}
        }
    }
}

/// Sends an event to every stream when an outage of the storage begins or ends. Never returns.
pub async fn send_outages(site: Site) {
    let health = site.newsroom().health();
    let mut sent = None;
    loop {
        health.changed_from(sent).await;
        sent = health.outage();
        for (number, one) in site.live().all() {
            send(&site, number, &one, storage(sent), Vec::new());
        }
    }
}

/// Checks everything that is watched, and sends events to the subscribers concerned.
async fn check(site: &Site) -> newsroom::Result<()> {
    let all = site.live().all();
    if all.is_empty() {
        return Ok(());
    }
    let (db, now) = (site.newsroom().reads(), site.now());
    let mut sessions: Vec<i64> = all.iter().map(|(_, one)| one.session).collect();
    sessions.sort_unstable();
    sessions.dedup();
    let alive = newsroom::sessions_alive(db, &sessions, now).await?;
    let mut marks = Marks { site, now, known: HashMap::new() };
    for (number, one) in all {
        if !alive.contains(&one.session) {
            site.live().end(number);
            continue;
        }
        notify(&mut marks, number, one).await?;
    }
    Ok(())
}

/// Sends the changes to one subscriber.
async fn notify(marks: &mut Marks<'_>, number: u64, one: Subscription) -> newsroom::Result<()> {
    let subscriptions = marks.site.live();
    let mut changed = marks.changed(&one, &one.actor).await?;
    if changed.is_empty() {
        if one.last_sent.elapsed() >= KEEP_ALIVE_AFTER {
            send(marks.site, number, &one, Bytes::from_static(b": still here\n\n"), Vec::new());
        }
        return Ok(());
    }
    // The session's current rights apply, not those of the last event.
    let Some(session) = newsroom::session_again(marks.site.newsroom().reads(), one.session, marks.now).await? else {
        subscriptions.end(number);
        return Ok(());
    };
    let actor = session.actor();
    if actor.grants() != one.actor.grants() {
        subscriptions.change(number, |one| one.actor = actor.clone());
        marks.known.retain(|(watched, _), _| !watched.is_own());
        changed = marks.changed(&one, &actor).await?;
    }
    if !changed.is_empty() {
        let events: String = changed.iter().map(|(watched, mark)| event(watched, mark)).collect();
        send(marks.site, number, &one, Bytes::from(events), changed);
    }
    Ok(())
}

fn event(watched: &Watched, mark: &str) -> String {
    format!("event: changed\ndata: {}\n\n", json!({ "subject": watched.to_string(), "mark": mark }))
}

fn send(site: &Site, number: u64, one: &Subscription, words: Bytes, sent: Vec<(Watched, String)>) {
    if !one.send(words) {
        // The subscriber reads too slowly or has left.
        site.live().end(number);
        return;
    }
    site.live().change(number, |one| {
        one.last_sent = Instant::now();
        for (watched, mark) in sent {
            if let Some(known) = one.sent_marks.iter_mut().find(|(known, _)| *known == watched) {
                known.1 = Some(mark);
            }
        }
    });
}

/// The marks read during one check. Each is read once.
struct Marks<'a> {
    site: &'a Site,
    now: Timestamp,
    /// By subject; if the mark differs between people, also by the person's internal id.
    known: HashMap<(Watched, Option<i64>), Option<Mark>>,
}

impl Marks<'_> {
    /// The subjects of a subscription whose mark has changed since it was last sent, as far as `actor` may know of
    /// them.
    async fn changed(&mut self, one: &Subscription, actor: &Actor) -> newsroom::Result<Vec<(Watched, String)>> {
        let house = self.site.last_frame().paper.house();
        let mut changed = Vec::new();
        for (watched, sent) in &one.sent_marks {
            let key = (watched.clone(), actor.person_id().filter(|_| watched.is_own()));
            if !self.known.contains_key(&key) {
                let mark = newsroom::mark_of(self.site.newsroom().reads(), watched, actor, self.now).await?;
                self.known.insert(key.clone(), mark);
            }
            let Some(Some(mark)) = self.known.get(&key) else { continue };
            if sent.as_deref() != Some(&mark.text) && mark.is_for(actor, house) {
                changed.push((watched.clone(), mark.text.clone()));
            }
        }
        Ok(changed)
    }
}

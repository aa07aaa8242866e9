//! Looks at what is watched at the desk and tells those who watch, for as long as the site is served.

use std::collections::HashMap;
use std::time::Duration;

use bytes::Bytes;
use newsroom::{Actor, Mark, Timestamp, Watched};
use serde_json::json;
use tokio::time::Instant;

use crate::base::live::{Subscription, storage};
use crate::site::Site;

/// Time between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How often is looked where nothing was heard: locks expire, a strip ends, a word may have been lost on its way.
const LOOK_BY_ITSELF: Duration = Duration::from_secs(5);
/// Silence after which a stream is told that it lives: proxies close what says nothing for a minute, and we notice who
/// has left. With the time between two looks it makes twenty seconds.
const SILENCE: Duration = Duration::from_secs(15);

/// Looks and tells for as long as it is polled.
pub async fn keep_telling(site: Site) {
    loop {
        let seen = site.newsroom().stirs();
        if let Err(error) = look(&site).await {
            tracing::warn!(%error, "what the desk watches could not be looked at; trying again");
        }
        tokio::time::sleep(LOOK_EVERY).await;
        tokio::select! {
            () = site.newsroom().stirred_beyond(seen) => {}
            () = site.live().joined() => {}
            () = tokio::time::sleep(LOOK_BY_ITSELF) => {}
        }
    }
}

/// Tells every stream what hinders the storage, and when nothing does any more, for as long as it is polled.
pub async fn keep_telling_of_storage(site: Site) {
    let health = site.newsroom().health();
    let mut told = None;
    loop {
        health.changed_from(told).await;
        told = health.outage();
        for (number, one) in site.live().all() {
            send(&site, number, &one, storage(told), Vec::new());
        }
    }
}

/// One look at everything watched, and a word to everybody whom it concerns.
async fn look(site: &Site) -> newsroom::Result<()> {
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
        tell(&mut marks, number, one).await?;
    }
    Ok(())
}

/// Tells one watcher what has become another for them.
async fn tell(marks: &mut Marks<'_>, number: u64, one: Subscription) -> newsroom::Result<()> {
    let subscriptions = marks.site.live();
    let mut changed = marks.changed(&one, &one.actor).await?;
    if changed.is_empty() {
        if one.spoke.elapsed() >= SILENCE {
            send(marks.site, number, &one, Bytes::from_static(b": still here\n\n"), Vec::new());
        }
        return Ok(());
    }
    // What is told now is told to who they are now.
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

fn send(site: &Site, number: u64, one: &Subscription, words: Bytes, told: Vec<(Watched, String)>) {
    if !one.say(words) {
        // They do not take what they are told, or have left.
        site.live().end(number);
        return;
    }
    site.live().change(number, |one| {
        one.spoke = Instant::now();
        for (watched, mark) in told {
            if let Some(known) = one.told.iter_mut().find(|(known, _)| *known == watched) {
                known.1 = Some(mark);
            }
        }
    });
}

/// The marks of one look, each asked for once.
struct Marks<'a> {
    site: &'a Site,
    now: Timestamp,
    /// By subject, and where a mark is each watcher's own, by their inner id.
    known: HashMap<(Watched, Option<i64>), Option<Mark>>,
}

impl Marks<'_> {
    /// What of a subscription's subjects has another mark than was told, of what `actor` may hear.
    async fn changed(&mut self, one: &Subscription, actor: &Actor) -> newsroom::Result<Vec<(Watched, String)>> {
        let house = self.site.last_frame().paper.house();
        let mut changed = Vec::new();
        for (watched, told) in &one.told {
            let key = (watched.clone(), actor.person_id().filter(|_| watched.is_own()));
            if !self.known.contains_key(&key) {
                let mark = newsroom::mark_of(self.site.newsroom().reads(), watched, actor, self.now).await?;
                self.known.insert(key.clone(), mark);
            }
            let Some(Some(mark)) = self.known.get(&key) else { continue };
            if told.as_deref() != Some(&mark.text) && mark.is_for(actor, house) {
                changed.push((watched.clone(), mark.text.clone()));
            }
        }
        Ok(changed)
    }
}

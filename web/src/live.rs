//! Who watches what at the desk, and who is told when it changes.
//!
//! A stream of events ([`Events`]) is a seat in the hall: a few subjects, the marks it was last told, a channel. One task
//! ([`keep_telling`]) is woken by whatever is written, here or on another node, asks the newsroom for the mark of each
//! subject that somebody watches, once for all who watch it, and tells those whose mark has become another. It looks four
//! times a second at most, and every five seconds by itself, for what changes by time alone.
//!
//! Promises: a stream holds no connection to the database and no thread; who may not see a story hears nothing of it,
//! asked again of their session whenever there is something to tell; a session that has ended ends its streams; nobody
//! holds more than six of them, and a reader of events who does not take them loses the stream, not the others; when the
//! site stops, every stream ends at once.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::Frame;
use newsroom::{Actor, Mark, Outage, Session, Timestamp, Watched};
use serde_json::json;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

use crate::site::Site;

/// Streams of one session: as many as a browser opens to one host over HTTP/1.1.
pub const STREAMS_OF_A_SESSION: usize = 6;
/// Streams in all: one for every page that a large newsroom has open.
const STREAMS_MAX: usize = 4_096;
/// Subjects of one stream.
pub const SUBJECTS_MAX: usize = 20;
/// Time between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How often is looked where nothing was heard: locks expire, a strip ends, a word may have been lost on its way.
const LOOK_BY_ITSELF: Duration = Duration::from_secs(5);
/// Silence after which a stream is told that it lives: proxies close what says nothing for a minute, and we notice who
/// has left. With the time between two looks it makes twenty seconds.
const SILENCE: Duration = Duration::from_secs(15);
/// Events that wait for one reader.
const WAITING_MAX: usize = 32;
/// How long a browser waits before it opens a broken stream again, in milliseconds.
const RETRY_MS: u32 = 2_000;

/// Everybody who watches.
#[derive(Default)]
pub struct Hall {
    seats: Mutex<Seats>,
    come: Notify,
}

#[derive(Default)]
struct Seats {
    all: HashMap<u64, Seat>,
    next: u64,
    is_closed: bool,
}

#[derive(Clone)]
struct Seat {
    session: i64,
    actor: Actor,
    told: Vec<(Watched, Option<String>)>,
    to: mpsc::Sender<Bytes>,
    spoke: Instant,
}

/// Why there is no seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSeat {
    /// The session has six already.
    Enough,
    /// The hall is full, or the site is stopping.
    Full,
}

impl Hall {
    /// Takes a seat for somebody who has just been let in.
    pub fn enter(&self, site: &Site, session: &Session, subjects: Vec<Watched>) -> Result<Events, NoSeat> {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if seats.is_closed || seats.all.len() >= STREAMS_MAX {
            return Err(NoSeat::Full);
        }
        if seats.all.values().filter(|seat| seat.session == session.id).count() >= STREAMS_OF_A_SESSION {
            return Err(NoSeat::Enough);
        }
        let (to, from) = mpsc::channel(WAITING_MAX);
        // A first line at once: the browser knows that the stream stands before anything has happened.
        let _ = to.try_send(Bytes::from(format!("retry: {RETRY_MS}\n\n")));
        // Nothing hinders unless it is said.
        if let Some(outage) = site.newsroom().health().outage() {
            let _ = to.try_send(storage(Some(outage)));
        }
        let number = seats.next;
        seats.next += 1;
        let told = subjects.into_iter().map(|subject| (subject, None)).collect();
        let seat = Seat { session: session.id, actor: session.actor(), told, to, spoke: Instant::now() };
        seats.all.insert(number, seat);
        drop(seats);
        self.come.notify_one();
        Ok(Events { from, number, site: site.clone() })
    }

    /// Ends every stream and lets nobody in any more.
    pub fn close(&self) {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        seats.is_closed = true;
        seats.all.clear();
    }

    /// Streams that are open.
    pub fn streams(&self) -> usize {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner).all.len()
    }

    fn leave(&self, number: u64) {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner).all.remove(&number);
    }

    fn all(&self) -> Vec<(u64, Seat)> {
        let seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        seats.all.iter().map(|(number, seat)| (*number, seat.clone())).collect()
    }

    fn put(&self, number: u64, change: impl FnOnce(&mut Seat)) {
        let mut seats = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seat) = seats.all.get_mut(&number) {
            change(seat);
        }
    }
}

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
            () = site.live().come.notified() => {}
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
        for (number, seat) in site.live().all() {
            send(&site, number, &seat, storage(told), Vec::new());
        }
    }
}

fn storage(outage: Option<Outage>) -> Bytes {
    Bytes::from(format!("event: storage\ndata: {}\n\n", json!({ "outage": outage.map(Outage::word) })))
}

/// One look at everything watched, and a word to everybody whom it concerns.
async fn look(site: &Site) -> newsroom::Result<()> {
    let seats = site.live().all();
    if seats.is_empty() {
        return Ok(());
    }
    let (db, now) = (site.newsroom().reads(), site.now());
    let mut sessions: Vec<i64> = seats.iter().map(|(_, seat)| seat.session).collect();
    sessions.sort_unstable();
    sessions.dedup();
    let alive = newsroom::sessions_alive(db, &sessions, now).await?;
    let mut marks = Marks { site, now, known: HashMap::new() };
    for (number, seat) in seats {
        if !alive.contains(&seat.session) {
            site.live().leave(number);
            continue;
        }
        tell(&mut marks, number, seat).await?;
    }
    Ok(())
}

/// Tells one watcher what has become another for them.
async fn tell(marks: &mut Marks<'_>, number: u64, seat: Seat) -> newsroom::Result<()> {
    let hall = marks.site.live();
    let mut changed = marks.changed(&seat, &seat.actor).await?;
    if changed.is_empty() {
        if seat.spoke.elapsed() >= SILENCE {
            send(marks.site, number, &seat, Bytes::from_static(b": still here\n\n"), Vec::new());
        }
        return Ok(());
    }
    // What is told now is told to who they are now.
    let Some(session) = newsroom::session_again(marks.site.newsroom().reads(), seat.session, marks.now).await? else {
        hall.leave(number);
        return Ok(());
    };
    let actor = session.actor();
    if actor.grants() != seat.actor.grants() {
        hall.put(number, |seat| seat.actor = actor.clone());
        marks.known.retain(|(watched, _), _| !watched.is_own());
        changed = marks.changed(&seat, &actor).await?;
    }
    if !changed.is_empty() {
        let events: String = changed.iter().map(|(watched, mark)| event(watched, mark)).collect();
        send(marks.site, number, &seat, Bytes::from(events), changed);
    }
    Ok(())
}

fn event(watched: &Watched, mark: &str) -> String {
    format!("event: changed\ndata: {}\n\n", json!({ "subject": watched.to_string(), "mark": mark }))
}

fn send(site: &Site, number: u64, seat: &Seat, words: Bytes, told: Vec<(Watched, String)>) {
    if seat.to.try_send(words).is_err() {
        // They do not take what they are told, or have left.
        site.live().leave(number);
        return;
    }
    site.live().put(number, |seat| {
        seat.spoke = Instant::now();
        for (watched, mark) in told {
            if let Some(known) = seat.told.iter_mut().find(|(known, _)| *known == watched) {
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
    /// What of the seat's subjects has another mark than was told, of what `actor` may hear.
    async fn changed(&mut self, seat: &Seat, actor: &Actor) -> newsroom::Result<Vec<(Watched, String)>> {
        let house = self.site.last_frame().paper.house();
        let mut changed = Vec::new();
        for (watched, told) in &seat.told {
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

/// The body of a stream. Whoever drops it gives its seat back.
pub struct Events {
    from: mpsc::Receiver<Bytes>,
    number: u64,
    site: Site,
}

impl http_body::Body for Events {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.from.poll_recv(context).map(|words| words.map(|words| Ok(Frame::data(words))))
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.site.live().leave(self.number);
    }
}

//! A paper at work: one person saves, several comment, several read, and each remembers what was acknowledged.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use http::StatusCode;
use journeys::browser::{Browser, PASSWORD, between};
use journeys::process::live_story;
use newsroom::{Actor, Beginning, Clock, CommentFilter, DatabaseChoice, Newsroom, PublicId, SystemClock};

/// The time within which a reader is answered, whatever has happened.
pub const READERS_WAIT: Duration = Duration::from_secs(1);

/// A paper with one published story, one draft, and an account for the first editor.
pub struct Paper {
    pub draft: PublicId,
    pub live: PublicId,
    /// The first editor, signed in.
    editor: Browser,
}

impl Paper {
    pub async fn begin(data: &Path, database: Option<&DatabaseChoice>) -> Self {
        let newsroom = Newsroom::open(data, database).await.expect("a new paper");
        let live = live_story(&newsroom).await;
        let console = Actor::console();
        let content = {
            let version =
                newsroom::version(newsroom.reads(), live.live_version.expect("live")).await.expect("a version");
            journeys::plain_content(version.content.section_id, "مسودة")
        };
        let now = SystemClock.now();
        let begin =
            async |tx: &mut newsroom::Tx| newsroom::begin_story(tx, &console, &content, Beginning::default()).await;
        let draft = newsroom.write(now, begin).await.expect("a draft");
        let made =
            newsroom.write(now, async |tx| newsroom::first_admin_link(tx, &console).await).await.expect("a link");
        let config = web::SiteConfig { url: "http://localhost:8080".into(), ..web::SiteConfig::default() };
        let site = web::Site::new(newsroom.clone(), Arc::new(SystemClock), config, None).expect("a site");
        let mut editor = Browser::of(site);
        let path = format!("/newsroom/first/{}", made.reveal());
        editor.open(&path).await;
        let fields = [("name", "نادية شريف"), ("email", "chief@paper.example"), ("password", PASSWORD)];
        let answer = editor.send(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        newsroom.close().await.expect("closed");
        Self { draft: draft.public_id, live: live.public_id, editor }
    }
}

/// The outcome of each act: acknowledged, or anything else.
#[derive(Default, Clone)]
pub struct Outcomes {
    pub saved: Vec<String>,
    pub not_saved: Vec<String>,
    pub said: Vec<String>,
    pub not_said: Vec<String>,
    /// The number of refusals by status.
    pub refusals: HashMap<u16, usize>,
}

/// Somebody who writes and reads at the same time.
pub struct Worker {
    pub desk: Browser,
    reader: Browser,
    paper: Arc<Paper>,
    rev: i64,
    number: usize,
    pub outcomes: Outcomes,
}

impl Worker {
    /// The first editor, signed in at the server on `port`.
    pub async fn enter(port: u16, paper: Arc<Paper>) -> Self {
        let mut desk = Browser::at_port(port);
        desk.take_over_from(&paper.editor);
        let reader = Browser::at_port(port);
        let mut worker = Self { desk, reader, paper, rev: 0, number: 0, outcomes: Outcomes::default() };
        assert!(worker.look().await, "the session is there");
        worker
    }

    /// Continues as the same person at another server.
    pub fn moved_to(&mut self, port: u16) {
        let mut desk = Browser::at_port(port);
        desk.take_over_from(&self.desk);
        self.desk = desk;
        self.reader = Browser::at_port(port);
    }

    /// Opens the story at the desk to get its revision and the token of the form. Returns false if there is no answer.
    pub async fn look(&mut self) -> bool {
        let page = self.desk.open(&format!("/newsroom/stories/{}", self.paper.draft)).await;
        let text = self.desk.open(&format!("/newsroom/stories/{}/text", self.paper.draft)).await;
        let rev = between(&String::from_utf8_lossy(&text.bytes), "\"rev\":", ",").and_then(|rev| rev.parse().ok());
        let Some(rev) = rev.filter(|_| page.status == StatusCode::OK) else { return false };
        self.rev = rev;
        true
    }

    /// Saves the draft under a unique headline. Returns whether it was acknowledged.
    pub async fn save(&mut self) -> bool {
        self.number += 1;
        let headline = format!("حفظ رقم {}", self.number);
        let body = serde_json::json!({
            "rev": self.rev, "key": headline, "keep": true,
            "text": { "kicker": "", "headline": headline, "deck": "", "place": "",
                "body": serde_json::from_str::<serde_json::Value>(&journeys::text(&[&format!("نص {headline}")]).to_json())
                    .expect("a document") },
        });
        let path = format!("/newsroom/stories/{}/text", self.paper.draft);
        let answer = self.desk.json("PUT", &path, &body.to_string()).await;
        let text = String::from_utf8_lossy(&answer.bytes).into_owned();
        if answer.status == StatusCode::OK {
            let rev = between(&text, "\"rev\":", ",").or_else(|| between(&text, "\"rev\":", "}"));
            self.rev = rev.and_then(|rev| rev.parse().ok()).expect("a number");
            self.outcomes.saved.push(headline);
            return true;
        }
        *self.outcomes.refusals.entry(answer.status.as_u16()).or_default() += 1;
        self.outcomes.not_saved.push(headline);
        false
    }

    /// Comments on the published story. Returns whether it was acknowledged.
    pub async fn say(&mut self) -> bool {
        self.number += 1;
        let text = format!("تعليق رقم {}", self.number);
        let path = format!("/comments/{}", self.paper.live);
        let token = self.reader.open("/comments/token").await;
        let token = between(&String::from_utf8_lossy(&token.bytes), "\"token\":\"", "\"").unwrap_or_default();
        let fields = journeys::browser::form(&[("name", "قارئ"), ("text", &text), ("token", &token)]);
        let agent = format!("phone {}", self.number);
        let from = format!("10.{}.{}.{}", self.number / 62_500 % 250, self.number / 250 % 250, self.number % 250);
        let headers =
            [("user-agent", agent.as_str()), ("x-forwarded-for", from.as_str()), ("sec-fetch-site", "same-origin")];
        let answer = self.reader.ask("POST", &path, Some(&fields), &headers).await;
        if answer.status == StatusCode::SEE_OTHER {
            self.outcomes.said.push(text);
            return true;
        }
        if answer.status.as_u16() != 599 && answer.status.as_u16() >= 500 {
            assert!(answer.text().contains(&text), "what was typed is not in the answer: {}", answer.text());
        }
        *self.outcomes.refusals.entry(answer.status.as_u16()).or_default() += 1;
        self.outcomes.not_said.push(text);
        false
    }

    /// Works until an act is acknowledged again, `within` at most. Returns how long that took.
    pub async fn until_acknowledged(&mut self, within: Duration) -> Duration {
        let began = Instant::now();
        loop {
            if self.save().await && self.say().await {
                return began.elapsed();
            }
            assert!(began.elapsed() < within, "no act was acknowledged for {:?}: {:?}", within, self.outcomes.refusals);
            tokio::time::sleep(Duration::from_millis(100)).await;
            // A save whose answer was lost may have been done.
            self.look().await;
        }
    }
}

/// Readers who open the same pages again and again.
pub struct Readers {
    stop: Arc<AtomicBool>,
    reading: tokio::task::JoinHandle<(usize, Duration, Vec<String>)>,
}

impl Readers {
    /// Reads front page and story of the server on `port` until stopped.
    pub async fn begin(port: u16, paper: &Paper) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let pages = ["/".to_owned(), format!("/s/{}", paper.live)];
        let mut browser = Browser::at_port(port);
        let story = browser.open(&pages[1]).await;
        assert!(story.status == StatusCode::OK || story.status.is_redirection(), "{}", story.status);
        let pages = [pages[0].clone(), story.header("location").to_owned()];
        for page in &pages {
            browser.open(page).await;
        }
        let stopped = stop.clone();
        let reading = tokio::spawn(async move {
            let (mut answers, mut longest, mut wrong) = (0, Duration::ZERO, Vec::new());
            while !stopped.load(Ordering::Acquire) {
                for page in pages.iter().filter(|page| !page.is_empty()) {
                    let began = Instant::now();
                    let answer = browser.ask("GET", page, None, &[]).await;
                    longest = longest.max(began.elapsed());
                    answers += 1;
                    if answer.status != StatusCode::OK {
                        wrong.push(format!("{} of {page}", answer.status));
                    }
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            (answers, longest, wrong)
        });
        Self { stop, reading }
    }

    /// Stops, and compares what readers got with what they were promised.
    pub async fn end(self, what: &str) {
        self.stop.store(true, Ordering::Release);
        let (answers, longest, wrong) = self.reading.await.expect("readers");
        println!("{what}: {answers} answers to readers, the slowest in {longest:?}");
        assert!(answers > 0 && wrong.is_empty(), "{what}: {wrong:?}");
        assert!(longest < READERS_WAIT, "{what}: a reader waited {longest:?}");
    }
}

/// Checks that everything acknowledged is there once, everything else at most once, and that the audit log is complete.
pub async fn check_acknowledged(data: &Path, database: Option<&DatabaseChoice>, paper: &Paper, outcomes: &Outcomes) {
    let newsroom = Newsroom::open(data, database).await.expect("the paper opens without hands");
    let reads = newsroom.reads();
    let story = newsroom::story_by_public_id(reads, &paper.draft).await.expect("read").expect("the draft");
    let mut saved: HashMap<String, usize> = HashMap::new();
    let mut before = None;
    loop {
        let lines = newsroom::versions_of(reads, story.id, before, 100).await.expect("versions");
        let Some(last) = lines.last() else { break };
        before = Some(last.number);
        for line in &lines {
            let version = newsroom::version_by_number(reads, story.id, line.number).await.expect("a version");
            *saved.entry(version.content.headline).or_default() += 1;
        }
    }
    let mut said: HashMap<String, usize> = HashMap::new();
    let mut after = None;
    loop {
        let queue = newsroom::comment_queue(reads, &Actor::console(), CommentFilter::Waiting, after, 50)
            .await
            .expect("a queue");
        for (comment, _) in &queue.lines {
            *said.entry(comment.text.clone()).or_default() += 1;
        }
        match queue.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    for headline in &outcomes.saved {
        assert_eq!(saved.get(headline), Some(&1), "{headline} was acknowledged");
    }
    for text in &outcomes.said {
        assert_eq!(said.get(text), Some(&1), "{text} was acknowledged");
    }
    for (known, found) in [(&outcomes.not_saved, &saved), (&outcomes.not_said, &said)] {
        for one in known {
            assert!(found.get(one).copied().unwrap_or(0) <= 1, "{one} is there twice");
        }
    }
    let verdict = newsroom.verify_audit().await.expect("the audit log is read");
    assert!(matches!(verdict, newsroom::AuditVerdict::Whole { .. }), "{verdict:?}");
    newsroom.close().await.expect("closed");
}

//! People and papers as values, so that a journey reads like what somebody does.
//!
//! A journey is written once and runs on SQLite and on PostgreSQL (macro [`journey!`]). The PostgreSQL half requires
//! `MATBAA_TEST_POSTGRES`, the address of a server in which databases can be created; `make test` starts one. Without
//! it, that half is reported by name as left out; under `make test` it fails.

// Tests only: a fixture that cannot be made fails its test and names itself.
#![allow(clippy::expect_used)]

pub use omitted;
pub use omitted::shared;

pub mod browser;
mod everything;
mod photos;
pub mod process;
pub mod process_browser;
mod python;
mod served;
mod staff;
mod stream;
pub mod tls_server;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use arabic::Language;
use axum::body::Body;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use newsroom::{
    Actor, Beginning, Change, Clock, Content, DatabaseChoice, DocumentIds, Localized, ManualClock, NewComment,
    Newsroom, PublishedWhen, SecretToken, Section, Story, StoryLine, Timestamp,
};
use sea_orm::{ConnectionTrait, Database};
use story::{Block, Document, Ids, Node, Text};
use tower::ServiceExt;
use web::{App, Site, SiteConfig};

pub use everything::{every_row, texts};
pub use photos::photo_with_xmp;
pub use python::PythonServer;
pub use served::{Served, free_address};
pub use staff::{Staff, staff};
pub use stream::Stream;

/// Noon UTC on 3 September 2016, when the page from which we started was printed.
pub const SEED_NOON: Timestamp = Timestamp(1_472_904_000_000_000);

/// The database on which a journey runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A file in the test's own folder.
    Sqlite,
    /// A database of the test's own, on the server of `MATBAA_TEST_POSTGRES`.
    Postgres,
}

/// Turns one journey into two tests, one for each database.
#[macro_export]
macro_rules! journey {
    ($(#[$meta:meta])* async fn $name:ident($paper:ident: Paper) $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn walk($paper: $crate::Paper) $body

            #[tokio::test]
            async fn on_sqlite() {
                walk($crate::Paper::open($crate::On::Sqlite).await.expect("a SQLite file")).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                match $crate::Paper::open($crate::On::Postgres).await {
                    Some(paper) => walk(paper).await,
                    None => $crate::omitted::not_installed(stringify!($name), "PostgreSQL (MATBAA_TEST_POSTGRES)"),
                }
            }
        }
    };
}

/// A paper for one test, with a clock that stands still.
pub struct Paper {
    /// Its newsroom.
    pub newsroom: Newsroom,
    /// Its clock.
    pub clock: ManualClock,
    /// Its folder, deleted after the test.
    pub folder: tempfile::TempDir,
    /// Its database, if it is not the file in the folder.
    pub database: Option<DatabaseChoice>,
    reader: Reader,
}

static DATABASES: AtomicU32 = AtomicU32::new(0);

/// Creates an empty database on the test server; `None` if there is no server.
pub async fn new_postgres() -> Option<DatabaseChoice> {
    let server = std::env::var("MATBAA_TEST_POSTGRES").ok().filter(|address| !address.is_empty())?;
    let number = DATABASES.fetch_add(1, Ordering::SeqCst);
    let name = format!("journey_{}_{number}", std::process::id());
    let admin = Database::connect(&server).await.expect("the server of MATBAA_TEST_POSTGRES");
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a new database");
    admin.close().await.expect("closing");
    let (address, query) = server.split_once('?').unwrap_or((&server, ""));
    let base = address.rsplit_once('/').map_or(address, |(base, _)| base);
    format!("{base}/{name}?{query}").parse().ok()
}

/// The configuration of a site on this machine. It ignores dictionaries that may be installed here. It has no limit of
/// answers per second: that limit uses the real clock, and a fast machine sends more requests than people do.
fn here() -> SiteConfig {
    let (url, dictionaries) = ("http://localhost:8080".into(), "/nowhere".into());
    SiteConfig { url, dictionaries, requests_a_second: None, ..SiteConfig::default() }
}

fn site(newsroom: &Newsroom, clock: &ManualClock, config: SiteConfig) -> Site {
    let passkeys = passkeys::of_site(&config.url, config.host());
    Site::new(newsroom.clone(), Arc::new(clock.clone()), config, passkeys).expect("the built-in theme")
}

impl Paper {
    /// An empty paper at [`SEED_NOON`]; `None` if PostgreSQL is requested and absent.
    pub async fn open(on: On) -> Option<Self> {
        let database = match on {
            On::Sqlite => None,
            On::Postgres => Some(new_postgres().await?),
        };
        let folder = tempfile::tempdir().expect("a folder");
        let newsroom = Newsroom::open(folder.path(), database.as_ref()).await.expect("an empty newsroom");
        let clock = ManualClock::at(SEED_NOON);
        let reader = Self::dressed(&newsroom, &clock, None);
        Some(Self { newsroom, clock, folder, database, reader })
    }

    fn dressed(newsroom: &Newsroom, clock: &ManualClock, theme: Option<PathBuf>) -> Reader {
        let config = SiteConfig { theme, ..here() };
        Reader::of(site(newsroom, clock, config))
    }

    /// The same paper with the theme in a folder.
    pub fn in_theme(mut self, theme: &Path) -> Self {
        self.reader = Self::dressed(&self.newsroom, &self.clock, Some(theme.to_owned()));
        self
    }

    /// The same paper behind proxies with these addresses.
    pub fn behind(mut self, proxies: &[&str]) -> Self {
        let trusted_proxies = web::TrustedProxies::parse(proxies).expect("addresses");
        let config = SiteConfig { trusted_proxies, ..here() };
        self.reader = Reader::of(site(&self.newsroom, &self.clock, config));
        self
    }

    /// A separate site of the same paper, to be served over sockets.
    pub fn site_with(&self, config: SiteConfig) -> Site {
        site(&self.newsroom, &self.clock, config)
    }

    /// A section, created if it does not exist.
    pub async fn section(&self, slug: &str) -> Section {
        let name = newsroom::usual_section_name(slug);
        self.newsroom
            .write(self.clock.now(), async |tx| {
                let desk = newsroom::ensure_desk(tx, &Actor::console(), slug, &name).await?;
                newsroom::ensure_section(tx, &Actor::console(), desk, slug, &name, &Localized::default()).await
            })
            .await
            .expect("a section")
    }

    /// A story that `actor` begins now.
    pub async fn begun(&self, actor: &Actor, content: &Content, beginning: Beginning<'_>) -> Story {
        let begin = async |tx: &mut newsroom::Tx| newsroom::begin_story(tx, actor, content, beginning).await;
        self.newsroom.write(self.clock.now(), begin).await.expect("a story that may be begun")
    }

    /// The content of an ordinary story.
    pub async fn content(&self, section: &str, headline: &str) -> Content {
        plain_content(self.section(section).await.id, headline)
    }

    /// A draft with this content.
    pub async fn draft(&self, content: &Content) -> Story {
        self.newsroom
            .write(self.clock.now(), async |tx| {
                newsroom::begin_story(tx, &Actor::console(), content, Beginning::default()).await
            })
            .await
            .expect("a draft")
    }

    /// Saves every part of a story so that it has `content`. Readers see it once it is published.
    pub async fn revise(&self, story: &Story, content: &Content) {
        let content = content.clone();
        let console = Actor::console();
        let (text, facts) = (Change::text(content.clone()), Change::facts(content.clone()));
        let links = Change::Links { related: content.related, thread: content.thread };
        self.newsroom
            .write(self.clock.now(), async |tx| {
                for change in [text, Change::Pictures(content.lead), facts, links] {
                    let now = newsroom::find_story(tx.db(), story.id).await?;
                    let from = now.revisions[change.part().place()];
                    newsroom::save_part(tx, &console, &now.public_id, from, change).await?;
                }
                Ok(())
            })
            .await
            .expect("a saved story");
    }

    /// Publishes a draft now.
    pub async fn publish(&self, story: &Story) -> Story {
        self.newsroom
            .write(self.clock.now(), async |tx| {
                newsroom::publish(tx, &Actor::console(), story.id, PublishedWhen::Now).await
            })
            .await
            .expect("a published story")
    }

    /// An ordinary story, published now.
    pub async fn published(&self, section: &str, headline: &str) -> Story {
        let content = self.content(section, headline).await;
        let draft = self.draft(&content).await;
        self.publish(&draft).await
    }

    /// The site its readers read.
    pub fn site(&self) -> &Site {
        self.reader.site()
    }

    /// A reader of its site.
    pub fn reader(&self) -> Reader {
        self.reader.clone()
    }

    /// A reader of a site that was just started, with nothing in memory.
    pub fn fresh_reader(&self) -> Reader {
        Self::dressed(&self.newsroom, &self.clock, None)
    }

    /// A reader's GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.reader.get(path).await
    }

    /// Sends any request.
    pub async fn ask(&self, request: http::request::Builder) -> Answer {
        self.reader.ask(request).await
    }
}

/// A reader of a site, without a socket.
#[derive(Clone)]
pub struct Reader(App);

impl Reader {
    /// A reader of `site`.
    pub fn of(site: Site) -> Self {
        Self(web::app(site))
    }

    /// The site.
    pub fn site(&self) -> &Site {
        self.0.site()
    }

    /// Sends a GET. If the machine is busy, a page may take longer than readers are made to wait; they then get the
    /// previous page with an `Age` header. In that case the request is repeated until the new page is there, unless the
    /// storage is failing.
    pub async fn get(&self, path: &str) -> Answer {
        let mut asked = 0;
        loop {
            let answer = self.ask(Request::get(path).header("host", "localhost")).await;
            let is_old = answer.headers.contains_key("age") && self.site().newsroom().health().outage().is_none();
            asked += 1;
            if !is_old || asked > STALE_MAX {
                return answer;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }

    /// Sends any request.
    pub async fn ask(&self, request: http::request::Builder) -> Answer {
        let request = request.body(Body::empty()).expect("a request");
        let answer = self.0.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        Answer { status: parts.status, headers: parts.headers, bytes: bytes.to_vec() }
    }
}

/// How often a request for an outdated page is repeated.
const STALE_MAX: usize = 200;

/// How many rounds of a fault a test runs: one, or `FAULT_ROUNDS` in a long run.
pub fn rounds() -> usize {
    std::env::var("FAULT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1)
}

/// A complete answer.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub bytes: Vec<u8>,
}

/// A change of the text in which the headline is the only line above it.
pub fn headed(headline: &str, body: story::Document) -> Change {
    Change::text_of(body, |line| (line == StoryLine::Headline).then(|| headline.to_owned()))
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("UTF-8")
    }

    /// A header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// The content of an ordinary story in the section with this internal id.
pub fn plain_content(section_id: i64, headline: &str) -> Content {
    let body = text(&["فقرة أولى في الخبر.", "فقرة ثانية في الخبر."]);
    Content { desk_byline: Some("ق. د".into()), ..Content::plain(section_id, Language::Arabic, headline, body) }
}

/// A new comment by the `n`th reader, with a form of its own and without doubts.
pub fn new_comment(story: &Story, n: usize) -> NewComment {
    NewComment {
        story: story.public_id.clone(),
        answers: None,
        name: format!("قارئ {n}"),
        email: None,
        text: format!("رأي رقم {n} في الموضوع"),
        key: SecretToken::random().reveal().to_owned(),
        own_key: SecretToken::random(),
        reader: format!("reader-{n}"),
        block: "block".into(),
        doubts: Vec::new(),
        is_spam: false,
        print: i64::try_from(n).expect("a small number"),
    }
}

/// The address of a story.
pub fn address(section: &str, story: &Story) -> String {
    arabic::slug::percent_encode_path(&format!("/{section}/{}/{}", story.public_id, story.slug))
}

/// A text of plain paragraphs.
pub fn text(paragraphs: &[&str]) -> Document {
    let mut source = DocumentIds;
    let mut ids = Ids::new(&mut source);
    let blocks = paragraphs.iter().map(|words| Block::new(ids.fresh(), Node::Paragraph(Text::plain(*words)))).collect();
    Document { blocks }
}

/// The built binary. `make test` builds it first; otherwise run `cargo build`.
pub fn matbaa() -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let built = test.ancestors().nth(2).expect("target/debug").join("matbaa");
    assert!(built.is_file(), "{} is not built: run `cargo build` first", built.display());
    built
}

/// Runs the binary until it exits.
pub fn run(args: &[&str]) -> Ran {
    let output =
        std::process::Command::new(matbaa()).args(args).env_remove("MATBAA_DATA").output().expect("the binary runs");
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The result of a command.
#[derive(Debug)]
pub struct Ran {
    /// Exit status.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

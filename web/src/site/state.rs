//! The running site: the state that all handlers share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arabic::Language;
use http::HeaderMap;
use newsroom::screening::Screener;
use newsroom::{Clock, Newsroom, Passkeys, Passwords, PublicId, Sight, Timestamp};
use rand::RngExt;

use crate::base::addresses::Addresses;
use crate::base::cache::{CacheHint, PageCache};
use crate::base::cached::Cached;
use crate::base::cards::CardCache;
use crate::base::comment_index::CommentIndex;
use crate::base::comments::CommentIntake;
use crate::base::config::SiteConfig;
use crate::base::desk_index::DeskIndex;
use crate::base::desk_theme::DeskTheme;
use crate::base::frame::{CurrentFrame, Frame, SiteViews};
use crate::base::headers;
use crate::base::house_lexicon::HouseLexicon;
use crate::base::limits::{Limits, PREVIEWS_A_SECOND};
use crate::base::live::Subscriptions;
use crate::base::mail::MailSettings;
use crate::base::mail_signal::MailSignal;
use crate::base::messages::{Messages, Words};
use crate::base::most_read::MostRead;
use crate::base::photo_index::PhotoIndex;
use crate::base::progress::Progress;
use crate::base::reads::{Counter, Secret};
use crate::base::related_queue::RelatedQueue;
use crate::base::spelling::Dictionaries;
use crate::base::story_index::StoryIndex;
use crate::base::theme::Theme;
use outgoing::Outgoing;

/// The site. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    newsroom: Newsroom,
    clock: Arc<dyn Clock>,
    config: SiteConfig,
    messages: Messages,
    theme: Theme,
    current_frame: CurrentFrame,
    headers: HeaderMap,
    reads: Counter,
    most_read: MostRead,
    progress: Progress,
    pages: PageCache,
    site_views: SiteViews,
    cards: CardCache,
    limits: Limits,
    desk_theme: DeskTheme,
    passwords: Passwords,
    passkeys: Option<Passkeys>,
    mail_signal: MailSignal,
    live: Subscriptions,
    preview_limits: Limits,
    house: Cached<HouseLexicon>,
    comments: CommentIntake,
    screener: Cached<Screener>,
    dictionaries: Dictionaries,
    story_index: StoryIndex,
    desk_index: DeskIndex,
    comment_index: CommentIndex,
    photo_index: PhotoIndex,
    related_queue: RelatedQueue,
    outgoing: Outgoing,
    /// Number of scheduled acts that were done more than a second late, and of those that failed.
    late: AtomicU64,
    given_up: AtomicU64,
}

impl Site {
    /// Counts late and failed acts of a report.
    pub(crate) fn noted_due(&self, report: &newsroom::DueReport) {
        self.0.late.fetch_add(report.late as u64, Ordering::Relaxed);
        self.0.given_up.fetch_add(report.failed as u64, Ordering::Relaxed);
    }

    /// Number of scheduled acts that were done more than a second late since the start, and of those that failed.
    pub(crate) fn due_trouble(&self) -> (u64, u64) {
        (self.0.late.load(Ordering::Relaxed), self.0.given_up.load(Ordering::Relaxed))
    }

    /// Creates the site. Without `passkeys`, people cannot sign in with them. If the theme folder does not compile, the
    /// error is logged and the built-in theme is used until it does. Fails if the built-in templates, the messages or
    /// the configuration are invalid.
    pub fn new(
        newsroom: Newsroom,
        clock: Arc<dyn Clock>,
        config: SiteConfig,
        passkeys: Option<Passkeys>,
    ) -> Result<Self, String> {
        let messages = Messages::new()?;
        let theme = Theme::open(config.theme.as_deref(), &messages).map_err(|error| error.to_string())?;
        let desk_theme = DeskTheme::new(&messages).map_err(|error| error.to_string())?;
        let passwords = Passwords::new().map_err(|error| error.to_string())?;
        let headers = headers::common(&config);
        let node = format!("{}{}", PublicId::random(), PublicId::random());
        let secret = Secret(rand::rng().random());
        let reads = Counter::new(config.reads, secret, node, config.trusted_proxies.clone(), headers.clone());
        let pages = PageCache::new(config.pages_bytes, newsroom.media().folder());
        let newsroom = newsroom.with_mail(config.mail.is_some());
        let preview_limits = Limits::new(Some(PREVIEWS_A_SECOND), config.trusted_proxies.clone());
        let limits = Limits::new(config.requests_a_second, config.trusted_proxies.clone());
        let comments = CommentIntake::new(&newsroom);
        let outgoing = Outgoing::new(config.outgoing.clone(), &config.url)?;
        let dictionaries = Dictionaries::new(config.dictionaries.clone());
        let story_index = StoryIndex::new(config.search.clone());
        let beside = |name: &str| config.search.as_ref().map(|folder| folder.join(name));
        let (comment_index, photo_index) = (CommentIndex::new(beside("comments")), PhotoIndex::new(beside("photos")));
        Ok(Self(Arc::new(Inner {
            newsroom,
            clock,
            config,
            messages,
            theme,
            current_frame: CurrentFrame::default(),
            progress: Progress::default(),
            pages,
            headers,
            reads,
            most_read: MostRead::default(),
            site_views: SiteViews::default(),
            cards: CardCache::default(),
            limits,
            desk_theme,
            passwords,
            passkeys,
            mail_signal: MailSignal::default(),
            live: Subscriptions::default(),
            preview_limits,
            house: Cached::default(),
            comments,
            screener: Cached::default(),
            dictionaries,
            story_index,
            desk_index: DeskIndex::default(),
            comment_index,
            photo_index,
            related_queue: RelatedQueue::default(),
            outgoing,
            late: AtomicU64::new(0),
            given_up: AtomicU64::new(0),
        })))
    }

    /// The newsroom.
    pub fn newsroom(&self) -> &Newsroom {
        &self.0.newsroom
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// The configuration.
    pub fn config(&self) -> &SiteConfig {
        &self.0.config
    }

    /// State for readers who comment.
    pub(crate) fn comments(&self) -> &CommentIntake {
        &self.0.comments
    }

    /// The dictionaries.
    pub fn dictionaries(&self) -> &Dictionaries {
        &self.0.dictionaries
    }

    /// The search index of published stories.
    pub fn story_index(&self) -> &StoryIndex {
        &self.0.story_index
    }

    /// The search index of the desk.
    pub(crate) fn desk_index(&self) -> &DeskIndex {
        &self.0.desk_index
    }

    /// The search index of readers' comments.
    pub(crate) fn comment_index(&self) -> &CommentIndex {
        &self.0.comment_index
    }

    /// The search index of the photo archive.
    pub(crate) fn photo_index(&self) -> &PhotoIndex {
        &self.0.photo_index
    }

    /// The stories whose related stories are to be found.
    pub(crate) fn related_queue(&self) -> &RelatedQueue {
        &self.0.related_queue
    }

    /// The HTTP client for other machines.
    pub fn outgoing(&self) -> &Outgoing {
        &self.0.outgoing
    }

    pub(crate) fn house_lexicon_cache(&self) -> &Cached<HouseLexicon> {
        &self.0.house
    }

    pub(crate) fn screener_cache(&self) -> &Cached<Screener> {
        &self.0.screener
    }

    /// The headers of every response.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The read counter.
    pub fn reads(&self) -> &Counter {
        &self.0.reads
    }

    /// The most-read rankings.
    pub fn most_read(&self) -> &MostRead {
        &self.0.most_read
    }

    /// Templates, styles, scripts and fonts.
    pub fn theme(&self) -> &Theme {
        &self.0.theme
    }

    /// The messages in `language`.
    pub fn words(&self, language: Language) -> Words {
        self.0.messages.in_language(language)
    }

    /// The messages of all languages.
    pub fn messages(&self) -> &Messages {
        &self.0.messages
    }

    /// The frame, after all new lines of the log were applied.
    pub async fn frame(&self) -> newsroom::Result<Arc<Frame>> {
        self.catch_up().await?;
        Ok(self.0.current_frame.last())
    }

    /// The last known frame. Does not access the database.
    pub fn last_frame(&self) -> Arc<Frame> {
        self.0.current_frame.last()
    }

    /// The page cache.
    pub fn pages(&self) -> &PageCache {
        &self.0.pages
    }

    /// How far the followers have come.
    pub(crate) fn progress(&self) -> &Progress {
        &self.0.progress
    }

    /// The template values `site`, by language.
    pub(crate) fn site_views(&self) -> &SiteViews {
        &self.0.site_views
    }

    /// The rate limits per household.
    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// The rate limits per household for previews.
    pub(crate) fn preview_limits(&self) -> &Limits {
        &self.0.preview_limits
    }

    /// The theme of the desk.
    pub(crate) fn desk_theme(&self) -> &DeskTheme {
        &self.0.desk_theme
    }

    /// Hashes and verifies passwords.
    pub fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    /// The passkey settings of this site; `None` where passkeys cannot be used.
    pub fn passkeys(&self) -> Option<&Passkeys> {
        self.0.passkeys.as_ref()
    }

    /// The mail server; `None` if no mail is sent.
    pub fn mail(&self) -> Option<&MailSettings> {
        self.0.config.mail.as_ref()
    }

    /// The signal that mail is waiting to be sent.
    pub(crate) fn mail_signal(&self) -> &MailSignal {
        &self.0.mail_signal
    }

    /// The subscriptions of pages of the desk.
    pub(crate) fn live(&self) -> &Subscriptions {
        &self.0.live
    }

    /// The card cache.
    pub(crate) fn cards(&self) -> &CardCache {
        &self.0.cards
    }

    /// The holder of the frame.
    pub(crate) fn current_frame(&self) -> &CurrentFrame {
        &self.0.current_frame
    }

    /// How long a response at `path` made from `sights` may be cached: until one of them changes or ends, and at most
    /// until midnight, because pages show today's date. `generation` is the site's generation before anything was read.
    pub fn cache_hint(&self, path: String, sights: Vec<Sight>, generation: u64) -> CacheHint {
        let frame = self.last_frame();
        let zone = frame.paper.zone;
        let tomorrow = self.now().day_in(zone).succ_opt().map(|day| Timestamp::start_of_day(day, zone));
        let ends = sights.iter().filter_map(|sight| match sight {
            Sight::Until(at) => Some(*at),
            _ => None,
        });
        let until = ends.chain(tomorrow).chain(frame.valid_until).min();
        CacheHint { path, sights, until, generation, rankings: Vec::new() }
    }

    /// The addresses of pages in `language`.
    pub fn addresses(&self, frame: &Frame, language: Language) -> Addresses {
        Addresses::new(&self.0.config.url, language, frame.primary())
    }
}

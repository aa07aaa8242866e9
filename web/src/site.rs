//! The running site: what every handler shares.

use std::sync::Arc;

use arabic::Language;
use http::HeaderMap;
use newsroom::{Clock, Newsroom, PublicId, Timestamp};
use rand::RngExt;

use crate::addresses::Addresses;
use crate::config::SiteConfig;
use crate::frame::{Frame, Frames};
use crate::headers;
use crate::messages::{Messages, Words};
use crate::most_read::MostRead;
use crate::reads::{Counter, Secret};
use crate::theme::Theme;

/// The site. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    newsroom: Newsroom,
    clock: Arc<dyn Clock>,
    config: SiteConfig,
    messages: Messages,
    theme: Theme,
    frames: Frames,
    headers: HeaderMap,
    reads: Counter,
    most_read: MostRead,
}

impl Site {
    /// Dresses `newsroom` for readers. A theme folder that does not compile is reported and the built-in theme serves
    /// until it does; the error is for messages that this build itself got wrong.
    pub fn new(newsroom: Newsroom, clock: Arc<dyn Clock>, config: SiteConfig) -> Result<Self, String> {
        let messages = Messages::new()?;
        let theme = Theme::open(config.theme.as_deref(), &messages).map_err(|error| error.to_string())?;
        let headers = headers::standing(&config);
        let node = format!("{}{}", PublicId::random(), PublicId::random());
        let secret = Secret(rand::rng().random());
        let reads = Counter::new(config.reads, secret, node, config.trusted_proxies.clone(), headers.clone());
        let (frames, most_read) = (Frames::default(), MostRead::default());
        Ok(Self(Arc::new(Inner { newsroom, clock, config, messages, theme, frames, headers, reads, most_read })))
    }

    /// The newsroom behind the site.
    pub fn newsroom(&self) -> &Newsroom {
        &self.0.newsroom
    }

    /// The present.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Where it is reached.
    pub fn config(&self) -> &SiteConfig {
        &self.0.config
    }

    /// What stands on every answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The read counter.
    pub fn reads(&self) -> &Counter {
        &self.0.reads
    }

    /// What is read most.
    pub fn most_read(&self) -> &MostRead {
        &self.0.most_read
    }

    /// Templates, styles, scripts and fonts.
    pub fn theme(&self) -> &Theme {
        &self.0.theme
    }

    /// The interface's words in `language`.
    pub fn words(&self, language: Language) -> Words {
        self.0.messages.in_language(language)
    }

    /// The words of every language.
    pub fn messages(&self) -> &Messages {
        &self.0.messages
    }

    /// What all pages share, as of the last line of the publication log.
    pub async fn frame(&self) -> newsroom::Result<Arc<Frame>> {
        let frame = self.0.frames.current(&self.0.newsroom, self.now()).await?;
        self.0.messages.set_digits(frame.paper.digits);
        Ok(frame)
    }

    /// What all pages shared when the database last answered.
    pub fn last_frame(&self) -> Arc<Frame> {
        self.0.frames.last()
    }

    /// Writes addresses in `language`.
    pub fn addresses(&self, frame: &Frame, language: Language) -> Addresses {
        Addresses::new(&self.0.config.url, language, frame.primary())
    }
}

//! The running site: what every handler shares.

use std::sync::Arc;

use arabic::Language;
use newsroom::{Clock, Newsroom, Timestamp};

use crate::addresses::Addresses;
use crate::config::SiteConfig;
use crate::frame::{Frame, Frames};
use crate::messages::{Messages, Words};
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
}

impl Site {
    /// Dresses `newsroom` for readers. A theme folder that does not compile is reported and the built-in theme serves
    /// until it does; the error is for messages that this build itself got wrong.
    pub fn new(newsroom: Newsroom, clock: Arc<dyn Clock>, config: SiteConfig) -> Result<Self, String> {
        let messages = Messages::new()?;
        let theme = Theme::open(config.theme.as_deref(), &messages).map_err(|error| error.to_string())?;
        Ok(Self(Arc::new(Inner { newsroom, clock, config, messages, theme, frames: Frames::default() })))
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

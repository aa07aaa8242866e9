//! The frame: what every page shares (settings, sections, breaking strip, footer), read once for each line of the
//! publication log and kept until the next.

use std::collections::HashMap;
use std::sync::Arc;

use arabic::Language;
use arc_swap::ArcSwap;
use newsroom::{BreakingLine, Card, Desk, Newsroom, Paper, Section, Shelf, StaticPage, Timestamp, Toward};

/// What all pages share.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Last line of the publication log when it was read; 0 before the first reading.
    seq: Option<i64>,
    /// It must be read again from this instant on, even if nothing is published.
    valid_until: Option<Timestamp>,
    /// The paper's settings.
    pub paper: Paper,
    /// All sections in the order of the bar.
    pub sections: Vec<Section>,
    /// All desks.
    pub desks: Vec<Desk>,
    /// All static pages.
    pub pages: Vec<StaticPage>,
    /// Sections that have stories in a language: the bar shows no empty room.
    filled: HashMap<Language, Vec<i64>>,
    breaking: HashMap<Language, (BreakingLine, Option<Card>)>,
}

impl Frame {
    async fn read(newsroom: &Newsroom, seq: i64, now: Timestamp) -> newsroom::Result<Self> {
        let db = newsroom.reads();
        let paper = newsroom::load_paper(db).await?;
        let sections = newsroom::all_sections(db).await?;
        let mut filled = HashMap::new();
        let mut breaking = HashMap::new();
        for language in paper.languages.iter().copied() {
            let mut ids = Vec::new();
            for section in &sections {
                let page = newsroom::list(db, Shelf::Section(section.id), language, &Toward::Newest, 1).await?;
                if !page.cards.is_empty() {
                    ids.push(section.id);
                }
            }
            filled.insert(language, ids);
            if let Some(line) = newsroom::breaking_now(db, language, now).await? {
                let ids: Vec<i64> = line.story_id.into_iter().collect();
                let card = newsroom::cards_by_ids(db, &ids).await?.into_iter().next();
                breaking.insert(language, (line, card));
            }
        }
        let valid_until = breaking.values().map(|(line, _): &(BreakingLine, _)| line.until).min();
        Ok(Self {
            seq: Some(seq),
            valid_until,
            sections,
            desks: newsroom::all_desks(db).await?,
            pages: newsroom::all_static_pages(db).await?,
            filled,
            breaking,
            paper,
        })
    }

    /// The language at the root of the site.
    pub fn primary(&self) -> Language {
        self.paper.languages.first().copied().unwrap_or(Language::Arabic)
    }

    /// Whether pages exist in `language`.
    pub fn speaks(&self, language: Language) -> bool {
        self.paper.languages.contains(&language)
    }

    /// Sections of the bar in `language`.
    pub fn bar(&self, language: Language) -> Vec<&Section> {
        let filled = self.filled.get(&language);
        self.sections.iter().filter(|section| filled.is_some_and(|ids| ids.contains(&section.id))).collect()
    }

    /// The section with this id.
    pub fn section(&self, id: i64) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// The breaking line in `language` at `now`, with the story it leads to.
    pub fn breaking(&self, language: Language, now: Timestamp) -> Option<&(BreakingLine, Option<Card>)> {
        self.breaking.get(&language).filter(|(line, _)| line.until > now)
    }
}

/// Keeps the newest frame.
#[derive(Default)]
pub struct Frames(ArcSwap<Frame>);

impl Frames {
    /// The frame as of now.
    pub async fn current(&self, newsroom: &Newsroom, now: Timestamp) -> newsroom::Result<Arc<Frame>> {
        let seq = newsroom::head(newsroom.reads()).await?;
        let kept = self.0.load_full();
        if kept.seq == Some(seq) && kept.valid_until.is_none_or(|until| until > now) {
            return Ok(kept);
        }
        let read = Arc::new(Frame::read(newsroom, seq, now).await?);
        self.0.store(read.clone());
        Ok(read)
    }

    /// The newest that was read, however old.
    pub fn last(&self) -> Arc<Frame> {
        self.0.load_full()
    }
}

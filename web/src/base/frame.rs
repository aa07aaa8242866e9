//! The frame: what all pages share (settings, sections, breaking strip, footer). It is read again when a line of the
//! publication log may have changed it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use arabic::Language;
use arc_swap::ArcSwap;
use chrono::NaiveDate;
use minijinja::Value;
use minijinja::value::{Enumerator, Object};
use newsroom::{
    BreakingLine, Card, Desk, MergedSection, Newsroom, Paper, Section, Standing, StaticPage, StoryChange, StoryList,
    Timestamp, Toward,
};

use crate::base::cached_html::CachedHtml;

/// What all pages share.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// The time at which it must be read again, even if nothing was published.
    pub valid_until: Option<Timestamp>,
    /// The paper's settings.
    pub paper: Paper,
    /// All sections in the order of the bar, including closed ones.
    pub sections: Vec<Section>,
    /// Sections that were merged into one of `sections`.
    merged: Vec<MergedSection>,
    /// All desks.
    pub desks: Vec<Desk>,
    /// All static pages.
    pub pages: Vec<StaticPage>,
    /// Sections that have stories, by language. The bar leaves out the others.
    filled: HashMap<Language, Vec<i64>>,
    breaking: HashMap<Language, (BreakingLine, Option<Card>)>,
}

/// The template value `site`, made once for each frame, language and day.
#[derive(Default)]
pub struct SiteViews(Mutex<HashMap<Language, CachedView>>);

/// The template value `site`: a map, with the HTML fragments made from it.
#[derive(Debug)]
pub(crate) struct ShownSite {
    view: Value,
    fragments: CachedHtml,
}

impl ShownSite {
    pub(crate) fn fragments(&self) -> &CachedHtml {
        &self.fragments
    }
}

impl Object for ShownSite {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.view.get_item(key).ok().filter(|value| !value.is_undefined())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        self.view.try_iter().map_or(Enumerator::Empty, |keys| Enumerator::Values(keys.collect()))
    }
}

struct CachedView {
    of: Arc<Frame>,
    day: NaiveDate,
    view: Value,
}

impl SiteViews {
    /// The value for `frame` on `day`. Calls `make` if it is not cached.
    pub fn view(&self, frame: &Arc<Frame>, language: Language, day: NaiveDate, make: impl FnOnce() -> Value) -> Value {
        let mut views = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match views.get(&language) {
            Some(made) if Arc::ptr_eq(&made.of, frame) && made.day == day => made.view.clone(),
            _ => {
                let view = Value::from_object(ShownSite { view: make(), fragments: CachedHtml::default() });
                views.insert(language, CachedView { of: frame.clone(), day, view: view.clone() });
                view
            }
        }
    }
}

impl Frame {
    /// Reads the frame as of `now`.
    pub async fn read(newsroom: &Newsroom, now: Timestamp) -> newsroom::Result<Self> {
        let db = newsroom.reads();
        let paper = newsroom::load_paper(db).await?;
        let sections = newsroom::all_sections(db).await?;
        let mut filled = HashMap::new();
        let mut breaking = HashMap::new();
        for language in paper.languages.iter().copied() {
            let mut ids = Vec::new();
            for section in &sections {
                let page = newsroom::list(db, StoryList::Section(section.id), language, &Toward::Newest, 1).await?;
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
            valid_until,
            sections,
            merged: newsroom::merged_sections(db).await?,
            desks: newsroom::all_desks(db).await?,
            pages: newsroom::all_static_pages(db).await?,
            filled,
            breaking,
            paper,
        })
    }

    /// Whether a change of a story may empty or fill a section, or affect the breaking strip.
    pub fn may_change_by(&self, change: &StoryChange) -> bool {
        let is_filled = |standing: &Standing| {
            self.filled.get(&standing.language).is_some_and(|ids| ids.contains(&standing.section))
        };
        let place = |standing: &Option<Standing>| standing.as_ref().map(|s| (s.language, s.section));
        let fills = change.after.as_ref().is_some_and(|standing| !is_filled(standing));
        let empties = change.before.is_some() && place(&change.before) != place(&change.after);
        fills || empties || self.breaking.values().any(|(line, _)| line.story_id == Some(change.id))
    }

    /// The language of the pages without a language prefix.
    pub fn primary(&self) -> Language {
        self.paper.languages.first().copied().unwrap_or(Language::Arabic)
    }

    /// Whether pages exist in `language`.
    pub fn has_language(&self, language: Language) -> bool {
        self.paper.languages.contains(&language)
    }

    /// The sections shown in the bar in `language`.
    pub fn bar(&self, language: Language) -> Vec<&Section> {
        let filled = self.filled.get(&language);
        self.open_sections().filter(|section| filled.is_some_and(|ids| ids.contains(&section.id))).collect()
    }

    /// The sections that accept stories, in the order of the bar.
    pub fn open_sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.is_open())
    }

    /// The section with this id, or the one it was merged into.
    pub fn section(&self, id: i64) -> Option<&Section> {
        let id = self.merged.iter().find(|gone| gone.id == id).map_or(id, |gone| gone.into);
        self.sections.iter().find(|section| section.id == id)
    }

    /// The section with this slug, or the one that the section with this slug was merged into.
    pub fn section_at(&self, slug: &str) -> Option<&Section> {
        let standing = self.sections.iter().find(|section| section.slug == slug);
        standing.or_else(|| self.merged.iter().find(|gone| gone.slug == slug).and_then(|gone| self.section(gone.into)))
    }

    /// The breaking line in `language` at `now`, with the story it links to.
    pub fn breaking(&self, language: Language, now: Timestamp) -> Option<&(BreakingLine, Option<Card>)> {
        self.breaking.get(&language).filter(|(line, _)| line.until > now)
    }
}

/// Holds the newest frame.
#[derive(Default)]
pub struct CurrentFrame(ArcSwap<Frame>);

impl CurrentFrame {
    /// Replaces the frame.
    pub fn put(&self, frame: Frame) {
        self.0.store(Arc::new(frame));
    }

    /// The newest frame that was read, even if it is out of date.
    pub fn last(&self) -> Arc<Frame> {
        self.0.load_full()
    }
}

//! The frame: what every page shares (settings, sections, breaking strip, footer), read again when a line of the
//! publication log may have changed it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use arabic::Language;
use arc_swap::ArcSwap;
use chrono::NaiveDate;
use minijinja::Value;
use minijinja::value::{Enumerator, Object};
use newsroom::{
    BreakingLine, Card, Desk, MergedSection, Newsroom, Paper, Section, Shelf, Standing, StaticPage, StoryChange,
    Timestamp, Toward,
};

use crate::base::kept_html::KeptHtml;

/// What all pages share.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    /// It must be read again from this instant on, even if nothing is published.
    pub valid_until: Option<Timestamp>,
    /// The paper's settings.
    pub paper: Paper,
    /// All sections in the order of the bar, closed ones too.
    pub sections: Vec<Section>,
    /// Sections merged into one of these.
    merged: Vec<MergedSection>,
    /// All desks.
    pub desks: Vec<Desk>,
    /// All static pages.
    pub pages: Vec<StaticPage>,
    /// Sections that have stories in a language: the bar shows no empty room.
    filled: HashMap<Language, Vec<i64>>,
    breaking: HashMap<Language, (BreakingLine, Option<Card>)>,
}

/// What templates get as `site`, made once for a frame, a language and a day.
#[derive(Default)]
pub struct SiteViews(Mutex<HashMap<Language, MadeView>>);

/// `site` in templates: a map like any other, with the HTML that they have made of it.
#[derive(Debug)]
pub(crate) struct ShownSite {
    view: Value,
    fragments: KeptHtml,
}

impl ShownSite {
    pub(crate) fn fragments(&self) -> &KeptHtml {
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

struct MadeView {
    of: Arc<Frame>,
    day: NaiveDate,
    view: Value,
}

impl SiteViews {
    /// The view of `frame` on `day`, made where it is not yet.
    pub fn view(&self, frame: &Arc<Frame>, language: Language, day: NaiveDate, make: impl FnOnce() -> Value) -> Value {
        let mut views = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match views.get(&language) {
            Some(made) if Arc::ptr_eq(&made.of, frame) && made.day == day => made.view.clone(),
            _ => {
                let view = Value::from_object(ShownSite { view: make(), fragments: KeptHtml::default() });
                views.insert(language, MadeView { of: frame.clone(), day, view: view.clone() });
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

    /// Whether a story's change may empty or fill a section, or touch the breaking strip.
    pub fn may_change_by(&self, change: &StoryChange) -> bool {
        let is_filled = |standing: &Standing| {
            self.filled.get(&standing.language).is_some_and(|ids| ids.contains(&standing.section))
        };
        let place = |standing: &Option<Standing>| standing.as_ref().map(|s| (s.language, s.section));
        let fills = change.after.as_ref().is_some_and(|standing| !is_filled(standing));
        let empties = change.before.is_some() && place(&change.before) != place(&change.after);
        fills || empties || self.breaking.values().any(|(line, _)| line.story_id == Some(change.id))
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
        self.open_sections().filter(|section| filled.is_some_and(|ids| ids.contains(&section.id))).collect()
    }

    /// Sections that take stories, in the order of the bar.
    pub fn open_sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.is_open())
    }

    /// The section with this id, or the one into which it was merged.
    pub fn section(&self, id: i64) -> Option<&Section> {
        let id = self.merged.iter().find(|gone| gone.id == id).map_or(id, |gone| gone.into);
        self.sections.iter().find(|section| section.id == id)
    }

    /// The section at this address, or the one into which the section there was merged.
    pub fn section_at(&self, slug: &str) -> Option<&Section> {
        let standing = self.sections.iter().find(|section| section.slug == slug);
        standing.or_else(|| self.merged.iter().find(|gone| gone.slug == slug).and_then(|gone| self.section(gone.into)))
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
    /// Puts a newer one in place.
    pub fn put(&self, frame: Frame) {
        self.0.store(Arc::new(frame));
    }

    /// The newest that was read, however old.
    pub fn last(&self) -> Arc<Frame> {
        self.0.load_full()
    }
}

//! The sources of a page's fields: its elements, its machine-readable data, the lines around the story.

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use scraper::ElementRef;

use super::{dom, html, metadata::Metadata, zones::Zones};

/// All sources of a page; a text save has no elements.
pub(super) struct Sources<'a> {
    pub root: Option<ElementRef<'a>>,
    pub metadata: &'a Metadata,
    pub zones: &'a Zones,
    /// The zone of the page's paper, if it is known.
    pub zone: Option<Tz>,
    /// When the page was saved, if it says so.
    pub saved: Option<NaiveDateTime>,
}

impl<'a> Sources<'a> {
    /// The elements that a list of selectors finds outside menus and boxes, in the order of the list.
    pub(super) fn elements(
        &self,
        selectors: &'static [&'static str],
    ) -> impl Iterator<Item = ElementRef<'a>> + use<'a> {
        let found = self.root.into_iter().flat_map(move |root| html::find(root, selectors));
        found.filter(|element| !dom::in_box(*element))
    }
}

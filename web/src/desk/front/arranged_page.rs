//! Which page is being laid out, as given by an address or a form.

use arabic::Language;
use newsroom::{ArrangedPage, SlotPage};

use crate::base::fields::Fields;
use crate::desk::DeskContext;

/// The room's address.
const ROOM: &str = "/newsroom/front";

/// The page given by `in`, a language of the paper, and `on`, a section's slug or nothing.
pub(super) fn arranged_page_in(desk: &DeskContext, fields: &Fields) -> ArrangedPage {
    let frame = desk.site().last_frame();
    let section = frame.section_at(fields.text("on"));
    let page = section.map_or(SlotPage::Front, |section| SlotPage::Section(section.id));
    ArrangedPage { page, language: language_in(desk, fields) }
}

/// The language given by `in`, or the paper's first language.
pub(super) fn language_in(desk: &DeskContext, fields: &Fields) -> Language {
    let frame = desk.site().last_frame();
    let asked = fields.text("in").parse().ok().filter(|language| frame.has_language(*language));
    asked.unwrap_or_else(|| frame.primary())
}

/// The slug of the page's section; `None` for the front page.
pub(super) fn section_slug(desk: &DeskContext, arranged_page: ArrangedPage) -> Option<String> {
    match arranged_page.page {
        SlotPage::Front => None,
        SlotPage::Section(id) => desk.site().last_frame().section(id).map(|section| section.slug.clone()),
    }
}

/// The address for laying out `arranged_page`.
pub(super) fn path_of(desk: &DeskContext, arranged_page: ArrangedPage) -> String {
    let language = format!("{ROOM}?in={}", arranged_page.language.code());
    section_slug(desk, arranged_page).map_or(language.clone(), |slug| format!("{language}&on={slug}"))
}

/// The address after an act. `done` selects the message.
pub(super) fn path_after(desk: &DeskContext, arranged_page: ArrangedPage, done: &str) -> String {
    format!("{}&done={done}", path_of(desk, arranged_page))
}

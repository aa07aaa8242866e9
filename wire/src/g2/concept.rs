//! Events and plans of NewsML-G2 (EventsML-G2): read as such, apart from news.

use super::meta::{identity, item_meta};
use super::property::{code, tail};
use crate::item::{Item, Place};
use crate::reading::Source;
use crate::text::clean;
use crate::xml::Element;

/// Whether a concept item is an event.
pub(super) fn is_event(root: Element) -> bool {
    let Some(concept) = root.child("concept").filter(|_| root.is("conceptItem")) else { return false };
    let is_typed = concept.child("type").and_then(code).is_some_and(|kind| tail(&kind.code) == "event");
    is_typed || concept.child("eventDetails").is_some()
}

pub(super) fn event(element: Element, source: &mut Source) -> Item {
    let mut item = common(element, source);
    item.kind = "event".into();
    let Some(concept) = element.child("concept") else { return item };
    item.headline = concept.text_of("name");
    let is_summary = |of: &Element| of.attr("role").is_none_or(|role| tail(role) == "summary");
    item.subheadline = concept.all("definition").find(is_summary).and_then(Element::text);
    let Some(details) = concept.child("eventDetails") else { return item };
    for subject in concept.all("subject").chain(details.all("subject")).filter_map(code) {
        item.subject(subject);
    }
    if let Some(dates) = details.child("dates") {
        item.starts = dates.text_of("start").and_then(|time| source.moment("start", &time));
        item.ends = dates.text_of("end").and_then(|time| source.moment("end", &time));
    }
    details.all("location").for_each(|location| venue(&mut item, location));
    item
}

pub(super) fn plan(element: Element, source: &mut Source) -> Item {
    let mut item = common(element, source);
    item.kind = "planning".into();
    if let Some(meta) = element.child("contentMeta") {
        item.headline = meta.text_of("headline");
        item.slugline = meta.text_of("slugline");
        item.urgency = meta.text_of("urgency").and_then(|number| number.parse().ok());
        meta.all("subject").filter_map(code).for_each(|subject| item.subject(subject));
    }
    let planned = element.find("scheduled").and_then(Element::text);
    item.starts = planned.and_then(|time| source.moment("scheduled", &time));
    item
}

fn common(element: Element, source: &mut Source) -> Item {
    let mut item = Item::default();
    identity(&mut item, element, source);
    if let Some(meta) = element.child("itemMeta") {
        item_meta(&mut item, meta, source);
    }
    item
}

/// The venue and the larger places around it.
fn venue(item: &mut Item, location: Element) {
    let name = |element: Element| element.child("name").and_then(Element::text);
    let own = name(location).or_else(|| location.attr("literal").and_then(clean));
    item.place(Place::new("venue", own.unwrap_or_default()));
    for broader in location.all("broader") {
        let scheme = broader.attr("qcode").unwrap_or_default().to_lowercase();
        let kind = match () {
            () if scheme.contains("city") => "city",
            () if scheme.contains("country") => "country",
            () => continue,
        };
        item.place(Place::new(kind, name(broader).unwrap_or_default()));
    }
}

//! Links of NewsML-G2 items: relations, parts of packages, what signals say about the former version.

use super::property::{code, tail};
use crate::dialects::Dialect;
use crate::item::{Item, Rel, Status};
use crate::xml::Element;

/// Relations by the last part of their codes, in lower case (IPTC's `itemrelation` and common spellings).
const RELATIONS: &[(&str, Rel)] = &[
    ("prevversion", Rel::PreviousVersion),
    ("previousversion", Rel::PreviousVersion),
    ("evolvedfrom", Rel::EvolvedFrom),
    ("seealso", Rel::SeeAlso),
    ("derivedfrom", Rel::DerivedFrom),
    ("translatedfrom", Rel::DerivedFrom),
    ("processedfrom", Rel::ProcessedFrom),
    ("associatedwith", Rel::AssociatedWith),
    ("replaces", Rel::UpdateOf),
    ("updateof", Rel::UpdateOf),
    ("correctionof", Rel::CorrectionOf),
    ("corrects", Rel::CorrectionOf),
    ("addto", Rel::AddTo),
    ("haspart", Rel::HasPart),
    ("delivered", Rel::Delivered),
    ("isdeliveredas", Rel::Delivered),
];

pub(super) fn read(item: &mut Item, element: Element, dialect: &Dialect) {
    let guid = item.guid.clone().unwrap_or_default();
    for meta in element.children().filter(|part| part.is("itemMeta") || part.is("contentMeta")) {
        for link in meta.all("link") {
            let rel = tail(link.attr("rel").unwrap_or_default()).to_lowercase();
            let rel = RELATIONS.iter().find(|(name, _)| *name == rel).map_or(Rel::AssociatedWith, |(_, rel)| *rel);
            item.link(rel, target(link));
        }
        for (name, rel) in [("derivedFrom", Rel::DerivedFrom), ("associatedWith", Rel::AssociatedWith)] {
            for link in meta.all(name) {
                item.link(rel, target(link));
            }
        }
    }
    let signals = element.path("itemMeta").into_iter().flat_map(|meta| meta.children()).filter(|e| e.is("signal"));
    let signals: Vec<String> = signals.filter_map(code).map(|code| tail(&code.code).to_lowercase()).collect();
    if signals.iter().any(|signal| signal == "correction") {
        item.link(Rel::CorrectionOf, guid.clone());
    }
    let ids = element.child("contentMeta").into_iter().flat_map(|meta| meta.children()).filter(|e| e.is("altId"));
    for id in ids.filter(|id| id.attr("type").is_some_and(|kind| dialect.g2.replaced_ids.contains(&kind))) {
        item.link(Rel::UpdateOf, id.text().unwrap_or_default());
    }
    let groups = element.child("groupSet").into_iter().flat_map(|set| set.children()).filter(|e| e.is("group"));
    for part in groups.flat_map(|group| group.children()).filter(|part| part.is("itemRef")) {
        item.link(Rel::HasPart, target(part));
    }
    if item.status == Status::Canceled {
        item.link(Rel::Kills, guid);
    }
}

fn target(link: Element) -> String {
    let names = ["residref", "href", "uri", "qcode"];
    names.iter().find_map(|name| link.attr(name)).unwrap_or_default().trim().to_owned()
}

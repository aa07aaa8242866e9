//! NewsML-G2 2.x (IPTC NewsML-G2 Standard, 2.9 to 2.35): news items, packages and messages of them. Codes are kept as
//! they stand; catalogues are never fetched.

mod concept;
mod content;
mod links;
mod meta;
mod property;
mod vocabulary;

use crate::body;
use crate::item::Item;
use crate::reading::{ITEMS_MAX, Outcome, Source};
use crate::refusal::{Notice, Refusal};
use crate::xml::Element;

/// Names of items that are not news, as people call them.
const OTHERS: &[(&str, &str)] = &[
    ("conceptItem", "a concept item"),
    ("knowledgeItem", "a knowledge item"),
    ("catalogItem", "a catalogue item"),
    ("catalog", "a catalogue"),
    ("contentSet", "a fragment (contentSet), not an item"),
    ("groupSet", "a fragment (groupSet), not an item"),
];

/// Names of outermost elements that belong to NewsML-G2.
pub(crate) fn is_root(name: &str) -> bool {
    matches!(name, "newsItem" | "packageItem" | "newsMessage" | "planningItem")
        || OTHERS.iter().any(|(of, _)| *of == name)
}

/// Whether the file holds an event or a plan and nothing else.
pub(crate) fn is_event(root: Element) -> bool {
    concept::is_event(root) || root.is("planningItem")
}

/// Reads an item or a message.
///
/// # Errors
/// An item that is not news, by its name.
pub(crate) fn read(root: Element, source: &mut Source) -> Result<(Outcome, Vec<Item>), Refusal> {
    if !root.is("newsMessage") {
        let (outcome, item) = one(root, None, source)?;
        return Ok((outcome, vec![item]));
    }
    let header = root.child("header");
    let (mut items, mut others) = (Vec::new(), Vec::new());
    let sets = root.all("itemSet").flat_map(|set| set.children());
    for (at, element) in sets.enumerate().take(ITEMS_MAX) {
        match one(element, header, source) {
            Ok((Outcome::OtherKind, item)) => others.push(item),
            Ok((_, item)) => items.push(item),
            Err(reason) => source.notice(Notice::aside(format!("item {}", at + 1), reason.to_string())),
        }
    }
    if items.is_empty() && !others.is_empty() {
        return Ok((Outcome::OtherKind, others));
    }
    if !others.is_empty() {
        source.notice(Notice::new(format!("{} events or plans were left out", others.len())));
    }
    let outcome = if items.is_empty() { Outcome::Skipped } else { Outcome::Read };
    Ok((outcome, items))
}

fn one(element: Element, header: Option<Element>, source: &mut Source) -> Result<(Outcome, Item), Refusal> {
    match element.name() {
        "newsItem" | "packageItem" => {
            if element.attr("guid").is_none() {
                return Err(Refusal::Format("a news item without a guid".into()));
            }
            Ok((Outcome::Read, news(element, header, source)))
        }
        "planningItem" => Ok((Outcome::OtherKind, concept::plan(element, source))),
        "conceptItem" if concept::is_event(element) => Ok((Outcome::OtherKind, concept::event(element, source))),
        name => {
            let known = OTHERS.iter().find(|(of, _)| *of == name).map(|(_, called)| (*called).to_owned());
            Err(Refusal::Kind(known.unwrap_or_else(|| format!("an element <{name}>"))))
        }
    }
}

fn news(element: Element, header: Option<Element>, source: &mut Source) -> Item {
    let mut item = Item::default();
    meta::identity(&mut item, element, source);
    if let Some(header) = header {
        item.sent = header.text_of("sent").and_then(|time| source.moment("sent", &time));
        item.priority = header.text_of("priority");
    }
    let content = element.child("contentMeta").unwrap_or(element);
    if let Some(of_item) = element.child("itemMeta") {
        meta::item_meta(&mut item, of_item, source);
    }
    meta::rights(&mut item, element);
    item.settle_status();
    meta::content_meta(&mut item, content, source);
    links::read(&mut item, element, source.dialect);
    content::read(&mut item, element);
    crate::takes::of_slug(&mut item);
    body::take_sign_off(&mut item);
    body::take_dateline(&mut item, source.dialect.agencies);
    item
}

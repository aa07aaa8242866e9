//! NewsML-G2 2.x (IPTC NewsML-G2 Standard, 2.9 to 2.35): news items, packages and messages of them. Codes are kept as
//! they stand; catalogues are never fetched.

mod concept;
mod content;
mod links;
mod vocabulary;

use crate::body;
use crate::item::{Code, Dateline, Item, Place, Status};
use crate::reading::{ITEMS_MAX, Outcome, Source};
use crate::refusal::{Notice, Refusal};
use crate::text::clean;
use crate::time;
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
    matches!(name, "newsItem" | "packageItem" | "newsMessage" | "planningItem") || OTHERS.iter().any(|(of, _)| *of == name)
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
    identity(&mut item, element, source);
    if let Some(header) = header {
        item.sent = header.text_of("sent").and_then(|time| source.moment("sent", &time));
        item.priority = header.text_of("priority");
    }
    let content = element.child("contentMeta").unwrap_or(element);
    if let Some(meta) = element.child("itemMeta") {
        item_meta(&mut item, meta, source);
    }
    rights(&mut item, element);
    item.settle_status();
    content_meta(&mut item, content, source);
    links::read(&mut item, element, source.dialect);
    content::read(&mut item, element);
    crate::takes::of_slug(&mut item);
    body::take_sign_off(&mut item);
    body::take_dateline(&mut item, source.dialect.agencies);
    item
}

fn identity(item: &mut Item, element: Element, source: &mut Source) {
    item.guid = element.attr("guid").and_then(clean);
    item.version = element.attr("version").and_then(clean);
    let tag = element.path("contentMeta/language").and_then(|language| language.attr("tag"));
    item.language = tag.or(element.attr("xml:lang")).and_then(clean);
    item.kind = if element.is("packageItem") { "composite" } else { "text" }.into();
    if element.attr("version").is_none() {
        source.notice(Notice::at(item.guid.clone().unwrap_or_default(), "no version is stated"));
    }
}

/// The value of a property: a literal, the name, a code.
pub(super) fn value(element: Element) -> Option<String> {
    let name = element.child("name").and_then(Element::text);
    let code = element.attr("qcode").or(element.attr("uri")).and_then(clean);
    element.attr("literal").and_then(clean).or(name).or(code).or_else(|| element.own_text())
}

/// The code of a property, as it stands.
pub(super) fn code(element: Element) -> Option<Code> {
    let scheme = if element.attr("qcode").is_none() && element.attr("uri").is_some() { "uri" } else { "qcode" };
    let code = element.attr("qcode").or(element.attr("uri")).or(element.attr("literal")).and_then(clean)?;
    Some(Code::new(code, scheme))
}

/// The last part of a qcode or address of a code.
pub(super) fn tail(code: &str) -> &str {
    code.rsplit([':', '/']).next().unwrap_or_default()
}

fn item_meta(item: &mut Item, meta: Element, source: &mut Source) {
    if let Some(class) = meta.child("itemClass").and_then(code) {
        item.kind = tail(&class.code).to_lowercase();
    }
    item.source = meta.child("provider").and_then(value);
    let mut of = |name: &str| meta.text_of(name).and_then(|time| source.moment(name, &time));
    item.created = of("firstCreated");
    item.modified = of("versionCreated");
    item.embargo_until = of("embargoed");
    item.expires = of("expires");
    let stated = meta.child("pubStatus").and_then(code).and_then(|code| Status::of(&code.code));
    item.status = stated.unwrap_or_default();
    item.ednote = meta.text_of("edNote");
}

fn rights(item: &mut Item, element: Element) {
    let Some(rights) = element.child("rightsInfo") else { return };
    let holder = || rights.child("copyrightHolder").and_then(|holder| holder.text_of("name"));
    item.copyright = rights.text_of("copyrightNotice").or_else(holder);
    let terms = rights.all("usageTerms").filter(|terms| terms.attr("role").is_none()).filter_map(Element::text);
    let terms: Vec<String> = terms.collect();
    item.usage = (!terms.is_empty()).then(|| terms.join(" "));
}

fn content_meta(item: &mut Item, meta: Element, source: &Source) {
    let settings = &source.dialect.g2;
    let number = |of: Element| of.text().and_then(|number| number.parse().ok());
    item.urgency = meta.child("urgency").and_then(number);
    item.credit = meta.text_of("creditline");
    item.slugline = meta.text_of("slugline");
    item.byline = meta.text_of("by");
    for headline in meta.all("headline") {
        let role = headline.attr("role").unwrap_or_default().to_lowercase();
        let of = if role.contains("sub") { &mut item.subheadline } else { &mut item.headline };
        *of = of.take().or_else(|| headline.text());
    }
    let summary = meta.all("description").find(|of| of.attr("role").is_some_and(|role| settings.summary_roles.contains(&role)));
    item.subheadline = item.subheadline.take().or_else(|| summary.and_then(Element::text));
    let number = meta.all("altId").find(|id| id.attr("type").is_some_and(|kind| settings.sequence_ids.contains(&kind)));
    item.sequence = number.and_then(Element::text);
    item.keywords = meta.all("keyword").filter_map(Element::text).collect();
    for subject in meta.all("subject").filter_map(code) {
        if subject.code.starts_with("a1312cat:") && !item.categories.contains(&subject) {
            item.categories.push(subject.clone());
        }
        item.subject(subject);
    }
    for located in meta.all("located") {
        let name = located.child("name").and_then(Element::text).or_else(|| located.attr("literal").and_then(clean));
        let kind = match tail(located.attr("type").unwrap_or_default()).to_lowercase().as_str() {
            "country" => "country",
            _ => "city",
        };
        item.place(Place::new(kind, name.unwrap_or_default()));
    }
    item.dateline = meta.text_of("dateline").filter(|text| !is_stamp(text)).map(|text| {
        let hints = crate::dateline::Hints { agencies: item.source.iter().cloned().collect(), ..Default::default() };
        Dateline { place: crate::dateline::place(&text, &hints), text: Some(text), run_in: false }
    });
}

/// Whether a dateline is only a time.
fn is_stamp(text: &str) -> bool {
    time::read(text).is_some() || text.get(..10).is_some_and(|day| time::read(day).is_some())
}

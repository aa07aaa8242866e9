//! The metadata of NewsML-G2 items: `itemMeta`, `rightsInfo`, `contentMeta`.

use super::property::{code, tail, value};
use crate::item::{Dateline, Item, Place, Status};
use crate::reading::Source;
use crate::refusal::Notice;
use crate::text::clean;
use crate::time;
use crate::xml::Element;

pub(super) fn identity(item: &mut Item, element: Element, source: &mut Source) {
    item.guid = element.attr("guid").and_then(clean);
    item.version = element.attr("version").and_then(clean);
    let tag = element.path("contentMeta/language").and_then(|language| language.attr("tag"));
    item.language = tag.or(element.attr("xml:lang")).and_then(clean);
    item.kind = if element.is("packageItem") { "composite" } else { "text" }.into();
    if element.attr("version").is_none() {
        source.notice(Notice::at(item.guid.clone().unwrap_or_default(), "no version is stated"));
    }
}

pub(super) fn item_meta(item: &mut Item, meta: Element, source: &mut Source) {
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

pub(super) fn rights(item: &mut Item, element: Element) {
    let Some(rights) = element.child("rightsInfo") else { return };
    let holder = || rights.child("copyrightHolder").and_then(|holder| holder.text_of("name"));
    item.copyright = rights.text_of("copyrightNotice").or_else(holder);
    let terms = rights.all("usageTerms").filter(|terms| terms.attr("role").is_none()).filter_map(Element::text);
    let terms: Vec<String> = terms.collect();
    item.usage = (!terms.is_empty()).then(|| terms.join(" "));
}

pub(super) fn content_meta(item: &mut Item, meta: Element, source: &Source) {
    let settings = &source.dialect.g2;
    let number = |of: Element| of.text().and_then(|number| number.parse().ok());
    item.urgency = meta.child("urgency").and_then(number);
    item.credit = meta.text_of("creditline");
    item.slugline = meta.text_of("slugline");
    item.byline = meta.text_of("by");
    if matches!(item.kind.as_str(), "picture" | "graphic") {
        // Who made a picture is its creator.
        let creator = meta.child("creator");
        let name =
            || creator.and_then(|creator| creator.text_of("name").or_else(|| creator.attr("literal").and_then(clean)));
        item.byline = item.byline.take().or_else(name);
    }
    for headline in meta.all("headline") {
        let role = headline.attr("role").unwrap_or_default().to_lowercase();
        let of = if role.contains("sub") { &mut item.subheadline } else { &mut item.headline };
        *of = of.take().or_else(|| headline.text());
    }
    let summary =
        meta.all("description").find(|of| of.attr("role").is_some_and(|role| settings.summary_roles.contains(&role)));
    item.subheadline = item.subheadline.take().or_else(|| summary.and_then(Element::text));
    let number = meta.all("altId").find(|id| id.attr("type").is_some_and(|kind| settings.sequence_ids.contains(&kind)));
    item.sequence = number.and_then(Element::text);
    item.keywords = meta.all("keyword").filter_map(Element::text).collect();
    for subject in meta.all("subject").filter_map(code) {
        if subject.code.starts_with("a1312cat:") {
            item.category(subject.clone());
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

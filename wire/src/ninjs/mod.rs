//! ninjs 1.x, 2.x and 3.x (IPTC ninjs, "News in JSON"). The versions differ in shape (`headline`, `headlines`) and in
//! the case of names; all are read by the same table of members.

mod inner;
mod media;
mod members;
mod shape;

use crate::body;
use crate::item::{Code, Dateline, Item, Place, Rel, Status};
use crate::json::Json;
use crate::reading::{ITEMS_MAX, Outcome, Source};
use crate::refusal::{Notice, Refusal};
use crate::text::{clean, is_number};
use shape::{byline, description, family, main_of};

/// Members of which an object has one at least, if it is a ninjs item.
const SIGNS: [&str; 8] = ["uri", "guid", "headline", "headlines", "body_html", "body_text", "bodies", "versioncreated"];

/// Whether an object looks like a ninjs item, by itself or in an answer of an agency's service.
pub(crate) fn is_item(value: &Json) -> bool {
    found(value).is_some() || value.list().iter().any(|one| found(one).is_some())
}

/// The item in the object: itself, or what a service wraps in `data.item` or `item`.
fn found(value: &Json) -> Option<&Json> {
    let is_one = |value: &&Json| SIGNS.iter().any(|sign| value.get(sign).is_some());
    [Some(value), value.path("data.item"), value.get("item")].into_iter().flatten().find(is_one)
}

/// Reads an item, or a list of them.
///
/// # Errors
/// The member that is not what the standard says, if the item is the only one.
pub(crate) fn read(value: &Json, source: &mut Source) -> Result<(Outcome, Vec<Item>), Refusal> {
    if let Json::List(list) = value {
        let mut items = Vec::new();
        for (at, one) in list.iter().enumerate().take(ITEMS_MAX) {
            match found(one).map(|one| item(one, source)) {
                Some(Ok(item)) => items.push(item),
                Some(Err(reason)) => source.notice(Notice::aside(format!("item {}", at + 1), reason.to_string())),
                None => source.notice(Notice::aside(format!("item {}", at + 1), "no ninjs item")),
            }
        }
        let outcome = if items.is_empty() { Outcome::Skipped } else { Outcome::Read };
        return Ok((outcome, items));
    }
    let one = found(value).ok_or_else(|| Refusal::Format("JSON without a ninjs item".into()))?;
    let item = item(one, source)?;
    let is_news = !matches!(item.kind.as_str(), "event" | "planning");
    Ok((if is_news { Outcome::Read } else { Outcome::OtherKind }, vec![item]))
}

fn item(value: &Json, source: &mut Source) -> Result<Item, Refusal> {
    members::check(value, source)?;
    let mut item = Item::text();
    item.kind = value.text_of("type").unwrap_or_else(|| "text".into());
    // A service that puts a token into its addresses keeps the stable id beside them.
    let stable = value.text_of("altids.itemid");
    item.guid = stable.or_else(|| value.text_of("uri")).or_else(|| value.text_of("guid"));
    item.version = value.text_of("version");
    item.sequence = value.text_of("altids.transref").or_else(|| value.text_of("job"));
    item.language = value.text_of("language");
    texts(&mut item, value);
    times(&mut item, value, source);
    item.urgency = value.text_of("urgency").and_then(|number| number.parse().ok());
    item.priority = value.text_of("editorialpriority").or_else(|| value.text_of("priority"));
    codes(&mut item, value);
    places(&mut item, value);
    item.status = value.text_of("pubstatus").and_then(|word| Status::of(&word)).unwrap_or_default();
    item.usage = value.text_of("usageterms");
    item.settle_status();
    item.ednote = value.text_of("ednote");
    for other in value.get("replacing").map(Json::list).unwrap_or_default() {
        item.link(Rel::UpdateOf, other.text().unwrap_or_default());
    }
    if item.status == Status::Canceled {
        let guid = item.guid.clone().unwrap_or_default();
        item.link(Rel::Kills, guid);
    }
    content(&mut item, value);
    media::read(&mut item, value);
    body::take_sign_off(&mut item);
    body::take_dateline(&mut item, source.dialect.agencies);
    Ok(item)
}

fn texts(item: &mut Item, value: &Json) {
    item.headline =
        family(value, "headline").or_else(|| main_of(value, "headlines")).or_else(|| value.text_of("title"));
    item.subheadline = description(value);
    item.slugline = value.text_of("slugline").or_else(|| value.text_of("slug"));
    item.byline = byline(value);
    item.copyright = value.text_of("copyrightnotice");
    let informant = value.get("infosource").or(value.get("infosources")).and_then(|all| all.list().first());
    let informant = informant.and_then(|one| one.text_of("name"));
    item.source = value.text_of("source").or_else(|| value.text_of("provider")).or(informant);
    item.keywords = value.get("keywords").map(Json::list).unwrap_or_default().iter().filter_map(Json::text).collect();
}

fn times(item: &mut Item, value: &Json, source: &mut Source) {
    let mut of = |name: &str| value.get(name).and_then(Json::raw).and_then(|time| source.moment(name, time));
    item.created = of("firstcreated");
    item.modified = of("versioncreated");
    item.embargo_until = of("embargoed");
    item.expires = of("expires");
    item.starts = value.path("eventdetails.dates.startdate").and_then(Json::raw).and_then(crate::time::read);
    item.ends = value.path("eventdetails.dates.enddate").and_then(Json::raw).and_then(crate::time::read);
}

/// The scheme that an address names: the owner of the host, `http://cv.ap.org/id/` is `ap`.
fn owner(scheme: &str) -> Option<String> {
    let host = scheme.split("://").nth(1)?.split('/').next()?;
    host.rsplit('.').nth(1).map(str::to_lowercase)
}

fn codes(item: &mut Item, value: &Json) {
    let own = item.source.as_deref().map_or_else(|| "ninjs".to_owned(), crate::text::scheme_of);
    for name in ["subject", "subjects"] {
        for subject in value.get(name).map(Json::list).unwrap_or_default() {
            let is_category =
                subject.get("rels").is_some_and(|rels| rels.list().iter().any(|rel| rel.raw() == Some("category")));
            let code = ["code", "literal", "uri", "name"].iter().find_map(|name| subject.text_of(name));
            let Some(code) = code else { continue };
            let stated = subject.text_of("scheme").or_else(|| subject.text_of("uri"));
            let scheme = match stated.as_deref().and_then(owner) {
                _ if code.len() == 8 && is_number(&code, 8) => "iptc".to_owned(),
                _ if is_category => format!("{own}-category"),
                Some(owner) => owner,
                None => own.clone(),
            };
            item.subject(Code::new(code, scheme));
        }
    }
    for service in value.get("service").map(Json::list).unwrap_or_default() {
        if let Some(code) = service.text_of("code") {
            item.category(Code::new(code, "service"));
        }
    }
    if let Some(sector) = value.text_of("sector") {
        item.category(Code::new(sector, own));
    }
}

fn places(item: &mut Item, value: &Json) {
    for name in ["place", "places"] {
        for place in value.get(name).map(Json::list).unwrap_or_default() {
            // A code that is its own name is an area of a short list, as desks keep them.
            let is_area = place.get("code").is_some() && place.text_of("code") == place.text_of("name");
            let kind = if is_area { "area" } else { "place" };
            item.place(Place::new(kind, place.text_of("name").unwrap_or_default()));
        }
    }
    if let Some(city) = value.text_of("located") {
        item.place(Place::new("city", city));
    }
}

/// Classes of elements that repeat fields in the body of some agencies: dateline, byline.
const DATELINE_CLASS: &str = "dat";
const SIDE_CLASSES: [&str; 2] = [DATELINE_CLASS, "byline"];

fn content(item: &mut Item, value: &Json) {
    let Some((is_html, text)) = body_text(value) else { return };
    if !is_html {
        item.body = body::of_plain(text);
        return;
    }
    let dateline = crate::html::text_of_class(text, DATELINE_CLASS);
    let text = crate::html::without(text, &|tag| {
        let has = |class: &str| tag.has_class(class);
        matches!(tag.name.as_str(), "figure" | "title") || tag.name == "div" && SIDE_CLASSES.iter().any(|c| has(c))
    });
    item.body = body::of_html(&text);
    if let Some(body) = &mut item.body {
        body::unfold_headings(body);
        let title = item.headline.clone();
        let is_title = |block: &story::Block| {
            matches!(block.node, story::Node::Subheading { .. }) && clean(&block.plain_text()) == title
        };
        if body.blocks.first().is_some_and(is_title) {
            body.blocks.remove(0);
        }
    }
    if let Some(text) = dateline.and_then(|text| body::plain_of_html(&text)) {
        item.dateline = Some(Dateline { text: Some(text), place: None, run_in: false });
    }
}

/// The body and whether it is HTML: marked-up text before plain text.
fn body_text(value: &Json) -> Option<(bool, &str)> {
    let named = value.members().iter().filter(|(name, _)| name.to_ascii_lowercase().starts_with("body_"));
    let mut found: Vec<(bool, &str)> = named
        .filter_map(|(name, value)| Some((!name.ends_with("text"), value.raw()?)))
        .map(|(named, text)| (named && text.contains('<'), text))
        .collect();
    for one in value.get("bodies").map(Json::list).unwrap_or_default() {
        let kind = one.text_of("contenttype").unwrap_or_default();
        if let Some(text) = one.get("value").and_then(Json::raw) {
            found.push((kind.contains("html") || kind.contains("xml") || text.trim_start().starts_with('<'), text));
        }
    }
    let filled = found.into_iter().filter(|(_, text)| !text.trim().is_empty());
    filled.max_by_key(|(is_html, _)| *is_html)
}

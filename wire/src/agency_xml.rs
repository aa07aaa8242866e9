//! XML of an agency's own. Its elements have no standard names, but the names that agencies choose are few: a table of
//! them is enough. A file without a headline and a text is refused.

use crate::body;
use crate::item::{Code, Item, Media, Place};
use crate::reading::{Outcome, Source};
use crate::refusal::Refusal;
use crate::text::{clean, file_name};
use crate::xml::{Element, to_html};

/// Names of elements or attributes, in lower case, the likelier first.
const GUID: &[&str] = &["guid", "newsid", "newsitemid", "docid", "storyid", "articleid", "uuid", "id"];
const HEADLINE: &[&str] = &["headline", "title", "heading", "hedline"];
const LEAD: &[&str] = &["leadtext", "lead", "ingress", "abstract", "intro", "subheadline", "subtitle", "summary"];
const BODY: &[&str] = &["body", "bodytext", "body_html", "maintext", "content", "text", "story"];
const SENT: &[&str] =
    &["publicationdate", "publishdate", "publishtime", "published", "pubdate", "datetime", "newsdate", "date"];
const EMBARGO: &[&str] = &["embargo", "embargoed", "embargodate"];
const BYLINE: &[&str] = &["byline", "author", "signature"];
const SLUG: &[&str] = &["slug", "slugline", "shortname"];
const CATEGORY: &[&str] = &["type", "category", "section", "subject"];
const SOURCE: &[&str] = &["publisher", "provider", "source", "agency"];
const LANGUAGE: &[&str] = &["lang", "language", "xml:lang"];
const URGENCY: &[&str] = &["urgency"];
const PRIORITY: &[&str] = &["priority", "prio"];
const VERSION: &[&str] = &["version", "revision"];
const KEYWORDS: &[&str] = &["keyword", "keywords"];
const NAME: &[&str] = &["name", "subject"];
const STARTS: &[&str] = &["startdate", "start_date", "starttime", "timestart", "dtstart", "start", "fromdate"];
const ENDS: &[&str] = &["enddate", "end_date", "endtime", "timeend", "dtend", "end", "todate"];
const VENUE: &[&str] = &["venue", "location", "place"];
/// Pictures that are not of the story.
const LOGOS: [&str; 3] = ["logo", "logos", "icon"];
const PICTURE: [&str; 4] = ["image", "photo", "picture", "img"];

/// Reads a file.
///
/// # Errors
/// A file without a headline and a text, and without a headline and a begin.
pub(crate) fn read(root: Element, source: &mut Source) -> Result<(Outcome, Item), Refusal> {
    match event(root, source) {
        Some(event) => Ok((Outcome::OtherKind, event)),
        None => news(root, source).map(|item| (Outcome::Read, item)),
    }
}

/// An event: it has a name and a begin.
fn event(root: Element, source: &mut Source) -> Option<Item> {
    let name = text(root, HEADLINE).or_else(|| text(root, NAME))?;
    let starts = text(root, STARTS).and_then(|time| source.moment("start", &time))?;
    let mut item = Item { kind: "event".into(), headline: Some(name), starts: Some(starts), ..Item::default() };
    item.guid = attribute(root, &["guid", "id"]).or_else(|| text(root, GUID));
    item.ends = text(root, ENDS).and_then(|time| source.moment("end", &time));
    item.place(Place::new("venue", text(root, VENUE).unwrap_or_default()));
    item.body = find(root, BODY).and_then(content);
    Some(item)
}

fn news(root: Element, source: &mut Source) -> Result<Item, Refusal> {
    let mut item = Item::text();
    item.headline = text(root, HEADLINE);
    item.body = find(root, BODY).and_then(content);
    if item.headline.is_none() || item.body.is_none() {
        return Err(Refusal::Format(format!("XML whose outermost element is <{}>", root.name())));
    }
    item.guid = attribute(root, &["guid", "id"]).or_else(|| text(root, GUID));
    item.subheadline = find(root, LEAD).and_then(|lead| body::plain_of_html(&lead.raw_text()));
    item.language = attribute(root, LANGUAGE).or_else(|| text(root, LANGUAGE));
    item.byline = text(root, BYLINE);
    item.slugline = text(root, SLUG);
    item.version = text(root, VERSION);
    item.priority = text(root, PRIORITY);
    item.urgency = text(root, URGENCY).and_then(|number| number.parse().ok());
    item.source = find(root, SOURCE).and_then(|of| of.text_of("name").or_else(|| of.own_text()));
    item.sent = text(root, SENT).and_then(|time| source.moment("date", &time));
    item.embargo_until = text(root, EMBARGO).and_then(|time| source.moment("embargo", &time));
    item.keywords =
        text(root, KEYWORDS).map(|all| all.split([',', ';']).filter_map(clean).collect()).unwrap_or_default();
    let scheme = source.dialect.name.rsplit('(').next().unwrap_or_default().trim_end_matches(')').to_lowercase();
    let scheme = if scheme.is_empty() { source.dialect.scheme_or(item.source.as_deref()) } else { scheme };
    item.categories = text(root, CATEGORY).map(|code| Code::new(code, scheme)).into_iter().collect();
    item.media = pictures(root);
    item.settle_status();
    body::take_sign_off(&mut item);
    body::take_dateline(&mut item, source.dialect.agencies);
    Ok(item)
}

/// The first filled element of the first name that has one, near the root.
fn find<'a>(root: Element<'a>, names: &[&str]) -> Option<Element<'a>> {
    let is_deep = |element: Element| element.parent().and_then(Element::parent).and_then(Element::parent).is_some();
    names.iter().find_map(|name| {
        let mut all =
            root.descendants().filter(|element| !is_deep(*element) && element.name().eq_ignore_ascii_case(name));
        all.find(|element| element.text().is_some())
    })
}

fn text(root: Element, names: &[&str]) -> Option<String> {
    find(root, names).and_then(Element::text)
}

fn attribute(root: Element, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| root.attr(name)).and_then(clean)
}

fn content(element: Element) -> Option<story::Document> {
    if element.children().next().is_some() {
        return body::of_html(&to_html(element, &crate::nitf::rules));
    }
    let text = element.raw_text();
    if text.contains("</") || text.contains("&") { body::of_html(&text) } else { body::of_plain(&text) }
}

fn pictures(root: Element) -> Vec<Media> {
    let is_logo = |element: Element| {
        std::iter::successors(Some(element), |at| at.parent())
            .any(|at| LOGOS.iter().any(|logo| at.name().eq_ignore_ascii_case(logo)))
    };
    let all = root.descendants().filter(|element| PICTURE.iter().any(|name| element.name().eq_ignore_ascii_case(name)));
    let mut media = Vec::new();
    for element in all.filter(|element| !is_logo(*element)) {
        let is_address = |text: &String| text.starts_with("http") && !text.contains(' ');
        let addresses: Vec<String> = element.children().filter_map(Element::text).filter(is_address).collect();
        let href = addresses.first().cloned().or_else(|| attribute(element, &["url", "href", "src", "source"]));
        if href.is_none() {
            continue;
        }
        let of = |names: &[&str]| names.iter().find_map(|name| element.text_of(name));
        media.push(Media {
            guid: attribute(element, &["id"]),
            href,
            caption: of(&["caption", "description", "text"]),
            byline: of(&["photographer", "byline", "author"]),
            credit: of(&["credit", "copyright"]),
            renditions: addresses.iter().map(|address| file_name(address).to_owned()).collect(),
            ..Media::new("picture")
        });
    }
    media
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::dialects::STANDARD;
    use crate::xml::{Mode, parse};

    fn read_xml(xml: &str) -> Result<(Outcome, Item), Refusal> {
        let tree = parse(xml, Mode::Strict).unwrap();
        let context = Context::default();
        read(tree.root(), &mut Source::new(&STANDARD, &context))
    }

    #[test]
    fn usual_names_are_enough() {
        let (outcome, item) = read_xml(
            "<Story id='7' lang='ar'><Headline>سفن</Headline><Body>&lt;p&gt;رست.&lt;/p&gt;</Body>\
             <PublishDate>11.07.2026 12:17</PublishDate><Image><Url>https://argo.example/a.jpg</Url></Image>\
             <Logo><Image><Url>https://argo.example/logo.png</Url></Image></Logo></Story>",
        )
        .unwrap();
        assert_eq!((outcome, item.guid.as_deref(), item.headline.as_deref()), (Outcome::Read, Some("7"), Some("سفن")));
        assert_eq!(item.sent.unwrap().to_string(), "2026-07-11T12:17:00");
        assert_eq!(item.media.len(), 1);
    }

    #[test]
    fn an_event_is_told_from_news_and_the_rest_is_refused() {
        let (outcome, item) = read_xml(
            "<e id='1'><title>Sitting</title><timeStart>2026-03-14T09:00:00</timeStart><venue>Hall</venue></e>",
        )
        .unwrap();
        assert_eq!((outcome, item.kind.as_str(), item.places.len()), (Outcome::OtherKind, "event", 1));
        assert!(matches!(read_xml("<config><option>1</option></config>"), Err(Refusal::Format(_))));
    }
}

//! NITF 3.x, IPTC's News Industry Text Format (NITF 3.6 documentation and DTD): one article in one file, or as the text
//! of another format.

use story::{Document, Node};

use crate::body;
use crate::dialects::{Dialect, Slug};
use crate::item::{Code, Dateline, Item, Media, Place, Rel, Status};
use crate::reading::Source;
use crate::text::{clean, scheme_of, subject_scheme};
use crate::time::{self, Moment};
use crate::xml::{Element, Use, to_html};

/// Reads a `nitf` element.
pub(crate) fn read(root: Element, source: &mut Source) -> Item {
    let mut item = Item::text();
    let dialect = source.dialect;
    let head = root.child("head").unwrap_or(root);
    let docdata = head.child("docdata").unwrap_or(head);
    let body = root.child("body").unwrap_or(root);
    let top = body.child("body.head").unwrap_or(body);
    identity(&mut item, root, docdata, dialect);
    headlines(&mut item, top, dialect);
    item.source = top.text_of("distributor").or_else(|| from_source(docdata));
    people(&mut item, top, dialect);
    times(&mut item, docdata, top, source);
    rights(&mut item, docdata);
    item.settle_status();
    metadata(&mut item, head, docdata, top, dialect);
    item.ednote = note(docdata, head, dialect);
    slug(&mut item, head, dialect);
    item.media = media(body);
    item.body = body.child("body.content").and_then(content);
    crate::takes::of_slug(&mut item);
    body::take_sign_off(&mut item);
    body::take_dateline(&mut item, dialect.agencies);
    item
}

/// Fills what an item of another format leaves to the NITF inside it.
pub(crate) fn fill(item: &mut Item, root: Element) {
    let Some(top) = root.path("body/body.head") else { return };
    let hedline = |name: &str| top.child("hedline").and_then(|hedline| hedline.text_of(name));
    item.headline = item.headline.take().or_else(|| hedline("hl1"));
    item.byline = item.byline.take().or_else(|| top.child("byline").and_then(byline));
    item.dateline = item.dateline.take().or_else(|| top.child("dateline").and_then(dateline));
}

fn identity(item: &mut Item, root: Element, docdata: Element, dialect: &Dialect) {
    item.guid = docdata.child("doc-id").and_then(|id| id.attr("id-string")).and_then(clean);
    let key = docdata.child("du-key");
    let is_first = key.and_then(|key| key.attr("generation")).is_none_or(|generation| generation.trim() == "1");
    item.version = key.filter(|_| is_first).and_then(|key| key.attr("version")).and_then(clean);
    if dialect.nitf.part_is_version {
        item.version = docdata.child("series").and_then(|series| series.attr("series.part")).and_then(clean);
    }
    let lang = root.find("lang").and_then(|lang| lang.attr("lang"));
    item.language = root.attr("baselang").or(root.attr("xml:lang")).or(lang).and_then(clean);
    let stated = docdata.attr("management-status").and_then(Status::of);
    item.status = stated.unwrap_or_default();
    if let Some(other) = docdata.attr("management-doc-idref") {
        let killed = docdata.attr("management-idref-status").and_then(Status::of) == Some(Status::Canceled);
        item.link(if killed { Rel::Kills } else { Rel::UpdateOf }, other.trim());
    }
    for correction in docdata.all("correction") {
        item.link(Rel::CorrectionOf, correction.attr("id-string").unwrap_or_default().trim());
    }
}

fn headlines(item: &mut Item, top: Element, dialect: &Dialect) {
    let hedline = top.child("hedline");
    item.headline = hedline.and_then(|hedline| hedline.text_of("hl1"));
    let second = hedline.and_then(|hedline| hedline.text_of("hl2"));
    item.subheadline = second.filter(|second| item.headline.as_ref() != Some(second));
    if dialect.nitf.byline_is_subheadline {
        item.subheadline = top.text_of("byline");
    }
}

fn from_source(docdata: Element) -> Option<String> {
    let list = docdata.child("del-list")?;
    list.all("from-src").last()?.attr("src-name").and_then(clean)
}

fn people(item: &mut Item, top: Element, dialect: &Dialect) {
    if !dialect.nitf.byline_is_subheadline {
        let all: Vec<String> = top.all("byline").filter_map(byline).collect();
        item.byline = (!all.is_empty()).then(|| all.join(" / "));
    }
    item.dateline = top.child("dateline").and_then(dateline);
}

/// The names, then the titles after a comma.
pub(crate) fn byline(element: Element) -> Option<String> {
    let titles: Vec<String> = element.descendants().filter(|e| e.is("byttl")).filter_map(Element::text).collect();
    let mut names = String::new();
    for piece in element.pieces() {
        match piece {
            crate::xml::Piece::Text(text) => names.push_str(text),
            crate::xml::Piece::Element(inner) if inner.is("byttl") => names.push(' '),
            crate::xml::Piece::Element(inner) => {
                let title = inner.find("byttl").map(Element::raw_text).unwrap_or_default();
                names.push_str(inner.raw_text().trim_end().trim_end_matches(title.trim_end()));
            }
        }
    }
    let mut parts: Vec<String> = clean(&names).into_iter().collect();
    parts.extend(titles);
    let is_arabic = parts.concat().contains(|c| matches!(c, '\u{0620}'..='\u{064A}'));
    let joined = parts.join(if is_arabic { "، " } else { ", " });
    (!joined.is_empty()).then_some(joined)
}

/// The dateline as written, and its place. A location of elements alone is data, not a written dateline.
fn dateline(element: Element) -> Option<Dateline> {
    let location = element.find("location");
    let city = location.and_then(|location| location.find("city")).and_then(Element::text);
    let loose = element.own_text().or_else(|| location.and_then(Element::own_text));
    let written = || {
        let date = element.child("story.date").and_then(Element::text).unwrap_or_default();
        clean(&element.raw_text()).and_then(|text| clean(text.trim_end_matches(&date)))
    };
    let text = loose.and_then(|_| written());
    let place = city
        .or_else(|| location.and_then(Element::text))
        .or_else(|| text.as_deref().and_then(|text| crate::dateline::place(text, &Default::default())));
    (text.is_some() || place.is_some()).then_some(Dateline { text, place, run_in: false })
}

fn times(item: &mut Item, docdata: Element, top: Element, source: &mut Source) {
    let mut of = |name: &str| -> Option<Moment> {
        let written = docdata.child(name)?.attr("norm")?;
        source.moment(name, written)
    };
    item.sent = of("date.issue");
    item.expires = of("date.expire");
    let release = of("date.release");
    let later = release.filter(|release| item.sent.is_none_or(|sent| release.instant() > sent.instant()));
    item.embargo_until = later;
    let written = top.path("dateline/story.date").and_then(|date| date.attr("norm")).and_then(time::read);
    item.created = written.map(|moment| moment.in_zone(source.zone)).filter(|written| item.sent != Some(*written));
}

fn rights(item: &mut Item, docdata: Element) {
    if let Some(copyright) = docdata.child("doc.copyright") {
        let parts = [copyright.attr("holder"), copyright.attr("year")];
        item.copyright = clean(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
    }
    item.usage = docdata.child("doc.rights").and_then(|rights| rights.attr("limitations")).and_then(clean);
}

fn metadata(item: &mut Item, head: Element, docdata: Element, top: Element, dialect: &Dialect) {
    let settings = &dialect.nitf;
    let urgency = docdata.child("urgency").or_else(|| head.child("urgency"));
    item.urgency = urgency.and_then(|urgency| urgency.attr("ed-urg")).and_then(|number| number.trim().parse().ok());
    item.priority = meta(head, &["priority"]);
    item.sequence = meta(head, settings.sequence_meta);
    let own = dialect.scheme_or(item.source.as_deref());
    for category in metas(head, settings.category_meta) {
        item.category(Code::new(category, own.clone()));
    }
    for code in metas(head, settings.subject_meta) {
        item.subject(Code::new(code.clone(), subject_scheme(&code, &own)));
    }
    if let Some(object) = head.child("tobject") {
        if let (true, Some(kind)) = (settings.type_is_category, object.attr("tobject.type")) {
            item.category(Code::new(kind.trim(), own.clone()));
        }
        for subject in object.all("tobject.subject") {
            let code = subject.attr("tobject.subject.refnum").or(subject.attr("tobject.subject.code"));
            if let Some(code) = code.map(str::trim) {
                let scheme = subject.attr("tobject.subject.ipr").map_or_else(|| own.clone(), scheme_of);
                item.subject(Code::new(code, subject_scheme(code, &scheme)));
            }
        }
    }
    let listed = docdata.child("key-list").into_iter().flat_map(|list| list.children()).filter(|key| key.is("keyword"));
    item.keywords = listed.filter_map(|key| key.attr("key").and_then(clean).or_else(|| key.text())).collect();
    if item.keywords.is_empty() {
        item.keywords = metas(head, &["keyword"]).collect();
    }
    places(item, docdata, top, dialect);
}

/// Places of the event; without any, those of the dateline that are marked as such.
fn places(item: &mut Item, docdata: Element, top: Element, dialect: &Dialect) {
    for event in docdata.all("evloc") {
        let (city, country) = (event.attr("city"), event.attr("iso-cc"));
        let area = event.attr("state-prov").filter(|_| city.is_some() || country.is_some());
        for (kind, name) in [("city", city), ("area", area), ("country", country)] {
            item.place(Place::new(kind, name.unwrap_or_default().trim()));
        }
    }
    let Some(location) = top.path("dateline/location") else { return };
    if item.places.is_empty() {
        let kinds = [("city", "city"), ("area", "state"), ("area", "region"), ("country", "country")];
        for part in location.children() {
            if let (Some((kind, _)), Some(name)) = (kinds.iter().find(|(_, name)| part.is(name)), part.text()) {
                item.place(Place::new(kind, name));
            }
        }
    }
    if let (true, Some(name)) = (dialect.nitf.dateline_is_place && item.places.is_empty(), location.text()) {
        item.place(Place::new("city", name));
    }
}

fn metas<'a>(head: Element<'a>, names: &'a [&'a str]) -> impl Iterator<Item = String> {
    let of = head.all("meta").filter(|meta| meta.attr("name").is_some_and(|name| names.contains(&name)));
    of.filter_map(|meta| meta.attr("content").and_then(clean))
}

fn meta(head: Element, names: &[&str]) -> Option<String> {
    metas(head, names).next()
}

fn note(docdata: Element, head: Element, dialect: &Dialect) -> Option<String> {
    let notes = docdata.children().filter(|note| note.is("ed-msg") || note.is("correction"));
    let said: Vec<String> = notes.filter_map(|note| note.attr("info").and_then(clean)).collect();
    if !said.is_empty() {
        return Some(said.join(" "));
    }
    let history = head.all("revision-history").last().filter(|_| dialect.nitf.history_is_note)?;
    history.attr("comment").and_then(clean)
}

fn slug(item: &mut Item, head: Element, dialect: &Dialect) {
    item.slugline = match dialect.nitf.slug {
        Slug::Standard => meta(head, &["slug", "slugline", "slug-line", "anpa-keyword"]),
        Slug::Title => head
            .text_of("title")
            .and_then(|title| clean(title.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' '))),
        Slug::Meta(name) => meta(head, &[name]),
    };
}

/// The text of `body.content`, or of any element with the paragraphs of NITF.
pub(crate) fn content(element: Element) -> Option<Document> {
    let mut document = body::of_html(&to_html(element, &rules))?;
    drop_markup(&mut document);
    (!document.blocks.is_empty()).then_some(document)
}

/// What becomes of NITF's elements. What is not text of the article goes; names and numbers inside a line stay as
/// words.
pub(crate) fn rules(element: Element) -> Use {
    let lower = element.name().to_ascii_lowercase();
    match lower.as_str() {
        "p" => Use::As("p"),
        "hl1" | "hl2" | "h1" | "h2" => Use::As("h2"),
        "h3" | "h4" | "h5" | "h6" => Use::As("h3"),
        "ul" => Use::As("ul"),
        "ol" => Use::As("ol"),
        "li" => Use::As("li"),
        "dl" | "dt" | "dd" | "div" | "block" | "hedline" | "section" | "article" => Use::As("div"),
        "bq" | "blockquote" => Use::As("blockquote"),
        "credit" if element.parent().is_some_and(|parent| parent.is("bq")) => Use::As("cite"),
        "table" => Use::As("table"),
        "caption" => Use::As("caption"),
        "thead" => Use::As("thead"),
        "tbody" => Use::As("tbody"),
        "tr" => Use::As("tr"),
        "td" => Use::As("td"),
        "th" => Use::As("th"),
        "em" | "i" => Use::As("em"),
        "strong" | "b" => Use::As("strong"),
        "a" => Use::As("a"),
        "br" => Use::As("br"),
        "hr" => Use::As("hr"),
        "pre" => Use::As("pre"),
        "q" => Use::As("q"),
        "sup" => Use::As("sup"),
        "sub" => Use::As("sub"),
        "media" | "img" | "note" | "script" | "style" | "object" | "iframe" | "embed" | "form" | "head" | "tagline"
        | "bibliography" | "figure" | "meta" | "link" | "svg" | "math" | "video" | "audio" => Use::Nothing,
        _ => Use::Content,
    }
}

/// Leaves out paragraphs that are escaped markup for another site, and the headings that only announce them.
pub(crate) fn drop_markup(document: &mut Document) {
    let is_markup = |node: &Node| {
        let Node::Paragraph(text) = node else { return false };
        let text = text.to_plain();
        let text = text.trim();
        text.starts_with('<') && text.ends_with('>') && text.contains("</")
    };
    let mut at = 0;
    while at < document.blocks.len() {
        if !document.blocks.get(at).is_some_and(|block| is_markup(&block.node)) {
            at += 1;
            continue;
        }
        document.blocks.remove(at);
        let before = at.checked_sub(1).and_then(|before| document.blocks.get(before));
        if before.is_some_and(|block| matches!(block.node, Node::Subheading { .. })) {
            document.blocks.remove(at - 1);
            at -= 1;
        }
    }
}

/// The pictures and other media of the body.
fn media(body: Element) -> Vec<Media> {
    let found = body.descendants().filter_map(|element| match element.name() {
        "media" => Some(one_medium(element)),
        "img" => Some(Media {
            href: element.attr("source").or(element.attr("src")).and_then(clean),
            ..Media::new("picture")
        }),
        _ => None,
    });
    found.filter(|media| media.href.is_some() || media.guid.is_some()).collect()
}

fn one_medium(element: Element) -> Media {
    let kind = match element.attr("media-type").unwrap_or("image").trim() {
        "image" | "photo" | "picture" => "picture",
        other => other,
    };
    let mut media = Media::new(kind);
    let reference = element.child("media-reference");
    let source = reference.and_then(|it| it.attr("source").or(it.attr("src")).or(it.attr("name"))).and_then(clean);
    if source.as_ref().is_some_and(|source| source.contains(['.', '/'])) {
        media.href = source;
    } else {
        media.guid = source;
    }
    media.mime = reference.and_then(|it| it.attr("mime-type")).and_then(clean);
    let value = |name: &str| {
        let of = element.all("media-metadata").find(|meta| meta.attr("name") == Some(name))?;
        of.attr("value").and_then(clean)
    };
    if media.href.is_none() && media.guid.is_none() {
        media.guid = value("TransRef").or_else(|| value("id"));
    }
    media.caption = element.text_of("media-caption");
    let producer = element.child("media-producer").and_then(byline);
    match producer.as_deref().and_then(|producer| producer.split_once(" - ")) {
        Some((credit, name)) => (media.credit, media.byline) = (clean(credit), clean(name)),
        None => media.byline = producer,
    }
    media
}

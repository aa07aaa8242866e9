//! The content of a NewsML-G2 item: inline XHTML, NITF, an agency's vocabulary or plain text; renditions elsewhere.

use story::Document;

use super::property::tail;
use super::vocabulary;
use crate::body;
use crate::item::{Item, Media};
use crate::nitf;
use crate::text::clean;
use crate::xml::{Element, blocks_to_html, to_html};

pub(super) fn read(item: &mut Item, element: Element) {
    let Some(set) = element.child("contentSet") else { return };
    for content in set.children() {
        if item.body.is_some() {
            break;
        }
        match content.name() {
            "inlineXML" => item.body = inline_xml(content, item),
            "inlineData" => item.body = inline_data(content),
            _ => {}
        }
    }
    item.media.extend(renditions(item, set, element.child("contentMeta")));
}

fn inline_xml(content: Element, item: &mut Item) -> Option<Document> {
    let root = content.children().next()?;
    if let Some(known) = vocabulary::of(root) {
        known.fields(root, item);
        let story = known.story(root);
        return body::of_html(&to_html(root, &|inner| known.rule(inner, story)));
    }
    if root.is("nitf") {
        nitf::fill(item, root);
        return root.path("body/body.content").and_then(nitf::content);
    }
    let body = root.child("body").filter(|_| root.is("html")).unwrap_or(root);
    if !matches!(root.name(), "html" | "body" | "div" | "p" | "section" | "article") {
        return None;
    }
    if root.is("p") {
        return nitf::content(content);
    }
    if body.children().any(|child| child.is("p")) {
        // Loose text between paragraphs is codes of the agency, not text.
        return body::of_html(&blocks_to_html(body, &nitf::rules));
    }
    if body.children().next().is_none() {
        return body::of_plain(&lines(&body.raw_text()));
    }
    nitf::content(body)
}

/// Text without the white space by which a pretty printer set its lines in.
fn lines(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

fn inline_data(content: Element) -> Option<Document> {
    let kind = content.attr("contenttype").unwrap_or("text/plain");
    let text = content.raw_text();
    if content.attr("encoding").is_some() || !kind.starts_with("text/") {
        return None;
    }
    if kind.contains("html") { body::of_html(&text) } else { body::of_plain(&text) }
}

/// Remote content: the sizes of a picture or video are one medium; files beside a text are one each.
fn renditions(item: &Item, set: Element, meta: Option<Element>) -> Vec<Media> {
    let all: Vec<Element> = set.all("remoteContent").collect();
    let is_medium = matches!(item.kind.as_str(), "picture" | "graphic" | "video" | "audio" | "animated");
    if !is_medium {
        return all.into_iter().map(|content| medium(content, None)).collect();
    }
    let Some(best) = all.iter().copied().reduce(|best, other| if area(other) > area(best) { other } else { best })
    else {
        return Vec::new();
    };
    let mut media = medium(best, Some(&item.kind));
    if all.len() > 1 {
        media.renditions = all.iter().map(|content| rendition(*content)).collect();
    }
    let captions = meta.into_iter().flat_map(|meta| meta.children()).filter(|e| e.is("description"));
    let mut captions = captions.filter(|of| of.attr("role").is_none_or(|role| role.to_lowercase().contains("caption")));
    media.caption = captions.next().and_then(Element::text);
    if matches!(item.kind.as_str(), "picture" | "graphic") {
        (media.byline, media.credit) = (item.byline.clone(), item.credit.clone());
    }
    vec![media]
}

fn medium(content: Element, kind: Option<&str>) -> Media {
    let mime = content.attr("contenttype").and_then(clean);
    let mut media = Media::new(kind.unwrap_or_else(|| Media::kind_of(mime.as_deref().unwrap_or_default())));
    media.mime = mime;
    media.href = content.attr("href").or(content.attr("residref")).and_then(clean);
    media
}

fn number(content: Element, name: &str) -> Option<u64> {
    content.attr(name)?.trim().parse().ok().filter(|number| *number < 1 << 20)
}

fn area(content: Element) -> u64 {
    number(content, "width").unwrap_or(0) * number(content, "height").unwrap_or(0)
}

fn rendition(content: Element) -> String {
    let name = content.attr("rendition").or(content.attr("href").map(tail)).unwrap_or_default().trim();
    match (number(content, "width"), number(content, "height")) {
        (Some(width), Some(height)) => format!("{name} {width}x{height}"),
        _ => name.to_owned(),
    }
}

//! Components of a NewsML 1.x item: which of them is the story, which are pictures with their captions and sizes.

use story::Document;

use super::roles::{Roles, media_type, named};
use crate::item::{LIST_MAX, Media};
use crate::nitf;
use crate::text::clean;
use crate::xml::Element;

/// The component that describes the story and the one around it.
pub(super) struct Parts<'a> {
    pub roles: &'a Roles,
    /// The outermost component.
    pub main: Element<'a>,
    /// Components from the outermost to the one with the text, pictures left out.
    chain: Vec<Element<'a>>,
}

impl<'a> Parts<'a> {
    pub fn of(main: Element<'a>, roles: &'a Roles) -> Parts<'a> {
        let mut chain = vec![main];
        let mut at = main;
        loop {
            let next: Vec<Element> =
                at.all("NewsComponent").filter(|inner| !roles.is_picture(*inner) && !roles.is_side(*inner)).collect();
            match next.iter().find(|inner| roles.is_main(**inner)).or(next.first()).copied() {
                Some(inner) => chain.push(inner),
                None => break,
            }
            at = chain.last().copied().unwrap_or(main);
        }
        Parts { roles, main, chain }
    }

    /// Values of a line of `NewsLines`, the outermost component that has them.
    pub fn lines(&self, name: &'a str) -> Vec<String> {
        let of = |component: &Element<'a>| -> Vec<String> {
            let lines = component.child("NewsLines").into_iter().flat_map(|lines| lines.children());
            lines.filter(|line| line.is(name)).filter_map(Element::text).collect()
        };
        self.chain.iter().map(of).find(|found| !found.is_empty()).unwrap_or_default()
    }

    pub fn line(&self, name: &'a str) -> Option<String> {
        self.lines(name).into_iter().next()
    }

    /// The text of a `NewsLine` of this type.
    pub fn typed_line(&self, kind: &str) -> Option<String> {
        let lines = self.chain.iter().filter_map(|component| component.child("NewsLines"));
        let mut of = lines.flat_map(|lines| lines.all("NewsLine"));
        let line = of.find(|line| line.child("NewsLineType").and_then(|it| it.attr("FormalName")) == Some(kind))?;
        line.text_of("NewsLineText")
    }

    /// The first party of `AdministrativeMetadata` in this part.
    pub fn party(&self, part: &str) -> Option<String> {
        let all = self.chain.iter().filter_map(|component| component.child("AdministrativeMetadata"));
        let mut found = all.filter_map(|metadata| metadata.child(part)?.child("Party").and_then(named));
        found.next()
    }

    /// The first element of that name in a part of the metadata.
    pub fn find(&self, part: &str, name: &str) -> Option<Element<'a>> {
        self.chain.iter().filter_map(|component| component.child(part)).find_map(|part| part.find(name))
    }

    /// Elements of `DescriptiveMetadata`, in one common misspelling too.
    pub fn described(&self, name: &'a str) -> impl Iterator<Item = Element<'a>> {
        let names = ["DescriptiveMetadata", "DescriptiveMetada"];
        let all = self
            .chain
            .iter()
            .flat_map(move |component| component.children().filter(move |c| names.contains(&c.name())));
        all.flat_map(move |metadata| metadata.all(name))
    }
}

/// The text of the story: the content whose role says so, else the first that is not a caption or a picture's.
pub(super) fn text(main: Element, roles: &Roles) -> Option<Document> {
    let contents = main.descendants().filter(|e| e.is("ContentItem"));
    // The content of a picture is its caption; a component around both is no picture.
    let is_aside = |content: &Element| {
        let mut around = std::iter::successors(content.parent(), |at| at.parent());
        around.any(|component| roles.is_side(component) || roles.is_picture(component))
    };
    let own: Vec<Element> = contents.filter(|content| !is_aside(content)).collect();
    let is_marked = |content: &&Element| content.parent().is_some_and(|component| roles.is_main(component));
    let marked = own.iter().filter(is_marked).chain(own.iter().filter(|content| !is_marked(content)));
    marked.filter_map(|content| content.child("DataContent")).find_map(body)
}

/// The text of the first component of one of these roles.
pub(super) fn text_of_role(parts: &Parts, words: &[&str]) -> Option<String> {
    let main = parts.main;
    let mut all = main.descendants().filter(|e| e.is("NewsComponent") && words.contains(&parts.roles.role(*e)));
    let document = all.find_map(|component| component.find("DataContent").and_then(body))?;
    clean(&document.blocks.iter().map(story::Block::plain_text).collect::<Vec<_>>().join(" "))
}

fn body(data: Element) -> Option<Document> {
    if let Some(content) = data.find("body.content") {
        return nitf::content(content);
    }
    if let Some(body) = data.find("body") {
        return nitf::content(body);
    }
    if data.children().next().is_some() {
        return nitf::content(data);
    }
    let text = data.raw_text();
    if text.trim_start().starts_with('<') { crate::body::of_html(&text) } else { crate::body::of_plain(&text) }
}

/// The media of the item: one for each component that holds several sizes of it.
pub(super) fn media(parts: &Parts) -> Vec<Media> {
    let (main, roles) = (parts.main, parts.roles);
    let mut found = Vec::new();
    if roles.is_picture(main) {
        found.extend(medium(main, roles, true));
        return found;
    }
    let mut stack: Vec<Element> = main.all("NewsComponent").collect();
    stack.reverse();
    while let Some(component) = stack.pop().filter(|_| found.len() < LIST_MAX) {
        if roles.is_picture(component) {
            found.extend(Some(component).filter(|it| !roles.is_logo(*it)).and_then(|it| medium(it, roles, false)));
        } else {
            let begin = stack.len();
            stack.extend(component.all("NewsComponent"));
            if let Some(added) = stack.get_mut(begin..) {
                added.reverse();
            }
        }
    }
    found
}

/// The medium of a component; `is_item` if it is the whole item, whose headline is no caption.
fn medium(component: Element, roles: &Roles, is_item: bool) -> Option<Media> {
    let own = Parts::of(component, roles);
    let sizes: Vec<Element> =
        component.descendants().filter(|e| e.is("ContentItem") && e.attr("Href").is_some()).collect();
    let first = sizes.iter().max_by_key(|size| pixels(**size).map_or(0, |(width, height)| width * height))?;
    let mut media = Media::new(match media_type(*first).as_str() {
        "video" => "video",
        "audio" => "audio",
        "graphic" | "graphics" => "graphic",
        _ => "picture",
    });
    media.href = first.attr("Href").and_then(clean);
    let format = first.child("MimeType").or_else(|| first.child("Format")).and_then(named);
    media.mime = format.filter(|format| format.contains('/'));
    media.guid = component.attr("Duid").and_then(clean);
    let caption = component.descendants().find(|e| e.is("NewsComponent") && roles.role(*e) == "caption");
    let caption = caption.and_then(|caption| caption.find("DataContent")).and_then(caption_text);
    media.caption = caption.or_else(|| own.line("HeadLine").filter(|_| !is_item));
    media.byline = own.line("ByLine").or_else(|| own.party("Creator"));
    media.credit = own.line("CreditLine").or_else(|| own.party("Source")).or_else(|| own.party("Provider"));
    media.renditions = sizes.iter().take(LIST_MAX).filter_map(|size| rendition(*size)).collect();
    if let (Some(caption), Some(byline)) = (&mut media.caption, &media.byline) {
        *caption = without_credit(caption, byline).to_owned();
    }
    Some(media)
}

/// The caption up to a blank line: what follows are terms of use.
fn caption_text(data: Element) -> Option<String> {
    let document = body(data)?;
    let text = document.blocks.first()?.plain_text();
    clean(text.split("\n\n").next().unwrap_or(&text))
}

/// A caption without the credit that repeats the name of who made the picture: `AFP PHOTO / NAME`.
fn without_credit<'a>(caption: &'a str, byline: &str) -> &'a str {
    let ends = caption.trim_end_matches(['.', ')']).to_lowercase().ends_with(&byline.to_lowercase());
    let begin = caption.rfind(" PHOTO").and_then(|at| caption.get(..at)).and_then(|head| head.rfind(' '));
    match begin.filter(|_| ends) {
        Some(at) => caption.get(..at).unwrap_or(caption).trim_end_matches([' ', '(']),
        None => caption,
    }
}

fn pixels(content: Element) -> Option<(u64, u64)> {
    let of = |name: &str| -> Option<u64> {
        let all = content.child("Characteristics")?;
        let property = all.children().find(|it| it.is("Property") && it.attr("FormalName") == Some(name))?;
        property.attr("Value")?.trim().parse().ok()
    };
    Some((of("Width")?, of("Height")?)).filter(|(width, height)| *width < 1 << 20 && *height < 1 << 20)
}

fn rendition(content: Element) -> Option<String> {
    let name = content.attr("Href").and_then(clean)?;
    Some(match pixels(content) {
        Some((width, height)) => format!("{name} {width}x{height}"),
        None => name,
    })
}

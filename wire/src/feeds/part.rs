//! Fills the fields of a feed or entry from its elements, whatever the dialect.

use super::construct::{self, Default as Kind, Place, address};
use super::names::{self, Vocabulary};
use super::{FeedLink, Part, Person, Stamp, Tag, geo, people};
use crate::item::{LIST_MAX, Media, add};
use crate::text::clean;
use crate::xml::Element;

/// Other elements of one feed or entry that are kept.
const OTHERS_MAX: usize = 100;

/// Reads the elements of a feed or entry.
pub(super) struct Reader<'a> {
    /// Address and language of the file.
    pub place: Place<'a>,
    /// Whether it is a feed and not an entry.
    pub is_channel: bool,
}

impl Reader<'_> {
    /// The fields that the children of `element` fill. Entries inside are left to the caller.
    pub fn read(&self, element: Element) -> Part {
        let mut part = Part::default();
        self.attributes(&mut part, element);
        for child in element.children() {
            self.apply(&mut part, child);
        }
        if part.link.is_none() && part.id_is_link {
            part.link = part.id.clone().filter(|id| id.contains(':'));
        }
        part
    }

    /// What stands in attributes of the element itself: `rdf:about`, the address of a CDF item.
    fn attributes(&self, part: &mut Part, element: Element) {
        part.id = element.attr("rdf:about").or(element.attr("about")).and_then(clean).filter(|_| !self.is_channel);
        let href = element.attributes().find(|(name, _)| name.eq_ignore_ascii_case("href")).map(|(_, value)| value);
        if let Some(href) = href {
            let href = address(element, href, self.place.address);
            part.links.push(FeedLink { rel: "alternate".into(), href: href.clone(), ..FeedLink::default() });
            part.link = Some(href);
        }
        let changed = element.attributes().find(|(name, _)| name.eq_ignore_ascii_case("lastmod"));
        part.updated = changed.map(|(_, value)| stamp(value));
    }

    /// Puts one element into the field it fills.
    pub fn apply(&self, part: &mut Part, element: Element) {
        let name = element.name().to_ascii_lowercase();
        match names::of(element.namespace()) {
            Vocabulary::Core => self.core(part, element, &name),
            Vocabulary::Dc => self.dublin_core(part, element, &name),
            Vocabulary::Content if name == "encoded" => part.content.extend(self.html(element)),
            Vocabulary::Xhtml if name == "body" || name == "div" => part.content.extend(self.xhtml(element)),
            Vocabulary::Itunes => self.itunes(part, element, &name),
            Vocabulary::MediaRss => self.media(part, element, &name),
            Vocabulary::GeoRss | Vocabulary::Gml => part.geometry = part.geometry.take().or_else(|| geo::read(element)),
            Vocabulary::CreativeCommons if name == "license" => {
                part.license = element.attr("rdf:resource").and_then(clean).or_else(|| element.text());
            }
            Vocabulary::Admin if name == "generatoragent" => {
                let url = element.attr("rdf:resource").and_then(clean);
                part.generator = (url.clone(), url);
            }
            Vocabulary::Admin if name == "errorreportsto" => {
                let mail = element.attr("rdf:resource").unwrap_or_default().trim_start_matches("mailto:").to_owned();
                part.publisher.get_or_insert_default().email = clean(&mail);
                other(part, &name, element);
            }
            Vocabulary::W3cGeo => geo::add_coordinate(&mut part.geometry, &name, element),
            Vocabulary::Feedburner if name == "browserfriendly" => part.info = self.text(element, Kind::Guess),
            Vocabulary::Other(prefix) => other(part, &format!("{prefix}_{name}"), element),
            _ => other(part, &name, element),
        }
    }

    fn core(&self, part: &mut Part, element: Element, name: &str) {
        match name {
            "title" => part.title = self.text(element, Kind::Guess).or(part.title.take()),
            "link" => self.link(part, element),
            "description" | "tagline" | "subtitle" | "abstract" | "summary" => self.description(part, element, name),
            "content" => part.content.extend(self.text(element, Kind::Plain)),
            "body" | "fullitem" => part.content.extend(self.html(element)),
            "info" => part.info = self.text(element, Kind::Guess),
            "copyright" | "rights" => part.rights = self.text(element, Kind::Plain).or(part.rights.take()),
            "id" => (part.id, part.id_is_link) = (element.text(), false),
            "guid" => {
                let is_link = element.attr("ispermalink").or(element.attr("isPermaLink"));
                part.id = element.text();
                part.id_is_link = is_link.is_none_or(|value| !value.trim().eq_ignore_ascii_case("false"));
            }
            "author" | "managingeditor" => part.authors.push(people::of_element(element)),
            "contributor" => part.contributors.push(people::of_element(element)),
            "webmaster" => part.publisher = element.text().map(|line| people::of_line(&line)),
            "language" => part.language = element.text(),
            "category" | "keywords" => part.tags.extend(tag(element)),
            "enclosure" => {
                if let Some(link) = self.feed_link(element, "url", "enclosure").filter(|_| part.links.len() < LIST_MAX)
                {
                    part.links.push(link.clone());
                    part.enclosures.push(link);
                }
            }
            "image" => self.image(part, element),
            "logo" | "icon" => {
                other(part, name, element);
                self.image(part, element);
            }
            "generator" => {
                let url = ["uri", "url"].iter().find_map(|name| element.attr(name));
                part.generator = (element.text(), url.map(|url| address(element, url, self.place.address)));
                part.generator_version = element.attr("version").and_then(clean);
            }
            "source" => self.source(part, element),
            "cloud" | "newlocation" | "comments" | "docs" | "ttl" | "textinput" => other(part, name, element),
            _ => self.time(part, element, name),
        }
    }

    fn time(&self, part: &mut Part, element: Element, name: &str) {
        let of = match name {
            "pubdate" | "published" | "issued" => &mut part.published,
            "lastbuilddate" | "modified" | "updated" | "date" => &mut part.updated,
            "created" => &mut part.created,
            "expirationdate" | "expired" => &mut part.expired,
            _ => return other(part, name, element),
        };
        if let Some(text) = element.text() {
            *of = Some(stamp(&text));
        }
    }

    fn description(&self, part: &mut Part, element: Element, name: &str) {
        let default = if matches!(name, "subtitle" | "tagline" | "summary") { Kind::Guess } else { Kind::Html };
        let text = self.text(element, default);
        let of = if self.is_channel { &mut part.subtitle } else { &mut part.summary };
        // The first of several kinds; a later one of the same kind replaces.
        if of.is_none() || name != "abstract" {
            *of = text.or_else(|| of.take());
        }
    }

    fn text(&self, element: Element, default: Kind) -> Option<super::Construct> {
        construct::read(element, default, self.place)
    }

    fn html(&self, element: Element) -> Option<super::Construct> {
        self.text(element, Kind::Html)
    }

    fn xhtml(&self, element: Element) -> Option<super::Construct> {
        let found = self.html(element)?;
        Some(super::Construct { mime: "application/xhtml+xml".into(), ..found })
    }

    fn link(&self, part: &mut Part, element: Element) {
        let Some(link) = self.feed_link(element, "href", "alternate").filter(|link| !link.href.is_empty()) else {
            return;
        };
        match link.rel.as_str() {
            "enclosure" => part.enclosures.push(link.clone()),
            "license" => part.license = Some(link.href.clone()),
            _ => {}
        }
        let is_page = link.mime.as_deref().is_none_or(|mime| mime.contains("html") || link.rel == "alternate");
        let is_first = !part.links.iter().any(|known| known.rel == "alternate");
        if link.rel == "alternate" && is_page && (is_first || element.attr("href").is_none()) {
            part.link = Some(link.href.clone());
        }
        if part.links.len() < LIST_MAX {
            part.links.push(link);
        }
    }

    fn feed_link(&self, element: Element, name: &str, rel: &str) -> Option<FeedLink> {
        let written = element.attr_even_empty(name).map(str::to_owned).or_else(|| element.text())?;
        let of = |name: &str| element.attr(name).and_then(clean);
        Some(FeedLink {
            rel: of("rel").unwrap_or_else(|| rel.to_owned()),
            href: address(element, &written, self.place.address),
            mime: of("type"),
            title: of("title"),
            hreflang: of("hreflang"),
            length: of("length"),
        })
    }

    fn image(&self, part: &mut Part, element: Element) {
        let fields = element.children().filter_map(|child| Some((child.name().to_ascii_lowercase(), child.text()?)));
        let mut fields: Vec<(String, String)> = fields.collect();
        let href = ["href", "url", "HREF"].iter().find_map(|name| element.attr(name)).and_then(clean);
        let href = href.or_else(|| fields.iter().find(|(name, _)| name == "url").map(|(_, url)| url.clone()));
        let href = href.or_else(|| element.own_text());
        fields.extend(href.map(|href| ("href".to_owned(), address(element, &href, self.place.address))));
        part.image = Some(fields);
    }

    fn source(&self, part: &mut Part, element: Element) {
        let inner = Reader { place: self.place, is_channel: true };
        let mut source = inner.read(element);
        if source == Part::default() {
            source.title = self.text(element, Kind::Guess);
            source.link = element.attr("url").and_then(clean);
        }
        part.source = Some(Box::new(source));
    }

    fn dublin_core(&self, part: &mut Part, element: Element, name: &str) {
        match name {
            "creator" | "author" => part.authors.extend(element.text().map(|line| people::of_line(&line))),
            "contributor" => part.contributors.extend(element.text().map(|line| people::of_line(&line))),
            "publisher" => part.publisher = element.text().map(|line| people::of_line(&line)),
            "title" => part.title = part.title.take().or_else(|| self.text(element, Kind::Guess)),
            "description" | "abstract" => {
                let of = if self.is_channel { &mut part.subtitle } else { &mut part.summary };
                *of = of.take().or_else(|| self.text(element, Kind::Html));
            }
            "rights" => part.rights = self.text(element, Kind::Plain),
            "language" => part.language = element.text(),
            "subject" => part.tags.extend(tag(element)),
            "identifier" => part.id = part.id.take().or_else(|| element.text()),
            "valid" => {
                let text = element.raw_text();
                let of = |name: &str| {
                    let (_, rest) = text.split_once(name)?;
                    rest.split(';').next().and_then(clean).map(|text| stamp(&text))
                };
                (part.valid_from, part.valid_until) = (of("start="), of("end="));
            }
            _ => self.time(part, element, name),
        }
    }

    fn itunes(&self, part: &mut Part, element: Element, name: &str) {
        match name {
            "author" => part.authors.extend(element.text().map(|line| people::of_line(&line))),
            "owner" => part.publisher = Some(people::of_element(element)),
            "category" => {
                let scheme = Some("http://www.itunes.com/".to_owned());
                part.tags.extend(element.attr("text").and_then(clean).map(|term| Tag { term, scheme, label: None }));
                element.all("category").for_each(|inner| self.itunes(part, inner, "category"));
            }
            "keywords" => {
                let text = element.text().unwrap_or_default();
                let parted =
                    if text.contains(',') { text.split(',').collect() } else { text.split(' ').collect::<Vec<_>>() };
                for term in parted.into_iter().filter_map(clean) {
                    add(&mut part.tags, Tag { term, scheme: Some("http://www.itunes.com/".into()), label: None });
                }
            }
            "image" => self.image(part, element),
            "link" if element.attr("rel").is_some_and(|rel| rel.trim() == "image") => self.image(part, element),
            "subtitle" => part.subtitle = part.subtitle.take().or_else(|| self.text(element, Kind::Guess)),
            "summary" => part.summary = part.summary.take().or_else(|| self.text(element, Kind::Guess)),
            _ => other(part, &format!("itunes_{name}"), element),
        }
    }

    fn media(&self, part: &mut Part, element: Element, name: &str) {
        match name {
            "group" => element.children().for_each(|child| self.apply(part, child)),
            "title" => part.title = part.title.take().or_else(|| self.text(element, Kind::Guess)),
            "category" => part.tags.extend(media_tag(element)),
            "keywords" => {
                let terms = element.text().unwrap_or_default();
                let terms = terms.split(',').filter_map(clean);
                part.tags.extend(terms.map(|term| Tag { term, ..Tag::default() }));
            }
            "copyright" => part.rights = part.rights.take().or_else(|| self.text(element, Kind::Plain)),
            "content" => {
                part.media.extend(self.medium(element));
                other(part, "media_content", element);
                element.children().for_each(|child| match child.name() {
                    "thumbnail" | "credit" | "player" => self.apply(part, child),
                    _ => {}
                });
            }
            "description" | "text" => {
                if let Some(media) = part.media.last_mut() {
                    media.caption = media.caption.take().or_else(|| element.text());
                }
            }
            _ => other(part, &format!("media_{name}"), element),
        }
    }

    fn medium(&self, element: Element) -> Option<Media> {
        let mime = element.attr("type").and_then(clean);
        let kind = match element.attr("medium").unwrap_or_default().trim() {
            "image" => "picture",
            "video" => "video",
            "audio" => "audio",
            _ => Media::kind_of(mime.as_deref().unwrap_or("image/")),
        };
        let href = element.attr("url").map(|url| address(element, url, self.place.address))?;
        let of = |name: &str| element.child(name).and_then(Element::text);
        Some(Media {
            href: Some(href),
            mime,
            caption: of("description").or_else(|| of("title")),
            credit: of("credit"),
            ..Media::new(kind)
        })
    }
}

pub(super) fn stamp(text: &str) -> Stamp {
    Stamp { text: text.trim().to_owned(), moment: crate::time::read(text) }
}

fn tag(element: Element) -> Option<Tag> {
    let of = |names: [&str; 2]| names.iter().find_map(|name| element.attr(name)).and_then(clean);
    let term = of(["term", "value"]).or_else(|| element.text()).or_else(|| of(["label", "label"]))?;
    Some(Tag { term, scheme: of(["scheme", "domain"]), label: of(["label", "label"]) })
}

fn media_tag(element: Element) -> Option<Tag> {
    let scheme = element.attr("scheme").unwrap_or("http://search.yahoo.com/mrss/category_schema");
    let found = tag(element)?;
    Some(Tag { term: element.text().unwrap_or(found.term), scheme: clean(scheme), label: found.label })
}

/// Keeps an element that fills no field: its attributes, the texts of its elements, and its text under the empty name.
fn other(part: &mut Part, name: &str, element: Element) {
    if part.others.len() >= OTHERS_MAX {
        return;
    }
    let attributes = element.attributes().filter(|(key, _)| !key.starts_with("xmlns"));
    let mut values: Vec<(String, String)> =
        attributes.map(|(key, value)| (key.to_ascii_lowercase(), value.to_owned())).collect();
    values.extend(element.children().filter_map(|child| Some((child.name().to_ascii_lowercase(), child.text()?))));
    values.extend(element.text().map(|text| (String::new(), text)));
    part.others.push((name.to_owned(), values));
}

impl Part {
    /// The first writer.
    pub fn author(&self) -> Option<&Person> {
        self.authors.first()
    }
}

//! Items of the entries of a feed.

use super::{Feed, FeedLink, Part, Stamp};
use crate::body;
use crate::item::{Code, Item, LIST_MAX, Link, Media, Rel};
use crate::reading::Source;
use crate::refusal::Notice;
use crate::text::clean;
use crate::time::Moment;

pub(super) fn of(feed: &Feed, scheme: &str, source: &mut Source) -> Vec<Item> {
    feed.entries.iter().map(|entry| item(entry, feed, scheme, source)).collect()
}

fn item(entry: &Part, feed: &Feed, scheme: &str, source: &mut Source) -> Item {
    let mut item = Item::text();
    let channel = &feed.channel;
    let place = entry.id.clone().or_else(|| entry.link.clone()).unwrap_or_default();
    item.guid = entry.id.clone().or_else(|| entry.link.clone());
    item.language = entry.language.clone().or_else(|| channel.language.clone());
    item.headline = entry.title.as_ref().and_then(|title| title.plain());
    let text =
        entry.content.iter().max_by_key(|text| text.value.len()).or(entry.summary.as_ref()).or(entry.subtitle.as_ref());
    let mut pictures = Vec::new();
    item.body = text.and_then(|text| match text.mime.as_str() {
        "text/plain" => body::of_plain(&text.value),
        _ => {
            let (body, found) = body::of_html_with_pictures(&text.value);
            pictures = found;
            body
        }
    });
    let names: Vec<String> =
        entry.authors.iter().filter_map(|author| author.name.clone().or_else(|| author.line())).collect();
    item.byline = clean(&names.join(", "));
    let title = |part: &Part| part.title.as_ref().and_then(|title| title.plain());
    item.source = entry.source.as_deref().and_then(title).or_else(|| title(channel));
    item.copyright = entry.rights.as_ref().or(channel.rights.as_ref()).and_then(|rights| rights.plain());
    times(&mut item, entry, &place, source);
    for tag in &entry.tags {
        item.category(Code::new(&tag.term, tag.scheme.as_deref().unwrap_or(scheme)));
    }
    media(&mut item, entry, &place, source);
    add_pictures(&mut item, pictures);
    links(&mut item, entry, &place, source);
    body::take_dateline(&mut item, &[]);
    item
}

fn times(item: &mut Item, entry: &Part, place: &str, source: &mut Source) {
    let zone = source.zone;
    let mut of = |stamp: &Option<Stamp>| -> Option<Moment> {
        let stamp = stamp.as_ref()?;
        if stamp.moment.is_none() && !stamp.text.is_empty() {
            let text: String = stamp.text.chars().take(40).collect();
            source.notice(Notice::at(place, format!("{text:?} is no time; the time of arrival counts")));
        }
        stamp.moment.map(|moment| moment.in_zone(zone))
    };
    let (published, updated) = (of(&entry.published), of(&entry.updated));
    item.sent = published.or(updated);
    item.modified = updated.filter(|_| published.is_some());
    item.created = of(&entry.created);
    item.expires = of(&entry.expired).or_else(|| of(&entry.valid_until));
}

/// Whether an address may lead anywhere: the web only.
fn is_web(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https")
}

fn media(item: &mut Item, entry: &Part, place: &str, source: &mut Source) {
    let enclosed = entry.enclosures.iter().map(|link: &FeedLink| {
        let mime = link.mime.clone();
        let kind = Media::kind_of(mime.as_deref().unwrap_or_default());
        Media { href: Some(link.href.clone()), mime, caption: link.title.clone(), ..Media::new(kind) }
    });
    for media in entry.media.iter().cloned().chain(enclosed) {
        let href = media.href.clone().unwrap_or_default();
        if !is_web(&href) {
            source.notice(Notice::at(place, "a file whose address is not on the web was left out"));
        } else if item.media.len() < LIST_MAX && !item.media.iter().any(|known| known.href == media.href) {
            item.media.push(media);
        }
    }
}

/// Pictures that stand only in the text.
fn add_pictures(item: &mut Item, pictures: Vec<Media>) {
    for media in pictures.into_iter().filter(|media| media.href.as_deref().is_some_and(is_web)) {
        let is_known = item.media.iter().any(|known| known.href == media.href);
        if !is_known && item.media.len() < LIST_MAX {
            item.media.push(media);
        }
    }
}

fn links(item: &mut Item, entry: &Part, place: &str, source: &mut Source) {
    if let Some(page) = &entry.link {
        if is_web(page) {
            item.links.push(Link::new(Rel::Page, page));
        } else {
            source.notice(Notice::at(place, "a link that does not lead to the web was left out"));
        }
    }
    for link in entry.links.iter().filter(|link| is_web(&link.href)) {
        if matches!(link.rel.as_str(), "related" | "via") {
            item.link(Rel::SeeAlso, &link.href);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::context::Context;

    #[test]
    fn pictures_in_the_text_come_with_the_item() {
        let text = "<rss version='2.0'><channel><item><enclosure url='https://a.example/1.jpg' type='image/jpeg'/><description>\
            &lt;p&gt;Ships.&lt;/p&gt;&lt;img src='https://a.example/1.jpg'&gt;&lt;img src='https://a.example/2.jpg' alt='Port'&gt;\
            &lt;img src='data:image/png;base64,AAAA'&gt;</description></item></channel></rss>";
        let item = crate::read(text.as_bytes(), &Context::default()).unwrap().items.remove(0);
        let found: Vec<_> = item.media.iter().map(|media| (media.href.as_deref(), media.caption.as_deref())).collect();
        let expected = [(Some("https://a.example/1.jpg"), None), (Some("https://a.example/2.jpg"), Some("Port"))];
        assert_eq!(found, expected);
    }
}

//! A reading of a feed by the names of Python's feedparser, in which the expectations of the corpus are written.

use chrono::{Datelike, Timelike};
use serde_json::{Map, Value, json};
use wire::feeds::{Construct, Feed, FeedLink, Part, Person, Stamp, Tag};

/// The whole reading. `bozo` is whether a person is told of a flaw, or the feed is refused.
pub fn of(result: &Result<wire::Reading, wire::Refused>) -> Value {
    match result {
        Ok(reading) => {
            let empty = Feed::default();
            let feed = reading.feed.as_ref().unwrap_or(&empty);
            json!({
                "bozo": !reading.notices.is_empty(),
                "encoding": reading.charset.used,
                "version": feed.version,
                "feed": part(&feed.channel, true),
                "entries": feed.entries.iter().map(|entry| part(entry, false)).collect::<Vec<_>>(),
            })
        }
        Err(_) => json!({ "bozo": true, "feed": {}, "entries": [] }),
    }
}

fn part(part: &Part, is_channel: bool) -> Value {
    let mut to = Map::new();
    text(&mut to, &["title"], part.title.as_ref());
    text(&mut to, &["rights", "copyright"], part.rights.as_ref());
    text(&mut to, &["info"], part.info.as_ref());
    let description = if is_channel { part.subtitle.as_ref() } else { part.summary.as_ref() };
    let names: &[&str] = if is_channel { &["subtitle", "description", "tagline"] } else { &["summary", "description"] };
    text(&mut to, names, description.or(part.content.first().filter(|_| !is_channel)));
    if is_channel {
        text(&mut to, &["summary"], part.summary.as_ref());
    } else {
        text(&mut to, &["subtitle"], part.subtitle.as_ref());
    }
    to.insert("content".into(), part.content.iter().map(construct).collect());
    to.insert("links".into(), part.links.iter().map(link).collect());
    to.insert("enclosures".into(), part.enclosures.iter().map(link).collect());
    to.insert("authors".into(), part.authors.iter().map(person).collect());
    to.insert("contributors".into(), part.contributors.iter().map(person).collect());
    to.insert("tags".into(), part.tags.iter().map(tag).collect());
    put(&mut to, "category", part.tags.first().map(|tag| tag.term.clone()));
    put(&mut to, "link", part.link.clone());
    put(&mut to, "href", part.link.clone());
    put(&mut to, "id", part.id.clone());
    put(&mut to, "guid", part.id.clone());
    to.insert("guidislink".into(), (part.id_is_link && part.link == part.id).into());
    put(&mut to, "language", part.language.clone());
    put(&mut to, "license", part.license.clone());
    put(&mut to, "author", part.author().and_then(Person::line));
    put(&mut to, "author_detail", part.author().map(person));
    put(&mut to, "publisher", part.publisher.as_ref().and_then(Person::line));
    put(&mut to, "publisher_detail", part.publisher.as_ref().map(person));
    put(&mut to, "generator", part.generator.0.clone());
    to.insert("generator_detail".into(), json!({"name": part.generator.0, "url": part.generator.1, "href": part.generator.1, "version": part.generator_version}));
    put(&mut to, "source", part.source.as_ref().map(|source| self::part(source, true)));
    put(&mut to, "image", part.image.as_ref().map(|fields| object(fields)));
    for (names, stamp) in [
        (["published", "issued"], &part.published),
        (["updated", "modified"], &part.updated),
        (["created", "created"], &part.created),
        (["expired", "expired"], &part.expired),
        (["validity_start", "validity_start"], &part.valid_from),
        (["validity_end", "validity_end"], &part.valid_until),
    ] {
        for name in names {
            put(&mut to, name, stamp.as_ref().map(|stamp| stamp.text.clone()));
            put(&mut to, &format!("{name}_parsed"), stamp.as_ref().and_then(parsed));
        }
    }
    to.insert("where".into(), place(part));
    for (name, fields) in &part.others {
        if LISTS.contains(&name.as_str()) {
            let list = to.entry(name.clone()).or_insert_with(|| json!([]));
            list.as_array_mut().expect("a list").push(with_content(fields));
        } else {
            to.entry(name.clone()).or_insert_with(|| other(name, fields));
        }
    }
    Value::Object(to)
}

/// Elements that feedparser gives as lists.
const LISTS: [&str; 3] = ["media_content", "media_thumbnail", "media_credit"];

/// The attributes, and the text as `content`.
fn with_content(fields: &[(String, String)]) -> Value {
    fields
        .iter()
        .map(|(name, text)| (if name.is_empty() { "content".into() } else { name.clone() }, Value::from(text.as_str())))
        .collect()
}

fn put<T: Into<Value>>(to: &mut Map<String, Value>, name: &str, value: Option<T>) {
    to.insert(name.to_owned(), value.map_or(Value::Null, Into::into));
}

fn text(to: &mut Map<String, Value>, names: &[&str], found: Option<&Construct>) {
    for name in names {
        put(to, name, found.map(|text| text.value.clone()));
        put(to, &format!("{name}_detail"), found.map(construct));
    }
}

fn construct(text: &Construct) -> Value {
    json!({"value": text.value, "type": text.mime, "base": text.base, "language": text.language})
}

fn link(link: &FeedLink) -> Value {
    let FeedLink { rel, href, mime, title, hreflang, length } = link;
    let mime = mime.clone().or_else(|| (rel == "alternate").then(|| "text/html".to_owned()));
    json!({"rel": rel, "href": href, "url": href, "type": mime, "title": title, "hreflang": hreflang, "length": length})
}

fn person(person: &Person) -> Value {
    json!({"name": person.name, "email": person.email, "url": person.url, "href": person.url})
}

fn tag(tag: &Tag) -> Value {
    json!({"term": tag.term, "scheme": tag.scheme, "label": tag.label})
}

fn object(fields: &[(String, String)]) -> Value {
    let value = |text: &str| text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from);
    let named = |name: &str| if name.is_empty() { "content".to_owned() } else { name.to_owned() };
    fields.iter().map(|(name, text)| (named(name), value(text))).collect()
}

/// Nine numbers in UTC, as `time.struct_time`.
fn parsed(stamp: &Stamp) -> Option<Value> {
    let at = stamp.moment?.instant();
    let weekday = at.weekday().num_days_from_monday();
    Some(json!([at.year(), at.month(), at.day(), at.hour(), at.minute(), at.second(), weekday, at.ordinal(), 0]))
}

fn place(part: &Part) -> Value {
    let Some(geometry) = &part.geometry else { return json!({}) };
    let points: Vec<Value> = geometry.points.iter().map(|(x, y)| json!([x, y])).collect();
    let coordinates = match (geometry.kind, points.as_slice()) {
        ("Point", [point]) => point.clone(),
        ("Polygon", points) => json!([points]),
        (_, points) => json!(points),
    };
    json!({"type": geometry.kind, "coordinates": coordinates})
}

/// Elements that fill no field: a text, or attributes; the flags of podcasts as numbers.
fn other(name: &str, fields: &[(String, String)]) -> Value {
    let text = fields.iter().find(|(key, _)| key.is_empty()).map(|(_, text)| text.trim());
    match (name, text) {
        ("itunes_block", Some(text)) => i64::from(text == "yes").into(),
        ("itunes_explicit", Some("yes" | "true")) => true.into(),
        ("itunes_explicit", Some("clean" | "false")) => false.into(),
        ("itunes_explicit", _) => Value::Null,
        _ if fields.len() == 1 && fields[0].0.is_empty() => fields[0].1.clone().into(),
        ("errorreportsto", _) => {
            fields.iter().find(|(key, _)| key == "rdf:resource").map(|(_, url)| url.clone()).into()
        }
        _ => object(fields),
    }
}

//! Pictures, videos and files of a ninjs item: its own renditions and its associations.

use super::shape::{byline, description};
use crate::item::{Item, Link, Media, Rel};
use crate::json::Json;

/// Variants of renditions that are not to be printed.
const MARKED: &str = "watermark";
/// The name of the rendition that is the picture itself, where one has it.
const ORIGINAL: [&str; 3] = ["original", "main", "full"];

pub(super) fn read(item: &mut Item, value: &Json) {
    if matches!(item.kind.as_str(), "picture" | "graphic" | "video" | "audio") {
        let media = medium(value);
        if media.href.is_some() {
            item.media.push(Media { guid: None, ..media });
        }
    }
    for (_, one) in named(value.get("associations")).into_iter().filter(|(_, one)| matches!(one, Json::Object(_))) {
        let kind = one.text_of("type").unwrap_or_default();
        let id = one.text_of("uri").or_else(|| one.text_of("guid")).unwrap_or_default();
        match kind.as_str() {
            "text" | "composite" | "event" | "planning" => item.links.push(Link::new(Rel::AssociatedWith, id)),
            _ if kind.is_empty() && one.get("renditions").is_none() => {
                item.links.push(Link::new(Rel::AssociatedWith, id))
            }
            _ => item.media.push(medium(one)),
        }
    }
    item.links.retain(|link| !link.to.is_empty());
}

/// The parts of a member that is a list of objects with `name`, or an object of them.
fn named(member: Option<&Json>) -> Vec<(String, &Json)> {
    match member {
        Some(Json::List(list)) => list
            .iter()
            .map(|one| (one.text_of("name").or_else(|| one.text_of("role")).unwrap_or_default(), one))
            .collect(),
        Some(Json::Object(members)) => members.iter().map(|(name, one)| (name.clone(), one)).collect(),
        _ => Vec::new(),
    }
}

fn medium(value: &Json) -> Media {
    let all = named(value.get("renditions"));
    let mime = value.text_of("mimetype").or_else(|| value.text_of("contenttype"));
    let kind = value.text_of("type").unwrap_or_else(|| Media::kind_of(mime.as_deref().unwrap_or_default()).to_owned());
    let mut media = Media::new(kind);
    media.guid = ["altids.itemid", "uri", "guid"].iter().find_map(|name| value.text_of(name));
    let best = all.iter().find(|(name, _)| ORIGINAL.contains(&name.to_lowercase().as_str())).or_else(|| {
        let clean = all.iter().filter(|(_, one)| !is_marked(one));
        clean.rev().max_by_key(|(_, one)| pixels(one).map_or(0, |(width, height)| width * height))
    });
    media.href = best.and_then(|(_, one)| one.text_of("href"));
    media.mime =
        mime.or_else(|| best.and_then(|(_, one)| one.text_of("mimetype").or_else(|| one.text_of("contenttype"))));
    media.caption = description(value);
    media.byline = byline(value).or_else(|| value.text_of("photographer.name"));
    media.credit = value.text_of("creditline").or_else(|| value.text_of("source"));
    media.renditions = all.iter().filter_map(|(name, one)| rendition(name, one)).collect();
    media
}

fn is_marked(rendition: &Json) -> bool {
    rendition.text_of("variant").is_some_and(|variant| variant.to_lowercase().contains(MARKED))
}

fn pixels(rendition: &Json) -> Option<(u64, u64)> {
    let of = |name: &str| match rendition.get(name)? {
        Json::Number(number) if (0.0..1e6).contains(number) => Some(*number as u64),
        _ => None,
    };
    Some((of("width")?, of("height")?))
}

fn rendition(name: &str, one: &Json) -> Option<String> {
    one.get("href")?;
    Some(match pixels(one) {
        Some((width, height)) => format!("{name} {width}x{height}").trim().to_owned(),
        None => name.to_owned(),
    })
}

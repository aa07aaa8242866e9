//! Events in an agency's own JSON: objects with a name and a begin, alone, in a list, or in a list that an object
//! wraps.

use crate::item::{Item, Place};
use crate::json::Json;
use crate::reading::{ITEMS_MAX, Source};
use crate::refusal::Notice;

/// Paths of members, the likelier first.
const NAME: [&str; 5] = ["name", "title", "headline", "summary", "subject"];
const STARTS: [&str; 6] = ["startdate", "start_date", "starttime", "dates.start", "start", "starts"];
const ENDS: [&str; 6] = ["enddate", "end_date", "endtime", "dates.end", "end", "ends"];
const GUID: [&str; 5] = ["guid", "uid", "itemid", "eventid", "id"];
const VENUE: [&str; 5] = ["venue.name", "venue", "location.name", "location", "place"];

/// The objects in which events are looked for.
fn objects(value: &Json) -> &[Json] {
    let inner = value.members().iter().map(|(_, member)| member.list()).find(|list| !list.is_empty());
    match value {
        Json::List(list) => list,
        _ if starts(value).is_some() => std::slice::from_ref(value),
        _ => inner.unwrap_or_default(),
    }
}

fn first(value: &Json, paths: &[&str]) -> Option<String> {
    paths.iter().find_map(|path| value.path(path).filter(|found| !matches!(found, Json::List(_))).and_then(Json::text))
}

fn starts(value: &Json) -> Option<String> {
    first(value, &STARTS).filter(|text| crate::time::read(text).is_some() && first(value, &NAME).is_some())
}

/// Whether the document holds an event.
pub(crate) fn are(value: &Json) -> bool {
    objects(value).iter().any(|one| starts(one).is_some())
}

/// Reads the events. What is no event is set aside.
pub(crate) fn read(value: &Json, source: &mut Source) -> Vec<Item> {
    let mut items = Vec::new();
    for (at, one) in objects(value).iter().enumerate().take(ITEMS_MAX) {
        let Some(begin) = starts(one) else {
            source.notice(Notice::aside(format!("event {}", at + 1), "no name or no begin"));
            continue;
        };
        let mut item = Item { kind: "event".into(), headline: first(one, &NAME), ..Item::default() };
        item.starts = source.moment("start", &begin);
        item.ends = first(one, &ENDS).and_then(|end| source.moment("end", &end));
        item.guid = first(one, &GUID);
        item.place(Place::new("venue", first(one, &VENUE).unwrap_or_default()));
        item.body = one.text_of("description").and_then(|text| crate::body::of_plain(&text));
        items.push(item);
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;

    #[test]
    fn events_are_found_in_lists_and_in_answers() {
        let one = r#"{"id": 7, "name": "Sitting", "startDate": "2026-03-14T09:00:00Z", "venue": {"name": "Hall"}}"#;
        for text in [one.to_owned(), format!("[{one}, {{}}]"), format!("{{\"total\": 1, \"events\": [{one}]}}")] {
            let value = crate::json::parse(&text).unwrap();
            assert!(are(&value));
            let context = Context::default();
            let items = read(&value, &mut Source::new(&crate::dialects::STANDARD, &context));
            assert_eq!(items.len(), 1, "{text}");
            assert_eq!((items[0].guid.as_deref(), items[0].places.len()), (Some("7"), 1));
        }
        assert!(!are(&crate::json::parse(r#"{"name": "x", "items": [{"a": 1}]}"#).unwrap()));
    }
}

//! Calendars (RFC 5545): the events of an agency's or a parliament's calendar.

use chrono::NaiveDate;

use crate::item::{Item, Place, Status};
use crate::reading::{ITEMS_MAX, Source};
use crate::refusal::{Notice, Refusal};
use crate::text::clean;
use crate::time::{self, Moment};
use crate::{body, html};

/// A content line: name, parameters, value.
struct Line<'a> {
    name: String,
    parameters: Vec<(String, String)>,
    value: &'a str,
}

/// Reads the events.
///
/// # Errors
/// A calendar that ends inside an event.
pub(crate) fn read(text: &str, source: &mut Source) -> Result<Vec<Item>, Refusal> {
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let mut items = Vec::new();
    let mut open: Option<Item> = None;
    for line in unfolded.lines().filter_map(parse) {
        match (line.name.as_str(), line.value.trim().to_ascii_uppercase().as_str()) {
            ("BEGIN", "VEVENT") => open = Some(Item { kind: "event".into(), ..Item::default() }),
            ("END", "VEVENT") => items.extend(open.take()),
            _ => {
                if let Some(item) = &mut open {
                    apply(item, &line, source);
                }
            }
        }
        if items.len() >= ITEMS_MAX {
            source.notice(Notice::new(format!("more than {ITEMS_MAX} events: the rest was left out")));
            break;
        }
    }
    match open {
        Some(_) => Err(Refusal::Incomplete { inside: "VEVENT".into() }),
        None => Ok(items),
    }
}

fn parse(line: &str) -> Option<Line<'_>> {
    let mut quoted = false;
    let colon = line.find(|c: char| {
        quoted ^= c == '"';
        c == ':' && !quoted
    })?;
    let (head, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let mut parts = head.split(';');
    let name = parts.next()?.trim().to_ascii_uppercase();
    let parameters = parts.filter_map(|part| part.split_once('='));
    let parameters = parameters.map(|(name, value)| (name.to_ascii_uppercase(), value.trim_matches('"').to_owned()));
    Some(Line { name, parameters: parameters.collect(), value })
}

/// The value with its escapes resolved.
fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            _ => out.push(c),
        }
    }
    out
}

fn apply(item: &mut Item, line: &Line, source: &mut Source) {
    let text = || clean(&unescaped(line.value));
    match line.name.as_str() {
        "UID" => item.guid = text(),
        "SEQUENCE" => item.version = text(),
        "SUMMARY" => item.headline = text(),
        "DESCRIPTION" => {
            let text = unescaped(line.value);
            item.body = if text.contains("</") {
                body::of_html(&html::without(&text, &|_| false))
            } else {
                body::of_plain(&text)
            };
        }
        "LOCATION" => item.place(Place::new("venue", text().unwrap_or_default())),
        "CREATED" => item.created = moment(line, source),
        "LAST-MODIFIED" => item.modified = moment(line, source),
        "DTSTART" => item.starts = moment(line, source),
        "DTEND" => item.ends = moment(line, source),
        "STATUS" => item.status = Status::of(line.value).unwrap_or_default(),
        _ => {}
    }
}

/// A time: in UTC, in the zone that the line names, in that of the source, or a day.
fn moment(line: &Line, source: &mut Source) -> Option<Moment> {
    let value = line.value.trim();
    if value.len() == 8 {
        return NaiveDate::parse_from_str(value, "%Y%m%d").ok().map(Moment::day);
    }
    let zone = line.parameters.iter().find(|(name, _)| name == "TZID").and_then(|(_, zone)| zone.parse().ok());
    match zone {
        Some(zone) => time::read(value).map(|moment| moment.in_zone(Some(zone))),
        None => source.moment(&line.name, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;

    #[test]
    fn events_are_unfolded_and_unescaped() {
        let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n b@c\r\nSUMMARY;LANGUAGE=en:Sitting\\, second\r\n\
            DTSTART;TZID=Asia/Amman:20260314T090000\r\nDTEND;VALUE=DATE:20260315\r\nLOCATION:Hall\\, Argo\r\n\
            STATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let context = Context::default();
        let mut source = Source::new(&crate::dialects::STANDARD, &context);
        let [item] = read(text, &mut source).unwrap().try_into().unwrap();
        assert_eq!((item.guid.as_deref(), item.headline.as_deref()), (Some("ab@c"), Some("Sitting, second")));
        assert_eq!(item.starts.unwrap().to_string(), "2026-03-14T09:00:00+03:00");
        assert_eq!(item.ends.unwrap().to_string(), "2026-03-15");
        assert_eq!(item.status, Status::Canceled);
        let cut = text.split("STATUS").next().unwrap();
        assert!(matches!(read(cut, &mut source), Err(Refusal::Incomplete { .. })));
    }
}

//! From bytes to a reading: unpack, decode, tell the format, read.

use crate::charset::{self, Decoded};
use crate::context::Context;
use crate::dialects;
use crate::feeds;
use crate::format::Format;
use crate::item::Item;
use crate::reading::{Charset, Found, ITEMS_MAX, Outcome, Reading, Refused, Source};
use crate::refusal::{Notice, Refusal};
use crate::sniff::{self, Sniffed};
use crate::unpack::{self, TEXT_BYTES_MAX};
use crate::xml::{self, Mode, Tree};
use crate::{agency_xml, anpa, body, g2, ical, iptc7901, json, json_events, mail, newsml1, ninjs, nitf};

/// Reads a file.
///
/// # Errors
/// Why nothing was taken of it.
pub fn read(bytes: &[u8], context: &Context) -> std::result::Result<Reading, Refused> {
    let plain = unpack::unpack(bytes).map_err(|reason| Refused { reason, format: None, charset: None })?;
    if sniff::is_mail(&plain) {
        return mail::read(&plain, context);
    }
    let refused = |reason| Refused { reason, format: None, charset: None };
    if plain.len() > TEXT_BYTES_MAX {
        return Err(refused(Refusal::Limit { what: "bytes", limit: TEXT_BYTES_MAX }));
    }
    let decoded = charset::decode(&plain, context).map_err(refused)?;
    let charset =
        Charset { declared: decoded.declared.clone(), actual: decoded.actual.clone(), used: decoded.used.clone() };
    let (format, result) = by_format(&decoded, context);
    let mut found = result.map_err(|reason| Refused { reason, format, charset: Some(Box::new(charset.clone())) })?;
    if found.items.len() > ITEMS_MAX {
        found.items.truncate(ITEMS_MAX);
        found.notices.push(Notice::new(format!("more than {ITEMS_MAX} items: the rest was left out")));
    }
    let notices = decoded.notices.into_iter().chain(found.notices).collect();
    let dialect = Some(found.dialect).filter(|name| !name.is_empty());
    let Found { format, outcome, items, feed, .. } = found;
    Ok(Reading { format, dialect, outcome, charset, items, notices, feed })
}

type Result<T> = std::result::Result<T, Refusal>;

fn by_format(decoded: &Decoded, context: &Context) -> (Option<Format>, Result<Found>) {
    let text = decoded.text.as_str();
    match sniff::sniff(text) {
        Sniffed::Xml(root) => by_root(&root, text, context),
        Sniffed::Json => by_json(text, context),
        Sniffed::Ics => (Some(Format::Events), events(text, context)),
        Sniffed::Iptc7901 => (Some(Format::Iptc7901), listed(Format::Iptc7901, text, context, iptc7901::read)),
        Sniffed::Anpa1312 => (Some(Format::Anpa1312), listed(Format::Anpa1312, text, context, anpa::read)),
        Sniffed::Text => (Some(Format::Text), plain(text, context)),
    }
}

fn by_root(root: &str, text: &str, context: &Context) -> (Option<Format>, Result<Found>) {
    let format = match root {
        "nitf" => Format::Nitf,
        "NewsML" => Format::Newsml1,
        name if g2::is_root(name) => Format::NewsmlG2,
        name => match feeds::format_of(name) {
            Some(format) => format,
            None if name.eq_ignore_ascii_case("html") => {
                return (None, Err(Refusal::Format("an HTML page where a feed or item was expected".into())));
            }
            None => Format::AgencyXml,
        },
    };
    let is_feed = matches!(format, Format::Rss | Format::Atom | Format::Cdf);
    let tree = xml::parse(text, if is_feed { Mode::Mending } else { Mode::Strict });
    let tree = match tree {
        Ok(tree) => tree,
        Err(reason) => return (Some(format), Err(reason)),
    };
    let format = if format == Format::NewsmlG2 && g2::is_event(tree.root()) { Format::Events } else { format };
    if is_feed {
        return (Some(format), feeds::xml::read(&tree, format, context));
    }
    (Some(format), of_tree(&tree, format, text, context))
}

fn of_tree(tree: &Tree, format: Format, text: &str, context: &Context) -> Result<Found> {
    let dialect = dialects::of(format, text);
    let mut source = Source::new(dialect, context);
    tree.flaws.iter().for_each(|flaw| source.notice(Notice::new(flaw.clone())));
    let root = tree.root();
    let (outcome, items) = match format {
        Format::Nitf => (Outcome::Read, vec![nitf::read(root, &mut source)]),
        Format::Newsml1 => {
            let items = newsml1::read(root, &mut source);
            let is_news = items.iter().any(|item| {
                item.body.is_some() || !item.media.is_empty() || item.headline.is_some() || !item.links.is_empty()
            });
            (if is_news { Outcome::Read } else { Outcome::Skipped }, items)
        }
        Format::NewsmlG2 | Format::Events => g2::read(root, &mut source)?,
        _ => {
            let (outcome, item) = agency_xml::read(root, &mut source)?;
            (outcome, vec![item])
        }
    };
    Ok(Found { format, dialect: dialect.name, outcome, items, notices: source.notices, feed: None })
}

fn by_json(text: &str, context: &Context) -> (Option<Format>, Result<Found>) {
    let value = match json::parse(text) {
        Ok(value) => value,
        Err(reason) => return (None, Err(reason)),
    };
    if feeds::json_feed::is_feed(&value) {
        return (Some(Format::JsonFeed), Ok(feeds::json_feed::read(&value, context)));
    }
    if !ninjs::is_item(&value) && json_events::are(&value) {
        let mut source = Source::new(&dialects::STANDARD, context);
        let items = json_events::read(&value, &mut source);
        let (format, outcome) = (Format::Events, Outcome::OtherKind);
        let found = Found { format, dialect: "", outcome, items, notices: source.notices, feed: None };
        return (Some(format), Ok(found));
    }
    if !ninjs::is_item(&value) {
        return (None, Err(Refusal::Format("JSON that is neither ninjs nor JSON Feed".into())));
    }
    let dialect = dialects::of(Format::Ninjs, text);
    let mut source = Source::new(dialect, context);
    let found = ninjs::read(&value, &mut source).map(|(outcome, items)| Found {
        format: Format::Ninjs,
        dialect: dialect.name,
        outcome,
        items,
        notices: source.notices,
        feed: None,
    });
    (Some(Format::Ninjs), found)
}

fn events(text: &str, context: &Context) -> Result<Found> {
    let dialect = dialects::of(Format::Events, text);
    let mut source = Source::new(dialect, context);
    let items = ical::read(text, &mut source)?;
    let outcome = Outcome::OtherKind;
    Ok(Found { format: Format::Events, dialect: dialect.name, outcome, items, notices: source.notices, feed: None })
}

fn listed(
    format: Format,
    text: &str,
    context: &Context,
    reader: impl Fn(&str, &mut Source) -> Result<Vec<Item>>,
) -> Result<Found> {
    let dialect = dialects::of(format, text);
    let mut source = Source::new(dialect, context);
    let items = reader(text, &mut source)?;
    let outcome = Outcome::Read;
    Ok(Found { format, dialect: dialect.name, outcome, items, notices: source.notices, feed: None })
}

/// Plain text: the first line is the headline if an empty line follows it.
fn plain(text: &str, context: &Context) -> Result<Found> {
    let controls = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if controls * 20 > text.chars().count() {
        return Err(Refusal::NotText);
    }
    if text.trim_start().starts_with('<') {
        return Err(Refusal::Format("markup that is not XML".into()));
    }
    let mut item = Item::text();
    let text = text.replace("\r\n", "\n");
    let (first, rest) = text.trim_start().split_once("\n\n").unwrap_or(("", &text));
    let is_headline = !first.is_empty() && !first.contains('\n') && first.chars().count() <= HEADLINE_MAX;
    item.headline = crate::text::clean(first).filter(|_| is_headline);
    item.body = body::of_plain(if is_headline { rest } else { &text });
    let source = Source::new(&dialects::STANDARD, context);
    body::take_sign_off(&mut item);
    body::take_dateline(&mut item, source.dialect.agencies);
    let (format, dialect, outcome) = (Format::Text, "", Outcome::Read);
    Ok(Found { format, dialect, outcome, items: vec![item], notices: source.notices, feed: None })
}

/// Characters of a line that may be a headline.
const HEADLINE_MAX: usize = 200;

//! RSS, RDF, Atom and CDF: finds the channel and the entries in the tree.

use std::collections::HashMap;

use super::construct::{self, Place};
use super::names::{self, Vocabulary};
use super::part::Reader;
use super::{Feed, items};
use crate::context::Context;
use crate::format::Format;
use crate::reading::{Found, ITEMS_MAX, Outcome, Source};
use crate::refusal::{Notice, Refusal};
use crate::xml::{Element, Tree};

/// Reads a feed.
///
/// # Errors
/// None at present: what is no feed is told by its outermost element before.
pub(crate) fn read(tree: &Tree, format: Format, context: &Context) -> Result<Found, Refusal> {
    let mut source = Source::new(&crate::dialects::STANDARD, context);
    tree.flaws.iter().for_each(|flaw| source.notice(Notice::new(flaw.clone())));
    let root = tree.root();
    let place = Place { address: context.address.as_deref(), language: context.language.as_deref() };
    let channel = channel(root, format);
    let mut feed = Feed { version: version(tree), ..Feed::default() };
    feed.channel = Reader { place, is_channel: true }.read(channel);
    // In RDF, picture and search field stand beside the channel.
    let beside = root.children().filter(|_| root != channel).filter(|child| is_core(*child) && !is_entry(*child));
    beside.filter(|child| matches!(child.name(), "image" | "textinput")).for_each(|child| {
        Reader { place, is_channel: true }.apply(&mut feed.channel, child);
    });
    feed.channel.language =
        feed.channel.language.take().or_else(|| construct::language(root, None)).or_else(|| context.language.clone());
    let outside = root.children().filter(|_| root != channel).filter(|child| is_entry(*child));
    let entries: Vec<Element> = channel.children().filter(|child| is_entry(*child)).chain(outside).collect();
    if entries.len() > ITEMS_MAX {
        source.notice(Notice::new(format!("more than {ITEMS_MAX} entries: the rest was left out")));
    }
    let reader = Reader { place, is_channel: false };
    feed.entries = entries.into_iter().take(ITEMS_MAX).map(|entry| reader.read(entry)).collect();
    let scheme = if format == Format::Atom { "atom" } else { "rss" };
    let items = items::of(&feed, scheme, &mut source);
    repeated(&feed, &mut source);
    let outcome = if items.is_empty() { Outcome::Skipped } else { Outcome::Read };
    Ok(Found { format, dialect: "", outcome, items, notices: source.notices, feed: Some(feed) })
}

fn is_core(element: Element) -> bool {
    matches!(names::of(element.namespace()), Vocabulary::Core | Vocabulary::Unknown)
}

fn channel(root: Element, format: Format) -> Element {
    if format != Format::Rss {
        return root;
    }
    let of = |name: &str| root.children().find(|child| child.name().eq_ignore_ascii_case(name));
    // A feed that has moved holds only its new address.
    of("channel").or_else(|| of("redirect")).unwrap_or(root)
}

fn is_entry(element: Element) -> bool {
    let name = element.name();
    is_core(element) && ["item", "entry"].iter().any(|entry| name.eq_ignore_ascii_case(entry))
}

fn version(tree: &Tree) -> String {
    let root = tree.root();
    let name = root.name().to_ascii_lowercase();
    let stated = root.attr("version").unwrap_or_default().trim();
    match name.as_str() {
        "channel" => "cdf".into(),
        "feed" => match root.namespace().to_ascii_lowercase() {
            namespace if namespace.contains("2005/atom") => "atom10".into(),
            _ => match stated {
                "0.1" => "atom01".into(),
                "0.2" => "atom02".into(),
                _ => "atom03".into(),
            },
        },
        "rdf" => {
            let all = root.children().map(Element::namespace).find(|namespace| !namespace.is_empty());
            if all.is_some_and(|namespace| namespace.contains("netscape.com")) {
                "rss090".into()
            } else {
                "rss10".into()
            }
        }
        _ if stated.starts_with('2') => "rss20".into(),
        _ if stated == "0.91" => {
            let netscape = tree.doctype.is_some();
            if netscape { "rss091n".into() } else { "rss091u".into() }
        }
        _ if stated.starts_with("0.9") => format!("rss{}", stated.replace('.', "")),
        _ => "rss".into(),
    }
}

/// Ids that several entries share: each stays an item, and the desk is told.
fn repeated(feed: &Feed, source: &mut Source) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for id in feed.entries.iter().filter_map(|entry| entry.id.as_deref()) {
        *counts.entry(id).or_default() += 1;
    }
    let mut several: Vec<(&str, usize)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    several.sort_unstable();
    for (id, count) in several.into_iter().take(10) {
        source.notice(Notice::at(id, format!("{count} entries have this id")));
    }
}

//! Finds the topics that a page prints: links in an element named as topics, or links to pages of topics.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use scraper::{ElementRef, Selector};

use super::{
    byline::words,
    dom, html,
    metadata::{Metadata, Site},
    phrases::line_key,
    vocabulary::TOPICS,
};

/// Topics of one page, at most.
const TOPICS_MAX: usize = 40;
/// Links that are examined.
const LINKS_MAX: usize = 4000;
/// Levels above a link at which the named element may be.
const LEVELS_MAX: usize = 4;
/// Words of a topic, at most.
const TOPIC_WORDS_MAX: usize = 6;

/// The topics printed after the beginning of the text, or those in machine-readable data.
pub(super) fn find(root: ElementRef<'_>, element: Option<ElementRef<'_>>, metadata: &Metadata) -> Vec<String> {
    let named = tidy(
        html::find(root, TOPICS).filter(|element| element.value().name() != "meta").map(html::text_of),
        &metadata.site,
    );
    if !named.is_empty() {
        return named;
    }
    let linked = linked(root, element, &metadata.site);
    if !linked.is_empty() {
        return linked;
    }
    tidy(metadata.topics.iter().cloned(), &metadata.site)
}

fn tidy(topics: impl Iterator<Item = String>, site: &Site) -> Vec<String> {
    let mut seen = HashSet::new();
    topics
        .map(|topic| topic.trim_matches(['#', ',', '،', ' ', '|']).replace('_', " "))
        .filter(|topic| {
            topic.chars().any(char::is_alphanumeric) && words(topic) <= TOPIC_WORDS_MAX && !site.is_named(topic)
        })
        .filter(|topic| seen.insert(line_key(topic)))
        .take(TOPICS_MAX)
        .collect()
}

/// The first group of such links after the beginning of the text. A menu has too many links.
fn linked(root: ElementRef<'_>, element: Option<ElementRef<'_>>, site: &Site) -> Vec<String> {
    let Ok(links) = Selector::parse("a[href]") else { return Vec::new() };
    let order: HashMap<NodeId, usize> = root.descendants().enumerate().map(|(at, node)| (node.id(), at)).collect();
    let place = |element: ElementRef<'_>| order.get(&element.id()).copied().unwrap_or_default();
    let from = element.map_or(0, place);
    let mut groups: Vec<(NodeId, Vec<String>)> = Vec::new();
    for link in root.select(&links).take(LINKS_MAX).filter(|link| place(*link) > from) {
        let text = html::text_of(link);
        if text.is_empty() || words(&text) > TOPIC_WORDS_MAX {
            continue;
        }
        let Some(group) = group_of(link) else { continue };
        match groups.iter().position(|(id, _)| *id == group) {
            Some(at) => groups.get_mut(at).into_iter().for_each(|(_, texts)| texts.push(text.clone())),
            None if groups.len() < TOPICS_MAX => groups.push((group, vec![text])),
            None => {}
        }
    }
    let fits = |texts: &Vec<String>| (1..=TOPICS_MAX / 2).contains(&texts.len());
    groups.into_iter().map(|(_, texts)| tidy(texts.into_iter(), site)).find(fits).unwrap_or_default()
}

/// The element that groups a link with others: one named as topics, or the parent of links to topics.
fn group_of(link: ElementRef<'_>) -> Option<NodeId> {
    const CALLED: &[&str] =
        &["tag", "tags", "topic", "topics", "keyword", "keywords", "taglist", "hashtags", "motscles"];
    let above = || link.ancestors().filter_map(ElementRef::wrap).take(LEVELS_MAX);
    let called = above().filter(|element| {
        let names = dom::class_words(*element);
        names.iter().any(|word| CALLED.contains(&word.as_str()))
            || element.value().attr("data-component").is_some_and(|name| CALLED.contains(&name))
    });
    let called = called.last();
    if let Some(called) = called {
        return Some(called.id());
    }
    let address = link.value().attr("href")?.to_ascii_lowercase();
    let leads = [
        "/topic/",
        "/topics/",
        "/tag/",
        "/tags/",
        "/theme/",
        "/themes/",
        "/keyword/",
        "/keywords/",
        "/mot-cle/",
        "/tags.",
        "tag=",
    ]
    .iter()
    .any(|piece| address.contains(piece));
    let alone = leads
        && !link
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|element| matches!(element.value().name(), "nav" | "header" | "p"));
    alone.then(|| above().nth(1).map(|element| element.id())).flatten()
}

//! What a page says about itself for machines: schema.org JSON-LD and `<meta>`.

use scraper::{Html, Selector};
use serde_json::Value;

/// Nodes of JSON-LD looked at on one page.
const NODES_MAX: usize = 2000;

/// Facts by machine-readable markup; all as printed.
#[derive(Debug, Default)]
pub(super) struct Structure {
    pub headline: Option<String>,
    pub date: Option<String>,
    pub authors: Vec<String>,
    pub topics: Vec<String>,
    pub reads: Option<u64>,
    pub body: Option<String>,
    pub title: Option<String>,
}

pub(super) fn read(document: &Html) -> Structure {
    let mut found = Structure::default();
    for script in select(document, "script[type='application/ld+json']") {
        if let Ok(value) = serde_json::from_str::<Value>(script.text().collect::<String>().trim()) {
            article(&value, &mut found);
        }
    }
    let meta = |selector: &str| {
        select(document, selector)
            .next()
            .and_then(|meta| meta.attr("content"))
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    found.headline = found.headline.take().or_else(|| meta("meta[property='og:title']"));
    found.date = found
        .date
        .take()
        .or_else(|| meta("meta[property='article:published_time']"))
        .or_else(|| meta("meta[itemprop=datePublished]"))
        .or_else(|| meta("meta[name='date']"));
    if found.authors.is_empty() {
        found.authors.extend(meta("meta[name=author]"));
    }
    if found.topics.is_empty() {
        found.topics = select(document, "meta[property='article:tag']")
            .filter_map(|meta| meta.attr("content"))
            .map(|tag| tag.trim().to_owned())
            .collect();
    }
    found.title =
        select(document, "title").next().map(|title| arabic::normalize::tidy(&title.text().collect::<String>()));
    found
}

fn select<'a>(document: &'a Html, selector: &str) -> impl Iterator<Item = scraper::ElementRef<'a>> + use<'a> {
    let selector = Selector::parse(selector).ok();
    selector.map(|selector| document.select(&selector).collect::<Vec<_>>()).unwrap_or_default().into_iter()
}

/// The first article among the nodes of a document (serde_json bounds its depth).
fn article(value: &Value, found: &mut Structure) {
    let mut queue = vec![value];
    let mut seen = 0;
    while let Some(node) = queue.pop() {
        seen += 1;
        if seen > NODES_MAX {
            return;
        }
        match node {
            Value::Array(nodes) => queue.extend(nodes.iter().rev()),
            Value::Object(object) => {
                if !is_article(node) {
                    queue.extend(object.get("@graph").into_iter().chain(object.get("mainEntity")));
                    continue;
                }
                let text = |name: &str| {
                    object
                        .get(name)
                        .and_then(Value::as_str)
                        .map(str::trim)
                        .filter(|text| !text.is_empty())
                        .map(str::to_owned)
                };
                found.headline = text("headline").or_else(|| text("name"));
                found.date = text("datePublished").or_else(|| text("dateCreated"));
                found.body = text("articleBody");
                found.authors = object.get("author").map(names).unwrap_or_default();
                found.topics = object
                    .get("keywords")
                    .map(|keywords| match keywords {
                        Value::String(list) => super::line::split_topics(list),
                        other => names(other),
                    })
                    .unwrap_or_default();
                found.reads = object.get("interactionStatistic").and_then(reads);
                return;
            }
            _ => {}
        }
    }
}

fn is_article(node: &Value) -> bool {
    let is =
        |name: &Value| name.as_str().is_some_and(|name| name.ends_with("Article") || name.ends_with("BlogPosting"));
    match node.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is),
        Some(name) => is(name),
        None => false,
    }
}

fn names(value: &Value) -> Vec<String> {
    let one = |value: &Value| {
        value
            .as_str()
            .or_else(|| value.get("name").and_then(Value::as_str))
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
    };
    match value {
        Value::Array(values) => values.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    }
}

fn reads(value: &Value) -> Option<u64> {
    let one = |value: &Value| {
        let kind = value.get("interactionType").map(|kind| kind.to_string()).unwrap_or_default();
        let counted = kind.is_empty() || ["Read", "View", "Watch", "Visit"].iter().any(|word| kind.contains(word));
        let count = value.get("userInteractionCount")?;
        count.as_u64().or_else(|| count.as_str()?.trim().parse().ok()).filter(|_| counted)
    };
    match value {
        Value::Array(values) => values.iter().find_map(one),
        value => one(value),
    }
}

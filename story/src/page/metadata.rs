//! What a page says about itself for machines: schema.org JSON-LD, microdata, RDFa and `<meta>`, in the forms that
//! sites really use.

use std::collections::{HashMap, HashSet};

use arabic::normalize::tidy;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Map, Value};

use super::phrases::line_key;

/// Nodes of JSON-LD that are read on one page.
const NODES_MAX: usize = 2000;
/// JSON-LD scripts, and elements of one kind of markup, that are read.
const SCRIPTS_MAX: usize = 40;
/// Bytes of a text that is read, at most.
const TEXT_BYTES_MAX: usize = 4000;

/// Facts from machine-readable markup, as written, with entities decoded. In each list the most reliable source comes
/// first.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub headlines: Vec<String>,
    /// Dates of publication.
    pub dates: Vec<String>,
    /// Authors: names of persons, desks and agencies, one each.
    pub authors: Vec<String>,
    pub topics: Vec<String>,
    pub reads: Option<u64>,
    pub body: Option<String>,
    /// Summaries of the story. One is a deck if the page prints it.
    pub descriptions: Vec<String>,
    /// The address of the picture that represents the story.
    pub image: Option<String>,
    /// Captions and alternative texts of the page's pictures, as keys.
    pub captions: HashSet<String>,
    /// The `<title>`.
    pub title: Option<String>,
    /// Names of the site and its publisher. They are not authors.
    pub site: Site,
}

/// The names of a site.
#[derive(Debug, Default)]
pub(super) struct Site {
    keys: HashSet<String>,
}

impl Site {
    fn add(&mut self, name: &str) {
        let key = tight(name);
        if key.chars().count() >= 2 {
            self.keys.insert(key);
        }
    }

    /// Whether this is a name of the site itself, in words or as its host.
    pub(super) fn is_named(&self, name: &str) -> bool {
        let key = tight(name);
        let host = ["com", "net", "org", "fr", "tv", "news", "info", "co", "uk"]
            .iter()
            .find_map(|end| key.strip_suffix(end))
            .unwrap_or_default();
        self.keys.contains(&key) || (!host.is_empty() && self.keys.contains(host))
    }
}

fn tight(name: &str) -> String {
    let key = line_key(name).replace(' ', "");
    let bare = ["the", "le", "la", "les"].iter().find_map(|article| key.strip_prefix(article));
    bare.filter(|bare| bare.len() >= 4).map(str::to_owned).unwrap_or(key)
}

/// Reads the machine-readable markup of a page.
pub(super) fn read(document: &Html) -> Metadata {
    let mut found = Metadata::default();
    site(document, &mut found.site);
    let scripts = select(document, "script[type]").filter(|script| {
        let kind = script.attr("type").unwrap_or_default().to_ascii_lowercase();
        kind.split(';').next().is_some_and(|kind| kind.trim() == "application/ld+json")
    });
    let values: Vec<Value> =
        scripts.take(SCRIPTS_MAX).filter_map(|script| json(&script.text().collect::<String>())).collect();
    let graph = Graph::of(&values);
    for name in graph.publishers() {
        found.site.add(&name);
    }
    if let Some(article) = graph.article() {
        graph.tell(article, &mut found);
    }
    microdata(document, &mut found);
    meta(document, &mut found);
    captions(document, &graph, &mut found.captions);
    found.image = contents(document, &["og:image"]).into_iter().next();
    found.title = select(document, "title").next().map(|title| tidy(&title.text().collect::<String>()));
    found
}

fn select<'a>(document: &'a Html, selector: &str) -> impl Iterator<Item = ElementRef<'a>> + use<'a> {
    let selector = Selector::parse(selector).ok();
    selector.map(|selector| document.select(&selector).collect::<Vec<_>>()).unwrap_or_default().into_iter()
}

fn contents(document: &Html, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for name in names {
        for kind in ["property", "name", "itemprop"] {
            let metas = select(document, &format!("meta[{kind}='{name}' i]"));
            let texts = metas.filter_map(|meta| meta.attr("content")).map(|text| tidy(&decoded(text)));
            found.extend(texts.filter(|text| !text.is_empty() && text.len() <= TEXT_BYTES_MAX).take(SCRIPTS_MAX));
        }
    }
    found
}

/// Words of a caption, at least: a name is shorter.
const CAPTION_WORDS_MIN: usize = 4;

fn captions(document: &Html, graph: &Graph<'_>, captions: &mut HashSet<String>) {
    let images = graph.nodes.iter().filter(|node| is_kind(node, |kind| kind == "ImageObject"));
    let told = images.flat_map(|image| ["caption", "description", "name"].map(|name| text(image, name))).flatten();
    let shown = select(document, "img[alt], img[title]")
        .take(NODES_MAX)
        .flat_map(|image| ["alt", "title"].map(|name| image.attr(name).map(decoded)))
        .flatten();
    let meta = contents(document, &["og:image:alt", "twitter:image:alt"]);
    let all = told.chain(shown).chain(meta).filter(|text| text.len() <= TEXT_BYTES_MAX).map(|text| line_key(&text));
    captions.extend(all.filter(|key| key.split(' ').count() >= CAPTION_WORDS_MIN));
}

fn site(document: &Html, site: &mut Site) {
    for name in contents(
        document,
        &[
            "og:site_name",
            "application-name",
            "twitter:site",
            "al:ios:app_name",
            "publisher",
            "article:publisher",
            "copyright",
        ],
    ) {
        if !name.contains("://") {
            site.add(name.trim_start_matches('@'));
        }
    }
    let addresses = contents(document, &["og:url"])
        .into_iter()
        .chain(select(document, "link[rel=canonical]").filter_map(|link| link.attr("href").map(str::to_owned)));
    for address in addresses {
        let Some(host) = url::Url::parse(&address).ok().and_then(|url| url.host_str().map(str::to_owned)) else {
            continue;
        };
        let host = host.trim_start_matches("www.");
        site.add(host);
        host.split('.').rev().skip(1).filter(|label| label.len() >= 4).for_each(|label| site.add(label));
    }
}

fn microdata(document: &Html, found: &mut Metadata) {
    let text = |element: ElementRef<'_>| {
        let content = element.attr("content").or(element.attr("datetime"));
        tidy(&content.map_or_else(|| element.text().collect::<String>(), decoded))
    };
    for date in select(
        document,
        "[itemprop~=datePublished],[property~=datePublished],[property~='schema:datePublished'],[property='dc:date']",
    )
    .take(SCRIPTS_MAX)
    {
        found.dates.push(text(date));
    }
    let summaries = "[itemprop~=description],[itemprop~=alternativeHeadline],[property~='schema:description'],[property~='schema:alternativeHeadline']";
    for description in select(document, summaries).take(SCRIPTS_MAX) {
        let text = text(description);
        if text.len() <= TEXT_BYTES_MAX {
            found.descriptions.push(text);
        }
    }
    let publishers = "[itemprop~=publisher] [itemprop~=name],[property~='schema:publisher'] [property~='schema:name'],[property~=publisher] [property~=name]";
    for publisher in select(document, publishers).take(SCRIPTS_MAX) {
        let name = text(publisher);
        found.site.add(&name);
    }
}

fn meta(document: &Html, found: &mut Metadata) {
    found.headlines.extend(contents(document, &["og:title", "twitter:title", "title", "dc.title"]));
    found
        .descriptions
        .extend(contents(document, &["og:description", "description", "twitter:description", "dc.description"]));
    found.dates.extend(contents(
        document,
        &[
            "article:published_time",
            "og:published_time",
            "datepublished",
            "date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publication_date",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
            "sailthru.date",
            "parsely-pub-date",
            "cxenseparse:recs:publishtime",
        ],
    ));
    if found.authors.is_empty() {
        let named = contents(
            document,
            &[
                "author",
                "article:author",
                "dc.creator",
                "byl",
                "sailthru.author",
                "parsely-author",
                "cxenseparse:author",
            ],
        );
        found.authors = named.into_iter().filter(|name| !name.contains("://")).collect();
    }
    if found.topics.is_empty() {
        found.topics = contents(document, &["article:tag"]);
    }
    found.dates.retain(|date| !date.is_empty());
}

/// Decodes a text whose entities were encoded twice.
fn decoded(text: &str) -> String {
    match text.contains('&') && text.contains(';') {
        true => Html::parse_fragment(text).root_element().text().collect(),
        false => text.to_owned(),
    }
}

/// Parses JSON as pages contain it: in a CDATA section or a comment, with raw line ends in strings, with a semicolon at
/// its end.
fn json(source: &str) -> Option<Value> {
    let mut text = source.trim();
    for (open, close) in [("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<!--", "-->")]
    {
        if let Some(inner) = text.strip_prefix(open) {
            text = inner.trim();
            text = text.strip_suffix(close).unwrap_or(text).trim().trim_end_matches("//").trim();
        }
    }
    let text = text.trim_start_matches('\u{FEFF}').trim_end_matches(';').trim();
    serde_json::from_str(text).ok().or_else(|| serde_json::from_str(&mended(text)).ok())
}

/// Repairs JSON: control characters inside strings are escaped, commas before a closing bracket are removed.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '\n' | '\r' | '\t' if quoted => {
                out.push_str(match c {
                    '\n' => "\\n",
                    '\r' => "\\r",
                    _ => "\\t",
                });
                continue;
            }
            c if quoted && c.is_control() => continue,
            '}' | ']' if !quoted => {
                let kept = out.trim_end();
                if let Some(before) = kept.strip_suffix(',') {
                    out.truncate(before.len());
                }
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

/// The nodes of all JSON-LD of a page, and those to which others refer by `@id`.
struct Graph<'a> {
    nodes: Vec<&'a Map<String, Value>>,
    by_id: HashMap<&'a str, &'a Map<String, Value>>,
}

impl<'a> Graph<'a> {
    fn of(values: &'a [Value]) -> Self {
        let mut graph = Self { nodes: Vec::new(), by_id: HashMap::new() };
        let mut queue: Vec<&Value> = values.iter().rev().collect();
        while let Some(value) = queue.pop() {
            if graph.nodes.len() >= NODES_MAX {
                break;
            }
            match value {
                Value::Array(values) => queue.extend(values.iter().rev().take(NODES_MAX)),
                Value::Object(node) => {
                    graph.nodes.push(node);
                    if let Some(id) = node.get("@id").and_then(Value::as_str).filter(|_| node.len() > 1) {
                        graph.by_id.entry(id).or_insert(node);
                    }
                    let inner = [
                        "@graph",
                        "mainEntity",
                        "mainEntityOfPage",
                        "publisher",
                        "author",
                        "creator",
                        "isPartOf",
                        "image",
                        "associatedMedia",
                    ];
                    queue.extend(inner.iter().rev().filter_map(|name| node.get(*name)));
                }
                _ => {}
            }
        }
        graph
    }

    /// The node itself, or the one to which it refers.
    fn resolved(&self, node: &'a Map<String, Value>) -> &'a Map<String, Value> {
        let id = node.get("@id").and_then(Value::as_str).filter(|_| !node.contains_key("name"));
        id.and_then(|id| self.by_id.get(id)).copied().unwrap_or(node)
    }

    /// The first article. One with a headline takes precedence.
    fn article(&self) -> Option<&'a Map<String, Value>> {
        let articles = || {
            self.nodes
                .iter()
                .copied()
                .filter(|node| is_kind(node, |kind| kind.ends_with("Article") || kind.ends_with("BlogPosting")))
        };
        articles().find(|node| node.contains_key("headline")).or_else(|| articles().next())
    }

    fn publishers(&self) -> Vec<String> {
        let named =
            self.nodes.iter().flat_map(|node| node.get("publisher").map(|one| self.names(one)).unwrap_or_default());
        let sites =
            self.nodes.iter().filter(|node| is_kind(node, |kind| matches!(kind, "WebSite" | "NewsMediaOrganization")));
        named.chain(sites.filter_map(|node| text(node, "name"))).collect()
    }

    fn tell(&self, node: &'a Map<String, Value>, found: &mut Metadata) {
        found.headlines.extend(text(node, "headline").or_else(|| text(node, "name")));
        found.dates.extend(text(node, "datePublished").or_else(|| text(node, "dateCreated")));
        found.descriptions.extend(text(node, "alternativeHeadline"));
        found.descriptions.extend(text(node, "description"));
        found.body = text(node, "articleBody");
        for role in ["author", "creator"] {
            if found.authors.is_empty() {
                found.authors = node.get(role).map(|value| self.names(value)).unwrap_or_default();
            }
        }
        found.topics = match node.get("keywords") {
            Some(Value::String(list)) => super::line::split_topics(&decoded(list)),
            Some(other) => self.names(other),
            None => Vec::new(),
        };
        found.reads = node.get("interactionStatistic").and_then(reads);
    }

    fn names(&self, value: &'a Value) -> Vec<String> {
        let mut names = Vec::new();
        let mut queue = vec![value];
        while let Some(value) = queue.pop() {
            match value {
                Value::Array(values) => queue.extend(values.iter().rev().take(SCRIPTS_MAX)),
                Value::String(name) => names.push(tidy(&decoded(name))),
                Value::Object(node) => match self.resolved(node).get("name") {
                    Some(Value::String(name)) => names.push(tidy(&decoded(name))),
                    Some(Value::Array(several)) => {
                        names.extend(several.iter().filter_map(Value::as_str).map(|name| tidy(&decoded(name))))
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        names.retain(|name| !name.is_empty() && !name.contains("://"));
        names
    }
}

fn is_kind(node: &Map<String, Value>, is: impl Fn(&str) -> bool) -> bool {
    let is = |name: &Value| name.as_str().is_some_and(&is);
    match node.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

fn text(node: &Map<String, Value>, name: &str) -> Option<String> {
    let value = match node.get(name)? {
        Value::Array(values) => values.first()?,
        value => value,
    };
    let text = value.as_str().or_else(|| value.get("@value")?.as_str())?;
    let text = decoded(text).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The count of reads; shares, likes and comments do not count.
fn reads(value: &Value) -> Option<u64> {
    let one = |value: &Value| {
        let kind = value.get("interactionType").map(|kind| kind.to_string()).unwrap_or_default();
        let counted = ["Read", "View", "Watch", "Visit"].iter().any(|word| kind.contains(word));
        let count = value.get("userInteractionCount")?;
        count.as_u64().or_else(|| count.as_str()?.trim().parse().ok()).filter(|count| counted && *count > 0)
    };
    match value {
        Value::Array(values) => values.iter().find_map(one),
        value => one(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(head: &str) -> Metadata {
        read(&Html::parse_document(&format!("<html><head>{head}</head><body></body></html>")))
    }

    #[test]
    fn json_is_read_as_pages_hold_it() {
        let article = r#"{"@type":"NewsArticle","headline":"عودة القطار","datePublished":"2019-02-08","author":{"name":"آسيا العمراني"}}"#;
        for script in [
            format!("<script type='application/ld+json'>{article}</script>"),
            format!("<script type='application/ld+json; charset=utf-8'>{article};</script>"),
            format!("<script type=\"application/ld+json\">//<![CDATA[\n{article}\n//]]></script>"),
            format!("<script type='application/ld+json'><![CDATA[{article}]]></script>"),
            format!("<script type='application/ld+json'><!-- {article} --></script>"),
            article.replace("عودة القطار", "عودة\nالقطار").replacen("{", "<script type='application/ld+json'>[{", 1)
                + ",]</script>",
        ] {
            let found = metadata(&script);
            assert_eq!(found.authors, ["آسيا العمراني"], "{script}");
            assert_eq!(found.dates, ["2019-02-08"], "{script}");
        }
    }

    #[test]
    fn nodes_are_found_by_their_ids_and_sites_are_nobody() {
        let found = metadata(
            r##"<meta property="og:site_name" content="صحيفة الشاطئ"><link rel=canonical href="https://www.shati.example/a">
            <script type="application/ld+json">{"@graph":[
              {"@type":"Organization","@id":"#paper","name":"الشاطئ"},
              {"@type":"Person","@id":"#asia","name":"آسيا &amp; العمراني"},
              {"@type":"Article","headline":"&quot;مكتبة للجميع&quot;","author":[{"@id":"#asia"}],"publisher":{"@id":"#paper"},
               "interactionStatistic":{"interactionType":"ShareAction","userInteractionCount":900}}]}</script>"##,
        );
        assert_eq!(found.authors, ["آسيا & العمراني"]);
        assert_eq!(found.headlines, ["\"مكتبة للجميع\""]);
        assert_eq!(found.reads, None, "shares are no reads");
        for name in ["الشاطئ", "صحيفة الشاطئ", "shati.example"] {
            assert!(found.site.is_named(name), "{name}");
        }
        assert!(!found.site.is_named("آسيا العمراني"));
    }
}

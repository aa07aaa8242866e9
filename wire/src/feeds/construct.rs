//! Texts of feeds with their kinds: escaped, inline or base64 markup, relative addresses, languages.

use base64::Engine;
use url::Url;

use super::Construct;
use crate::body::plain_of_html;
use crate::text::clean;
use crate::xml::{Element, Use, to_html};

/// Steps up the tree in which bases and languages are looked for.
const ANCESTORS_MAX: usize = crate::xml::DEPTH_MAX;

/// What a text is if its element does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Default {
    /// Plain, but markup if it looks like it (titles of RSS).
    Guess,
    Html,
    Plain,
}

/// What is known about the file besides its content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// Its address.
    pub address: Option<&'a str>,
    /// Its language, as HTTP states it.
    pub language: Option<&'a str>,
}

/// The text of an element.
pub(super) fn read(element: Element, default: Default, place: Place) -> Option<Construct> {
    let address = place.address;
    let written = element.attr("type").map(|kind| kind.trim().to_ascii_lowercase());
    let mode = element.attr("mode").map(|mode| mode.trim().to_ascii_lowercase());
    let has_elements = element.children().next().is_some();
    let mime = match written.as_deref() {
        Some("text" | "plain") => "text/plain".to_owned(),
        Some("html") => "text/html".to_owned(),
        Some("xhtml") => "application/xhtml+xml".to_owned(),
        Some(mime) if mime.contains('/') => mime.to_owned(),
        _ if has_elements => "application/xhtml+xml".to_owned(),
        _ if default == Default::Html => "text/html".to_owned(),
        _ => "text/plain".to_owned(),
    };
    let is_xml = mime.ends_with("+xml") || mime.ends_with("/xml");
    let is_base64 = mode.as_deref() == Some("base64")
        || mode.is_none() && written.is_some() && !mime.starts_with("text/") && !is_xml && !has_elements;
    let inline = has_elements && mode.as_deref() != Some("escaped");
    let mut value = if inline { inner(element) } else { element.raw_text() };
    if is_base64 {
        value = decoded(&value).unwrap_or(value);
    }
    let mut mime = mime;
    let looks = is_markup(&value);
    if looks && (is_base64 || mime == "text/plain" && default == Default::Guess && written.is_none()) {
        mime = "text/html".into();
    }
    if mode.as_deref() == Some("escaped") && mime == "text/plain" && looks && written.is_none() {
        mime = "text/html".into();
    }
    let base = base(element, address);
    if mime != "text/plain"
        && let Some(base) = &base
    {
        value = crate::html::absolute(&value, base);
    }
    let value = mended(value.trim());
    Some(Construct { value, mime, base, language: language(element, place.language) })
        .filter(|construct| !construct.value.is_empty())
}

/// The markup in an element, without the `div` that XHTML requires around it.
fn inner(element: Element) -> String {
    let rules = |inner: Element| match inner.name().to_ascii_lowercase().as_str() {
        "script" | "style" | "iframe" | "object" | "embed" | "svg" | "math" | "applet" | "form" => Use::Nothing,
        name => known(name).map_or(Use::Content, Use::As),
    };
    to_html(element, &rules)
}

/// Elements of HTML that are passed on to the reader of bodies.
fn known(name: &str) -> Option<&'static str> {
    const KNOWN: [&str; 37] = [
        "a",
        "abbr",
        "article",
        "b",
        "bdi",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "hr",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "span",
        "strong",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ];
    KNOWN.iter().find(|known| **known == name).copied()
}

fn decoded(text: &str) -> Option<String> {
    let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(packed).ok()?;
    String::from_utf8(bytes).ok()
}

/// Whether a text holds tags or references.
fn is_markup(text: &str) -> bool {
    let is_tag = |(at, _): (usize, &str)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && rest.contains('>')
    };
    let is_reference = |(at, _): (usize, &str)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let end = rest.find(';').filter(|end| (2..=10).contains(end));
        end.and_then(|end| rest.get(..end))
            .is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#'))
    };
    text.match_indices('<').take(50).any(is_tag) || text.match_indices('&').take(50).any(is_reference)
}

/// UTF-8 punctuation that was read as Windows-1252 and written again.
fn mended(text: &str) -> String {
    const WRONG: [(&str, &str); 7] =
        [("â€¦", "…"), ("â€™", "’"), ("â€˜", "‘"), ("â€œ", "“"), ("â€\u{9d}", "”"), ("â€“", "–"), ("â€”", "—")];
    if !text.contains("â€") {
        return text.to_owned();
    }
    WRONG.iter().fold(text.to_owned(), |text, (wrong, right)| text.replace(wrong, right))
}

/// The address against which addresses in the element are resolved: `xml:base` here and above, the address of the file.
pub(super) fn base(element: Element, address: Option<&str>) -> Option<String> {
    let up = std::iter::successors(Some(element), |at| at.parent()).take(ANCESTORS_MAX);
    let mut bases: Vec<&str> = up.filter_map(|at| at.attr("xml:base").or(at.attr("BASE"))).collect();
    bases.reverse();
    // An address that is absolute stays as written, with its international name.
    let mut found = address.filter(|address| Url::parse(address).is_ok()).map(str::to_owned);
    for base in bases.into_iter().map(str::trim) {
        let joined = found.as_deref().and_then(|outer| Url::parse(outer).ok()?.join(base).ok()).map(String::from);
        found = if Url::parse(base).is_ok() { Some(base.to_owned()) } else { joined.or(found) };
    }
    found
}

/// An address in the element, made absolute. International names stay as written.
pub(super) fn address(element: Element, written: &str, of_file: Option<&str>) -> String {
    let written = written.trim();
    if Url::parse(written).is_ok() {
        return written.to_owned();
    }
    match base(element, of_file) {
        Some(base) if written.is_empty() => base,
        Some(base) => {
            Url::parse(&base).and_then(|base| base.join(written)).map_or_else(|_| written.to_owned(), String::from)
        }
        None => written.to_owned(),
    }
}

/// The language tag in force, else that of the file; an empty one takes back those above.
pub(super) fn language(element: Element, of_file: Option<&str>) -> Option<String> {
    let up = std::iter::successors(Some(element), |at| at.parent()).take(ANCESTORS_MAX);
    clean(up.filter_map(|at| at.attr_even_empty("xml:lang")).next().or(of_file)?)
}

impl Construct {
    /// The text without markup, as one line.
    pub fn plain(&self) -> Option<String> {
        if self.mime == "text/plain" { clean(&self.value) } else { plain_of_html(&self.value) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::{Mode, parse};

    fn of(xml: &str, default: Default) -> Construct {
        let tree = parse(xml, Mode::Strict).unwrap();
        let place = Place { address: Some("http://argo.example/feed/"), language: None };
        read(tree.root(), default, place).unwrap()
    }

    #[test]
    fn kinds_of_text_are_told() {
        for (xml, default, mime, plain) in [
            ("<t>1 &lt; 2</t>", Default::Guess, "text/plain", "1 < 2"),
            ("<t>a &lt;b&gt;b&lt;/b&gt;</t>", Default::Guess, "text/html", "a b"),
            ("<t type='text'>a &lt;b&gt;</t>", Default::Guess, "text/plain", "a <b>"),
            (
                "<t type='xhtml'><div>a <b>b</b><script>c</script></div></t>",
                Default::Plain,
                "application/xhtml+xml",
                "a b",
            ),
            ("<t mode='base64'>PGI+YTwvYj4=</t>", Default::Plain, "text/html", "a"),
        ] {
            let found = of(xml, default);
            assert_eq!((found.mime.as_str(), found.plain().as_deref()), (mime, Some(plain)), "{xml}");
        }
    }

    #[test]
    fn bases_and_languages_are_inherited() {
        let tree =
            parse("<f xml:base='a/' xml:lang='ar'><t xml:base='b/' xml:lang=''>x</t></f>", Mode::Strict).unwrap();
        let inner = tree.root().child("t").unwrap();
        assert_eq!(base(inner, Some("http://argo.example/")).as_deref(), Some("http://argo.example/a/b/"));
        assert_eq!((language(inner, Some("fr")), language(tree.root(), None)), (None, Some("ar".into())));
        assert_eq!(address(inner, "c", Some("http://argo.example/")), "http://argo.example/a/b/c");
    }
}

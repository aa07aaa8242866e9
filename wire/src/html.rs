//! Small cuts in foreign HTML before `story` reads it. Only tags are looked at; the text is not parsed further.

/// A start tag.
pub(crate) struct Tag {
    /// Its name in lower case.
    pub name: String,
    attributes: String,
}

impl Tag {
    /// Whether the class attribute has this word.
    pub fn has_class(&self, class: &str) -> bool {
        self.attr("class").is_some_and(|value| value.split_whitespace().any(|word| word == class))
    }

    /// The value of an attribute in quotes.
    pub fn attr(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.attributes.split_once(&format!(" {name}="))?;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest.get(1..)?.split(quote).next()
    }
}

/// Elements that have no end tag.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "meta", "link", "wbr", "source"];

/// The HTML without the elements that `is_dropped` names, with all that is in them. An element that is not closed is
/// kept without its tag. Linear: what is dropped is passed over once.
pub(crate) fn without(html: &str, is_dropped: &dyn Fn(&Tag) -> bool) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag, after)) = next_tag(rest) {
        kept.push_str(before);
        let written = rest.get(before.len()..rest.len() - after.len()).unwrap_or_default();
        rest = after;
        let Some(tag) = tag.filter(is_dropped) else {
            kept.push_str(written);
            continue;
        };
        if !VOID.contains(&tag.name.as_str()) && !written.ends_with("/>") {
            match end_of(after, &tag.name) {
                Some((_, end)) => rest = after.get(end..).unwrap_or_default(),
                // Nothing of that name is closed any more: the rest is text.
                None => break,
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// The HTML with the relative addresses of links and pictures resolved against `base`.
pub(crate) fn absolute(html: &str, base: &str) -> String {
    let Ok(base) = url::Url::parse(base) else { return html.to_owned() };
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag, after)) = next_tag(rest) {
        out.push_str(before);
        let written = rest.get(before.len()..rest.len() - after.len()).unwrap_or_default();
        rest = after;
        let found = tag.and_then(|tag| {
            let (name, value) = ["href", "src"].iter().find_map(|name| Some((*name, tag.attr(name)?.to_owned())))?;
            let is_absolute = value.is_empty() || value.starts_with('#') || url::Url::parse(&value).is_ok();
            (!is_absolute).then(|| base.join(value.trim()).ok().map(|url| (name, value, url)))?
        });
        match found {
            Some((name, value, url)) => {
                let of = |quote: char| (format!("{name}={quote}{value}{quote}"), format!("{name}=\"{url}\""));
                let ((double, new), (single, _)) = (of('"'), of('\''));
                out.push_str(&written.replacen(&double, &new, 1).replacen(&single, &new, 1));
            }
            None => out.push_str(written),
        }
    }
    out.push_str(rest);
    out
}

/// The inner HTML of the first `div` of this class.
pub(crate) fn text_of_class(html: &str, class: &str) -> Option<String> {
    let mut rest = html;
    while let Some((_, tag, after)) = next_tag(rest) {
        rest = after;
        if tag.is_some_and(|tag| tag.name == "div" && tag.has_class(class)) {
            let (begin, _) = end_of(after, "div")?;
            // Words of neighbouring elements are two words.
            return after.get(..begin).map(|inner| inner.replace("</span>", "</span> "));
        }
    }
    None
}

/// The text before the next tag, the tag (`None` for an end tag or comment), and what follows it.
fn next_tag(html: &str) -> Option<(&str, Option<Tag>, &str)> {
    let open = html.find('<')?;
    let (before, rest) = html.split_at(open);
    if rest.starts_with("<!--") {
        let end = rest.find("-->").map_or(rest.len(), |at| at + 3);
        return Some((before, None, rest.get(end..).unwrap_or_default()));
    }
    let close = rest.find('>').map_or(rest.len(), |at| at + 1);
    let after = rest.get(close..).unwrap_or_default();
    let inner = rest.get(1..close)?.trim_end_matches('>');
    let name: String = inner.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
    if name.is_empty() {
        return Some((before, None, after));
    }
    let attributes = inner.get(name.len()..).unwrap_or_default().replace(['\n', '\t', '\r'], " ");
    Some((before, Some(Tag { name: name.to_ascii_lowercase(), attributes }), after))
}

/// Where the end tag of an element begins and ends, in the HTML after its start tag.
fn end_of(html: &str, name: &str) -> Option<(usize, usize)> {
    let mut depth = 0usize;
    let mut rest = html;
    loop {
        let (before, tag, after) = next_tag(rest)?;
        let begin = html.len() - rest.len() + before.len();
        let end = html.len() - after.len();
        let written = html.get(begin..end)?;
        rest = after;
        match tag {
            Some(tag) if tag.name == name && !written.ends_with("/>") => depth += 1,
            Some(_) => {}
            None if is_end(written, name) => {
                if depth == 0 {
                    return Some((begin, end));
                }
                depth -= 1;
            }
            None => {}
        }
    }
}

fn is_end(written: &str, name: &str) -> bool {
    let inner = written.strip_prefix("</").and_then(|rest| rest.strip_suffix('>'));
    inner.is_some_and(|inner| inner.trim().eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_are_resolved() {
        let html = "<a href=\"b\">x</a><img src='/c'><a href=\"#d\">y</a><a href=\"mailto:e@f\">z</a>";
        let expected = "<a href=\"http://a.example/b\">x</a><img src=\"http://a.example/c\"><a href=\"#d\">y</a>\
            <a href=\"mailto:e@f\">z</a>";
        assert_eq!(absolute(html, "http://a.example/"), expected);
    }

    #[test]
    fn elements_are_dropped_whole() {
        let html = "<p>a</p><div class=\"by x\">b<div>c</div>d</div><p>e<br>f</p><figure>g";
        let dropped = without(html, &|tag| tag.has_class("by") || tag.name == "figure");
        assert_eq!(dropped, "<p>a</p><p>e<br>f</p>g");
        assert_eq!(text_of_class(html, "by").as_deref(), Some("b<div>c</div>d"));
        let many = "<div class=\"by\">".repeat(20_000);
        assert!(without(&many, &|tag| tag.has_class("by")).len() < many.len());
    }
}

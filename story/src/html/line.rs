//! One-line fields of foreign systems: headlines and names that contain character references and a few tags.

use super::tree::Tree;

/// Tags that systems allow in headlines and names.
const TAGS: [&str; 24] = [
    "b", "strong", "i", "em", "u", "s", "small", "big", "sup", "sub", "span", "font", "a", "mark", "q", "cite", "bdi",
    "bdo", "wbr", "br", "p", "div", "h1", "h2",
];

/// Levels of nested references that are resolved: some systems escape what is already escaped.
const DEPTH_MAX: usize = 2;

/// Resolves the character references of `text` (`&#8220;`, `&amp;`, and `&amp;amp;` once more) and removes the tags
/// that systems allow in a line. Also returns whether there were tags. Anything else that looks like a tag stays.
pub fn one_line(text: &str) -> (String, bool) {
    let mut line = text.to_owned();
    for _ in 0..DEPTH_MAX {
        if !line.contains('&') {
            break;
        }
        // A lone `<` does not begin a tag here.
        let tree = Tree::parse(&line.replace('<', "&lt;"));
        line = tree.root().descendants().filter_map(|node| node.text()).collect();
    }
    let bare = without_tags(&line);
    let had_tags = bare.len() != line.len();
    (bare, had_tags)
}

fn without_tags(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match tag(rest) {
            Some((name, after)) => {
                if matches!(name.as_str(), "br" | "p" | "div" | "h1" | "h2") {
                    out.push(' ');
                }
                rest = &rest[after..];
            }
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// Name and length of the tag at the beginning of `text`, if it is allowed in a line.
fn tag(text: &str) -> Option<(String, usize)> {
    let inside = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let length = inside.find(|c: char| !c.is_ascii_alphanumeric())?;
    let name = inside[..length].to_ascii_lowercase();
    let ends = inside[length..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace());
    let is_known = ends && TAGS.contains(&name.as_str());
    is_known.then(|| text.find('>').map(|end| (name, end + 1)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_characters() {
        for (text, line) in [
            ("&#8220;النهار&#8221; &amp; الليل", "“النهار” & الليل"),
            ("&amp;quot;مرسى&amp;quot;", "\"مرسى\""),
            ("&laquo;المرسى&raquo; &hellip; d&#039;Alger", "«المرسى» … d'Alger"),
            ("Don&#146;t", "Don’t"),
            ("AT&T وR&D", "AT&T وR&D"),
            ("3 < 5 و7 > 2", "3 < 5 و7 > 2"),
            ("بلا شيء", "بلا شيء"),
        ] {
            assert_eq!(one_line(text), (line.to_owned(), false), "{text}");
        }
    }

    #[test]
    fn tags_of_a_line_go() {
        for (text, line) in [
            ("<b>عاجل</b> | خبر", "عاجل | خبر"),
            ("سطر<br />سطر", "سطر سطر"),
            ("&lt;strong&gt;خبر&lt;/strong&gt;", "خبر"),
            ("<span style=\"color:red\">أحمر", "أحمر"),
        ] {
            assert_eq!(one_line(text), (line.to_owned(), true), "{text}");
        }
        assert_eq!(one_line("كتاب <العنوان> <bold>").0, "كتاب <العنوان> <bold>");
        assert_eq!(one_line("<b").0, "<b");
    }
}

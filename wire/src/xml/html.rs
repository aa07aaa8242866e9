//! Writes marked-up XML (NITF, XHTML, an agency's own vocabulary) as HTML for `story`'s reader. The result is never
//! kept.

use super::element::{Element, Piece};

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// This element of HTML.
    As(&'static str),
    /// Its content alone.
    Content,
    /// Nothing of it.
    Nothing,
}

/// Maps the elements of a vocabulary.
pub(crate) type Rules<'a> = &'a dyn Fn(Element) -> Use;

/// Attributes that mean something in HTML and in the vocabularies that borrow from it.
const ATTRIBUTES: [&str; 8] = ["href", "src", "alt", "colspan", "rowspan", "lang", "dir", "scope"];

/// The content of `element` as HTML.
pub(crate) fn to_html(element: Element, rules: Rules) -> String {
    write(element.pieces().collect(), rules)
}

/// The elements in `element` as HTML, without the text between them.
pub(crate) fn blocks_to_html(element: Element, rules: Rules) -> String {
    write(element.children().map(Piece::Element).collect(), rules)
}

/// Written without recursion: depth is that of the tree.
fn write(pieces: Vec<Piece>, rules: Rules) -> String {
    let mut html = String::new();
    let mut stack: Vec<Step> = pieces.into_iter().rev().map(Step::Enter).collect();
    while let Some(step) = stack.pop() {
        match step {
            Step::Leave(name) => html.push_str(&format!("</{name}>")),
            Step::Enter(Piece::Text(text)) => escape(text, &mut html),
            Step::Enter(Piece::Element(inner)) => {
                match rules(inner) {
                    Use::Nothing => continue,
                    Use::Content => {}
                    Use::As(name) => {
                        open(name, inner, &mut html);
                        if matches!(name, "br" | "hr" | "img") {
                            continue;
                        }
                        stack.push(Step::Leave(name));
                    }
                }
                stack.extend(inner.pieces().rev().map(Step::Enter));
            }
        }
    }
    html
}

enum Step<'a> {
    Enter(Piece<'a>),
    Leave(&'static str),
}

fn open(name: &str, element: Element, html: &mut String) {
    html.push('<');
    html.push_str(name);
    for (key, value) in element.attributes().filter(|(key, _)| ATTRIBUTES.contains(key)) {
        html.push_str(&format!(" {key}=\""));
        escape(value, html);
        html.push('"');
    }
    html.push('>');
}

pub(crate) fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(c),
        }
    }
}

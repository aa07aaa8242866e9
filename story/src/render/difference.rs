//! Differences as HTML: `<ins>` and `<del>` in the text, in one column or two. Every character is escaped,
//! left-to-right runs are isolated as on the page, and there is no active content. Class names are the contract with
//! the desk's styles.

use std::ops::Range;

use super::inline::isolates;
use super::{escape, isolate};
use crate::address;
use crate::difference::{BlockDifference, Change, Difference, FormChange, Kind, Labels, Run, Side};
use crate::text::Direction;

/// One `div.difference` with a `div.block` for each block; classes `added`, `removed`, `changed`, `same`, `moved`.
pub(crate) fn inline(difference: &Difference, language: &str, labels: &Labels) -> String {
    let mut out = String::new();
    wrapper(&mut out, "div", language);
    for block in &difference.blocks {
        out.push_str("<div class=\"");
        classes(&mut out, block);
        out.push('"');
        side_attrs(&mut out, block.new.as_ref().or(block.old.as_ref()));
        out.push('>');
        notes(&mut out, block, labels);
        runs(&mut out, &block.runs, None, |plain| isolated(block, language, plain));
        forms(&mut out, block, labels);
        out.push_str("</div>\n");
    }
    out.push_str("</div>");
    out
}

/// One `table.difference` with a row for each block, the old beside the new.
pub(crate) fn side_by_side(difference: &Difference, language: &str, labels: &Labels) -> String {
    let mut out = String::new();
    wrapper(&mut out, "table", language);
    out.push_str("<thead><tr>");
    for label in [labels.old, labels.new] {
        out.push_str("<th scope=\"col\">");
        escape::push(&mut out, label);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    for block in &difference.blocks {
        out.push_str("<tr class=\"");
        classes(&mut out, block);
        out.push_str("\">");
        for (side, kind) in [(&block.old, Kind::Removed), (&block.new, Kind::Added)] {
            out.push_str("<td");
            side_attrs(&mut out, side.as_ref());
            out.push('>');
            if kind == Kind::Added {
                notes(&mut out, block, labels);
            }
            runs(&mut out, &block.runs, Some(kind), |plain| isolated(block, language, plain));
            let last = if block.new.is_some() { Kind::Added } else { Kind::Removed };
            if kind == last {
                forms(&mut out, block, labels);
            }
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>");
    out
}

/// A field in one column.
pub(crate) fn fields_inline(all: &[Run], language: &str) -> String {
    let mut out = String::new();
    runs(&mut out, all, None, |plain| isolates(language, None, None, plain));
    out
}

/// A field with its unchanged words and those of `kind`.
pub(crate) fn fields_side(all: &[Run], language: &str, kind: Kind) -> String {
    let mut out = String::new();
    runs(&mut out, all, Some(kind), |plain| isolates(language, None, None, plain));
    out
}

/// Opens the outer element with the language and direction of the story: those of the desk may differ.
fn wrapper(out: &mut String, tag: &str, language: &str) {
    out.push('<');
    out.push_str(tag);
    escape::push_attr(out, "class", "difference");
    escape::push_attr(out, "lang", language);
    let dir = if address::is_rtl_language(language) { Direction::Rtl } else { Direction::Ltr };
    escape::push_attr(out, "dir", dir.as_str());
    out.push_str(">\n");
}

fn classes(out: &mut String, block: &BlockDifference) {
    out.push_str(match block.change {
        Change::Same => "block same",
        Change::Added => "block added",
        Change::Removed => "block removed",
        Change::Changed => "block changed",
    });
    if block.moved {
        out.push_str(" moved");
    }
}

fn side_attrs(out: &mut String, side: Option<&Side>) {
    let Some(side) = side else { return };
    escape::push_attr(out, "data-block", side.id.as_str());
    escape::push_attr(out, "data-node", side.node);
    if let Some(dir) = side.dir {
        escape::push_attr(out, "dir", dir.as_str());
    }
    if let Some(lang) = &side.lang {
        escape::push_attr(out, "lang", lang);
    }
}

fn notes(out: &mut String, block: &BlockDifference, labels: &Labels) {
    let form = block.is_form_only().then_some(labels.form);
    for label in block.moved.then_some(labels.moved).into_iter().chain(form) {
        out.push_str("<span class=\"note\">");
        escape::push(out, label);
        out.push_str("</span> ");
    }
}

/// The changes besides the words, one line each, with the old and the new value.
fn forms(out: &mut String, block: &BlockDifference, labels: &Labels) {
    if block.forms.is_empty() {
        return;
    }
    out.push_str("<ul class=\"forms\">");
    for form in &block.forms {
        let (name, words, old, new) = match form {
            FormChange::Link { words, old, new } => ("link", words.as_str(), old.as_deref(), new.as_deref()),
            FormChange::Mark { words, mark, added: true } => (mark.word(), "", None, Some(words.as_str())),
            FormChange::Mark { words, mark, added: false } => (mark.word(), "", Some(words.as_str()), None),
            FormChange::Property { property, old, new } => {
                (property.word(), "", Some(old.as_str()), Some(new.as_str()))
            }
        };
        let named = |word: &str| labels.names.get(word).map_or(word.to_owned(), String::clone);
        out.push_str("<li><span class=\"note\">");
        escape::push(out, &named(name));
        out.push_str("</span>");
        if !words.is_empty() {
            out.push_str(" <bdi>");
            escape::push(out, words);
            out.push_str("</bdi>");
        }
        for (tag, value) in [("del", old), ("ins", new)] {
            let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
            out.push_str(&format!(" <{tag}><bdi>"));
            let values: Vec<String> = value.split(" · ").map(named).collect();
            escape::push(out, &values.join(" · "));
            out.push_str(&format!("</bdi></{tag}>"));
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
}

fn isolated(block: &BlockDifference, language: &str, plain: &str) -> bool {
    let side = block.new.as_ref().or(block.old.as_ref());
    let (dir, lang) = side.map_or((None, None), |side| (side.dir, side.lang.as_deref()));
    isolates(language, dir, lang, plain)
}

/// Writes the runs: all of them, or the unchanged ones and those of one kind. Isolates are found in the whole text, old
/// or new, because a piece alone may be read differently.
fn runs(out: &mut String, all: &[Run], only: Option<Kind>, isolated: impl Fn(&str) -> bool) {
    let text =
        |without: Kind| all.iter().filter(|run| run.kind != without).map(|run| run.text.as_str()).collect::<String>();
    let found = |text: &str| if isolated(text) { isolate::left_to_right_runs(text) } else { Vec::new() };
    let (old, new) = (found(&text(Kind::Added)), found(&text(Kind::Removed)));
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    let (mut old_at, mut new_at) = (0, 0);
    for run in all {
        let length = run.text.len();
        let here_old = cut(&mut old, old_at..old_at + if run.kind == Kind::Added { 0 } else { length });
        let here_new = cut(&mut new, new_at..new_at + if run.kind == Kind::Removed { 0 } else { length });
        old_at += if run.kind == Kind::Added { 0 } else { length };
        new_at += if run.kind == Kind::Removed { 0 } else { length };
        if run.kind != Kind::Same && only.is_some_and(|kind| kind != run.kind) {
            continue;
        }
        let here = if run.kind == Kind::Removed { here_old } else { here_new };
        let tag = match run.kind {
            Kind::Same => None,
            Kind::Added => Some("ins"),
            Kind::Removed => Some("del"),
        };
        if let Some(tag) = tag {
            out.push_str(&format!("<{tag}>"));
        }
        let mut done = 0;
        for range in here {
            lines(out, &run.text[done..range.start]);
            out.push_str("<bdi dir=\"ltr\">");
            lines(out, &run.text[range.clone()]);
            out.push_str("</bdi>");
            done = range.end;
        }
        lines(out, &run.text[done..]);
        if let Some(tag) = tag {
            out.push_str(&format!("</{tag}>"));
        }
    }
}

/// The parts of `ranges` inside `piece`, relative to its start. Ranges that end in it are consumed.
fn cut<'a>(
    ranges: &mut std::iter::Peekable<impl Iterator<Item = &'a Range<usize>>>,
    piece: Range<usize>,
) -> Vec<Range<usize>> {
    let mut here = Vec::new();
    while let Some(range) = ranges.peek().filter(|range| range.start < piece.end) {
        let (start, end) = (range.start.max(piece.start), range.end.min(piece.end));
        if start < end {
            here.push(start - piece.start..end - piece.start);
        }
        if range.end > piece.end {
            break;
        }
        ranges.next();
    }
    here
}

fn lines(out: &mut String, text: &str) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push_str("<br>");
        }
        escape::push(out, line);
    }
}

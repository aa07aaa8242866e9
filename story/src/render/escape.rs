//! The only place where characters become markup. Promise: these functions write text or an attribute value and nothing
//! else, whatever the input.

use arabic::digits::{Digits, apply};

use super::isolate;

/// Adds `text` escaped for element content and for attribute values in double quotes.
pub(crate) fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

/// Adds ` name="value"`, escaped.
pub(super) fn push_attr(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push(out, value);
    out.push('"');
}

/// Adds `text` escaped, with its left-to-right runs in `<bdi dir="ltr">`. With `classes`, a number with spaces in it
/// gets a class, so that a style can prevent line breaks inside it.
pub(super) fn push_isolated(out: &mut String, text: &str, classes: bool, digits: Digits) {
    let mut done = 0;
    for run in isolate::left_to_right_runs(text) {
        push_in(out, &text[done..run.start], digits);
        let is_number = classes && isolate::is_spaced_number(&text[run.clone()]);
        out.push_str(if is_number { "<bdi dir=\"ltr\" class=\"number\">" } else { "<bdi dir=\"ltr\">" });
        push_in(out, &text[run.clone()], digits);
        out.push_str("</bdi>");
        done = run.end;
    }
    push_in(out, &text[done..], digits);
}

/// Adds `text` escaped, with its numbers in these digits. [`Digits::Western`] leaves them as they are.
pub(super) fn push_in(out: &mut String, text: &str, digits: Digits) {
    match digits {
        Digits::Western => push(out, text),
        eastern => push(out, &apply(text, eastern)),
    }
}

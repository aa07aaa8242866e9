//! The characters of foreign HTML: white space is collapsed, marks follow from element and style, line breaks are
//! counted.

use arabic::normalize::is_bidi_control;

use super::reader::Reader;
use super::style::{Container, Style, VerticalAlign};
use super::tree::Handle;
use crate::address::{is_language_tag, is_statement_id};
use crate::render::common;
use crate::text::{Direction, Foreign, Text};

/// The current line.
#[derive(Default)]
pub(super) struct Line {
    text: Text,
    /// White space since the last word.
    pending: Option<char>,
}

impl Line {
    /// Adds characters. A run of white space, no-break spaces included, becomes one space. Bidi control characters,
    /// which phones add to copied text, are dropped: the direction of a story follows from its letters.
    pub fn push(&mut self, text: &str, style: &Style, budget: &mut usize) {
        let mut word = String::new();
        for c in text.chars() {
            if c.is_whitespace() {
                self.word(&mut word, style, budget);
                let white = if c == '\n' && style.keeps_lines { '\n' } else { ' ' };
                match &mut self.pending {
                    Some(before) if white == '\n' => *before = '\n',
                    Some(_) => {}
                    None => self.pending = Some(white),
                }
            } else if !c.is_control() && c != '\u{FEFF}' && !is_bidi_control(c) {
                word.push(c);
            }
        }
        self.word(&mut word, style, budget);
    }

    fn word(&mut self, word: &mut String, style: &Style, budget: &mut usize) {
        if word.is_empty() {
            return;
        }
        if let Some(white) = self.pending.take().filter(|_| !self.text.is_empty() && *budget > 0) {
            let before = self.text.spans().last().map(|span| span.marks.clone()).unwrap_or_default();
            self.text.push_str(white.encode_utf8(&mut [0; 4]), &common(before, &style.marks));
            *budget -= 1;
        }
        let fits = word.char_indices().nth(*budget).map_or(word.len(), |(at, _)| at);
        self.text.push_str(&word[..fits], &style.marks);
        *budget -= word[..fits].chars().count();
        word.clear();
    }

    /// Adds a `<br>`. Returns true if it is the second in a row, which ends the paragraph.
    pub fn break_line(&mut self) -> bool {
        let second = self.pending == Some('\n');
        self.pending = Some('\n');
        second
    }

    /// Adds a line end that is a line break. Several in a row count once.
    pub fn end_line(&mut self) {
        self.pending = Some('\n');
    }

    /// Returns the line and starts an empty one.
    pub fn take(&mut self) -> Text {
        self.pending = None;
        std::mem::take(&mut self.text)
    }
}

impl Style {
    /// The style inside `element`.
    pub fn with(&self, element: Handle, reader: &mut Reader) -> Style {
        let mut style = self.clone();
        reader.sheet.of(element).for_each(|css| style.declarations(css));
        match element.name() {
            "b" | "strong" => style.marks.strong = true,
            "i" | "em" => style.marks.emphasis = element.attr("lang").is_none() || element.name() == "em",
            "pre" | "textarea" => style.keeps_lines = true,
            "sup" => style.vertical_align = VerticalAlign::Super,
            "sub" => style.vertical_align = VerticalAlign::Sub,
            "del" | "s" | "strike" => style.struck = true,
            "a" => {
                if let Some(href) = element.attr("href").filter(|href| !href.trim().is_empty()) {
                    style.marks.link = reader.link(href);
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => style.marks.strong = false,
            _ => {}
        }
        style.container = Container::of(element.name()).unwrap_or(style.container);
        if let Some(css) = element.attr("style") {
            style.declarations(css);
        }
        style.hidden |= element.attr("hidden").is_some();
        if let Some(id) = element.attr("data-statement").filter(|id| is_statement_id(id)) {
            style.marks.statement = Some(id.to_owned());
        }
        if let Some(foreign) = foreign(element) {
            style.marks.foreign = Some(foreign);
        }
        style
    }

    fn declarations(&mut self, css: &str) {
        for declaration in css.split(';').take(100) {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim().to_ascii_lowercase();
            let value = value.trim_end_matches("!important").trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "font-weight" => match (value, value.parse::<u32>()) {
                    ("bold" | "bolder", _) | (_, Ok(600..)) => self.marks.strong = true,
                    ("normal" | "lighter", _) | (_, Ok(_)) => self.marks.strong = false,
                    _ => {}
                },
                "font-style" if value == "normal" => self.marks.emphasis = false,
                "font-style" if value.starts_with("italic") || value.starts_with("oblique") => {
                    self.marks.emphasis = true
                }
                "white-space" => self.keeps_lines = matches!(value, "pre" | "pre-wrap" | "pre-line" | "break-spaces"),
                "font" => self.font(value),
                "display" => self.hidden |= value == "none",
                "visibility" => self.hidden |= matches!(value, "hidden" | "collapse"),
                "mso-hide" => self.hidden |= value == "all",
                "mso-list" => self.hidden |= value == "ignore",
                // The reviewers' comments of Word, and the list of them after the text.
                "mso-element" => self.hidden |= value.starts_with("comment"),
                "vertical-align" | "mso-text-raise" if value == "super" => self.vertical_align = VerticalAlign::Super,
                "vertical-align" if value == "sub" => self.vertical_align = VerticalAlign::Sub,
                "text-decoration" | "text-decoration-line" => self.struck |= value.contains("line-through"),
                _ => {}
            }
        }
    }

    /// The shorthand `font`: «italic bold 12px Helvetica».
    fn font(&mut self, value: &str) {
        for word in value.split_whitespace() {
            match word {
                "bold" | "bolder" | "600" | "700" | "800" | "900" => self.marks.strong = true,
                "italic" | "oblique" => self.marks.emphasis = true,
                _ => {}
            }
        }
    }
}

/// A run of another language, if the element marks it on purpose: office programs tag every run.
fn foreign(element: Handle) -> Option<Foreign> {
    let on_purpose = matches!(element.name(), "bdi" | "i" | "em" | "cite" | "q") || element.has_class("foreign");
    let lang = element.attr("lang").filter(|lang| on_purpose && is_language_tag(lang))?;
    let dir = element.attr("dir").and_then(Direction::parse).unwrap_or(Direction::Auto);
    Some(Foreign { lang: lang.to_owned(), dir })
}

/// Splits the text at empty lines.
pub(super) fn blank_line_parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut blank = false;
    for line in text.split_inclusive('\n') {
        let empty = line.trim().is_empty() && at > 0 && line.ends_with('\n');
        if empty && !blank {
            parts.push(&text[start..at]);
        }
        if empty {
            start = at + line.len();
        }
        blank = empty;
        at += line.len();
    }
    parts.push(&text[start..]);
    parts
}

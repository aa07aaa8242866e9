//! Builds the tree from the events of `quick-xml`.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};

use super::tree::{ATTRIBUTES_MAX, Child, DEPTH_MAX, ELEMENTS_MAX, Node, Tree};
use crate::refusal::Refusal;

/// Declarations of namespaces that are in force at one place: each prefix is looked up among them.
const SCOPES_MAX: usize = 512;
/// Flaws that are kept of one file.
const FLAWS_MAX: usize = 5;
/// Elements that may be open at the end of a mended file: the root and one more, as `<rss><channel>`.
const OPEN_AT_END_MAX: usize = 2;

/// What to do with XML that is not well-formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Refuse it.
    Strict,
    /// Mend it where the meaning is clear, and report.
    Mending,
}

/// The tree of `text`.
///
/// # Errors
/// Entities, too much of something, not well-formed, incomplete.
pub(crate) fn parse(text: &str, mode: Mode) -> Result<Tree, Refusal> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    let mut builder = Builder::new(text, mode);
    loop {
        let event = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => event,
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(text.len());
                builder.broken = Some((at, error.to_string()));
                break;
            }
        };
        builder.at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        builder.event(event)?;
    }
    builder.finish()
}

struct Builder<'a> {
    source: &'a str,
    mode: Mode,
    tree: Tree,
    /// Open elements, the innermost last, each with its name as written.
    open: Vec<(usize, String)>,
    /// Prefixes in force: depth at which each was declared, prefix, namespace.
    scopes: Vec<(usize, String, usize)>,
    known: HashMap<String, usize>,
    at: usize,
    broken: Option<(usize, String)>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str, mode: Mode) -> Builder<'a> {
        let tree = Tree { nodes: Vec::new(), namespaces: vec![String::new()], flaws: Vec::new(), doctype: None };
        let (open, scopes, known) = (Vec::new(), Vec::new(), HashMap::new());
        Builder { source, mode, tree, open, scopes, known, at: 0, broken: None }
    }

    fn event(&mut self, event: Event) -> Result<(), Refusal> {
        match event {
            Event::Start(start) => self.start(&start),
            Event::Empty(start) => {
                self.start(&start)?;
                self.close_last();
                Ok(())
            }
            Event::End(end) => self.end(end.name().as_ref()),
            Event::Text(text) => self.text(text.into_inner().as_ref()),
            Event::CData(data) => self.text(data.into_inner().as_ref()),
            Event::GeneralRef(reference) => self.reference(&reference),
            Event::DocType(doctype) => self.doctype(&doctype),
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::Eof => Ok(()),
        }
    }

    fn doctype(&mut self, text: &str) -> Result<(), Refusal> {
        let lower = text.to_ascii_lowercase();
        if lower.contains("<!entity") || lower.contains('%') && lower.contains('[') {
            return Err(Refusal::Entities);
        }
        self.tree.doctype = text.split_whitespace().next().map(str::to_owned);
        Ok(())
    }

    fn start(&mut self, start: &BytesStart) -> Result<(), Refusal> {
        if self.open.len() >= DEPTH_MAX {
            return Err(Refusal::Limit { what: "levels of elements", limit: DEPTH_MAX });
        }
        if self.tree.nodes.len() >= ELEMENTS_MAX {
            return Err(Refusal::Limit { what: "elements", limit: ELEMENTS_MAX });
        }
        let attributes = self.attributes(start)?;
        for (key, value) in &attributes {
            if let Some(prefix) = key.strip_prefix("xmlns") {
                if self.scopes.len() >= SCOPES_MAX {
                    return Err(Refusal::Limit { what: "namespaces in force", limit: SCOPES_MAX });
                }
                let namespace = self.namespace(value);
                self.scopes.push((self.open.len(), prefix.trim_start_matches(':').to_owned(), namespace));
            }
        }
        let written = start.name().as_ref().to_owned();
        let (prefix, name) = written.rsplit_once(':').unwrap_or(("", &written));
        let namespace = self.resolve(prefix);
        let node = self.tree.nodes.len();
        let parent = self.open.last().map(|(parent, _)| *parent);
        if parent.is_none() && node > 0 {
            return self.flaw("a second outermost element").map(|()| self.open.push((usize::MAX, written.clone())));
        }
        let name = name.to_owned();
        let parent = parent.unwrap_or(0);
        self.tree.nodes.push(Node { name, namespace, attributes, children: Vec::new(), parent });
        if node > 0
            && let Some(parent) = self.tree.nodes.get_mut(parent)
        {
            parent.children.push(Child::Element(node));
        }
        self.open.push((node, written));
        Ok(())
    }

    /// The attributes in order, with references resolved.
    fn attributes(&mut self, start: &BytesStart) -> Result<Vec<(String, String)>, Refusal> {
        let mut found: Vec<(String, String)> = Vec::new();
        let mut is_loose = false;
        for attribute in start.attributes().with_checks(false) {
            let Ok(attribute) = attribute else {
                is_loose = true;
                break;
            };
            self.attribute(&mut found, attribute.key.as_ref(), &attribute.value)?;
        }
        if is_loose {
            self.flaw("an attribute without quotes or value")?;
            found.clear();
            for attribute in start.html_attributes().with_checks(false).flatten() {
                self.attribute(&mut found, attribute.key.as_ref(), &attribute.value)?;
            }
        }
        Ok(found)
    }

    fn attribute(&mut self, found: &mut Vec<(String, String)>, key: &str, raw: &str) -> Result<(), Refusal> {
        if found.len() >= ATTRIBUTES_MAX {
            return Err(Refusal::Limit { what: "attributes of one element", limit: ATTRIBUTES_MAX });
        }
        if found.iter().any(|(known, _)| known == key) {
            return Err(self.ill_formed(format!("the attribute {key} stands twice in one element")));
        }
        let value = self.resolved(raw)?;
        found.push((key.to_owned(), value));
        Ok(())
    }

    /// The value of an attribute: references resolved, white space as blanks.
    fn resolved(&mut self, raw: &str) -> Result<String, Refusal> {
        let mut value = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find('&') {
            value.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(rest.len());
            if rest[end..].starts_with(';') {
                let found = self.referred(&rest[..end])?;
                value.push_str(&found);
                rest = &rest[end + 1..];
            } else {
                self.flaw("a bare & in an attribute")?;
                value.push('&');
            }
        }
        value.push_str(rest);
        Ok(value.replace(['\n', '\t', '\r'], " "))
    }

    /// What a reference stands for.
    fn referred(&mut self, name: &str) -> Result<String, Refusal> {
        if let Some(number) = name.strip_prefix('#') {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            let c = code.ok().and_then(windows_1252).and_then(char::from_u32);
            return match c.filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{85}')) {
                Some(c) => Ok(c.to_string()),
                None => self.mend(format!("&{name}; is no character of XML; it was left out")).map(|()| String::new()),
            };
        }
        match resolve_html5_entity(name) {
            Some(text) => Ok(text.to_owned()),
            None => self.mend(format!("the entity &{name}; is not declared")).map(|()| format!("&{name};")),
        }
    }

    fn reference(&mut self, name: &str) -> Result<(), Refusal> {
        let text = self.referred(name)?;
        self.append(&text);
        Ok(())
    }

    fn text(&mut self, raw: &str) -> Result<(), Refusal> {
        if self.open.is_empty() && !raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
            return self.flaw("text outside of the outermost element");
        }
        if raw.contains('\0') {
            return Err(self.ill_formed("a NUL byte".into()));
        }
        self.append(raw);
        Ok(())
    }

    fn append(&mut self, text: &str) {
        let Some((open, _)) = self.open.last() else { return };
        let Some(node) = self.tree.nodes.get_mut(*open) else { return };
        match node.children.last_mut() {
            Some(Child::Text(before)) => before.push_str(text),
            _ => node.children.push(Child::Text(text.to_owned())),
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Refusal> {
        let name = name.trim();
        match self.open.last() {
            Some((_, open)) if open == name => self.close_last(),
            Some((_, open)) => {
                let what = format!("<{open}> is closed by </{name}>");
                self.flaw(&what)?;
                if let Some(at) = self.open.iter().rposition(|(_, open)| open == name) {
                    while self.open.len() > at {
                        self.close_last();
                    }
                }
            }
            None => self.flaw(&format!("</{name}> closes nothing"))?,
        }
        Ok(())
    }

    fn close_last(&mut self) {
        self.open.pop();
        while self.scopes.last().is_some_and(|(depth, _, _)| *depth >= self.open.len()) {
            self.scopes.pop();
        }
    }

    fn namespace(&mut self, uri: &str) -> usize {
        if let Some(known) = self.known.get(uri) {
            return *known;
        }
        let at = self.tree.namespaces.len();
        self.tree.namespaces.push(uri.to_owned());
        self.known.insert(uri.to_owned(), at);
        at
    }

    /// The namespace of a prefix. A prefix that is not declared stands for itself: feeds write `dc:creator` without.
    fn resolve(&mut self, prefix: &str) -> usize {
        let declared = self.scopes.iter().rev().find(|(_, known, _)| known == prefix).map(|(_, _, at)| *at);
        match declared {
            Some(at) => at,
            None if prefix.is_empty() => 0,
            None => self.namespace(prefix),
        }
    }

    /// Refuses what is not well-formed, or records it.
    fn flaw(&mut self, what: &str) -> Result<(), Refusal> {
        match self.mode {
            Mode::Strict => Err(self.ill_formed(what.to_owned())),
            Mode::Mending => self.mend(what.to_owned()),
        }
    }

    fn mend(&mut self, what: String) -> Result<(), Refusal> {
        if self.tree.flaws.len() < FLAWS_MAX {
            let what = format!("line {}: {what}", self.line(self.at));
            self.tree.flaws.push(what);
        }
        Ok(())
    }

    fn ill_formed(&self, what: String) -> Refusal {
        Refusal::IllFormed { line: self.line(self.at), what }
    }

    fn line(&self, at: usize) -> usize {
        let bytes = self.source.as_bytes();
        1 + bytes.get(..at).unwrap_or(bytes).iter().filter(|byte| **byte == b'\n').count()
    }

    fn finish(mut self) -> Result<Tree, Refusal> {
        if let Some((at, what)) = self.broken.take() {
            let near_end = self.source.get(at..).is_none_or(|rest| !rest.trim_start_matches('<').contains('<'));
            self.at = at;
            if self.mode == Mode::Strict && !near_end {
                return Err(self.ill_formed(what));
            }
            self.mend(what)?;
        }
        if let Some((_, inside)) = self.open.last() {
            let inside = inside.clone();
            if self.mode == Mode::Strict || self.open.len() > OPEN_AT_END_MAX {
                return Err(Refusal::Incomplete { inside });
            }
            self.mend(format!("<{inside}> is not closed"))?;
        }
        if self.tree.nodes.is_empty() {
            return Err(Refusal::Format("XML without an element".into()));
        }
        Ok(self.tree)
    }
}

/// The character that a number from 128 to 159 stands for: writers mean Windows-1252, as HTML reads it.
fn windows_1252(code: u32) -> Option<u32> {
    let Ok(byte @ 0x80..=0x9F) = u8::try_from(code) else { return Some(code) };
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().map(u32::from)
}

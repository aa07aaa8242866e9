//! The copy of an ANPA 1312 message: lines that begin with `^` are the head, lines that begin with TAB the paragraphs.

use story::{InfoPart, Infobox, Node, Text};

use crate::body;
use crate::item::{Item, Media};
use crate::reading::Source;
use crate::text::{clean, is_dropped, is_number, without_end_mark};

/// Backspace: begins a row of a table.
const ROW: char = '\u{8}';
/// Words with which lines for editors begin.
const NOTES: [&str; 6] = ["Eds:", "EDS:", "Editors:", "EDITORS:", "EDITOR'S NOTE", "Ed:"];
/// What a reference to a picture follows.
const PHOTOS: [&str; 4] = [" Photo ", " Photos ", " Graphic ", " Photos: "];

/// Reads the copy into the item.
pub(super) fn read(item: &mut Item, text: &str, is_tabular: bool, source: &Source) {
    let mut copy =
        Copy { item, nodes: Vec::new(), rows: Vec::new(), title: None, games: Vec::new(), is_tabular, slugged: false };
    let mut paragraph = String::new();
    for line in text.lines() {
        let is_start = line.starts_with(['^', '\t', ROW]) || line.trim().is_empty();
        if is_start && !paragraph.is_empty() {
            copy.paragraph(&std::mem::take(&mut paragraph));
        }
        match line.chars().next() {
            Some('^') => copy.head(line.get(1..).unwrap_or_default()),
            Some(ROW) => copy.row(line),
            _ if line.trim().is_empty() => {}
            _ => {
                paragraph.push_str(line);
                paragraph.push(' ');
            }
        }
    }
    copy.paragraph(&paragraph);
    copy.end_group();
    let nodes = copy.nodes;
    item.body = body::of_nodes(nodes);
    body::take_dateline(item, source.dialect.agencies);
}

struct Copy<'a> {
    item: &'a mut Item,
    nodes: Vec<Node>,
    rows: Vec<Vec<String>>,
    /// The heading of a table or of a group of agate lines.
    title: Option<String>,
    games: Vec<String>,
    is_tabular: bool,
    slugged: bool,
}

impl Copy<'_> {
    fn head(&mut self, line: &str) {
        let bare = without_end_mark(line).trim();
        if !self.slugged {
            self.slugged = true;
            slug(self.item, bare);
            return;
        }
        if let Some(note) = NOTES.iter().find(|note| bare.starts_with(**note)) {
            self.note(bare.get(note.len()..).unwrap_or_default());
            return;
        }
        self.references(bare);
        let is_done = line.trim_end().ends_with(['<', '=']);
        let is_add = self.item.take.as_ref().is_some_and(|take| take.contains("Add"));
        match () {
            () if bare.starts_with("By ") => self.item.byline = self.item.byline.take().or_else(|| clean(bare)),
            () if PHOTOS.iter().any(|word| format!(" {bare} ").contains(word)) && !self.item.media.is_empty() => {}
            () if is_done && self.nodes.is_empty() && is_title(bare) && self.item.byline.is_some() => {
                let by = self.item.byline.take().unwrap_or_default();
                self.item.byline = clean(&format!("{by}, {bare}"));
            }
            () if is_done && self.item.byline.is_some() && self.nodes.is_empty() && !self.is_tabular => {
                self.item.source = self.item.source.take().or_else(|| clean(bare));
            }
            () if is_done && crate::takes::is_key(bare) && self.nodes.is_empty() => {
                self.item.take = self.item.take.take().or_else(|| clean(bare));
            }
            // The pick-up line of an addition says after which words it goes.
            () if is_done && is_add && self.nodes.is_empty() => {}
            () if is_done && self.item.headline.is_none() && self.nodes.is_empty() => self.item.headline = clean(bare),
            // Lines between the headline and the text are for editors.
            () if is_done && self.nodes.is_empty() && line.trim_end().ends_with('<') => self.note(bare),
            () if is_done => self.heading(bare),
            () => self.paragraph(bare),
        }
    }

    fn note(&mut self, text: &str) {
        self.references(text);
        let text = clean(text.trim_start_matches(['_', ' ', ':']));
        self.item.ednote = self.item.ednote.take().or(text);
    }

    /// `AP Photo SDDD101, GFX0456`: letters and number of pictures and graphics.
    fn references(&mut self, line: &str) {
        let padded = format!(" {line} ");
        let Some((_, rest)) = PHOTOS.iter().find_map(|word| padded.split_once(word)) else { return };
        for word in rest.split([',', ' ', '.', ';']).filter(|word| !word.is_empty()) {
            let letters = word.chars().take_while(char::is_ascii_uppercase).count();
            let is_reference =
                (1..=6).contains(&letters) && word.get(letters..).is_some_and(|number| is_number(number, 2));
            if is_reference {
                let kind = if word.starts_with("GFX") || word.starts_with("GRA") { "graphic" } else { "picture" };
                self.item.media.push(Media { guid: Some(word.to_owned()), ..Media::new(kind) });
            }
        }
    }

    /// A heading inside the copy: of a table, of agate lines, or of what follows.
    fn heading(&mut self, text: &str) {
        self.end_group();
        if self.is_tabular {
            self.title = clean(text);
        } else if let Some(text) = clean(text) {
            self.nodes.push(Node::Subheading { level: 2, text: Text::plain(text) });
        }
    }

    fn row(&mut self, line: &str) {
        let mut cells = line.trim_start_matches(ROW).split(['\u{1E}', '\u{1F}']).map(words);
        let first = cells.next().unwrap_or_default();
        let first = if first == "^" { String::new() } else { first };
        let rest = cells.filter(|cell| !cell.is_empty());
        self.rows.push(std::iter::once(first).chain(rest).collect());
    }

    fn paragraph(&mut self, line: &str) {
        let text = words(without_end_mark(line));
        if text.is_empty() || crate::takes::is_mark(&text) {
            return;
        }
        let is_divider = text.chars().all(|c| c == '_');
        match (self.is_tabular, is_divider) {
            (true, true) => self.end_group(),
            (true, false) => self.games.push(text),
            (false, true) => self.nodes.push(Node::Separator),
            (false, false) => self.nodes.push(Node::Paragraph(Text::plain(text))),
        }
    }

    /// Ends a table, or a group of agate lines, which becomes a box.
    fn end_group(&mut self) {
        let (rows, games) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.games));
        if rows.is_empty() && games.is_empty() {
            return;
        }
        let title = self.title.take().unwrap_or_default();
        if let Some(Node::Table(mut table)) = crate::iptc7901::table(rows) {
            table.caption = title.clone();
            table.header_row = table.rows.first().and_then(|row| row.first()).is_some_and(Text::is_empty);
            self.nodes.push(Node::Table(table));
        }
        if !games.is_empty() {
            let parts = games.into_iter().map(|game| InfoPart::Paragraph(Text::plain(game))).collect();
            self.nodes.push(Node::Infobox(Infobox { title, parts }));
        }
    }
}

/// Whether a line under the byline says what the writer is.
fn is_title(line: &str) -> bool {
    ["Writer", "Editor", "Correspondent", "Reporter", "Columnist"].iter().any(|word| line.ends_with(word))
}

/// The words of a line: typewriter quotation marks and the wire's own signs as characters.
fn words(line: &str) -> String {
    let text: String = line.replace('\u{10}', " ").chars().filter(|c| !is_dropped(*c)).collect();
    let text = text.replace("``", "“").replace("''", "”").replace('{', "½").replace('}', "¼");
    clean(&text).unwrap_or_default()
}

/// `BC-Port Fire, 1st Add,52`: slug, take, number of words.
fn slug(item: &mut Item, line: &str) {
    let line = line.rsplit('^').next().unwrap_or(line);
    let mut parts: Vec<&str> = line.split(',').map(str::trim).collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| is_number(last, 1)) {
        parts.pop();
    }
    item.slugline = parts.first().and_then(|slug| clean(slug));
    item.take = parts.get(1..).and_then(|take| clean(&take.join(", ")));
}

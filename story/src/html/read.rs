//! Converts a tree to pieces of a document: what each element becomes. An unknown element is dropped and its text
//! stays.

use super::inline::Line;
use super::notice::{Notice, NoticeKind};
use super::reader::{Lines, Piece, Reader};
use super::stored::LineEnd;
use super::style::{Container, Style};
use super::tree::{Handle, is_block};
use super::{address, vertical_align};
use crate::document::*;
use crate::embed;
use crate::ids::BlockId;
use crate::limits;
use crate::text::{Direction, Text};

/// Quotations, lists, tables and boxes inside one another, at most. Beyond this they are read as plain flow.
pub(super) const NESTING_MAX: usize = 6;
/// The content collected at one level of the flow.
pub(super) struct Flow {
    pub line: Line,
    pub out: Vec<Piece>,
    pub dir: Option<Direction>,
    pub lang: Option<String>,
}

impl Reader {
    /// Reads the children of an element as blocks.
    pub fn flow(&mut self, parent: Handle, style: &Style) -> Vec<Piece> {
        let mut flow = Flow { line: Line::default(), out: Vec::new(), dir: None, lang: None };
        self.walk(parent, style, &mut flow);
        flow.flush(self);
        super::word::gather_lists(flow.out)
    }

    pub fn walk(&mut self, parent: Handle, style: &Style, flow: &mut Flow) {
        for child in parent.children() {
            match child.text() {
                Some(text) => self.characters(text, style, flow),
                None => self.element(child, style, flow),
            }
        }
    }

    pub fn characters(&mut self, text: &str, style: &Style, flow: &mut Flow) {
        if style.struck {
            self.leave_struck(text);
            return;
        }
        let text = vertical_align::at(style.vertical_align, text).unwrap_or_else(|| {
            self.notice(NoticeKind::VerticalAlign { words: plain_field(text) });
            text.into()
        });
        let text = text.as_ref();
        let line_end = match self.lines {
            Lines::Folded => None,
            _ if style.keeps_lines => None,
            Lines::PartedByBlank => Some(LineEnd::Blank),
            Lines::Stored(_) if style.container == Container::Cell => None,
            Lines::Stored(_) if style.container == Container::Paragraph => Some(LineEnd::Blank),
            Lines::Stored(line_end) => Some(line_end),
        };
        let Some(line_end) = line_end else { return flow.line.push(text, style, &mut self.budget) };
        for (index, part) in super::inline::blank_line_parts(text).into_iter().enumerate() {
            if index > 0 {
                flow.flush(self);
            }
            self.lines_of(part, line_end, style, flow);
        }
    }

    /// Leaves out words that are struck through, and reports them together.
    fn leave_struck(&mut self, text: &str) {
        let text = plain_field(text);
        if text.is_empty() {
            return;
        }
        match self.notices.last_mut() {
            Some(Notice { kind: NoticeKind::Struck { words } }) if words.len() < limits::TITLE_CHARACTERS_MAX => {
                words.push(' ');
                words.push_str(&text);
            }
            _ => self.notice(NoticeKind::Struck { words: text }),
        }
    }

    /// Reads lines without a blank line among them.
    fn lines_of(&mut self, text: &str, line_end: LineEnd, style: &Style, flow: &mut Flow) {
        if line_end == LineEnd::Blank {
            return flow.line.push(text, style, &mut self.budget);
        }
        for (index, line) in text.split('\n').enumerate() {
            match (index, line_end) {
                (0, _) => {}
                (_, LineEnd::Paragraph) => flow.flush(self),
                _ => flow.line.end_line(),
            }
            flow.line.push(line, style, &mut self.budget);
        }
    }

    pub fn element(&mut self, element: Handle, outer: &Style, flow: &mut Flow) {
        let name = element.name();
        let style = outer.with(element, self);
        if is_comment(element) {
            self.notice(NoticeKind::Comment);
            return;
        }
        if style.hidden || element.has_class("qa-label") {
            return;
        }
        match name {
            "script"
            | "style"
            | "head"
            | "title"
            | "template"
            | "noscript"
            | "noembed"
            | "noframes"
            | "svg"
            | "math"
            | "select"
            | "textarea"
            | "button"
            | "input"
            | "canvas"
            | "map"
            | "datalist"
            | "object"
            | "applet"
            | "xml"
            | "o:officedocumentsettings"
            | "w:worddocument"
            | "source"
            | "track"
            | "link"
            | "meta" => {}
            "br" if flow.line.break_line() => flow.flush(self),
            "br" | "wbr" => {}
            // Joomla's separators after the introduction of a text and between its pages.
            "hr" if element.attr("id") == Some("system-readmore") || element.has_class("system-pagebreak") => {
                flow.flush(self)
            }
            "hr" => flow.block(self, Piece::of(Node::Separator)),
            "img" => self.image(element, flow),
            "iframe" | "embed" => self.frame(element, flow),
            "video" | "audio" => {
                let src =
                    element.attr("src").or_else(|| element.descendants().find_map(|d| d.attr("src"))).unwrap_or("");
                self.notice(NoticeKind::Media { src: kept(src) });
            }
            "figure" => self.figure(element, &style, flow),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, &style, flow),
            "ul" | "ol" | "menu" | "dir" if self.nesting < NESTING_MAX => {
                let list = self.nested(|reader| reader.list(element, &style, limits::LIST_DEPTH_MAX));
                if !list.items.is_empty() {
                    let (dir, lang) = block_attrs(element);
                    let value =
                        |name: &str, element: Handle| element.attr(name).and_then(|start| start.trim().parse().ok());
                    let first = element.children().find(|child| child.name() == "li").and_then(|li| value("value", li));
                    let first = first.or_else(|| value("start", element)).unwrap_or(1);
                    let piece = Piece { node: Node::List(list), dir, lang, id: None, word_item: None };
                    super::word::continued(first, piece).into_iter().for_each(|piece| flow.block(self, piece));
                }
            }
            "blockquote" if self.nesting < NESTING_MAX => self.quotation(element, &style, flow),
            "table" if self.nesting < NESTING_MAX => self.table(element, &style, flow, None),
            "q" => {
                flow.line.push("«", &style, &mut self.budget);
                self.walk(element, &style, flow);
                flow.line.push("»", &style, &mut self.budget);
            }
            "div" | "aside" | "section" if self.own_box(element, &style, flow) => {}
            "pre" if element.has_class("wp-block-verse") => self.verse_lines(element, &style, flow),
            "p" => {
                flow.flush(self);
                (flow.dir, flow.lang) = block_attrs(element);
                let mark = super::word::item(element);
                let before = flow.out.len();
                self.walk(element, &style, flow);
                flow.flush(self);
                if let (Some(mark), true) = (mark, flow.out.len() == before + 1) {
                    super::word::make_item(&mut flow.out[before], mark);
                }
                (flow.dir, flow.lang) = (None, None);
            }
            _ if is_block(name) => {
                flow.flush(self);
                let saved = (flow.dir, flow.lang.take());
                self.walk(element, &style, flow);
                flow.flush(self);
                (flow.dir, flow.lang) = saved;
            }
            _ => self.walk(element, &style, flow),
        }
    }

    pub fn nested<T>(&mut self, act: impl FnOnce(&mut Reader) -> T) -> T {
        self.nesting += 1;
        let result = act(self);
        self.nesting -= 1;
        result
    }

    fn heading(&mut self, element: Handle, style: &Style, flow: &mut Flow) {
        let level = if matches!(element.name(), "h1" | "h2") { 2 } else { 3 };
        let (dir, lang) = block_attrs(element);
        let id = element.attr("id").and_then(|id| id.strip_prefix("s-")).and_then(BlockId::parse);
        flow.flush(self);
        let (mut text, others) = split(self.flow(element, style));
        text = text.without_overall_strong();
        if !text.is_blank() {
            flow.out.push(Piece { node: Node::Subheading { level, text }, dir, lang, id, word_item: None });
        }
        flow.out.extend(others);
    }

    pub fn quotation(&mut self, element: Handle, style: &Style, flow: &mut Flow) {
        if let Some((_, url)) = element.attr("cite").and_then(embed::canonical).or_else(|| self.card(element)) {
            let title = limited(
                &plain(self.nested(|reader| reader.flow(element, &Style::default()))),
                limits::TITLE_CHARACTERS_MAX,
            );
            flow.block(self, Piece::of(Node::Embed(Embed { url, title })));
            return;
        }
        let (dir, lang) = block_attrs(element);
        let (mut paragraphs, mut speaker, mut others) = (Vec::new(), Text::new(), Vec::new());
        let mut body = Flow { line: Line::default(), out: Vec::new(), dir: None, lang: None };
        self.nesting += 1;
        for child in element.children() {
            if matches!(child.name(), "footer" | "cite" | "figcaption") {
                body.flush(self);
                let (text, more) = split(self.flow(child, style));
                let text = if child.has_class("speaker") { text } else { without_dash(text) };
                join(&mut speaker, text, " ");
                others.extend(more);
            } else if let Some(text) = child.text() {
                self.characters(text, style, &mut body);
            } else {
                self.element(child, style, &mut body);
            }
        }
        self.nesting -= 1;
        body.flush(self);
        for piece in super::word::gather_lists(body.out) {
            if stands_alone(&piece.node) { others.push(piece) } else { paragraphs.extend(texts(&piece.node)) }
        }
        if !paragraphs.is_empty() {
            let node = Node::Quotation(Quotation { paragraphs, speaker });
            flow.block(self, Piece { node, dir, lang, id: None, word_item: None });
        } else if !speaker.is_blank() {
            flow.block(self, Piece::of(Node::Paragraph(speaker)));
        }
        flow.out.extend(others);
    }

    /// A post of a social network as its embed code writes it: a quotation that ends in a link to the post.
    fn card(&mut self, element: Handle) -> Option<(&'static embed::Provider, String)> {
        let known = ["twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "fb-xfbml-parse-ignore"];
        if !known.iter().any(|class| element.has_class(class)) {
            return None;
        }
        let permalink = element.attr("data-instgrm-permalink").and_then(embed::canonical);
        permalink.or_else(|| element.descendants().filter_map(|d| d.attr("href")).filter_map(embed::canonical).last())
    }

    pub fn list(&mut self, element: Handle, style: &Style, levels: usize) -> List {
        let mut list = List { ordered: element.name() == "ol", items: Vec::new() };
        for child in element.children() {
            match child.name() {
                "ul" | "ol" => self.sublist(&mut list, child, style, levels),
                "" => {
                    let mut line = Line::default();
                    line.push(child.text().unwrap_or(""), style, &mut self.budget);
                    self.item(&mut list, line.take());
                }
                "script" | "style" | "template" => {}
                _ => self.list_item(&mut list, child, style, levels),
            }
        }
        list
    }

    fn list_item(&mut self, list: &mut List, element: Handle, style: &Style, levels: usize) {
        let style = style.with(element, self);
        let mut own = List::default();
        let mut line = Flow { line: Line::default(), out: Vec::new(), dir: None, lang: None };
        for child in element.children() {
            if matches!(child.name(), "ul" | "ol") {
                self.end_item(&mut own, &mut line);
                self.sublist(&mut own, child, &style, levels);
            } else if let Some(characters) = child.text() {
                self.characters(characters, &style, &mut line);
            } else {
                self.element(child, &style, &mut line);
            }
        }
        self.end_item(&mut own, &mut line);
        list.items.extend(own.items);
    }

    /// Ends an item: the text collected so far, that of lists included, becomes its text.
    fn end_item(&mut self, list: &mut List, flow: &mut Flow) {
        flow.flush(self);
        let mut text = Text::new();
        flow.out.drain(..).flat_map(|piece| texts(&piece.node)).for_each(|more| join(&mut text, more, "\n"));
        self.item(list, text);
    }

    fn item(&mut self, list: &mut List, text: Text) {
        if !text.is_blank() {
            list.items.push(ListItem { text, list: None });
        }
    }

    /// Puts a list under the last item. Below the last level, its items follow on the same level.
    fn sublist(&mut self, list: &mut List, element: Handle, style: &Style, levels: usize) {
        let style = style.with(element, self);
        let inner = self.nested(|reader| reader.list(element, &style, levels.saturating_sub(1).max(1)));
        if inner.items.is_empty() {
            return;
        }
        if levels <= 1 {
            list.items.extend(inner.items);
            return;
        }
        match list.items.last_mut() {
            Some(ListItem { list: Some(before), .. }) => before.items.extend(inner.items),
            Some(item) => item.list = Some(inner),
            None => list.items.push(ListItem { text: Text::new(), list: Some(inner) }),
        }
    }

    pub fn table(&mut self, element: Handle, style: &Style, flow: &mut Flow, caption: Option<String>) {
        let own = flow.lang.is_some() || caption.is_some();
        match super::table::rows(element) {
            Some(grid) if grid.is_data || own => {
                let (dir, lang) = block_attrs(element);
                let mut table =
                    Table { header_row: grid.header_row, header_column: grid.header_column, ..Table::default() };
                table.caption = caption.unwrap_or_default();
                if let Some(caption) = grid.caption {
                    let text = plain(self.nested(|reader| reader.flow(caption, style)));
                    table.caption = limited(&text, limits::CAPTION_CHARACTERS_MAX);
                }
                for row in &grid.rows {
                    let cells = row.iter().map(|cell| match cell {
                        Some(cell) => {
                            let style = style.with(*cell, self);
                            let pieces = self.nested(|reader| reader.flow(*cell, &style));
                            let mut text = Text::new();
                            pieces
                                .iter()
                                .flat_map(|piece| texts(&piece.node))
                                .for_each(|more| join(&mut text, more, "\n"));
                            text
                        }
                        None => Text::new(),
                    });
                    table.rows.push(cells.collect());
                }
                if grid.cut {
                    self.notice(NoticeKind::TableCut);
                }
                if table.rows.iter().flatten().any(|cell| !cell.is_blank()) {
                    flow.block(self, Piece { node: Node::Table(table), dir, lang, id: None, word_item: None });
                }
            }
            _ => {
                flow.flush(self);
                self.nesting += 1;
                self.walk(element, style, flow);
                self.nesting -= 1;
                flow.flush(self);
            }
        }
    }

    /// The address in the form that a link may have; `None`, with a notice, if it is not allowed.
    pub fn link(&mut self, href: &str) -> Option<String> {
        let clean = address::cleaned(href);
        if crate::address::is_safe_link(&clean) {
            return Some(clean);
        }
        if !clean.is_empty() && !clean.starts_with('#') {
            self.notice(NoticeKind::Link { href: kept(href) });
        }
        None
    }
}

impl Flow {
    /// Ends the open line as a paragraph, or as an embed if it is only the address of one.
    pub fn flush(&mut self, _: &mut Reader) {
        let text = self.line.take();
        if text.is_blank() {
            return;
        }
        let alone = text.spans().len() == 1 && text.spans()[0].text.starts_with("http");
        let card = Some(&text).filter(|_| alone).and_then(|text| embed::canonical(&text.spans()[0].text));
        let node = match card {
            Some((_, url)) => Node::Embed(Embed { url, title: String::new() }),
            None => Node::Paragraph(text),
        };
        let lang = self.lang.clone().filter(|lang| agrees(lang, &node));
        self.out.push(Piece { node, dir: self.dir, lang, id: None, word_item: None });
    }

    pub fn block(&mut self, reader: &mut Reader, mut piece: Piece) {
        self.flush(reader);
        piece.lang = piece.lang.take().filter(|lang| agrees(lang, &piece.node));
        self.out.push(piece);
    }
}

/// Whether the language fits the script of the text. Office programs write their own language on paragraphs of another
/// script; such a tag is noise.
fn agrees(lang: &str, node: &Node) -> bool {
    let plain = || node.texts().into_iter().flat_map(|part| part.to_plain().chars().collect::<Vec<_>>());
    match plain().find(|c| c.is_alphabetic()) {
        Some(c) => crate::address::is_rtl_language(lang) == crate::render::has_rtl(c.encode_utf8(&mut [0; 4])),
        None => true,
    }
}

/// Whether the element is a reviewer's comment or the sign that links to it: in Word and Outlook, in Google Docs.
fn is_comment(element: Handle) -> bool {
    let is_of_word = ["msocomanchor", "MsoCommentReference", "msocomtxt", "msocomoff", "MsoCommentText"]
        .iter()
        .any(|class| element.has_class(class));
    let leads = |name: &str, begin: &str| element.attr(name).is_some_and(|value| value.starts_with(begin));
    let is_sign = element.name() == "a" && (leads("href", "#cmnt") || leads("id", "cmnt") || leads("href", "#_msocom"));
    // Google Docs puts each comment into a box that begins with its sign.
    let is_note = element.name() == "div"
        && element
            .descendants()
            .take(8)
            .any(|d| d.name() == "a" && d.attr("href").is_some_and(|to| to.starts_with("#cmnt_ref")));
    is_of_word || is_sign || is_note
}

/// Direction and language as our pages write them. Language tags in capitals are Word's own defaults, not the writer's
/// choice.
pub(super) fn block_attrs(element: Handle) -> (Option<Direction>, Option<String>) {
    let lang = element
        .attr("lang")
        .filter(|l| crate::address::is_language_tag(l) && l.starts_with(|c: char| c.is_ascii_lowercase()));
    (element.attr("dir").and_then(Direction::parse), lang.map(str::to_owned))
}

fn stands_alone(node: &Node) -> bool {
    matches!(node, Node::Photo(_) | Node::Gallery { .. } | Node::Embed(_) | Node::Table(_))
}

/// All the text of the pieces as one, and the pieces that cannot be part of a line.
pub(super) fn split(pieces: Vec<Piece>) -> (Text, Vec<Piece>) {
    let (alone, lines): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(|piece| stands_alone(&piece.node));
    let mut text = Text::new();
    lines.iter().flat_map(|piece| texts(&piece.node)).for_each(|more| join(&mut text, more, "\n"));
    (text, alone)
}

/// The texts of a node that are not blank, plain fields included.
pub(super) fn texts(node: &Node) -> Vec<Text> {
    let texts = node.texts().into_iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Field(field) => Text::plain(field),
    });
    texts.filter(|text| !text.is_blank()).collect()
}

pub(super) fn join(text: &mut Text, more: Text, between: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push_str(between, &Default::default());
    }
    text.append(more);
}

pub(super) fn plain(pieces: Vec<Piece>) -> String {
    let texts = pieces.iter().flat_map(|piece| texts(&piece.node)).map(|text| text.to_plain());
    plain_field(&texts.collect::<Vec<_>>().join(" "))
}

/// The text as one line, without control characters and bidi controls.
pub(super) fn plain_field(text: &str) -> String {
    let is_kept = |c: &char| (!c.is_control() || c.is_whitespace()) && !arabic::normalize::is_bidi_control(*c);
    let blank: String = text.chars().filter(is_kept).collect();
    blank.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn limited(text: &str, max: usize) -> String {
    text.chars().take(max).collect::<String>().trim().to_owned()
}

/// A foreign address for a notice, cut at 512 characters; a `data:` address at 40.
pub(super) fn kept(address: &str) -> String {
    let data = address.trim_start().starts_with("data:");
    let max = if data { 40 } else { limits::ADDRESS_BYTES_MAX / 4 };
    plain_field(address).chars().take(max).collect()
}

/// The name without the dash that foreign pages put before it.
pub(super) fn without_dash(speaker: Text) -> Text {
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '―') || c.is_whitespace();
    let mut spans = speaker.spans().to_vec();
    if let Some(first) = spans.first_mut() {
        first.text = first.text.trim_start_matches(dash).to_owned();
    }
    spans.into_iter().collect()
}

//! Tree to pieces of a document: what each element becomes. Everything unknown is transparent: its text stays, it goes.

use super::inline::{Line, Style};
use super::tree::{Handle, is_block};
use super::{Notice, What, address};
use crate::document::*;
use crate::embed;
use crate::ids::{BlockId, PictureId};
use crate::limits;
use crate::text::{Direction, Text};

/// A block on its way into the document.
pub(super) struct Piece {
    pub node: Node,
    pub dir: Option<Direction>,
    pub lang: Option<String>,
    pub id: Option<BlockId>,
    /// A paragraph of Word that looks like an item of a list.
    pub word_item: bool,
}

impl Piece {
    fn of(node: Node) -> Piece {
        Piece { node, dir: None, lang: None, id: None, word_item: false }
    }
}

/// Quotations, lists, tables and boxes inside one another beyond this are read as plain flow.
const NESTING_MAX: usize = 6;
/// Notices beyond this are counted, not kept.
const NOTICES_MAX: usize = 1_000;

pub(super) struct Reader {
    pub notices: Vec<Notice>,
    /// Characters that still fit into the story.
    pub budget: usize,
    /// Blank lines in text end paragraphs (exports without `<p>`).
    pub blank_lines: bool,
    nesting: usize,
}

/// What is being collected at one level of the flow.
struct Flow {
    line: Line,
    out: Vec<Piece>,
    dir: Option<Direction>,
    lang: Option<String>,
}

impl Reader {
    pub fn new(blank_lines: bool) -> Reader {
        Reader { notices: Vec::new(), budget: limits::STORY_CHARACTERS_MAX, blank_lines, nesting: 0 }
    }

    pub fn notice(&mut self, what: What) {
        if self.notices.len() < NOTICES_MAX {
            self.notices.push(Notice { what });
        }
    }

    /// The children of an element as blocks.
    pub fn flow(&mut self, parent: Handle, style: &Style) -> Vec<Piece> {
        let mut flow = Flow { line: Line::default(), out: Vec::new(), dir: None, lang: None };
        self.walk(parent, style, &mut flow);
        flow.flush(self);
        super::word::gather_lists(flow.out)
    }

    fn walk(&mut self, parent: Handle, style: &Style, flow: &mut Flow) {
        for child in parent.children() {
            match child.text() {
                Some(text) => self.characters(text, style, flow),
                None => self.element(child, style, flow),
            }
        }
    }

    fn characters(&mut self, text: &str, style: &Style, flow: &mut Flow) {
        if self.blank_lines && !style.keeps_lines {
            for (index, part) in super::inline::blank_line_parts(text).into_iter().enumerate() {
                if index > 0 {
                    flow.flush(self);
                }
                flow.line.push(part, style, &mut self.budget);
            }
        } else {
            flow.line.push(text, style, &mut self.budget);
        }
    }

    fn element(&mut self, element: Handle, outer: &Style, flow: &mut Flow) {
        let name = element.name();
        let style = outer.with(element, self);
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
            "hr" => flow.block(self, Piece::of(Node::Separator)),
            "img" => self.image(element, flow),
            "iframe" | "embed" => self.frame(element, flow),
            "video" | "audio" => {
                let src =
                    element.attr("src").or_else(|| element.descendants().find_map(|d| d.attr("src"))).unwrap_or("");
                self.notice(What::Media { src: kept(src) });
            }
            "figure" => self.figure(element, &style, flow),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, &style, flow),
            "ul" | "ol" | "menu" | "dir" if self.nesting < NESTING_MAX => {
                let list = self.nested(|reader| reader.list(element, &style, limits::LIST_DEPTH_MAX));
                if !list.items.is_empty() {
                    let (dir, lang) = block_attrs(element);
                    flow.block(self, Piece { node: Node::List(list), dir, lang, id: None, word_item: false });
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

    fn nested<T>(&mut self, act: impl FnOnce(&mut Reader) -> T) -> T {
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
            flow.out.push(Piece { node: Node::Subheading { level, text }, dir, lang, id, word_item: false });
        }
        flow.out.extend(others);
    }

    fn quotation(&mut self, element: Handle, style: &Style, flow: &mut Flow) {
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
            flow.block(self, Piece { node, dir, lang, id: None, word_item: false });
        } else if !speaker.is_blank() {
            flow.block(self, Piece::of(Node::Paragraph(speaker)));
        }
        flow.out.extend(others);
    }

    /// A post of a network as its own embed code writes it: a quotation that ends in a link to itself.
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

    /// What was collected of an item so far, as one line; lists that came by another way go below it.
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

    /// Puts a list under the last item; below the last level its items follow on the same one.
    fn sublist(&mut self, list: &mut List, element: Handle, style: &Style, levels: usize) {
        if self.nesting > 40 {
            return;
        }
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

    fn table(&mut self, element: Handle, style: &Style, flow: &mut Flow, caption: Option<String>) {
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
                    self.notice(What::TableCut);
                }
                if table.rows.iter().flatten().any(|cell| !cell.is_blank()) {
                    flow.block(self, Piece { node: Node::Table(table), dir, lang, id: None, word_item: false });
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

    /// The boxes that our own pages and those of WordPress write. False where the element is none of them.
    fn own_box(&mut self, element: Handle, style: &Style, flow: &mut Flow) -> bool {
        if self.nesting >= NESTING_MAX {
            return false;
        }
        let (dir, lang) = block_attrs(element);
        let node = if element.has_class("pull-quote") {
            let (text, _) = split(self.nested(|reader| reader.flow(element, style)));
            (!text.is_blank()).then_some(Node::PullQuote(text))
        } else if element.has_class("verse") {
            let couplets = element
                .children()
                .filter(|c| c.has_class("couplet"))
                .map(|c| self.couplet(c, style))
                .collect::<Vec<_>>();
            (!couplets.is_empty() && couplets.iter().all(|c| !c.first.is_blank())).then_some(Node::Verse(couplets))
        } else if element.has_class("question-answer") {
            self.question_answer(element, style)
        } else if element.has_class("infobox") {
            self.infobox(element, style)
        } else if let Some((_, url)) = element.attr("data-embed").and_then(embed::canonical) {
            let title = element.descendants().find(|d| d.has_class("embed-title"));
            let title = title.map(|t| plain(self.nested(|reader| reader.flow(t, style)))).unwrap_or_default();
            Some(Node::Embed(Embed { url, title: limited(&title, limits::TITLE_CHARACTERS_MAX) }))
        } else if element.has_class("table") && element.name() == "div" {
            let Some(table) = element.children().find(|c| c.name() == "table") else { return false };
            let before = flow.out.len();
            flow.flush(self);
            self.table(table, style, flow, Some(String::new()));
            if let Some(piece) =
                flow.out.get_mut(before..).and_then(|new| new.iter_mut().find(|p| matches!(p.node, Node::Table(_))))
            {
                (piece.dir, piece.lang) = (dir, lang);
            }
            return true;
        } else {
            return false;
        };
        let known = node.is_some();
        flow.flush(self);
        flow.out.extend(node.map(|node| Piece { node, dir, lang, id: None, word_item: false }));
        known
    }

    fn couplet(&mut self, element: Handle, style: &Style) -> Couplet {
        let mut halves =
            element.children().filter(|c| c.has_class("hemistich")).map(|half| half_text(self, half, style));
        let first = halves.next().unwrap_or_default();
        Couplet { first, second: halves.next().unwrap_or_default() }
    }

    fn question_answer(&mut self, element: Handle, style: &Style) -> Option<Node> {
        let question = element.children().find(|c| c.has_class("question"))?;
        let answer = element.children().find(|c| c.has_class("answer"))?;
        let (question, _) = split(self.nested(|reader| reader.flow(question, style)));
        let answer = self.nested(|reader| reader.flow(answer, style));
        let answer: Vec<Text> = answer.iter().flat_map(|piece| texts(&piece.node)).collect();
        (!question.is_blank() && !answer.is_empty())
            .then_some(Node::QuestionAnswer(QuestionAnswer { question, answer }))
    }

    fn infobox(&mut self, element: Handle, style: &Style) -> Option<Node> {
        let mut infobox = Infobox::default();
        let mut body = Flow { line: Line::default(), out: Vec::new(), dir: None, lang: None };
        self.nesting += 1;
        for child in element.children() {
            if child.has_class("infobox-title") {
                infobox.title = limited(&plain(self.flow(child, style)), limits::TITLE_CHARACTERS_MAX);
            } else if let Some(text) = child.text() {
                self.characters(text, style, &mut body);
            } else {
                self.element(child, style, &mut body);
            }
        }
        self.nesting -= 1;
        body.flush(self);
        for piece in body.out {
            match piece.node {
                Node::List(list) => infobox.parts.push(InfoPart::List(list)),
                other => infobox.parts.extend(texts(&other).into_iter().map(InfoPart::Paragraph)),
            }
        }
        (!infobox.parts.is_empty()).then_some(Node::Infobox(infobox))
    }

    /// WordPress writes verse as preformatted lines: two halves where a wide blank or a mark parts them.
    fn verse_lines(&mut self, element: Handle, style: &Style, flow: &mut Flow) {
        let (text, others) = split(self.flow(element, style));
        let lines = text.to_plain();
        let couplets: Vec<Couplet> = lines
            .lines()
            .filter(|l| !l.trim().is_empty())
            .map(|line| {
                let halves = ["***", "…", " / ", " | ", "\t"].iter().find_map(|part| line.split_once(part));
                let (first, second) = halves.filter(|(one, _)| !one.trim().is_empty()).unwrap_or((line, ""));
                Couplet { first: first.trim().into(), second: second.trim().into() }
            })
            .collect();
        if !couplets.is_empty() {
            flow.block(self, Piece::of(Node::Verse(couplets)));
        }
        flow.out.extend(others);
    }

    fn figure(&mut self, element: Handle, style: &Style, flow: &mut Flow) {
        flow.flush(self);
        let direct = |name: &str| element.descendants().find(|d| d.name() == name);
        let caption = element.children().find(|c| c.name() == "figcaption");
        if self.nesting < NESTING_MAX && (element.has_class("gallery") || element.has_class("wp-block-gallery")) {
            return self.gallery(element, caption, style, flow);
        }
        if let Some(quotation) = direct("blockquote").filter(|_| self.nesting < NESTING_MAX) {
            let before = flow.out.len();
            self.nested(|reader| reader.quotation(quotation, style, flow));
            let speaker = caption.map(|c| split(self.nested(|reader| reader.flow(c, style))).0).unwrap_or_default();
            match flow.out.get_mut(before).map(|piece| &mut piece.node) {
                Some(Node::Quotation(quotation)) if quotation.speaker.is_blank() => {
                    quotation.speaker = without_dash(speaker)
                }
                _ if !speaker.is_blank() => flow.out.push(Piece::of(Node::Paragraph(speaker))),
                _ => {}
            }
            return;
        }
        if let Some(table) = direct("table").filter(|_| self.nesting < NESTING_MAX) {
            let caption = caption.map(|c| plain(self.nested(|reader| reader.flow(c, style)))).unwrap_or_default();
            return self.table(table, style, flow, Some(limited(&caption, limits::CAPTION_CHARACTERS_MAX)));
        }
        let images: Vec<Handle> = element.descendants().filter(|d| d.name() == "img").take(2).collect();
        match images.as_slice() {
            [image] if self.nesting < NESTING_MAX => {
                let piece = self.photo(element, *image, caption);
                flow.out.extend(piece.map(|photo| Piece::of(Node::Photo(photo))));
            }
            _ => {
                self.nesting += 1;
                self.walk(element, style, flow);
                self.nesting -= 1;
            }
        }
        flow.flush(self);
    }

    fn gallery(&mut self, element: Handle, caption: Option<Handle>, style: &Style, flow: &mut Flow) {
        let (mut photos, mut covered) = (Vec::new(), 0);
        for node in element.descendants() {
            match node.name() {
                "figure" if covered < limits::GALLERY_PHOTOS_MAX => {
                    if let Some(image) = node.descendants().find(|d| d.name() == "img") {
                        let caption = node.children().find(|c| c.name() == "figcaption");
                        photos.extend(self.nested(|reader| reader.photo(node, image, caption)));
                        covered += 1;
                    }
                }
                "figure" => self.notice(What::Truncated),
                _ => {}
            }
        }
        if covered == 0 {
            for image in element.descendants().filter(|d| d.name() == "img").take(limits::GALLERY_PHOTOS_MAX) {
                photos.extend(self.photo(image, image, None));
            }
        }
        let caption = caption.map(|c| plain(self.nested(|reader| reader.flow(c, style)))).unwrap_or_default();
        let caption = limited(&caption, limits::CAPTION_CHARACTERS_MAX);
        let (dir, lang) = block_attrs(element);
        if !photos.is_empty() {
            flow.block(self, Piece { node: Node::Gallery { caption, photos }, dir, lang, id: None, word_item: false });
        } else if !caption.is_empty() {
            flow.block(self, Piece::of(Node::Paragraph(Text::plain(caption))));
        }
    }

    fn image(&mut self, element: Handle, flow: &mut Flow) {
        if let Some(photo) = self.photo(element, element, None) {
            flow.block(self, Piece::of(Node::Photo(photo)));
        }
    }

    /// The photo of a figure of ours; a notice where the picture is not in our archive.
    fn photo(&mut self, figure: Handle, image: Handle, caption: Option<Handle>) -> Option<Photo> {
        let inside = |class: &'static str| figure.descendants().find(move |d| d.has_class(class));
        let id = figure.attr("data-picture").or_else(|| image.attr("data-picture")).and_then(PictureId::parse);
        let alt = plain_field(image.attr("alt").unwrap_or(""));
        let mut words = |node: Option<Handle>| node.map(|n| plain(self.flow(n, &Style::default()))).unwrap_or_default();
        let Some(id) = id else {
            let caption = words(caption);
            let src = kept(image.attr("src").unwrap_or(""));
            let pixel = |name| image.attr(name).is_some_and(|n| matches!(n.trim(), "0" | "1"));
            if !src.is_empty() && !(pixel("width") && pixel("height")) {
                self.notice(What::Picture { src, alt: limited(&alt, limits::ALT_CHARACTERS_MAX), caption });
            }
            return None;
        };
        let mut photo = Photo::new(id);
        let (whole, credit) = (inside("caption").or(caption.filter(|c| !c.has_class("meta"))), inside("credit-name"));
        photo.caption = limited(&words(whole), limits::CAPTION_CHARACTERS_MAX);
        photo.credit = limited(&words(credit), limits::TITLE_CHARACTERS_MAX);
        photo.archive = inside("archive-label").is_some();
        photo.alt = limited(&alt, limits::ALT_CHARACTERS_MAX);
        photo.decorative = alt.is_empty() && !photo.caption.is_empty();
        photo.focal = figure.attr("class").unwrap_or("").split_ascii_whitespace().find_map(|class| {
            let (x, y) = class.strip_prefix("focal-")?.split_once('-')?;
            Some(Focal { x: x.parse().ok().filter(|n| *n <= 10)?, y: y.parse().ok().filter(|n| *n <= 10)? })
        });
        Some(photo)
    }

    fn frame(&mut self, element: Handle, flow: &mut Flow) {
        let src = ["src", "data-src", "data-lazy-src"]
            .into_iter()
            .filter_map(|name| element.attr(name))
            .find(|src| !src.starts_with("about:"));
        let Some(src) = src.map(str::trim).filter(|src| !src.is_empty()) else { return };
        match embed::canonical(src) {
            Some((_, url)) => {
                let title = limited(&plain_field(element.attr("title").unwrap_or("")), limits::TITLE_CHARACTERS_MAX);
                flow.block(self, Piece::of(Node::Embed(Embed { url, title })));
            }
            None => self.notice(What::Frame { src: kept(src) }),
        }
    }

    /// The address as a link may have it; a notice where it may not stand.
    pub fn link(&mut self, href: &str) -> Option<String> {
        let clean = address::cleaned(href);
        if crate::address::is_safe_link(&clean) {
            return Some(clean);
        }
        if !clean.is_empty() && !clean.starts_with('#') {
            self.notice(What::Link { href: kept(href) });
        }
        None
    }
}

impl Flow {
    /// Ends the open line as a paragraph, or as an embed where it is nothing but the address of one.
    fn flush(&mut self, _: &mut Reader) {
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
        self.out.push(Piece { node, dir: self.dir, lang, id: None, word_item: false });
    }

    fn block(&mut self, reader: &mut Reader, mut piece: Piece) {
        self.flush(reader);
        piece.lang = piece.lang.take().filter(|lang| agrees(lang, &piece.node));
        self.out.push(piece);
    }
}

/// Office programs write the language of the program on paragraphs of another script; such a tag is noise.
fn agrees(lang: &str, node: &Node) -> bool {
    let plain = || node.texts().into_iter().flat_map(|part| part.to_plain().chars().collect::<Vec<_>>());
    match plain().find(|c| c.is_alphabetic()) {
        Some(c) => crate::address::is_rtl_language(lang) == crate::render::has_rtl(c.encode_utf8(&mut [0; 4])),
        None => true,
    }
}

/// Direction and language as our pages write them; Word's capitals are its own defaults, not the writer's wish.
fn block_attrs(element: Handle) -> (Option<Direction>, Option<String>) {
    let lang = element
        .attr("lang")
        .filter(|l| crate::address::is_language_tag(l) && l.starts_with(|c: char| c.is_ascii_lowercase()));
    (element.attr("dir").and_then(Direction::parse), lang.map(str::to_owned))
}

fn stands_alone(node: &Node) -> bool {
    matches!(node, Node::Photo(_) | Node::Gallery { .. } | Node::Embed(_) | Node::Table(_))
}

/// All the text of the pieces in one line, and the pieces that cannot be a line.
fn split(pieces: Vec<Piece>) -> (Text, Vec<Piece>) {
    let (alone, lines): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(|piece| stands_alone(&piece.node));
    let mut text = Text::new();
    lines.iter().flat_map(|piece| texts(&piece.node)).for_each(|more| join(&mut text, more, "\n"));
    (text, alone)
}

fn half_text(reader: &mut Reader, half: Handle, style: &Style) -> Text {
    split(reader.nested(|reader| reader.flow(half, style))).0
}

/// The texts of a node that are not blank, plain fields among them.
fn texts(node: &Node) -> Vec<Text> {
    let texts = node.texts().into_iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Field(field) => Text::plain(field),
    });
    texts.filter(|text| !text.is_blank()).collect()
}

fn join(text: &mut Text, more: Text, between: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push_str(between, &Default::default());
    }
    text.append(more);
}

fn plain(pieces: Vec<Piece>) -> String {
    let texts = pieces.iter().flat_map(|piece| texts(&piece.node)).map(|text| text.to_plain());
    plain_field(&texts.collect::<Vec<_>>().join(" "))
}

/// One line without control characters.
fn plain_field(text: &str) -> String {
    let blank: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    blank.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn limited(text: &str, max: usize) -> String {
    text.chars().take(max).collect::<String>().trim().to_owned()
}

/// A foreign address for a notice, at most 2,048 bytes.
fn kept(address: &str) -> String {
    let data = address.trim_start().starts_with("data:");
    let max = if data { 40 } else { limits::ADDRESS_BYTES_MAX / 4 };
    plain_field(address).chars().take(max).collect()
}

/// The name without the dash that foreign pages put before it.
fn without_dash(speaker: Text) -> Text {
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '―') || c.is_whitespace();
    let mut spans = speaker.spans().to_vec();
    if let Some(first) = spans.first_mut() {
        first.text = first.text.trim_start_matches(dash).to_owned();
    }
    spans.into_iter().collect()
}

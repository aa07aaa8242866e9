//! Reads the boxes of our own pages (pull quote, verse, question and answer, infobox, embed card, table), and
//! WordPress's verse.

use super::inline::Line;
use super::read::{Flow, NESTING_MAX, block_attrs, limited, plain, split, texts};
use super::reader::{Piece, Reader};
use super::style::Style;
use super::tree::Handle;
use crate::document::*;
use crate::text::Text;
use crate::{embed, limits};

impl Reader {
    /// Reads a box of our own pages or of WordPress. Returns false if the element is not one.
    pub(super) fn own_box(&mut self, element: Handle, style: &Style, flow: &mut Flow) -> bool {
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
        flow.out.extend(node.map(|node| Piece { node, dir, lang, id: None, word_item: None }));
        known
    }

    pub(super) fn couplet(&mut self, element: Handle, style: &Style) -> Couplet {
        let mut halves =
            element.children().filter(|c| c.has_class("hemistich")).map(|half| half_text(self, half, style));
        let first = halves.next().unwrap_or_default();
        Couplet { first, second: halves.next().unwrap_or_default() }
    }

    pub(super) fn question_answer(&mut self, element: Handle, style: &Style) -> Option<Node> {
        let question = element.children().find(|c| c.has_class("question"))?;
        let answer = element.children().find(|c| c.has_class("answer"))?;
        let (question, _) = split(self.nested(|reader| reader.flow(question, style)));
        let answer = self.nested(|reader| reader.flow(answer, style));
        let answer: Vec<Text> = answer.iter().flat_map(|piece| texts(&piece.node)).collect();
        (!question.is_blank() && !answer.is_empty())
            .then_some(Node::QuestionAnswer(QuestionAnswer { question, answer }))
    }

    pub(super) fn infobox(&mut self, element: Handle, style: &Style) -> Option<Node> {
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

    /// Reads WordPress's verse, which is written as preformatted lines: two halves if a tab or a mark separates them.
    pub(super) fn verse_lines(&mut self, element: Handle, style: &Style, flow: &mut Flow) {
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
}

fn half_text(reader: &mut Reader, half: Handle, style: &Style) -> Text {
    split(reader.nested(|reader| reader.flow(half, style))).0
}

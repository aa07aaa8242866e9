//! HTML for readers. Class names are the contract with the theme; everything else is the text of the document.

use super::context::Context;
use super::inline::Inline;
use super::{escape, photo};
use crate::document::*;
use crate::embed;
use crate::text::Text;

/// The body as readers see it, one line per block, without a wrapper. Blank texts and missing pictures produce nothing.
/// Subheadings never skip a level: one of level 3 before any of level 2 is written as level 2.
pub fn reader_html(document: &Document, context: &Context) -> String {
    let mut page = Page { context, out: String::new(), seen_level_two: false };
    for block in &document.blocks {
        let before = page.out.len();
        page.block(block);
        if page.out.len() > before {
            page.out.push('\n');
        }
    }
    page.out
}

struct Page<'a> {
    context: &'a Context<'a>,
    out: String,
    seen_level_two: bool,
}

impl Page<'_> {
    fn block(&mut self, block: &Block) {
        let line = Inline::of(self.context, block.dir, block.lang.as_deref(), &block.plain_text());
        match &block.node {
            Node::Paragraph(text) => self.paragraph(block, text, line),
            Node::Subheading { level, text } => self.subheading(block, *level, text, line),
            Node::Quotation(quotation) => self.quotation(block, quotation, line),
            Node::PullQuote(text) if !text.is_blank() => {
                self.open("div", "pull-quote", block);
                self.out.push('>');
                self.wrapped("p", text, line);
                self.out.push_str("</div>");
            }
            Node::List(list) => self.list(list, Some(block), line),
            Node::Photo(photo) => {
                photo::push_figure(&mut self.out, photo, self.context, false);
            }
            Node::Gallery { caption, photos } => self.gallery(block, caption, photos, line),
            Node::Table(table) => self.table(block, table, line),
            Node::Embed(embed) => self.embed(block, embed, line),
            Node::Infobox(infobox) => self.infobox(block, infobox, line),
            Node::Verse(couplets) => self.verse(block, couplets, line),
            Node::QuestionAnswer(pair) => self.question_answer(block, pair, line),
            Node::Separator => self.out.push_str("<hr class=\"separator\">"),
            Node::PullQuote(_) => {}
        }
    }

    fn paragraph(&mut self, block: &Block, text: &Text, line: Inline) {
        if !text.is_blank() {
            self.open("p", "", block);
            self.out.push('>');
            self.text(text, line);
            self.out.push_str("</p>");
        }
    }

    fn subheading(&mut self, block: &Block, level: u8, text: &Text, line: Inline) {
        if text.is_blank() {
            return;
        }
        self.seen_level_two |= level == 2;
        let below = if self.seen_level_two { level.saturating_sub(2) } else { 0 };
        let tag = format!("h{}", (self.context.heading_base + below).clamp(1, 6));
        self.open(&tag, "", block);
        if self.context.heading_ids {
            escape::push_attr(&mut self.out, "id", &format!("s-{}", block.id));
        }
        self.out.push('>');
        self.text(&text.clone().without_overall_strong(), line);
        self.close(&tag);
    }

    fn quotation(&mut self, block: &Block, quotation: &Quotation, line: Inline) {
        if quotation.paragraphs.iter().all(Text::is_blank) {
            return;
        }
        self.open("blockquote", "quotation", block);
        self.out.push('>');
        quotation.paragraphs.iter().for_each(|paragraph| self.wrapped("p", paragraph, line));
        if !quotation.speaker.is_blank() {
            self.out.push_str("<footer class=\"meta speaker\">");
            self.text(&quotation.speaker, line);
            self.out.push_str("</footer>");
        }
        self.out.push_str("</blockquote>");
    }

    fn list(&mut self, list: &List, block: Option<&Block>, line: Inline) {
        if blank(list) {
            return;
        }
        let tag = if list.ordered { "ol" } else { "ul" };
        match block {
            Some(block) => self.open(tag, "", block),
            None => {
                self.out.push('<');
                self.out.push_str(tag);
            }
        }
        self.out.push('>');
        for item in
            list.items.iter().filter(|item| !item.text.is_blank() || item.list.as_ref().is_some_and(|l| !blank(l)))
        {
            self.out.push_str("<li>");
            self.text(&item.text, line);
            if let Some(list) = &item.list {
                self.list(list, None, line);
            }
            self.out.push_str("</li>");
        }
        self.close(tag);
    }

    fn gallery(&mut self, block: &Block, caption: &str, photos: &[Photo], line: Inline) {
        let mut figures = String::new();
        for photo in photos {
            photo::push_figure(&mut figures, photo, self.context, false);
        }
        if figures.is_empty() {
            return;
        }
        self.open("figure", "gallery", block);
        if caption.trim().is_empty() {
            escape::push_attr(&mut self.out, "aria-label", self.context.labels.gallery);
        }
        self.out.push_str("><div class=\"gallery-photos\">");
        self.out.push_str(&figures);
        self.out.push_str("</div>");
        if !caption.trim().is_empty() {
            self.out.push_str("<figcaption class=\"meta gallery-caption\">");
            line.push_field(&mut self.out, caption.trim());
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>");
    }

    /// A wide table scrolls inside a region that the keyboard can reach.
    fn table(&mut self, block: &Block, table: &Table, line: Inline) {
        if table.rows.iter().flatten().all(Text::is_blank) {
            return;
        }
        let caption = table.caption.trim();
        self.open("div", "table", block);
        let name = if caption.is_empty() { self.context.labels.table } else { caption };
        escape::push_attr(&mut self.out, "aria-label", name);
        self.out.push_str(" role=\"region\" tabindex=\"0\"><table>");
        if !caption.is_empty() {
            self.out.push_str("<caption>");
            line.push_field(&mut self.out, caption);
            self.out.push_str("</caption>");
        }
        let (head, body) = table.rows.split_at(usize::from(table.header_row));
        for (part, rows) in [("thead", head), ("tbody", body)] {
            if rows.is_empty() {
                continue;
            }
            self.out.push_str(&format!("<{part}>"));
            for row in rows {
                self.row(row, part == "thead", table.header_column, line);
            }
            self.close(part);
        }
        self.out.push_str("</table></div>");
    }

    /// An empty cell is not a header, because an empty `th` names nothing.
    fn row(&mut self, cells: &[Text], head: bool, header_column: bool, line: Inline) {
        self.out.push_str("<tr>");
        for (column, cell) in cells.iter().enumerate() {
            let scope = match (head, header_column && column == 0) {
                (true, _) => Some("col"),
                (false, true) => Some("row"),
                _ => None,
            };
            match scope.filter(|_| !cell.is_blank()) {
                Some(scope) => {
                    self.out.push_str(&format!("<th scope=\"{scope}\">"));
                    self.text(cell, line);
                    self.out.push_str("</th>");
                }
                None => {
                    self.out.push_str("<td>");
                    self.text(cell, line);
                    self.out.push_str("</td>");
                }
            }
        }
        self.out.push_str("</tr>");
    }

    /// A card with a real link. After a click, a script may replace it with the player of `data-player`.
    fn embed(&mut self, block: &Block, card: &Embed, line: Inline) {
        let Some((provider, url)) = embed::canonical(&card.url) else { return };
        self.open("div", &format!("embed embed-{}", provider.key), block);
        escape::push_attr(&mut self.out, "data-embed", &url);
        if let Some(player) = embed::player(&url) {
            escape::push_attr(&mut self.out, "data-player", &player);
        }
        self.out.push_str("><a");
        escape::push_attr(&mut self.out, "href", &url);
        self.out.push('>');
        let title = card.title.trim();
        if !title.is_empty() {
            self.out.push_str("<span class=\"embed-title\">");
            line.push_field(&mut self.out, title);
            self.out.push_str("</span> ");
        }
        self.out.push_str("<bdi class=\"embed-provider\">");
        escape::push(&mut self.out, provider.name);
        self.out.push_str("</bdi></a></div>");
    }

    fn infobox(&mut self, block: &Block, infobox: &Infobox, line: Inline) {
        let empty = |part: &InfoPart| match part {
            InfoPart::Paragraph(text) => text.is_blank(),
            InfoPart::List(list) => blank(list),
        };
        if infobox.parts.iter().all(empty) {
            return;
        }
        let title = infobox.title.trim();
        self.open("div", "infobox", block);
        self.out.push_str(" role=\"note\"");
        escape::push_attr(
            &mut self.out,
            "aria-label",
            if title.is_empty() { self.context.labels.infobox } else { title },
        );
        self.out.push('>');
        if !title.is_empty() {
            self.out.push_str("<p class=\"infobox-title\">");
            line.push_field(&mut self.out, title);
            self.out.push_str("</p>");
        }
        for part in &infobox.parts {
            match part {
                InfoPart::Paragraph(text) => self.wrapped("p", text, line),
                InfoPart::List(list) => self.list(list, None, line),
            }
        }
        self.out.push_str("</div>");
    }

    fn verse(&mut self, block: &Block, couplets: &[Couplet], line: Inline) {
        let shown: Vec<&Couplet> = couplets.iter().filter(|c| !c.first.is_blank() || !c.second.is_blank()).collect();
        if shown.is_empty() {
            return;
        }
        self.open("div", "verse", block);
        self.out.push('>');
        for couplet in shown {
            self.out.push_str("<p class=\"couplet\"><span class=\"hemistich\">");
            self.text(&couplet.first, line);
            self.out.push_str("</span>");
            if !couplet.second.is_blank() {
                self.out.push_str(" <span class=\"hemistich\">");
                self.text(&couplet.second, line);
                self.out.push_str("</span>");
            }
            self.out.push_str("</p>");
        }
        self.out.push_str("</div>");
    }

    fn question_answer(&mut self, block: &Block, pair: &QuestionAnswer, line: Inline) {
        if pair.question.is_blank() && pair.answer.iter().all(Text::is_blank) {
            return;
        }
        self.open("div", "question-answer", block);
        self.out.push('>');
        if !pair.question.is_blank() {
            self.out.push_str("<p class=\"question\">");
            self.label(self.context.labels.question);
            self.text(&pair.question, line);
            self.out.push_str("</p>");
        }
        self.out.push_str("<div class=\"answer\">");
        for (index, paragraph) in pair.answer.iter().filter(|p| !p.is_blank()).enumerate() {
            self.out.push_str("<p>");
            if index == 0 {
                self.label(self.context.labels.answer);
            }
            self.text(paragraph, line);
            self.out.push_str("</p>");
        }
        self.out.push_str("</div></div>");
    }

    fn label(&mut self, label: &str) {
        self.out.push_str("<span class=\"qa-label\">");
        escape::push(&mut self.out, label);
        self.out.push_str("</span> ");
    }

    /// Writes `<tag class dir lang`, left open for more attributes.
    fn open(&mut self, tag: &str, class: &str, block: &Block) {
        self.out.push('<');
        self.out.push_str(tag);
        if !class.is_empty() {
            escape::push_attr(&mut self.out, "class", class);
        }
        if let Some(dir) = block.dir {
            escape::push_attr(&mut self.out, "dir", dir.as_str());
        }
        if let Some(lang) = &block.lang {
            escape::push_attr(&mut self.out, "lang", lang);
        }
    }

    fn close(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    fn wrapped(&mut self, tag: &str, text: &Text, line: Inline) {
        if !text.is_blank() {
            self.out.push_str(&format!("<{tag}>"));
            self.text(text, line);
            self.close(tag);
        }
    }

    fn text(&mut self, text: &Text, line: Inline) {
        line.push_text(&mut self.out, &text.clone().trimmed(), "");
    }
}

fn blank(list: &List) -> bool {
    list.items.iter().all(|item| item.text.is_blank() && item.list.as_ref().is_none_or(blank))
}

//! HTML for feed readers and other apps that show a story without our styles: plain elements, absolute addresses, no
//! classes, no ids, no data attributes, no `srcset`.

use super::context::Context;
use super::inline::Inline;
use super::{escape, photo};
use crate::document::*;
use crate::embed;
use crate::text::Text;

/// The body for `content:encoded` or Atom `content`. Paths of this site, those of pictures included, begin with
/// [`Context::origin`]. Left-to-right runs stay in `<bdi>`, because a feed reader that does not know the element still
/// shows its text. The caller escapes the whole for XML.
pub fn feed_html(document: &Document, context: &Context) -> String {
    let mut feed = Feed { context, out: String::new() };
    for block in &document.blocks {
        let mut line = Inline::of(context, block.dir, block.lang.as_deref(), &block.plain_text());
        line.classes = false;
        feed.block(&block.node, line);
    }
    feed.out
}

/// The figure of one photo, as in the body: for lead pictures, which are outside the document. Empty if the picture is
/// missing.
pub fn feed_photo_html(photo: &Photo, context: &Context) -> String {
    let mut feed = Feed { context, out: String::new() };
    let words = format!("{} {}", photo.caption, photo.credit);
    feed.photo(photo, Inline { classes: false, ..Inline::of(context, None, None, &words) });
    feed.out
}

struct Feed<'a> {
    context: &'a Context<'a>,
    out: String,
}

impl Feed<'_> {
    fn block(&mut self, node: &Node, line: Inline) {
        match node {
            Node::Paragraph(text) => self.wrapped("p", text, line),
            Node::Subheading { level: 3, text } => self.wrapped("h3", text, line),
            Node::Subheading { text, .. } => self.wrapped("h2", text, line),
            Node::PullQuote(_) => {} // repeats a sentence of the story; without styles it is only a repetition
            Node::Quotation(quotation) => {
                self.out.push_str("<blockquote>");
                quotation.paragraphs.iter().for_each(|paragraph| self.wrapped("p", paragraph, line));
                if !quotation.speaker.is_blank() {
                    self.out.push_str("<p>— ");
                    self.text(&quotation.speaker, line);
                    self.out.push_str("</p>");
                }
                self.out.push_str("</blockquote>");
            }
            Node::List(list) => self.list(list, line),
            Node::Photo(photo) => self.photo(photo, line),
            Node::Gallery { caption, photos } => {
                photos.iter().for_each(|photo| self.photo(photo, line));
                self.field("p", caption, line);
            }
            Node::Table(table) => self.table(table, line),
            Node::Embed(card) => {
                let Some((provider, url)) = embed::canonical(&card.url) else { return };
                self.out.push_str("<p><a");
                escape::push_attr(&mut self.out, "href", &url);
                self.out.push('>');
                let title = card.title.trim();
                line.push_field(&mut self.out, if title.is_empty() { &url } else { title });
                self.out.push_str("</a> (");
                escape::push(&mut self.out, provider.name);
                self.out.push_str(")</p>");
            }
            Node::Infobox(infobox) => {
                self.field("h3", &infobox.title, line);
                for part in &infobox.parts {
                    match part {
                        InfoPart::Paragraph(text) => self.wrapped("p", text, line),
                        InfoPart::List(list) => self.list(list, line),
                    }
                }
            }
            Node::Verse(couplets) => {
                for couplet in couplets.iter().filter(|c| !c.first.is_blank()) {
                    self.out.push_str("<p>");
                    self.text(&couplet.first, line);
                    if !couplet.second.is_blank() {
                        self.out.push_str("<br>");
                        self.text(&couplet.second, line);
                    }
                    self.out.push_str("</p>");
                }
            }
            Node::QuestionAnswer(pair) => {
                if !pair.question.is_blank() {
                    self.out.push_str("<p><strong>");
                    self.text(&pair.question, line);
                    self.out.push_str("</strong></p>");
                }
                pair.answer.iter().for_each(|paragraph| self.wrapped("p", paragraph, line));
            }
            Node::Separator => self.out.push_str("<hr>"),
        }
    }

    fn photo(&mut self, photo: &Photo, line: Inline) {
        let Some(picture) = self.context.pictures.picture(&photo.picture) else { return };
        let origin = if picture.src.starts_with('/') { self.context.origin } else { "" };
        self.out.push_str("<figure><img");
        escape::push_attr(&mut self.out, "src", &format!("{origin}{}", picture.src));
        escape::push_attr(&mut self.out, "width", &picture.width.to_string());
        escape::push_attr(&mut self.out, "height", &picture.height.to_string());
        escape::push_attr(&mut self.out, "alt", photo::alternative(photo));
        self.out.push('>');
        let label = if photo.archive { self.context.labels.archive } else { "" };
        let words = [label, photo::shown_caption(photo, self.context), photo.credit.trim()];
        let words: Vec<&str> = words.into_iter().filter(|text| !text.is_empty()).collect();
        self.field("figcaption", &words.join(" · "), line);
        self.out.push_str("</figure>");
    }

    fn list(&mut self, list: &List, line: Inline) {
        let tag = if list.ordered { "ol" } else { "ul" };
        self.out.push_str(&format!("<{tag}>"));
        for item in &list.items {
            self.out.push_str("<li>");
            self.text(&item.text, line);
            if let Some(list) = &item.list {
                self.list(list, line);
            }
            self.out.push_str("</li>");
        }
        self.out.push_str(&format!("</{tag}>"));
    }

    fn table(&mut self, table: &Table, line: Inline) {
        self.out.push_str("<table>");
        self.field("caption", &table.caption, line);
        for (number, row) in table.rows.iter().enumerate() {
            self.out.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                let header = (table.header_row && number == 0) || (table.header_column && column == 0);
                let tag = if header { "th" } else { "td" };
                self.out.push_str(&format!("<{tag}>"));
                self.text(cell, line);
                self.out.push_str(&format!("</{tag}>"));
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</table>");
    }

    fn field(&mut self, tag: &str, text: &str, line: Inline) {
        if !text.trim().is_empty() {
            self.out.push_str(&format!("<{tag}>"));
            line.push_field(&mut self.out, text.trim());
            self.out.push_str(&format!("</{tag}>"));
        }
    }

    fn wrapped(&mut self, tag: &str, text: &Text, line: Inline) {
        if !text.is_blank() {
            self.out.push_str(&format!("<{tag}>"));
            self.text(text, line);
            self.out.push_str(&format!("</{tag}>"));
        }
    }

    fn text(&mut self, text: &Text, line: Inline) {
        line.push_text(&mut self.out, &text.clone().trimmed(), self.context.origin);
    }
}

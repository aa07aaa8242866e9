//! Reads the figures, galleries, pictures and frames of foreign HTML.

use super::notice::NoticeKind;
use super::read::{Flow, NESTING_MAX, block_attrs, kept, limited, plain, plain_field, split, without_dash};
use super::reader::{Piece, Reader};
use super::style::Style;
use super::tree::Handle;
use crate::document::*;
use crate::ids::PictureId;
use crate::text::Text;
use crate::{embed, limits};

impl Reader {
    pub(super) fn figure(&mut self, element: Handle, style: &Style, flow: &mut Flow) {
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
            [image] if self.nesting < NESTING_MAX => match self.photo(element, *image, caption) {
                Some(photo) => flow.out.push(Piece::of(Node::Photo(photo))),
                None if self.is_stored() => self.left_caption(caption, style, flow),
                None => {}
            },
            _ => {
                self.nesting += 1;
                self.walk(element, style, flow);
                self.nesting -= 1;
            }
        }
        flow.flush(self);
    }

    /// The caption of a picture that was left out, as a paragraph: an import of an archive loses no words.
    fn left_caption(&mut self, caption: Option<Handle>, style: &Style, flow: &mut Flow) {
        let words =
            caption.map(|caption| split(self.nested(|reader| reader.flow(caption, style))).0).unwrap_or_default();
        if !words.is_blank() {
            flow.out.push(Piece::of(Node::Paragraph(words)));
        }
    }

    pub(super) fn gallery(&mut self, element: Handle, caption: Option<Handle>, style: &Style, flow: &mut Flow) {
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
                "figure" => self.notice(NoticeKind::Truncated),
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
            flow.block(self, Piece { node: Node::Gallery { caption, photos }, dir, lang, id: None, word_item: None });
        } else if !caption.is_empty() {
            flow.block(self, Piece::of(Node::Paragraph(Text::plain(caption))));
        }
    }

    pub(super) fn image(&mut self, element: Handle, flow: &mut Flow) {
        if let Some(photo) = self.photo(element, element, None) {
            flow.block(self, Piece::of(Node::Photo(photo)));
        }
    }

    /// The photo of a figure; a notice if the picture is not in our archive.
    pub(super) fn photo(&mut self, figure: Handle, image: Handle, caption: Option<Handle>) -> Option<Photo> {
        let inside = |class: &'static str| figure.descendants().find(move |d| d.has_class(class));
        let id = figure.attr("data-picture").or_else(|| image.attr("data-picture")).and_then(PictureId::parse);
        let alt = plain_field(image.attr("alt").unwrap_or(""));
        let mut words = |node: Option<Handle>| node.map(|n| plain(self.flow(n, &Style::default()))).unwrap_or_default();
        let Some(id) = id else {
            let caption = words(caption);
            let src = kept(image.attr("src").unwrap_or(""));
            let pixel = |name| image.attr(name).is_some_and(|n| matches!(n.trim(), "0" | "1"));
            let tracker = pixel("width") && pixel("height");
            if !src.is_empty() && !tracker {
                self.notice(NoticeKind::Picture { src, alt: limited(&alt, limits::ALT_CHARACTERS_MAX), caption });
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

    pub(super) fn frame(&mut self, element: Handle, flow: &mut Flow) {
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
            None => self.notice(NoticeKind::Frame { src: kept(src) }),
        }
    }
}

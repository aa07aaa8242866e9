//! Converts elements to lines of text: blocks, line breaks, whether text is bold, a heading or a link. Menus and boxes
//! are left out.

use ego_tree::iter::Edge;
use scraper::{ElementRef, Node};

/// A paragraph of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    pub text: String,
    /// Whether all of it is bold or a heading.
    pub strong: bool,
    /// Whether it is in a heading.
    pub heading: bool,
    /// Whether all of it is links.
    pub link: bool,
    /// Whether it is in a figure or in an element named as a caption.
    pub figure: bool,
    /// The address of the last picture between it and the block before; empty if the picture has none.
    pub after_image: Option<String>,
    /// Whether it is in a menu or a box of links.
    pub boxed: bool,
}

/// Open elements of a page that is read as a tree, at most; browsers stop at 512.
pub(super) const DEPTH_MAX: usize = 400;

const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "button", "select", "textarea", "input", "nav",
    "footer", "aside", "object", "video", "audio", "head", "canvas", "map",
];
/// Bytes of text from which a `<br>` after a sentence ends the paragraph, even within a `<p>`.
const LINE_BYTES_MIN: usize = 160;
/// Bytes of text in a figure that is known by its class only, at most.
const CAPTION_BYTES_MAX: usize = 900;
/// Elements that readers do not see as text.
const NOT_SHOWN: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "button", "select", "textarea", "input", "object",
    "video", "audio", "head", "canvas", "map",
];
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "figure",
    "figcaption",
    "header",
    "pre",
    "dl",
    "dt",
    "dd",
    "hr",
    "address",
    "details",
    "summary",
    "form",
    "fieldset",
    "center",
    "body",
];
/// Words in class names and ids of boxes that are not part of the story.
const BOXES: &[&str] = &[
    "comment",
    "comments",
    "respond",
    "related",
    "share",
    "sharing",
    "sharedaddy",
    "social",
    "tags",
    "tagcloud",
    "toolbar",
    "tools",
    "menu",
    "nav",
    "navigation",
    "navbar",
    "sidebar",
    "widget",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "pathway",
    "footer",
    "promo",
    "newsletter",
    "subscribe",
    "hits",
    "readmore",
    "rating",
    "vote",
    "print",
    "pagination",
    "pager",
    "latest",
    "popular",
    "cookie",
    "popup",
    "modal",
    "login",
    "search",
    "recommended",
    "outbrain",
    "taboola",
    "readalso",
    "bio",
    "ticker",
    "copyright",
    "alire",
    "lireaussi",
    "jp-relatedposts",
    "hidden",
    "disqus",
    "most",
];

/// The words of an element's class and id: `itemTagsBlock` is item, tags, block.
pub(super) fn class_words(element: ElementRef<'_>) -> Vec<String> {
    let mut words = vec![String::new()];
    let value = element.value();
    for name in [value.attr("class"), value.attr("id")].into_iter().flatten() {
        let mut lower = false;
        for c in name.chars().take(400) {
            if !c.is_alphanumeric() || (c.is_uppercase() && lower) {
                words.push(String::new());
            }
            if c.is_alphanumeric()
                && let Some(word) = words.last_mut()
            {
                word.extend(c.to_lowercase());
            }
            lower = c.is_lowercase();
        }
        words.push(String::new());
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether it is a menu, a box of links, comments, or something not shown.
pub(super) fn is_box(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    if SKIPPED.contains(&name) {
        return true;
    }
    if matches!(name, "html" | "body" | "main" | "article" | "h1") {
        return false;
    }
    element.value().attr("hidden").is_some() || class_words(element).iter().any(|word| BOXES.contains(&word.as_str()))
}

/// Whether an element is in a box. Depth is limited by [`DEPTH_MAX`], and so is the walk upwards.
pub(super) fn in_box(element: ElementRef<'_>) -> bool {
    is_box(element) || element.ancestors().filter_map(ElementRef::wrap).any(is_box)
}

/// Whether so many elements are open that a tree builder, which searches them at every tag, would take quadratic time.
/// One pass over the tags; elements that need no closing tag do not count.
pub(super) fn is_too_deep(source: &str) -> bool {
    const NOT_NESTED: &[&str] = &[
        "p", "li", "td", "tr", "th", "br", "img", "meta", "link", "input", "hr", "option", "dt", "dd", "col", "source",
        "area", "base", "embed", "wbr", "param", "tbody", "thead",
    ];
    let mut open: Vec<String> = Vec::new();
    for tag in source.split('<').skip(1) {
        let (closing, rest) = tag.strip_prefix('/').map_or((false, tag), |rest| (true, rest));
        let name: String =
            rest.chars().take_while(char::is_ascii_alphanumeric).take(16).collect::<String>().to_ascii_lowercase();
        if name.is_empty() || NOT_NESTED.contains(&name.as_str()) {
            continue;
        }
        if !closing {
            open.push(name);
            if open.len() > DEPTH_MAX {
                return true;
            }
        } else if let Some(back) = open.iter().rev().take(16).position(|other| *other == name) {
            open.truncate(open.len() - back - 1);
        }
    }
    false
}

/// The text between tags, one line for each stretch, for markup that is too deep for a tree.
pub(super) fn without_tags(source: &str) -> String {
    source
        .split('<')
        .map(|piece| piece.split_once('>').map_or("", |(_, text)| text))
        .filter(|text| !text.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The address of the largest version of a picture that an element names.
pub(super) fn picture_file(image: ElementRef<'_>) -> Option<String> {
    let set = ["data-srcset", "srcset"].iter().find_map(|name| image.value().attr(name));
    let largest = set.and_then(|set| {
        let candidates = set.split(", ").filter_map(|one| {
            let (address, size) = one.trim().rsplit_once([' ', '\t'])?;
            let number: f64 = size.trim_end_matches(['w', 'x', ',']).parse().ok()?;
            (number.is_finite()).then_some((number, address.trim()))
        });
        candidates.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, address)| address.to_owned())
    });
    let plain = ["data-src", "data-original", "data-lazy-src", "src"].iter().find_map(|name| image.value().attr(name));
    largest.or_else(|| plain.map(str::to_owned)).filter(|address| !address.starts_with("data:"))
}

/// Whether it is a picture with its caption or credit.
fn is_figure(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    let named = || {
        class_words(element)
            .iter()
            .any(|word| matches!(word.as_str(), "caption" | "figcaption" | "cap" | "credit" | "credits" | "legende"))
    };
    let pictured = || {
        class_words(element)
            .iter()
            .any(|word| matches!(word.as_str(), "image" | "images" | "photo" | "visuel" | "photos"))
    };
    matches!(name, "figure" | "figcaption") || named() || name != "p" && pictured() && is_short(element)
}

/// Whether an element has no more text than a caption.
fn is_short(element: ElementRef<'_>) -> bool {
    let mut bytes = 0;
    element.text().all(|piece| {
        bytes += piece.trim().len();
        bytes <= CAPTION_BYTES_MAX
    })
}

/// The blocks of an element in order. Boxes inside are left out, unless they contain the element `keep`. Figures and
/// captions are left out unless `figures` is set.
pub(super) fn blocks(root: ElementRef<'_>, keep: Option<ElementRef<'_>>, figures: bool) -> Vec<Block> {
    walk(root, keep, figures, false)
}

/// Everything that readers see, in order, including boxes and figures.
pub(super) fn lines(root: ElementRef<'_>) -> Vec<Block> {
    walk(root, None, true, true)
}

fn walk(root: ElementRef<'_>, keep: Option<ElementRef<'_>>, figures: bool, boxes: bool) -> Vec<Block> {
    let kept: Vec<_> =
        keep.into_iter().flat_map(|keep| keep.ancestors().map(|node| node.id()).chain([keep.id()])).collect();
    let mut writer = Writer::default();
    let mut skipping = None;
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) => {
                if skipping.is_some() {
                    continue;
                }
                match node.value() {
                    Node::Text(text) => writer.text(text),
                    Node::Element(element) => {
                        let Some(wrapped) = ElementRef::wrap(node) else { continue };
                        let name = element.name();
                        let figure = is_figure(wrapped);
                        let is_box = node.id() != root.id() && !kept.contains(&node.id()) && is_box(wrapped);
                        if is_box && boxes && !NOT_SHOWN.contains(&name) {
                            if writer.boxed.is_none() {
                                writer.end();
                                writer.boxed = Some(node.id());
                            }
                        } else if is_box || node.id() != root.id() && figure && !figures {
                            skipping = Some(node.id());
                            if BLOCKS.contains(&name) {
                                writer.end();
                            }
                            continue;
                        }
                        if figure && writer.figure.is_none() && BLOCKS.contains(&name) {
                            writer.end();
                            writer.figure = Some(node.id());
                        }
                        if name == "img" {
                            writer.image = Some(picture_file(wrapped).unwrap_or_default());
                        }
                        writer.open(name);
                    }
                    _ => {}
                }
            }
            Edge::Close(node) => {
                if skipping == Some(node.id()) {
                    skipping = None;
                } else if skipping.is_none()
                    && let Node::Element(element) = node.value()
                {
                    writer.close(element.name());
                    if writer.boxed == Some(node.id()) {
                        writer.end();
                        writer.boxed = None;
                    }
                    if writer.figure == Some(node.id()) {
                        writer.figure = None;
                    }
                }
            }
        }
    }
    writer.end();
    writer.blocks
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    text: String,
    plain: usize,
    unlinked: usize,
    bold: usize,
    headings: usize,
    links: usize,
    paragraphs: usize,
    breaks: usize,
    /// Whether a piece with formatting of its own (`<font>`, `<b>`, `<span>`) has just ended.
    piece_ended: bool,
    figure: Option<ego_tree::NodeId>,
    boxed: Option<ego_tree::NodeId>,
    image: Option<String>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        if text.contains(|c: char| !c.is_whitespace()) {
            self.breaks = 0;
            self.piece_ended = false;
        }
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.plain += if self.bold == 0 { letters } else { 0 };
        self.unlinked += if self.links == 0 { letters } else { 0 };
        self.text.push_str(text);
    }

    fn open(&mut self, name: &str) {
        match name {
            "br" => {
                self.breaks += 1;
                // A break ends a paragraph if it is the second in a row. On pages without paragraphs, as in old table
                // layouts, it also does after a sentence or after a piece with formatting of its own.
                let sentence = self.text.trim_end().trim_end_matches(['"', '»', '”']).ends_with(['.', '؟', '!', '?']);
                if self.breaks >= 2
                    || (self.paragraphs == 0 && (sentence || self.piece_ended))
                    || sentence && self.text.len() >= LINE_BYTES_MIN
                {
                    self.end();
                } else {
                    self.text.push(' ');
                }
            }
            "p" => {
                self.end();
                self.paragraphs += 1;
            }
            "b" | "strong" => self.bold += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end();
                self.bold += 1;
                self.headings += 1;
            }
            "a" => self.links += 1,
            _ if BLOCKS.contains(&name) => self.end(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        self.piece_ended = matches!(name, "a" | "font" | "b" | "strong" | "span" | "big" | "small" | "i" | "em");
        match name {
            "p" => {
                self.end();
                self.paragraphs = self.paragraphs.saturating_sub(1);
            }
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end();
                self.bold = self.bold.saturating_sub(1);
                self.headings = self.headings.saturating_sub(1);
            }
            "a" => self.links = self.links.saturating_sub(1),
            _ if BLOCKS.contains(&name) => self.end(),
            _ => {}
        }
    }

    fn end(&mut self) {
        let text = arabic::normalize::tidy(&self.text);
        if !text.is_empty() {
            self.blocks.push(Block {
                text,
                strong: self.plain == 0,
                heading: self.headings > 0,
                link: self.unlinked == 0,
                figure: self.figure.is_some(),
                after_image: self.image.take(),
                boxed: self.boxed.is_some(),
            });
        }
        self.text.clear();
        (self.plain, self.unlinked, self.breaks) = (0, 0, 0);
    }
}

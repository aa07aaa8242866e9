//! Agencies' own vocabularies inside `inlineXML`, as tables: what their elements are.

use crate::item::{Dateline, Item, Media};
use crate::text::clean;
use crate::xml::{Element, Use};

/// A vocabulary.
pub(super) struct Vocabulary {
    /// The outermost element.
    root: &'static str,
    /// A part with its own headline; the first is the story.
    part: &'static str,
    headline: &'static str,
    elements: &'static [(&'static str, Use)],
    byline: &'static str,
    /// The dateline, and the place in it.
    dateline: (&'static str, &'static str),
    /// A picture, its address, caption and maker.
    picture: [&'static str; 4],
}

/// TTNITF of the Swedish agency TT.
const TTNITF: Vocabulary = Vocabulary {
    root: "BODY",
    part: "TEXT",
    headline: "RUBRIK",
    elements: &[
        ("TEXT", Use::As("div")),
        ("RUBRIK", Use::As("h2")),
        ("MELLIS", Use::As("h2")),
        ("INGRESS", Use::As("div")),
        ("BRODTEXT", Use::As("div")),
        ("P", Use::As("p")),
        ("CITAT", Use::As("p")),
        ("UL", Use::As("ul")),
        ("OL", Use::As("ol")),
        ("LI", Use::As("li")),
        ("DAT", Use::Nothing),
        ("BYLINE", Use::Nothing),
        ("BILD", Use::Nothing),
    ],
    byline: "BYLINE",
    dateline: ("DAT", "ORT"),
    picture: ["BILD", "BILDFIL", "BILDTEXT", "BILDSKAPARE"],
};

/// The vocabulary of an element.
pub(super) fn of(element: Element) -> Option<&'static Vocabulary> {
    [&TTNITF].into_iter().find(|known| element.is(known.root) && element.child(known.part).is_some())
}

impl Vocabulary {
    /// The part that is the story.
    pub fn story<'a>(&self, root: Element<'a>) -> Option<Element<'a>> {
        root.child(self.part)
    }

    /// What becomes of an element; the headline of the story is a field and leaves the text.
    pub fn rule(&self, element: Element, story: Option<Element>) -> Use {
        let is_title = element.is(self.headline) && story.is_some() && element.parent() == story;
        if is_title {
            return Use::Nothing;
        }
        self.elements.iter().find(|(name, _)| element.is(name)).map_or(Use::Content, |(_, becomes)| *becomes)
    }

    /// Takes from the text what belongs into fields.
    pub fn fields(&self, root: Element, item: &mut Item) {
        item.byline = item.byline.take().or_else(|| root.find(self.byline).and_then(Element::text));
        let (line, place) = self.dateline;
        if let (None, Some(dateline)) = (&item.dateline, root.find(line)) {
            let words: Vec<String> = dateline.children().filter_map(Element::text).collect();
            let text = clean(&words.join(" "));
            item.dateline = Some(Dateline { text, place: dateline.text_of(place), run_in: false });
        }
        let [picture, file, caption, maker] = self.picture;
        for found in root.descendants().filter(|e| e.is(picture)) {
            let media = Media::new("picture");
            let (href, caption) = (found.text_of(file), found.text_of(caption));
            item.media.push(Media { href, caption, byline: found.text_of(maker), ..media });
        }
    }
}

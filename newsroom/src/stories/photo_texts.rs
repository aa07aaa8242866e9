//! The texts of the photos of a story: one rule for what has to be said of a photo, wherever it stands.

use rules::Required;
use story::{Node, Photo};

use crate::base::texts::tidied;
use crate::stories::content::{Content, LeadPicture};

/// The texts of one photo.
struct PhotoTexts<'a> {
    caption: &'a str,
    credit: &'a str,
    alt: &'a str,
    /// Whether readers need no caption: the photo has the archive label, or its gallery has a caption.
    is_captioned: bool,
    is_decorative: bool,
}

impl<'a> PhotoTexts<'a> {
    fn of_lead(lead: &'a LeadPicture) -> Self {
        let text = |text: &'a Option<String>| text.as_deref().unwrap_or_default();
        let (caption, credit, alt) = (text(&lead.caption), text(&lead.credit), text(&lead.alt));
        Self { caption, credit, alt, is_captioned: lead.archive, is_decorative: false }
    }

    fn of_photo(photo: &'a Photo, is_captioned: bool) -> Self {
        let Photo { caption, credit, alt, archive, decorative, .. } = photo;
        Self { caption, credit, alt, is_captioned: *archive || is_captioned, is_decorative: *decorative }
    }

    fn lacks_caption(&self) -> bool {
        is_empty(self.caption) && !self.is_captioned && !self.is_decorative
    }

    fn lacks_credit(&self) -> bool {
        is_empty(self.credit)
    }

    fn lacks_alt(&self) -> bool {
        is_empty(self.alt) && !self.is_decorative
    }

    fn repeats_caption(&self) -> bool {
        !is_empty(self.alt) && tidied(self.alt) == tidied(self.caption) && !self.is_decorative
    }
}

fn is_empty(text: &str) -> bool {
    text.trim().is_empty()
}

/// Whether a photo of `content` lacks what `required` asks for; false if it asks for something else.
pub(crate) fn is_photo_missing<'a>(content: &'a Content, required: Required) -> bool {
    let (lacks, is_in_text): (fn(&PhotoTexts<'a>) -> bool, bool) = match required {
        Required::Caption => (PhotoTexts::lacks_caption, false),
        Required::Credit => (PhotoTexts::lacks_credit, false),
        Required::AltText => (PhotoTexts::lacks_alt, false),
        Required::DistinctAlt => (PhotoTexts::repeats_caption, false),
        Required::TextCaption => (PhotoTexts::lacks_caption, true),
        Required::TextCredit => (PhotoTexts::lacks_credit, true),
        Required::TextAlt => (PhotoTexts::lacks_alt, true),
        Required::TextDistinctAlt => (PhotoTexts::repeats_caption, true),
        Required::Headline | Required::Section | Required::Body | Required::Byline => return false,
    };
    if !is_in_text {
        let lead = content.lead.as_ref().filter(|lead| lead.picture_id.is_some());
        return lead.is_some_and(|lead| lacks(&PhotoTexts::of_lead(lead)));
    }
    content.body.blocks.iter().any(|block| match &block.node {
        Node::Photo(photo) => lacks(&PhotoTexts::of_photo(photo, false)),
        Node::Gallery { caption, photos } => {
            let is_captioned = !caption.trim().is_empty();
            photos.iter().any(|photo| lacks(&PhotoTexts::of_photo(photo, is_captioned)))
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lacking(caption: &str, credit: &str, alt: &str, is_captioned: bool, is_decorative: bool) -> [bool; 4] {
        let photo = PhotoTexts { caption, credit, alt, is_captioned, is_decorative };
        [photo.lacks_caption(), photo.lacks_credit(), photo.lacks_alt(), photo.repeats_caption()]
    }

    #[test]
    fn a_photo_says_what_it_shows_whose_it_is_and_what_is_seen() {
        assert_eq!(lacking("السد", "ليلى", "جدار بين جبلين", false, false), [false; 4]);
        assert_eq!(lacking(" ", "", "", false, false), [true, true, true, false]);
        assert_eq!(lacking("", "ليلى", "جدار", true, false), [false; 4], "«صورة: أرشيف» may stand alone");
        assert_eq!(
            lacking("السد", "ليلى", " السد ", false, false),
            [false, false, false, true],
            "it repeats the caption"
        );
        assert_eq!(lacking("", "ليلى", "", false, true), [false; 4], "a decorative photo needs a credit");
        assert_eq!(lacking("السد", "", "السد", false, true), [false, true, false, false]);
    }
}

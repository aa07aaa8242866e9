//! What a renderer needs to know about the page.

use arabic::digits::Digits;

use crate::ids::PictureId;

/// What a renderer needs to know about the page.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// BCP 47 tag of the story's language. If it is written from right to left, left-to-right runs are isolated.
    pub language: &'a str,
    /// Finds the files of a picture. A picture that is not found has no figure.
    pub pictures: &'a dyn Pictures,
    /// Words of the page's language.
    pub labels: Labels<'a>,
    /// Heading level of a subheading of level 2; 2 to 5.
    pub heading_base: u8,
    /// Whether subheadings get the id `s-{block id}`, so that they can be linked to.
    pub heading_ids: bool,
    /// The digits of numbers in the page's language; those in other languages stay as they are.
    pub digits: Digits,
    /// Origin before paths of this site in feeds, for example `https://example.org`, without a slash at the end.
    pub origin: &'a str,
}

/// Words that renderers add, in the language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Labels<'a> {
    /// Before the caption of an archive photo.
    pub archive: &'a str,
    /// Captions that only repeat the label: they are left out.
    pub archive_words: &'a [&'a str],
    /// Before the credit of a photo.
    pub credit: &'a str,
    /// Before a question.
    pub question: &'a str,
    /// Before an answer.
    pub answer: &'a str,
    /// Name of a gallery without caption.
    pub gallery: &'a str,
    /// Name of a table without caption.
    pub table: &'a str,
    /// Name of an infobox without title.
    pub infobox: &'a str,
}

/// The labels of an Arabic page.
pub const ARABIC_LABELS: Labels<'static> = Labels {
    archive: "صورة: أرشيف",
    archive_words: &[
        "أرشيف",
        "الأرشيف",
        "من الأرشيف",
        "صورة أرشيف",
        "صورة: أرشيف",
        "صورة من الأرشيف",
        "أرشيفية",
        "صورة أرشيفية",
        "ارشيف",
    ],
    credit: "تصوير:",
    question: "سؤال:",
    answer: "جواب:",
    gallery: "معرض صور",
    table: "جدول",
    infobox: "معلومات",
};

impl<'a> Context<'a> {
    /// An Arabic page whose pictures come from `pictures`: subheadings are `h2` and `h3` with ids, no origin.
    pub fn arabic(pictures: &'a dyn Pictures) -> Context<'a> {
        Context {
            language: "ar",
            pictures,
            labels: ARABIC_LABELS,
            heading_base: 2,
            heading_ids: true,
            digits: Digits::Western,
            origin: "",
        }
    }
}

/// Finds the files of pictures: any `Fn(&PictureId) -> Option<Picture>`.
pub trait Pictures {
    /// The files of the picture; `None` if it is missing or may not be shown.
    fn picture(&self, id: &PictureId) -> Option<Picture>;
}

impl<F: Fn(&PictureId) -> Option<Picture>> Pictures for F {
    fn picture(&self, id: &PictureId) -> Option<Picture> {
        self(id)
    }
}

/// Finds no picture.
pub struct NoPictures;

impl Pictures for NoPictures {
    fn picture(&self, _: &PictureId) -> Option<Picture> {
        None
    }
}

/// The files of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Address of the JPEG that every browser shows.
    pub src: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// JPEG renditions for `srcset`; may be empty.
    pub jpeg: Vec<Rendition>,
    /// WebP renditions for `srcset`; may be empty.
    pub webp: Vec<Rendition>,
    /// `sizes` of both, for example `(min-width: 40rem) 38rem, 100vw`; left out if empty.
    pub sizes: String,
}

/// One file of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendition {
    /// Address.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
}

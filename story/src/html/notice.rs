//! What was left out.

/// Something that was left out, for the person who pasted or the report of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What was left out.
    pub kind: NoticeKind,
}

/// Kinds of [`Notice`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoticeKind {
    /// A picture that is not in our archive.
    Picture {
        /// Its address, cut at 512 characters; a `data:` address at 40.
        src: String,
        /// Its alternative text.
        alt: String,
        /// The caption of its figure.
        caption: String,
    },
    /// A frame or player of a provider that is not allowed.
    Frame {
        /// Its address.
        src: String,
    },
    /// Video or audio in the page itself.
    Media {
        /// Its address; may be empty.
        src: String,
    },
    /// A link whose address is not allowed in a story; its words were kept.
    Link {
        /// The address.
        href: String,
    },
    /// A table with more than 500 rows or 30 columns; the rest was left out.
    TableCut,
    /// The text is longer than a story may be; the rest was left out.
    Truncated,
    /// Words that were struck through: rejected, or withdrawn by their author.
    Struck {
        /// The words.
        words: String,
    },
    /// A reviewer's comment in the margin.
    Comment,
    /// Superscript or subscript characters that Unicode does not have; they were set on the line.
    VerticalAlign {
        /// The characters.
        words: String,
    },
    /// A code of the CMS that stored the text, such as `[gallery]`; the words inside it were kept.
    Code {
        /// Its name.
        name: String,
    },
    /// HTML that claimed to be our interchange form but was not valid; it was read as foreign HTML.
    BrokenInterchange {
        /// Why.
        reason: String,
    },
}

//! What did not come along.

/// Something that did not come along, for the person who pasted or the report of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it was.
    pub what: What,
}

/// What did not come along.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
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
    /// Video or audio that stood in the page itself.
    Media {
        /// Its address; may be empty.
        src: String,
    },
    /// A link whose address may not stand in a story; its words were kept.
    Link {
        /// The address.
        href: String,
    },
    /// A table had more than 500 rows or 30 columns; the rest was left out.
    TableCut,
    /// The story was longer than a story may be; the rest was left out.
    Truncated,
    /// Words that were struck through: rejected, or taken back by whoever wrote them.
    Struck {
        /// The words.
        words: String,
    },
    /// A reviewer's note in the margin.
    Comment,
    /// Characters above or below the line for which there are none in Unicode; they stand on the line.
    Height {
        /// The characters.
        words: String,
    },
    /// A code of the system that kept the text, as in `[gallery]`; the words inside it were kept.
    Code {
        /// Its name.
        name: String,
    },
    /// It said it was our interchange form but was not valid; it was read as foreign HTML.
    BrokenInterchange {
        /// Why.
        reason: String,
    },
}

//! The parts of a story. Two people can change different parts without disturbing each other.

use rules::Action;

use crate::base::worded::worded;

/// A part that one person can change without disturbing another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Part {
    /// Kicker, headline, deck, place and body.
    Text,
    /// The lead picture with its caption, credit and alternative text.
    Pictures,
    /// Section, byline, topics, slug, language, and the desk's notes.
    Facts,
}

worded!(Part);

impl Part {
    /// Its index in [`Story::revisions`](crate::Story::revisions).
    pub fn place(self) -> usize {
        match self {
            Self::Text => 0,
            Self::Pictures => 1,
            Self::Facts => 2,
        }
    }

    /// The right to change it.
    pub fn action(self) -> Action {
        match self {
            Self::Text => Action::EditText,
            Self::Pictures => Action::EditPictures,
            Self::Facts => Action::Write,
        }
    }
}

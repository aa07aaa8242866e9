//! The parts of a story that one person changes without disturbing another.

use rules::Action;

/// What one person changes without disturbing another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Kicker, headline, deck, place and body.
    Text,
    /// The lead picture with its words.
    Pictures,
    /// Section, byline, topics, slug, language, and what the desk notes.
    Facts,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Text, Self::Pictures, Self::Facts];

    /// Its word in addresses and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Pictures => "pictures",
            Self::Facts => "facts",
        }
    }

    /// The part called `word`.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }

    /// Its place in [`Story::revisions`](crate::Story::revisions).
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

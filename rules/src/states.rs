//! The two states of a story, side by side: what readers see and what the desk is doing.
//!
//! A published story with an update in progress is both `Live::Published` and `Work::InReview`; neither state implies
//! the other. An embargo is a time, and a takedown is a kill with a legal basis, so neither is a state.

use std::fmt;
use std::str::FromStr;

/// A stored word that is no state of this build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownState(pub String);

impl fmt::Display for UnknownState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no state of a story is called {:?}", self.0)
    }
}

impl std::error::Error for UnknownState {}

macro_rules! states {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant,)* }

        impl $name {
            /// Every state, in the order of a story's life.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word under which the state is stored, and its name in the API.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl FromStr for $name {
            type Err = UnknownState;
            fn from_str(word: &str) -> Result<Self, UnknownState> {
                match word { $($word => Ok(Self::$variant),)* _ => Err(UnknownState(word.to_owned())) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

states! {
    /// What readers see of a story.
    Live {
        /// Never published.
        Never = "never",
        /// Published now.
        Published = "published",
        /// Was published and taken off with a reason (410).
        Unpublished = "unpublished",
        /// Taken off for good (410, or 451 with a legal basis).
        Killed = "killed",
    }
}

states! {
    /// What the desk is doing with a story.
    Work {
        /// Nothing in progress.
        None = "none",
        /// Being written.
        Draft = "draft",
        /// Waiting for an editor.
        InReview = "in_review",
        /// Approved for publication.
        Approved = "approved",
        /// Will be published at its set time.
        Scheduled = "scheduled",
        /// Set aside.
        Spiked = "spiked",
    }
}

impl Live {
    /// Whether a reader who asks for the story's address gets the story itself.
    pub fn is_readable(self) -> bool {
        self == Self::Published
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_read_back_from_its_word() {
        for state in Live::ALL {
            assert_eq!(state.word().parse(), Ok(*state));
        }
        for state in Work::ALL {
            assert_eq!(state.word().parse(), Ok(*state));
        }
        assert_eq!("burnt".parse::<Live>(), Err(UnknownState("burnt".into())));
        assert!(
            UnknownState("burnt".into()).to_string().contains("burnt"),
            "the word that was not understood is named"
        );
    }

    #[test]
    fn only_published_stories_are_readable() {
        let readable: Vec<_> = Live::ALL.iter().filter(|state| state.is_readable()).collect();
        assert_eq!(readable, [&Live::Published]);
    }
}

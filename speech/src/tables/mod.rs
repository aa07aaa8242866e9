//! The words of the rules, as tables that can be read in one sitting.

pub mod events;
pub mod grammar;
pub mod nouns;
pub mod times;
pub mod verbs;
pub mod western;

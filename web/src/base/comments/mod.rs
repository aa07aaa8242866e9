//! State kept for readers who comment: identity, pace, recent comments, and comments waiting for a commit.

pub mod inbox;
pub mod pace;
pub mod recent;
pub mod spam_service;
pub mod talk;
pub mod token;

pub use spam_service::SpamServiceSettings;
pub use talk::Talk;

//! State kept for readers who comment: identity, pace, recent comments, and comments waiting for a commit.

pub mod commit_queue;
pub mod intake;
pub mod pace;
pub mod recent;
pub mod spam_service;
pub mod token;

pub use intake::CommentIntake;
pub use spam_service::SpamServiceSettings;

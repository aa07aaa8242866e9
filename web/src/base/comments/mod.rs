//! What is kept for readers who write: who they are, their pace, what was said lately, what waits for a commit.

pub mod inbox;
pub mod pace;
pub mod recent;
pub mod spam_service;
pub mod talk;
pub mod token;

pub use spam_service::SpamServiceSettings;
pub use talk::Talk;

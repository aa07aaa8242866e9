//! Moderation of comments: one at a time with its story, the reasons and the reader's earlier comments, or many in a
//! list. Every act is a form and has a keyboard shortcut.

mod acts;
mod queue;
mod reasons;
mod room;
mod rules;

pub use acts::{ban, ban_pattern, bans, bulk, decide, erase, export, lift};
pub use queue::{one, queue};
pub use rules::{change_sections, change_settings, policies, settings, story_policy};

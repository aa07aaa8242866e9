//! «رأيك في الموضوع»: comments by readers, without an account, a cookie or JavaScript.
//!
//! A comment passes through [`pages`]: a token ([`crate::base::comments::token`]), the reader's pace
//! ([`crate::base::comments::pace`]), a search for repetitions ([`crate::base::comments::recent`]), the external spam
//! service if the paper uses one ([`service`]), and then a group commit ([`committing`]). A suspicious comment is never
//! lost: it waits for a moderator.
//!
//! Promises:
//! - A comment that was acknowledged is on disk, exactly once, however often its form was sent.
//! - After an error the text is given back.
//! - Responses made for one reader are never cached.

mod committing;
mod pages;
mod service;
mod view;

pub use pages::router;
pub use view::{comments_view, pieces};

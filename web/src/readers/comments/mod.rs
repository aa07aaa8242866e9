//! «رأيك في الموضوع»: readers answer, without an account, without a cookie, and without JavaScript.
//!
//! What a reader sends goes through [`pages`]: a token ([`crate::base::comments::token`]), the reader's pace ([`crate::base::comments::pace`]), what was said before
//! ([`crate::base::comments::recent`]), a service where the paper has one ([`service`]), then one commit for many ([`committing`]). What speaks against
//! a comment never loses it: it waits for a person.
//! Promises: a comment that was acknowledged is on the disk, and once however often its form is sent; whatever goes wrong,
//! the text is given back; pages that answer one reader are kept by nobody.

mod committing;
mod pages;
mod service;
mod view;

pub use pages::router;
pub use view::{pieces, talk_of};

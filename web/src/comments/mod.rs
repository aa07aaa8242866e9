//! «رأيك في الموضوع»: readers answer, without an account, without a cookie, and without JavaScript.
//!
//! What a reader sends goes through [`pages`]: a token ([`token`]), the reader's pace ([`pace`]), what was said before
//! ([`recent`]), a service where the paper has one ([`service`]), then one commit for many ([`inbox`]). What speaks against
//! a comment never loses it: it waits for a person.
//! Promises: a comment that was acknowledged is on the disk, and once however often its form is sent; whatever goes wrong,
//! the text is given back; pages that answer one reader are kept by nobody.

mod committing;
mod inbox;
mod pace;
mod pages;
mod recent;
mod service;
mod spam_service;
mod talk;
mod token;
mod view;

pub use pages::router;
pub use spam_service::SpamServiceSettings;
pub use talk::Talk;
pub use view::{pieces, talk_of};

//! The people who make the paper: their roles, how they sign in, their sessions, their notices.
//!
//! May import: `base`, `paper`.

pub(crate) mod authentication;
pub(crate) mod notice_mail;
pub(crate) mod notices;
pub(crate) mod rights;
pub(crate) mod staff;
pub(crate) mod telling;

//! How requests are answered, and background tasks: the accept loops, the page cache in front of the router, the
//! router, work that comes due.
//!
//! May import: `base`, `site`, `readers`, `desk`.

pub mod activity;
pub mod app;
pub mod background;
pub mod connection;
pub mod due;
pub mod filter_notices;
pub mod health;
pub mod live_updates;
pub mod mail_jobs;
pub mod metrics;
pub mod notice_mail;
pub mod picture_reading;
pub mod related;
pub mod requests;
pub mod router;
pub mod sendfile;
pub mod server;

pub use server::{ServeError, serve};

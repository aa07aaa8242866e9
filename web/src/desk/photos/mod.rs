//! The photo archive: found again, described alone or many at once, their rights, and filled without a story.

mod bulk;
mod list;
mod moments;
mod one;
mod rights;
mod rights_view;
mod room;
mod upload;

pub use bulk::bulk;
pub use list::list;
pub use one::{change, one};
pub use rights::{allow, change_rights, withdraw};
pub use upload::{replace, upload};

//! The reader's pages, one file a kind. A handler fetches, makes a view, and renders.

pub mod archive;
pub mod asset;
pub mod context;
pub mod corrections;
pub mod finding;
pub mod front;
pub mod lists;
pub mod most_read;
pub mod redirect;
pub mod site_view;
pub mod static_page;
pub mod story;

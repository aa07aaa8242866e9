//! Pages for readers, one file for each kind. A handler reads the data, makes a view and renders it.

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

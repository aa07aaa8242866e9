//! XML as a tree: no document type with entities, no external reference, bounded depth, size and number of nodes.
//!
//! Built on `quick-xml`. HTML's named entities are read without a declaration, because feeds write them. What else is
//! not well-formed is refused, or mended and reported where the format is known for it (feeds).

mod build;
mod element;
mod html;
mod tree;

pub(crate) use build::{Mode, parse};
pub(crate) use element::{Element, Piece};
pub(crate) use html::{Use, blocks_to_html, to_html};
pub(crate) use tree::Tree;
pub use tree::{ATTRIBUTES_MAX, DEPTH_MAX, ELEMENTS_MAX};

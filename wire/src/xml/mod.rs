//! XML as a tree: no document type with entities, no external reference, bounded depth, size and number of nodes.
//!
//! Built on `quick-xml`. HTML's named entities are read without a declaration, because feeds write them. What else is not
//! well-formed is refused, or mended and reported where the format is known for it (feeds).

mod build;
mod element;
mod html;

pub(crate) use build::{Mode, parse};
pub(crate) use element::{Element, Piece};
pub(crate) use html::{Use, blocks_to_html, to_html};

/// Levels of elements (security contract, section 4).
pub const DEPTH_MAX: usize = 256;
/// Attributes of one element: no format has more than about 30.
pub const ATTRIBUTES_MAX: usize = 256;
/// Elements of one file: a feed of 20,000 items has about 150,000.
pub const ELEMENTS_MAX: usize = 500_000;

/// A parsed document.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    namespaces: Vec<String>,
    /// What was mended, at most a few; empty for well-formed XML.
    pub flaws: Vec<String>,
    /// The name of the document type, if there is one.
    pub doctype: Option<String>,
}

#[derive(Debug)]
struct Node {
    name: String,
    namespace: usize,
    attributes: Vec<(String, String)>,
    children: Vec<Child>,
    parent: usize,
}

#[derive(Debug)]
enum Child {
    Element(usize),
    Text(String),
}

impl Tree {
    /// The outermost element.
    pub fn root(&self) -> Element<'_> {
        Element::new(self, 0)
    }
}

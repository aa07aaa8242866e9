//! The tree, and the limits of its size.

/// Levels of elements (security contract, section 4).
pub const DEPTH_MAX: usize = 256;
/// Attributes of one element: no format has more than about 30.
pub const ATTRIBUTES_MAX: usize = 256;
/// Elements of one file: a feed of 20,000 items has about 150,000.
pub const ELEMENTS_MAX: usize = 500_000;

/// A parsed document.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) namespaces: Vec<String>,
    /// What was mended, at most a few; empty for well-formed XML.
    pub flaws: Vec<String>,
    /// The name of the document type, if there is one.
    pub doctype: Option<String>,
}

#[derive(Debug)]
pub(super) struct Node {
    pub name: String,
    pub namespace: usize,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Child>,
    pub parent: usize,
}

#[derive(Debug)]
pub(super) enum Child {
    Element(usize),
    Text(String),
}

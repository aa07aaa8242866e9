//! An element of the tree and the ways to it. Names are local names; a namespace is asked for where it matters.

use super::tree::{Child, Node, Tree};
use crate::text::clean;

/// An element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'a> {
    tree: &'a Tree,
    at: usize,
}

/// A part of an element's content.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Element(Element<'a>),
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

static NOWHERE: Node =
    Node { name: String::new(), namespace: 0, attributes: Vec::new(), children: Vec::new(), parent: 0 };

impl Tree {
    /// The outermost element.
    pub fn root(&self) -> Element<'_> {
        Element { tree: self, at: 0 }
    }
}

impl<'a> Element<'a> {
    fn node(self) -> &'a Node {
        self.tree.nodes.get(self.at).unwrap_or(&NOWHERE)
    }

    /// Local name as written.
    pub fn name(self) -> &'a str {
        &self.node().name
    }

    pub fn is(self, name: &str) -> bool {
        self.node().name == name
    }

    /// The namespace, or the prefix if that is not declared.
    pub fn namespace(self) -> &'a str {
        self.tree.namespaces.get(self.node().namespace).map_or("", String::as_str)
    }

    /// A number that no other element of the tree has.
    pub fn index(self) -> usize {
        self.at
    }

    pub fn parent(self) -> Option<Element<'a>> {
        (self.at > 0).then(|| Element { tree: self.tree, at: self.node().parent })
    }

    /// An attribute by its name as written (`xml:lang`), not empty.
    pub fn attr(self, name: &str) -> Option<&'a str> {
        self.attr_even_empty(name).filter(|value| !value.trim().is_empty())
    }

    pub fn attr_even_empty(self, name: &str) -> Option<&'a str> {
        self.node().attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.node().attributes.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The content in order.
    pub fn pieces(self) -> impl DoubleEndedIterator<Item = Piece<'a>> {
        let tree = self.tree;
        self.node().children.iter().map(move |child| match child {
            Child::Text(text) => Piece::Text(text),
            Child::Element(at) => Piece::Element(Element { tree, at: *at }),
        })
    }

    pub fn children(self) -> impl Iterator<Item = Element<'a>> {
        self.pieces().filter_map(|piece| match piece {
            Piece::Element(element) => Some(element),
            Piece::Text(_) => None,
        })
    }

    pub fn all(self, name: &'a str) -> impl Iterator<Item = Element<'a>> {
        self.children().filter(move |child| child.is(name))
    }

    /// The first child of that name.
    pub fn child(self, name: &str) -> Option<Element<'a>> {
        self.children().find(|child| child.is(name))
    }

    /// The first element down a path of names: `body/body.head/hedline`.
    pub fn path(self, path: &str) -> Option<Element<'a>> {
        path.split('/').try_fold(self, |element, name| element.child(name))
    }

    /// All elements below, in the order of the file.
    pub fn descendants(self) -> Descendants<'a> {
        Descendants { stack: self.children().collect::<Vec<_>>().into_iter().rev().collect() }
    }

    /// The first element of that name at any depth below.
    pub fn find(self, name: &str) -> Option<Element<'a>> {
        self.descendants().find(|below| below.is(name))
    }

    /// All text below, as it stands.
    pub fn raw_text(self) -> String {
        let mut text = String::new();
        let mut stack: Vec<Piece> = self.pieces().rev().collect();
        while let Some(piece) = stack.pop() {
            match piece {
                Piece::Text(more) => text.push_str(more),
                Piece::Element(element) => stack.extend(element.pieces().rev()),
            }
        }
        text
    }

    /// The text that stands directly in the element.
    pub fn own_text(self) -> Option<String> {
        let texts = self.pieces().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Element(_) => None,
        });
        clean(&texts.collect::<Vec<_>>().join(" "))
    }

    /// All text below as one line.
    pub fn text(self) -> Option<String> {
        clean(&self.raw_text())
    }

    /// The text of the first child of that name.
    pub fn text_of(self, name: &str) -> Option<String> {
        self.all_texts(name).next()
    }

    fn all_texts(self, name: &str) -> impl Iterator<Item = String> {
        self.children().filter(move |child| child.is(name)).filter_map(Element::text)
    }
}

/// Elements below another, in the order of the file.
pub(crate) struct Descendants<'a> {
    stack: Vec<Element<'a>>,
}

impl<'a> Iterator for Descendants<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let next = self.stack.pop()?;
        let begin = self.stack.len();
        self.stack.extend(next.children());
        if let Some(added) = self.stack.get_mut(begin..) {
            added.reverse();
        }
        Some(next)
    }
}

//! Builds a plain tree from tokens. It is not a browser's tree: foster parents, the adoption agency algorithm and the
//! reconstruction of formatting elements are left out, because they cost quadratic time on hostile input and a document
//! needs none of them. Promises: time is linear in the input; no node is deeper than [`TREE_DEPTH_MAX`]; every
//! character of text is kept in order.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use std::cell::RefCell;

/// Levels of the tree, at most. Deeper nodes become children of the last level. Real pages stay below 60.
pub(super) const TREE_DEPTH_MAX: usize = 160;

/// A tree of nodes in one vector.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<TreeNode>,
}

#[derive(Debug)]
struct TreeNode {
    kind: Kind,
    children: Vec<usize>,
}

#[derive(Debug)]
enum Kind {
    Text(String),
    Element(String, Vec<(String, String)>),
}

/// A node of a [`Tree`].
#[derive(Clone, Copy)]
pub(super) struct Handle<'a> {
    tree: &'a Tree,
    index: usize,
}

impl Tree {
    pub fn parse(html: &str) -> Tree {
        let html = super::guard::without_attribute_bombs(html);
        let tokenizer = Tokenizer::new(Builder::default(), Default::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(&html));
        // The end of a script returns control here; `feed` continues where it stopped.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        tokenizer.end();
        Tree { nodes: tokenizer.sink.state.into_inner().nodes }
    }

    pub fn root(&self) -> Handle<'_> {
        Handle { tree: self, index: 0 }
    }
}

impl<'a> Handle<'a> {
    /// Element name in lower case; empty for text.
    pub fn name(self) -> &'a str {
        match &self.node().kind {
            Kind::Element(name, _) => name,
            Kind::Text(_) => "",
        }
    }

    pub fn text(self) -> Option<&'a str> {
        match &self.node().kind {
            Kind::Text(text) => Some(text),
            Kind::Element(..) => None,
        }
    }

    pub fn attr(self, name: &str) -> Option<&'a str> {
        self.attrs().iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn attrs(self) -> &'a [(String, String)] {
        match &self.node().kind {
            Kind::Element(_, attrs) => attrs,
            Kind::Text(_) => &[],
        }
    }

    pub fn has_class(self, class: &str) -> bool {
        self.attr("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|c| c == class))
    }

    pub fn children(self) -> impl DoubleEndedIterator<Item = Handle<'a>> + 'a {
        let tree = self.tree;
        self.node().children.iter().map(move |&index| Handle { tree, index })
    }

    /// Every node below, in document order, without recursion.
    pub fn descendants(self) -> impl Iterator<Item = Handle<'a>> {
        let mut waiting: Vec<Handle<'a>> = self.children().rev().collect();
        std::iter::from_fn(move || {
            let next = waiting.pop()?;
            waiting.extend(next.children().rev());
            Some(next)
        })
    }

    fn node(self) -> &'a TreeNode {
        &self.tree.nodes[self.index]
    }
}

/// Elements without content.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that end an open paragraph.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "caption"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "option"
            | "title"
    )
}

#[derive(Default)]
struct Builder {
    state: RefCell<State>,
}

struct State {
    nodes: Vec<TreeNode>,
    open: Vec<usize>,
    /// Start tags beyond the depth limit whose end tags have not come yet.
    beyond: usize,
}

impl Default for State {
    fn default() -> State {
        let root = TreeNode { kind: Kind::Element("body".into(), vec![]), children: vec![] };
        State { nodes: vec![root], open: vec![0], beyond: 0 }
    }
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let raw = match &*tag.name {
                    "script" => Some(RawKind::ScriptData),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
                    "textarea" | "title" => Some(RawKind::Rcdata),
                    _ => None,
                };
                state.start(tag);
                raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
            }
            Token::TagToken(tag) => {
                let script = &*tag.name == "script";
                state.end(&tag.name);
                if script { TokenSinkResult::Script(()) } else { TokenSinkResult::Continue }
            }
            Token::CharacterTokens(text) => {
                state.text(&text);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

impl State {
    fn start(&mut self, tag: Tag) {
        let name = tag.name.to_string();
        match name.as_str() {
            "html" | "body" => return,
            "li" => self.close_within(&["li"], &["ul", "ol", "menu", "dir", "table", "td", "th"]),
            "dt" | "dd" => self.close_within(&["dt", "dd"], &["dl", "table", "td", "th"]),
            "tr" => self.close_within(&["tr"], &["table"]),
            "td" | "th" => self.close_within(&["td", "th"], &["tr", "table"]),
            "thead" | "tbody" | "tfoot" | "caption" => {
                self.close_within(&["thead", "tbody", "tfoot", "caption"], &["table"])
            }
            "option" => self.close_within(&["option"], &["select"]),
            _ => {}
        }
        if is_block(&name) {
            self.close_within(
                &["p"],
                &["table", "td", "th", "caption", "button", "object", "blockquote", "li", "figure", "div"],
            );
        }
        let attrs = tag.attrs.into_iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
        let foreign =
            tag.self_closing && matches!(name.as_str(), "path" | "rect" | "circle" | "use" | "g" | "o:p" | "w:wrap");
        let leaf = is_void(&name) || foreign;
        let index = self.add(Kind::Element(name, attrs));
        match self.open.len() < TREE_DEPTH_MAX {
            _ if leaf => {}
            true => self.open.push(index),
            false => self.beyond += 1,
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "br" => {
                self.add(Kind::Element("br".into(), vec![]));
                return;
            }
            _ if is_void(name) => return,
            _ if self.beyond > 0 => {
                self.beyond -= 1;
                return;
            }
            _ => {}
        }
        // An end tag that belongs outside a cell or item does not close it.
        let walls: &[&str] = match name {
            "table" => &[],
            "tr" | "thead" | "tbody" | "tfoot" => &["table"],
            "ul" | "ol" => &["td", "th"],
            _ => &["td", "th", "table"],
        };
        for at in (1..self.open.len()).rev() {
            let open = self.name(self.open[at]);
            if open == name {
                self.open.truncate(at);
                return;
            }
            if walls.contains(&open) {
                return;
            }
        }
    }

    /// Closes the innermost open element of `names`, unless one of `walls` is in between.
    fn close_within(&mut self, names: &[&str], walls: &[&str]) {
        if self.beyond > 0 {
            return;
        }
        for at in (1..self.open.len()).rev() {
            let open = self.name(self.open[at]);
            if names.contains(&open) {
                self.open.truncate(at);
                return;
            }
            if walls.contains(&open) {
                return;
            }
        }
    }

    fn text(&mut self, text: &str) {
        let parent = self.parent();
        let last = self.nodes[parent].children.last().copied();
        match last.map(|index| &mut self.nodes[index].kind) {
            Some(Kind::Text(before)) => before.push_str(text),
            _ => {
                self.add(Kind::Text(text.to_owned()));
            }
        }
    }

    fn add(&mut self, kind: Kind) -> usize {
        let (index, parent) = (self.nodes.len(), self.parent());
        self.nodes.push(TreeNode { kind, children: vec![] });
        self.nodes[parent].children.push(index);
        index
    }

    fn parent(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn name(&self, index: usize) -> &str {
        match &self.nodes[index].kind {
            Kind::Element(name, _) => name,
            Kind::Text(_) => "",
        }
    }
}

//! Lists of Word: paragraphs that only look like items become lists here.

use super::reader::Piece;
use super::tree::Handle;
use crate::document::{List, ListItem, Node};
use crate::limits::LIST_DEPTH_MAX;
use crate::text::Text;

/// The marker of an item: its level from 1, and whether it is numbered.
#[derive(Clone, Copy)]
pub(super) struct Item {
    level: usize,
    ordered: bool,
    /// The number it shows, else 1.
    number: usize,
}

/// The Word list item that a paragraph is (`mso-list: l0 level1 lfo1`), if it is one.
pub(super) fn item(paragraph: Handle) -> Option<Item> {
    let style = paragraph.attr("style")?.to_ascii_lowercase();
    let value = style.split("mso-list:").nth(1)?.split(';').next()?;
    let level = value.split_whitespace().find_map(|word| word.strip_prefix("level"))?.parse().ok()?;
    let marker = paragraph
        .descendants()
        .find(|d| d.attr("style").is_some_and(|s| s.to_ascii_lowercase().contains("mso-list:ignore")));
    let marker: String = marker.into_iter().flat_map(|m| m.descendants()).filter_map(|d| d.text()).collect();
    let sign = marker.trim();
    let ordered = sign.chars().any(char::is_numeric) || (sign.ends_with(['.', ')']) && sign.chars().count() > 1);
    let digits: String = arabic::digits::to_western(sign).chars().take_while(char::is_ascii_digit).collect();
    Some(Item { level, ordered, number: digits.parse().unwrap_or(1) })
}

/// Makes the paragraph a list of one item at its level; [`gather_lists`] joins neighbours.
pub(super) fn make_item(piece: &mut Piece, item: Item) {
    let Node::Paragraph(text) = &mut piece.node else { return };
    let mut list = List { ordered: item.ordered, items: vec![ListItem { text: std::mem::take(text), list: None }] };
    for _ in 1..item.level.clamp(1, LIST_DEPTH_MAX) {
        list = List { ordered: item.ordered, items: vec![ListItem { list: Some(list), ..ListItem::default() }] };
    }
    piece.node = Node::List(list);
    piece.word_item = Some(item.number);
}

/// Joins neighbouring Word items into one list.
pub(super) fn gather_lists(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (out.last_mut(), piece) {
            (
                Some(Piece { node: Node::List(list), word_item: Some(_), .. }),
                Piece { node: Node::List(more), word_item: Some(_), .. },
            ) => {
                merge(list, more);
            }
            (_, piece) => out.push(piece),
        }
    }
    out.into_iter().flat_map(|piece| continued(piece.word_item.unwrap_or(1), piece)).collect()
}

/// A numbered list that continues an earlier one keeps its numbers as text, because our lists begin with one.
pub(super) fn continued(first: usize, piece: Piece) -> Vec<Piece> {
    let Piece { node: Node::List(list), dir, lang, .. } = piece else { return vec![piece] };
    if !list.ordered || first <= 1 {
        return vec![Piece { dir, lang, ..Piece::of(Node::List(list)) }];
    }
    let mut pieces = Vec::new();
    for (number, item) in (first..).zip(list.items) {
        let mut text = Text::plain(format!("{number}. "));
        text.append(item.text);
        pieces.push(Piece { dir, lang: lang.clone(), ..Piece::of(Node::Paragraph(text)) });
        pieces.extend(item.list.map(|below| Piece { dir, lang: lang.clone(), ..Piece::of(Node::List(below)) }));
    }
    pieces
}

fn merge(list: &mut List, more: List) {
    for item in more.items {
        match (list.items.last_mut(), item) {
            (Some(last), ListItem { text, list: Some(inner) }) if text.is_empty() => match &mut last.list {
                Some(list) => merge(list, inner),
                None => last.list = Some(inner),
            },
            (_, item) => list.items.push(item),
        }
    }
}

//! The plain notation in which the stories of the demo are written: one block per paragraph, marked by its first
//! characters.
//!
//! `## ` and `### ` subheadings; `> ` quotation with a last line `— speaker`; `>> ` pull quote; `- ` and `1. ` lists;
//! `| a | b |` table rows, the first a header, after a line `table: caption`;
//! `photo: file | caption | credit | archive`; `gallery: caption` and a line `file | caption | credit` for each;
//! `info: title` and its lines; `verse:` and lines `first // second`; `q: ` and `a: `; `embed: url | title`; `***`.
//! Inside lines: `*strong*`, `[words](address)`, `{fr:words}`.

use std::collections::HashMap;

use anyhow::{Context, bail};
use newsroom::{DocumentIds, Picture};
use story::{
    Block, Couplet, Document, Embed, Foreign, Ids, InfoPart, Infobox, List, ListItem, Marks, Node, Photo, PictureId,
    QuestionAnswer, Quotation, Span, Table, Text,
};

/// Pictures by file name, for the `photo:` lines.
pub type Pictures = HashMap<String, Picture>;

/// Names of the picture files that a text refers to.
pub fn photos_in(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for paragraph in paragraphs(text) {
        if let Some(line) = paragraph[0].strip_prefix("photo:") {
            names.extend(fields(line).first().cloned());
        } else if paragraph[0].starts_with("gallery:") {
            names.extend(paragraph[1..].iter().filter_map(|line| fields(line).first().cloned()));
        }
    }
    names
}

/// Reads a text into a document. An error names the paragraph.
pub fn read(text: &str, pictures: &Pictures) -> anyhow::Result<Document> {
    let mut source = DocumentIds;
    let mut ids = Ids::new(&mut source);
    let mut blocks = Vec::new();
    for paragraph in paragraphs(text) {
        let node = block(&paragraph, pictures).with_context(|| format!("in «{}»", paragraph[0]))?;
        blocks.push(Block::new(ids.fresh(), node));
    }
    let document = Document { blocks };
    document.validate()?;
    Ok(document)
}

fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let mut all: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        match (line.is_empty(), all.last_mut()) {
            (false, Some(last)) => last.push(line),
            _ => all.push(Vec::new()),
        }
    }
    all.retain(|paragraph| !paragraph.is_empty());
    all
}

fn block(lines: &[&str], pictures: &Pictures) -> anyhow::Result<Node> {
    let first = lines[0];
    let rest = &lines[1..];
    let after = |prefix: &str| first.strip_prefix(prefix).map(str::trim);
    if first == "***" {
        return Ok(Node::Separator);
    }
    if let Some(text) = after("### ") {
        return Ok(Node::Subheading { level: 3, text: inline(text) });
    }
    if let Some(text) = after("## ") {
        return Ok(Node::Subheading { level: 2, text: inline(text) });
    }
    if let Some(text) = after(">> ") {
        return Ok(Node::PullQuote(inline(text)));
    }
    if first.starts_with("> ") {
        return Ok(quotation(lines));
    }
    if let Some(line) = after("photo:") {
        return Ok(Node::Photo(photo(line, pictures)?));
    }
    if let Some(caption) = after("gallery:") {
        let photos = rest.iter().map(|line| photo(line, pictures)).collect::<anyhow::Result<_>>()?;
        return Ok(Node::Gallery { caption: caption.to_owned(), photos });
    }
    if let Some(caption) = after("table:") {
        return Ok(Node::Table(table(caption, rest)));
    }
    if let Some(title) = after("info:") {
        return Ok(Node::Infobox(infobox(title, rest)));
    }
    if first == "verse:" {
        let couplet = |line: &&str| {
            let (first, second) = line.split_once("//").unwrap_or((line, ""));
            Couplet { first: inline(first.trim()), second: inline(second.trim()) }
        };
        return Ok(Node::Verse(rest.iter().map(couplet).collect()));
    }
    if let Some(question) = after("q:") {
        let answer = rest.iter().map(|line| inline(line.strip_prefix("a:").unwrap_or(line).trim())).collect();
        return Ok(Node::QuestionAnswer(QuestionAnswer { question: inline(question), answer }));
    }
    if let Some(line) = after("embed:") {
        let parts = fields(line);
        let Some((_, url)) = parts.first().and_then(|url| story::embed::canonical(url)) else {
            bail!("no allowed provider has this address");
        };
        return Ok(Node::Embed(Embed { url, title: parts.get(1).cloned().unwrap_or_default() }));
    }
    let bulleted = lines.iter().all(|line| line.starts_with("- "));
    let numbered = lines.iter().all(|line| number_of(line).is_some());
    if bulleted || numbered {
        let item = |line: &&str| {
            let text = number_of(line).or(line.strip_prefix("- ")).unwrap_or(line);
            ListItem { text: inline(text.trim()), list: None }
        };
        return Ok(Node::List(List { ordered: numbered, items: lines.iter().map(item).collect() }));
    }
    Ok(Node::Paragraph(inline(&lines.join(" "))))
}

/// The rest of a line that begins with a number and a full stop.
fn number_of(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(rest)
}

fn quotation(lines: &[&str]) -> Node {
    let mut quotation = Quotation::default();
    for line in lines {
        let line = line.strip_prefix('>').unwrap_or(line).trim();
        match line.strip_prefix('—') {
            Some(speaker) => quotation.speaker = inline(speaker.trim()),
            None => quotation.paragraphs.push(inline(line)),
        }
    }
    Node::Quotation(quotation)
}

fn table(caption: &str, rows: &[&str]) -> Table {
    let cells = |row: &&str| row.trim_matches('|').split('|').map(|cell| inline(cell.trim())).collect();
    Table {
        caption: caption.to_owned(),
        header_row: true,
        header_column: false,
        rows: rows.iter().map(cells).collect(),
    }
}

fn infobox(title: &str, lines: &[&str]) -> Infobox {
    let mut parts = Vec::new();
    for line in lines {
        match (line.strip_prefix("- "), parts.last_mut()) {
            (Some(item), Some(InfoPart::List(list))) => list.items.push(ListItem { text: inline(item), list: None }),
            (Some(item), _) => parts.push(InfoPart::List(List {
                ordered: false,
                items: vec![ListItem { text: inline(item), list: None }],
            })),
            (None, _) => parts.push(InfoPart::Paragraph(inline(line))),
        }
    }
    Infobox { title: title.to_owned(), parts }
}

fn photo(line: &str, pictures: &Pictures) -> anyhow::Result<Photo> {
    let parts = fields(line);
    let name = parts.first().cloned().unwrap_or_default();
    let picture = pictures.get(&name).with_context(|| format!("no photo is called {name}"))?;
    let id = PictureId::parse(picture.public_id.as_str()).context("a picture id of another shape")?;
    let caption = parts.get(1).cloned().unwrap_or_default();
    Ok(Photo {
        alt: caption.clone(),
        caption,
        credit: parts.get(2).cloned().unwrap_or_default(),
        archive: parts.get(3).is_some_and(|word| word == "archive"),
        ..Photo::new(id)
    })
}

fn fields(line: &str) -> Vec<String> {
    line.split('|').map(|field| field.trim().to_owned()).collect()
}

/// Reads `*strong*`, `[words](address)` and `{fr:words}`; anything else is plain text.
fn inline(line: &str) -> Text {
    let mut text = Text::new();
    let plain = Marks::default();
    let mut rest = line;
    while let Some(start) = rest.find(['*', '[', '{']) {
        let (before, marked) = rest.split_at(start);
        let Some((words, marks, length)) = marked_run(marked) else {
            text.push_str(&rest[..=start], &plain);
            rest = &rest[start + 1..];
            continue;
        };
        text.push_str(before, &plain);
        text.push(Span { text: words.to_owned(), marks });
        rest = &marked[length..];
    }
    text.push_str(rest, &plain);
    text
}

/// The text of a mark at the beginning of `text`, the mark, and its length in bytes.
fn marked_run(text: &str) -> Option<(&str, Marks, usize)> {
    let plain = Marks::default();
    if let Some(inner) = text.strip_prefix('*') {
        let end = inner.find('*').filter(|end| *end > 0)?;
        return Some((&inner[..end], Marks { strong: true, ..plain }, end + 2));
    }
    if let Some(inner) = text.strip_prefix('[') {
        let (words, after) = inner.split_once("](")?;
        let (address, _) = after.split_once(')')?;
        let marks = Marks { link: Some(address.to_owned()), ..plain };
        return Some((words, marks, words.len() + address.len() + 4));
    }
    let inner = text.strip_prefix('{')?;
    let (lang, after) = inner.split_once(':')?;
    let (words, _) = after.split_once('}')?;
    if !story::address::is_language_tag(lang) {
        return None;
    }
    let marks = Marks { foreign: Some(Foreign { lang: lang.to_owned(), dir: story::Direction::Auto }), ..plain };
    Some((words, marks, lang.len() + words.len() + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_of_the_notation_is_read() {
        let text = "كتبت {fr:Le Monde} أن *الأمر* في [الرابط](https://example.org/a).\n\n## عنوان\n\n> قول\n— قائل\n\n>> بارز\n\n\
                    - أ\n- ب\n\n1. واحد\n2. اثنان\n\ntable: جدول\n| س | ص |\n| 1 | 2 |\n\ninfo: إطار\nكلام\n- بند\n\n\
                    verse:\nصدر // عجز\n\nq: سؤال؟\na: جواب\n\n***";
        let document = read(text, &Pictures::new()).unwrap();
        let names: Vec<&str> = document.blocks.iter().map(|block| block.node.name()).collect();
        let expected = [
            "paragraph",
            "subheading",
            "quotation",
            "pull_quote",
            "list",
            "list",
            "table",
            "infobox",
            "verse",
            "question_answer",
            "separator",
        ];
        assert_eq!(names, expected);
        assert_eq!(document.blocks[0].plain_text(), "كتبت Le Monde أن الأمر في الرابط.");
    }

    #[test]
    fn a_missing_photo_is_named() {
        let error = read("photo: sea.jpg | البحر", &Pictures::new()).unwrap_err();
        assert!(format!("{error:#}").contains("sea.jpg"));
    }
}

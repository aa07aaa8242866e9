//! The editor's JSON, in the form of ProseMirror and TipTap. The reader is strict: it refuses whatever is not in the
//! node table and names the block. `Document::from_json(&doc.to_json()) == Ok(doc)` for every valid document.

mod read;
mod write;

use crate::document::Document;
use crate::error::{Error, Result};
use serde_json::Value;

impl Document {
    /// Reads and validates the editor's JSON. A missing attribute and `null` mean the same if the attribute is not
    /// required. Ids on nodes inside blocks are dropped (a paragraph that is moved into a list leaves its id behind).
    /// Text may be empty, as in a draft; [`Document::check_complete`] requires more.
    pub fn from_json(json: &str) -> Result<Document> {
        let value = serde_json::from_str(json).map_err(|error| Error::Json {
            line: error.line(),
            column: error.column(),
            message: error.to_string(),
        })?;
        Document::from_value(&value)
    }

    /// The same, from parsed JSON.
    pub fn from_value(value: &Value) -> Result<Document> {
        let document = read::document(value)?;
        document.validate()?;
        Ok(document)
    }

    /// The stored form: compact JSON with members in alphabetical order and without absent attributes. Equal documents
    /// give the same bytes.
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// The stored form as a JSON value.
    pub fn to_value(&self) -> Value {
        write::document(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Place;
    use crate::limits;

    fn doc(blocks: &str) -> String {
        format!(r#"{{"type":"doc","attrs":{{"version":1}},"content":[{blocks}]}}"#)
    }

    fn refusal(blocks: &str) -> String {
        Document::from_json(&doc(blocks)).expect_err(blocks).to_string()
    }

    #[test]
    fn what_the_editor_writes_is_read_and_written_back() {
        let json = doc(
            r#"{"type":"paragraph","attrs":{"id":"k3f9x2","dir":null},"content":[{"type":"text","text":"قال "},{"type":"text","text":"نعم","marks":[{"type":"strong"}]},
               {"type":"text","text":" ثم","marks":[{"type":"strong"}]},{"type":"hard_break"},{"type":"text","text":"مضى"}]}"#,
        );
        let document = Document::from_json(&json).unwrap();
        assert_eq!(document.blocks[0].plain_text(), "قال نعم ثم\nمضى");
        let written = r#"{"attrs":{"version":1},"content":[{"attrs":{"id":"k3f9x2"},"content":[{"text":"قال ","type":"text"},{"marks":[{"type":"strong"}],"text":"نعم ثم","type":"text"},{"type":"hard_break"},{"text":"مضى","type":"text"}],"type":"paragraph"}],"type":"doc"}"#;
        assert_eq!(document.to_json(), written);
        assert_eq!(Document::from_json(written).unwrap(), document);
    }

    #[test]
    fn the_order_and_cut_of_marks_do_not_matter() {
        let one = r#"{"type":"paragraph","attrs":{"id":"a"},"content":[{"type":"text","text":"ab","marks":[{"type":"strong"},{"type":"emphasis"}]}]}"#;
        let two = r#"{"type":"paragraph","attrs":{"id":"a"},"content":[{"type":"text","text":"a","marks":[{"type":"emphasis"},{"type":"strong"}]},{"type":"text","text":"b","marks":[{"type":"strong"},{"type":"emphasis"}]}]}"#;
        assert_eq!(Document::from_json(&doc(one)).unwrap(), Document::from_json(&doc(two)).unwrap());
    }

    #[test]
    fn refusals_name_the_block_and_the_remedy() {
        let p = r#"{"type":"paragraph","attrs":{"id":"a1"}}"#;
        for (blocks, message) in [
            (
                format!(r#"{p},{{"type":"script","attrs":{{"id":"b2"}}}}"#),
                "block 1 (b2): `script` cannot stand in `doc`; allowed there: block*",
            ),
            (format!("{p},{p}"), "block 1 (a1): the id is already used by block 0; give one of them a new id"),
            (
                r#"{"type":"paragraph","attrs":{"id":"a","style":"x"}}"#.into(),
                "block 0 (a): `paragraph` has no attribute `style`; remove it",
            ),
            (r#"{"type":"paragraph"}"#.into(), "block 0: `paragraph` needs the attribute `id`"),
            (
                r#"{"type":"paragraph","attrs":{"id":"a"},"content":[{"type":"text","text":"x","marks":[{"type":"underline"}]}]}"#.into(),
                "block 0 (a): mark `underline` is not known; use emphasis, strong, link, foreign or statement",
            ),
            (
                r#"{"type":"paragraph","attrs":{"id":"a"},"content":[{"type":"text","text":"x","marks":[{"type":"link","attrs":{"href":"javascript:alert(1)"}}]}]}"#.into(),
                "block 0 (a): the link address «javascript:alert(1)» is refused; use http, https, mailto or a path that begins with /",
            ),
            (
                r#"{"type":"subheading","attrs":{"id":"a","level":1}}"#.into(),
                "block 0 (a): `level` of `subheading` is «1»; it must be 2 or 3",
            ),
            (
                r#"{"type":"photo","attrs":{"id":"a","picture":"../../etc"}}"#.into(),
                "block 0 (a): `picture` of `photo` is «../../etc»; it must be 8 characters of Crockford base32",
            ),
            (r#"{"type":"list","attrs":{"id":"a"}}"#.into(), "block 0 (a): `item of the list` is empty; write it or remove the block"),
            (
                r#"{"type":"table","attrs":{"id":"a"},"content":[{"type":"table_row","content":[{"type":"table_cell"}]},{"type":"table_row","content":[{"type":"table_cell"},{"type":"table_cell"}]}]}"#.into(),
                "block 0 (a): row 1 has 2 cells and the first row 1; make them equal",
            ),
            (
                "{\"type\":\"paragraph\",\"attrs\":{\"id\":\"a\"},\"content\":[{\"type\":\"text\",\"text\":\"\\u0000\"}]}".into(),
                "block 0 (a): `paragraph` holds the control character U+0000; remove it",
            ),
            (
                r#"{"type":"paragraph","attrs":{"id":"a"},"content":[{"type":"text","text":""}]}"#.into(),
                "block 0 (a): `text` must be a string that is not empty",
            ),
            (
                r#"{"type":"paragraph","attrs":{"id":"a"},"html":"x"}"#.into(),
                "block 0 (a): `paragraph` has no attribute `html`; remove it",
            ),
            (
                r#"{"type":"embed","attrs":{"id":"a","url":"https://evil.example/x"}}"#.into(),
                "block 0 (a): the embed address «https://evil.example/x» is not one of an allowed provider in its canonical form; see the list of providers",
            ),
        ] {
            assert_eq!(refusal(&blocks), message, "{blocks}");
        }
    }

    #[test]
    fn limits_hold_at_the_edge() {
        let paragraph = |id: usize, text: &str| {
            format!(r#"{{"type":"paragraph","attrs":{{"id":"p{id}"}},"content":[{{"type":"text","text":"{text}"}}]}}"#)
        };
        let blocks = |n: usize| doc(&(0..n).map(|i| paragraph(i, "x")).collect::<Vec<_>>().join(","));
        assert!(Document::from_json(&blocks(limits::STORY_BLOCKS_MAX)).is_ok());
        let error = Document::from_json(&blocks(limits::STORY_BLOCKS_MAX + 1)).unwrap_err();
        assert!(matches!(error, Error::TooMany { part: "blocks", .. }), "{error}");
        assert!(Document::from_json(&doc(&paragraph(1, &"ب".repeat(limits::STORY_CHARACTERS_MAX)))).is_ok());
        let error =
            Document::from_json(&doc(&paragraph(1, &"ب".repeat(limits::STORY_CHARACTERS_MAX + 1)))).unwrap_err();
        assert_eq!(error.place(), Place { block: Some(0), id: Some("p1".into()) });
        assert!(matches!(error, Error::TooLong { found: 200_001, .. }), "{error}");
    }

    #[test]
    fn lists_nest_three_levels() {
        let list = |depth: usize| {
            let mut inner = String::new();
            for level in 0..depth {
                let id = if level + 1 == depth { r#","attrs":{"id":"a"}"# } else { "" };
                let below = if inner.is_empty() { String::new() } else { format!(",{inner}") };
                inner = format!(
                    r#"{{"type":"list"{id},"content":[{{"type":"list_item","content":[{{"type":"paragraph"}}{below}]}}]}}"#
                );
            }
            doc(&inner)
        };
        assert!(Document::from_json(&list(3)).is_ok());
        assert!(matches!(Document::from_json(&list(4)), Err(Error::TooDeep { .. })));
        assert!(Document::from_json(&list(100)).is_err());
        assert!(Document::from_json(&"[".repeat(100_000)).is_err());
    }
}

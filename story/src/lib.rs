//! The story document: its blocks and marks, its limits, its inputs (editor JSON, foreign HTML, plain text) and its
//! outputs (reader HTML, interchange HTML, feeds, plain text).
//!
//! `story` opens no file and has no clock. Randomness is passed in ([`IdSource`]). Raw HTML is never kept: whatever a
//! parser does not know is dropped, so a document cannot carry a script. Parsers of foreign text report and do not
//! fail; the parser of our own JSON is strict and names the block it refuses.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod address;
pub mod anchor;
pub mod difference;
pub mod document;
pub mod embed;
mod error;
mod form_changes;
pub mod html;
mod ids;
mod json;
pub mod limits;
pub mod merge;
pub mod notation;
pub mod page;
mod pairing;
pub mod plain;
pub mod render;
mod run;
mod schema;
mod text;
mod validate;

pub use document::{
    Block, Couplet, Document, Embed, Focal, InfoPart, Infobox, List, ListItem, Node, Photo, QuestionAnswer, Quotation,
    Table,
};
pub use error::{Error, Place, Result};
pub use ids::{BlockId, IdSource, Ids, PictureId};
pub use schema::{AttrSpec, MarkSpec, NodeSpec, Schema, json as schema_json, markdown as schema_markdown, schema};
pub use text::{Direction, Foreign, Marks, Span, Text};

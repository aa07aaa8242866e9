//! The story document: its blocks and marks, its limits, the ways in (editor JSON, foreign HTML, plain text) and the ways
//! out (reader HTML, interchange HTML, feeds, plain text).
//!
//! `story` opens no file and knows no clock. Randomness is passed in ([`IdSource`]). Raw HTML is never kept: what a reader
//! does not know does not come through, so a document cannot carry a script. Readers of foreign text report, they do not
//! fail; the reader of our own JSON is strict and names the block it refuses.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod address;
pub mod anchor;
pub mod difference;
pub mod document;
pub mod embed;
mod error;
mod forms;
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

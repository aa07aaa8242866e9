//! Readers of agency formats: bytes in, items and notices out. Feeds, IPTC's formats, old wires, mail.
//!
//! `wire` opens no file and no connection and knows no clock. It never contains transports, storage, or rules about who
//! may use an item. The format of a file is told by its content, never by its name. Foreign text is never trusted: XML
//! has no document type with entities, depth and size are bounded, markup becomes a story document and is not kept. A
//! broken item of many is set aside with a notice; a file of which nothing can be taken is refused with a reason.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod agency_xml;
mod anpa;
mod body;
mod charset;
mod context;
mod dateline;
mod dialects;
pub mod feeds;
mod format;
mod g2;
mod html;
mod ical;
mod iptc7901;
mod item;
mod json;
mod json_events;
mod mail;
mod newsml1;
mod ninjs;
mod nitf;
mod out;
mod read;
mod reading;
mod refusal;
mod sentence;
mod sniff;
mod takes;
mod text;
mod time;
mod unpack;
mod xml;

pub use body::{Outline, outline};
pub use context::Context;
pub use format::Format;
pub use item::{Code, Dateline, Item, Link, Media, Place, Rel, Status};
pub use out::{is_taken, json};
pub use read::read;
pub use reading::{Charset, ITEMS_MAX, Outcome, Reading, Refused};
pub use refusal::{Notice, Refusal};
pub use time::Moment;
pub use unpack::{FILE_BYTES_MAX, TEXT_BYTES_MAX};
pub use xml::{ATTRIBUTES_MAX, DEPTH_MAX, ELEMENTS_MAX};

//! Parts of a site that do not depend on the site itself: addresses, messages, themes, the page cache, counters,
//! limits.
//!
//! May import: the crates below `web`.

pub mod addresses;
pub mod assets;
pub mod cache;
pub mod cached;
pub mod cached_html;
pub mod cards;
pub mod client_address;
pub mod comment_index;
pub mod comments;
pub mod config;
pub mod crawlers;
pub mod dates;
pub mod desk_index;
pub mod desk_theme;
pub mod fields;
pub mod form_merge;
pub mod fragments;
pub mod frame;
pub mod headers;
pub mod hex;
pub mod hosts;
pub mod house_lexicon;
pub mod index_entry;
pub mod limits;
pub mod live;
pub mod mail;
pub mod mail_signal;
pub mod messages;
pub mod most_read;
pub mod overlap;
pub mod photo_index;
pub mod problem;
pub mod progress;
pub mod rate;
pub mod reads;
pub mod related_queue;
pub mod request_address;
pub mod request_id;
pub mod row_index;
pub mod screening;
pub mod spelling;
pub mod story_index;
pub mod theme;
pub mod views;

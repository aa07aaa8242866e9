//! The journeys: what people do, over HTTP and on the command line, on both databases.

// Tests only: what is not as expected ends the test.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod audit;
mod backup;
mod bulk;
mod command_line;
mod comments;
mod comments_killed;
mod deletion;
mod doors;
mod durability;
mod embargo;
mod front_by_hand;
mod front_room;
mod house_words;
mod interleavings;
mod lent_bodies;
mod limits;
mod lists;
mod live;
mod logo;
mod mail;
mod migrations;
mod most_read;
mod names;
mod notice_mail;
mod page_cache;
mod pictures;
mod preview;
mod public_acts;
mod publication_log;
mod query_plans;
mod reader_site;
mod reads;
mod reads_killed;
mod remarks;
mod screening;
mod settings;
mod storage;
mod themes;
mod thinning;
mod typing;
mod undo;
mod workflow;

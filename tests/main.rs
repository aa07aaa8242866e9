//! The journeys: what people do, over HTTP and on the command line, on both databases.

mod command_line;
mod durability;
mod lists;
mod migrations;
mod pictures;
mod publication_log;
mod reader_site;
mod settings;
mod storage;
mod themes;

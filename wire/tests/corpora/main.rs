//! Holds the readers against the shared corpora, field by field.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bounded;
mod compare;
mod feed_view;
mod feeds;
mod hostile;
mod mutated;
mod newsml_g2;
mod ninjs;
mod wire_folders;

//! The desk's editor knows the same documents: its table is this crate's, and a document that passes through it comes
//! back unchanged.
#![allow(clippy::unwrap_used)]

mod support;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use story::Document;
use support::document;

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../desk/editor/src/table.json");
const EDITOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../desk/editor");
/// Documents sent through the editor at once.
const DOCUMENTS: usize = 300;

#[test]
fn the_editors_table_is_ours() {
    let ours = story::schema_json();
    if std::env::var_os("UPDATE_EDITOR_TABLE").is_some() {
        std::fs::write(TABLE, &ours).unwrap();
    }
    let theirs = std::fs::read_to_string(TABLE).unwrap_or_default();
    assert!(theirs == ours, "run UPDATE_EDITOR_TABLE=1 cargo test -p story --test editor, then desk/editor/build.mjs");
}

/// Server to editor to server: as JSON, and through what a browser copies and pastes.
#[test]
fn documents_come_back_from_the_editor_unchanged() {
    if !Path::new(EDITOR).join("node_modules/prosemirror-model").exists() {
        return omitted::not_installed("documents_come_back_from_the_editor_unchanged", "desk/editor/node_modules");
    }
    let seed: [u8; 32] =
        std::env::var("EDITOR_SEED").ok().and_then(|seed| seed.parse::<u64>().ok()).map_or_else(rand_seed, |seed| {
            let mut bytes = [0; 32];
            bytes[..8].copy_from_slice(&seed.to_le_bytes());
            bytes
        });
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    let all: Vec<Document> = (0..DOCUMENTS).map(|_| document(true).new_tree(&mut runner).unwrap().current()).collect();
    let mut editor = Command::new("node")
        .arg(Path::new(EDITOR).join("test/through.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node");
    let mut pipe = editor.stdin.take().unwrap();
    let lines: String = all.iter().map(|document| document.to_json() + "\n").collect();
    let writing = std::thread::spawn(move || pipe.write_all(lines.as_bytes()));
    let output = editor.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    assert!(output.status.success(), "the editor failed");
    let back: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(back.len(), all.len());
    for (document, json) in all.iter().zip(&back) {
        let read = Document::from_json(json);
        assert_eq!(read.as_ref(), Ok(document), "seed {seed:?}\nsent {}\ncame {json}", document.to_json());
    }
}

/// Another seed every time; the message of a failure contains it.
fn rand_seed() -> [u8; 32] {
    let mut seed = [0; 32];
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos();
    seed[..16].copy_from_slice(&now.to_le_bytes());
    seed
}

//! A missing word fails the build: every id of one language stands in all, and every id that a template or the code
//! asks for exists.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

const LANGUAGES: [&str; 3] = ["ar", "fr", "en"];

fn main() {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let themes = here.join("../themes/default");
    let desk = here.join("../desk");
    for watched in [here.join("messages"), here.join("src"), themes.clone(), desk.clone()] {
        println!("cargo::rerun-if-changed={}", watched.display());
    }
    // One set of words a language, in as many files `{code}.ftl` and `{room}-{code}.ftl` as there are.
    let sources = LANGUAGES.map(|code| (code, sources(&here.join("messages"), code)));
    embed(&sources);
    let all: Vec<(&str, BTreeSet<String>)> =
        sources.iter().map(|(code, files)| (*code, files.iter().flat_map(|file| ids(file)).collect())).collect();
    let known: BTreeSet<String> = all.iter().flat_map(|(_, ids)| ids.clone()).collect();
    let mut missing = Vec::new();
    for (code, ids) in &all {
        missing.extend(known.difference(ids).map(|id| format!("no file of web/messages in {code} has {id}")));
    }
    let mut asked = BTreeSet::new();
    for (folder, opening) in [
        (themes.join("templates"), "t("),
        (desk.join("templates"), "t("),
        (here.join("src"), "message("),
        (here.join("src"), "counted("),
        (here.join("src"), "named("),
        (here.join("src"), "filled("),
        (desk.join("scripts"), "word("),
        (desk.join("editor/src"), "word("),
    ] {
        for file in files(&folder) {
            let text = fs::read_to_string(&file).unwrap_or_default();
            for id in asked_ids(&text, opening) {
                if !known.contains(&id) {
                    missing.push(format!("{} asks for {id}, which no language has", file.display()));
                }
                asked.insert(id);
            }
        }
    }
    if !missing.is_empty() {
        for line in &missing {
            println!("cargo::error={line}");
        }
        process::exit(1);
    }
}

/// The files of one language, the readers' words first.
fn sources(folder: &Path, code: &str) -> Vec<PathBuf> {
    let mut found = files(folder);
    let (own, ending) = (format!("{code}.ftl"), format!("-{code}.ftl"));
    found.retain(|file| {
        file.file_name().and_then(|name| name.to_str()).is_some_and(|name| name == own || name.ends_with(&ending))
    });
    found.sort_by_key(|file| (file.file_name().is_none_or(|name| name != own.as_str()), file.clone()));
    found
}

/// Writes the list that `messages.rs` includes.
fn embed(sources: &[(&str, Vec<PathBuf>)]) {
    let mut list = String::from("[\n");
    for (code, files) in sources {
        list.push_str(&format!("(\"{code}\", &["));
        for file in files {
            list.push_str(&format!("include_str!({:?}), ", file.display().to_string()));
        }
        list.push_str("]),\n");
    }
    list.push(']');
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("messages.rs");
    if let Err(error) = fs::write(&out, list) {
        println!("cargo::error={}: {error}", out.display());
        process::exit(1);
    }
}

fn ids(file: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once('=').map(|(id, _)| id.trim().to_owned()))
        .collect()
}

/// Ids asked for as `t("id"` or `t('id'`, where `opening` stands alone as a word.
fn asked_ids(text: &str, opening: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(opening) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &text[at + opening.len()..];
        let Some(quote) = rest.chars().next().filter(|c| *c == '"' || *c == '\'') else { continue };
        if let Some(id) = rest[1..].split(quote).next() {
            found.push(id.to_owned());
        }
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .flat_map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { vec![entry.path()] })
        .collect()
}

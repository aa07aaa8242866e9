//! Checks the architecture against the sources: floors, imports that only go down, no cycles between files.

mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sources::Crate;

/// The crates that have floors, their floors from the lowest up, and how many files there are at least.
const FLOORS: [(&str, &[&str], usize); 2] = [
    ("newsroom", &["base", "paper", "people", "stories", "front", "readers", "moving", "whole"], 150),
    ("web", &["base", "site", "readers", "desk", "serve"], 150),
];

fn read(name: &str) -> Crate {
    Crate::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src"))
}

/// Imports that go up, and imports from the root instead of the file that defines the item, as sentences.
fn upward(of: &Crate, floors: &[&str]) -> Vec<String> {
    let floor_of = |file: &str| file.split("::").next().unwrap_or_default().to_owned();
    let rank = |file: &str| floors.iter().position(|floor| *floor == floor_of(file));
    let mut found = Vec::new();
    for (from, to) in of.imports() {
        match (rank(&from), rank(&to)) {
            (Some(low), Some(high)) if low < high => found.push(format!("{from} imports {to}, which lies above it")),
            (Some(_), None) => found.push(format!("{from} imports {to} from the root: name the place where it lives")),
            _ => {}
        }
    }
    found
}

#[test]
fn imports_go_only_downwards() {
    for (name, floors, least) in FLOORS {
        let read = read(name);
        assert!(read.files().count() > least, "the sources of {name} are not where they were");
        let strangers: Vec<_> =
            read.files().filter(|file| !floors.contains(&file.split("::").next().unwrap())).collect();
        assert!(strangers.iter().all(|file| file.is_empty()), "on no floor of {name}: {strangers:?}");
        let found = upward(&read, floors);
        assert!(found.is_empty(), "{found:#?}");
    }
}

// The readers' floor lies below the desk's and knows nothing of it. The desk shows what readers will see by using their
// own pages, and knows nothing else of their floor.
#[test]
fn the_desk_knows_of_the_readers_room_only_its_pages() {
    let knows: Vec<(String, String)> = read("web")
        .imports()
        .filter(|(from, to)| from.starts_with("desk") && to.starts_with("readers") && !to.starts_with("readers::pages"))
        .collect();
    assert!(knows.is_empty(), "{knows:#?}");
}

#[test]
fn no_files_import_each_other() {
    for name in ["arabic", "rules", "speech", "story", "store", "newsroom", "passkeys", "web", "wire"] {
        let read = read(name);
        assert!(read.files().count() > 0, "{name} is not where it was");
        let mut circles = read.circles();
        if name == "story" {
            // Saved pages: one cycle is left, of witnesses that ask each other.
            let ring = circles.iter().position(|circle| circle.iter().all(|file| file.starts_with("page")));
            circles.remove(ring.expect("the ring of saved pages is gone: take this away"));
        }
        assert!(circles.is_empty(), "files of {name} that import each other, directly or over others: {circles:#?}");
    }
}

#[test]
fn the_states_of_a_story_are_written_in_one_place() {
    let newsroom = read("newsroom");
    let writes = ["live = Set(", "work = Set(", "live: Set(", "work: Set("];
    let writing: Vec<&str> =
        newsroom.files().filter(|file| writes.iter().any(|write| newsroom.code_of(file).contains(write))).collect();
    assert_eq!(writing, ["stories::state"], "only `state::put` writes them");
}

// ARCHITECTURE.md describes each floor in the words with which the floor's own file begins.
#[test]
fn the_map_is_what_the_sources_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let map = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let mut wrong = Vec::new();
    for (name, floor) in FLOORS.into_iter().flat_map(|(name, floors, _)| floors.iter().map(move |floor| (name, floor)))
    {
        let says = sources::first_paragraph(&root.join(format!("{name}/src/{floor}/mod.rs")));
        if !map.contains(&format!("| `{floor}` | {says} |")) {
            wrong.push(format!("{name}: | `{floor}` | {says} |"));
        }
    }
    assert!(wrong.is_empty(), "ARCHITECTURE.md, «Floors», lacks these lines:\n{}", wrong.join("\n"));
}

#[test]
fn a_circle_and_a_way_up_are_found() {
    let files: BTreeMap<&str, &str> = BTreeMap::from([
        ("", "mod low; mod high; pub use high::shelf::Shelf;"),
        ("low", "mod stone; mod sand;"),
        ("low::stone", "use super::sand; // crate::high::shelf in a comment\nconst S: &str = \"crate::high::shelf\";"),
        ("low::sand", "fn f() -> crate::low::stone::Stone { todo!() }"),
        ("high", "pub(crate) mod shelf; pub use shelf::Shelf;"),
        ("high::shelf", "use crate::{low::{sand, stone::{self, Stone}}};\n#[cfg(test)]\nmod tests { use crate::low; }"),
        ("low::dust", "fn f(s: &super::super::high::Shelf) { crate::Shelf::new() }"),
    ]);
    let made = Crate::of(files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())));
    let circles = made.circles();
    assert_eq!(circles, [vec!["low::sand".to_owned(), "low::stone".to_owned()]]);
    let imports: BTreeSet<_> = made.imports().collect();
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert!(
        imports.contains(&pair("high::shelf", "low::sand")) && imports.contains(&pair("high::shelf", "low::stone"))
    );
    assert!(!imports.contains(&pair("low::stone", "high::shelf")), "comments and texts import nothing");
    let up = upward(&made, &["low", "high"]);
    assert!(up.iter().any(|line| line.starts_with("low::dust imports high::shelf")), "{up:?}");
}

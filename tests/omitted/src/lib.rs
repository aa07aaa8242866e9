//! Tests that a run leaves out: they are printed and counted, and the run fails if they could have run.
//!
//! `make test` names a file in `MATBAA_LEFT_OUT`. A test that cannot run adds a line to it, and `make test` counts the
//! lines at the end. There, a test is never left out for lack of something that `make test` installs: it fails.

// Tests only: a failure to report fails the test.
#![allow(clippy::expect_used, clippy::panic)]

use std::io::Write;
use std::path::{Path, PathBuf};

/// The environment variable that names the file of what was left out.
const FILE: &str = "MATBAA_LEFT_OUT";

/// The path of a file or folder of the shared corpora, in `MATBAA_SHARED` or else in `shared` beside the repository.
/// `None` if it is absent, as in other people's clones; the test then counts as left out.
pub fn shared(what: &str, test: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let found = std::env::var_os("MATBAA_SHARED").map_or_else(beside, PathBuf::from).join(what);
    if found.exists() {
        return Some(found);
    }
    note("corpus", test, &format!("{} is not there", found.display()));
    None
}

/// Reports that the test needs something that this machine does not allow, such as mounting a disk.
pub fn not_allowed(test: &str, why: &str) {
    note("machine", test, why);
}

/// Reports that the test needs `tool`, which `make test` installs.
///
/// # Panics
/// Under `make test`, where the tool must be present.
pub fn not_installed(test: &str, tool: &str) {
    assert!(std::env::var_os(FILE).is_none(), "{test} cannot run: {tool} is missing, which `make test` installs");
    eprintln!("!! LEFT OUT {test}: {tool} is not there; `make test` installs it");
}

fn note(kind: &str, test: &str, why: &str) {
    eprintln!("!! LEFT OUT {test}: {why}");
    let Some(file) = std::env::var_os(FILE) else { return };
    let mut file =
        std::fs::File::options().create(true).append(true).open(file).expect("the file of what was left out");
    // One write per line, because several tests write at once.
    file.write_all(format!("{kind}\t{test}\t{why}\n").as_bytes()).expect("a line of what was left out");
}

//! What a run of tests leaves out: said aloud, counted, and refused where it could have run.
//!
//! `make test` names a file in `MATBAA_LEFT_OUT`. A test that cannot run writes a line there, and the closing words of
//! `make test` count the lines. What `make test` installs by itself is never left out there: a test that lacks it fails.

// Tests only: what cannot be said ends the test.
#![allow(clippy::expect_used, clippy::panic)]

use std::io::Write;
use std::path::{Path, PathBuf};

/// The variable that names the file of what was left out.
const FILE: &str = "MATBAA_LEFT_OUT";

/// A file or folder of the shared corpora, in `MATBAA_SHARED` or else in `shared` beside the repository. `None` where it is
/// absent, as in a stranger's clone; the test is then counted among what was left out.
pub fn shared(what: &str, test: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let found = std::env::var_os("MATBAA_SHARED").map_or_else(beside, PathBuf::from).join(what);
    if found.exists() {
        return Some(found);
    }
    note("corpus", test, &format!("{} is not there", found.display()));
    None
}

/// The test needs what this machine does not allow, such as mounting a disk.
pub fn not_allowed(test: &str, why: &str) {
    note("machine", test, why);
}

/// The test needs `tool`, which `make test` installs.
///
/// # Panics
/// Under `make test`, where it has to be there.
pub fn not_installed(test: &str, tool: &str) {
    assert!(std::env::var_os(FILE).is_none(), "{test} cannot run: {tool} is missing, which `make test` installs");
    eprintln!("!! LEFT OUT {test}: {tool} is not there; `make test` installs it");
}

fn note(kind: &str, test: &str, why: &str) {
    eprintln!("!! LEFT OUT {test}: {why}");
    let Some(file) = std::env::var_os(FILE) else { return };
    let mut file =
        std::fs::File::options().create(true).append(true).open(file).expect("the file of what was left out");
    // One write a line: several tests write at once.
    file.write_all(format!("{kind}\t{test}\t{why}\n").as_bytes()).expect("a line of what was left out");
}

#!/usr/bin/env bash
# `make soak`: the long tests. Disks are filled, made read-only and cut from their power, databases are frozen, stopped
# and killed, 50 rounds each, while somebody saves and readers read (as root: the tests mount disks of their own). 2,000
# random walks look for a word that readers see although nobody approved it, and as many do the same among comments. 300
# look for a page in memory that is out of date. A
# working desk is killed 200 times. Somebody who types is cut off 100 times. cargo-mutants changes every line of the
# crate `rules`; a change that no test notices fails the run.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

need_browser
need_modules tests/browser
# One build of the whole workspace, with the same arguments as below; otherwise most crates would be built twice.
cargo build --workspace --bins --tests --locked
FAULT_ROUNDS="${FAULT_ROUNDS:-50}" scripts/with-postgres.sh cargo test --workspace --locked -- faults:: clock:: --nocapture --test-threads 2
# Random walks over what readers may see, compared with models of what was approved.
MODEL_WALKS="${MODEL_WALKS:-2000}" scripts/with-postgres.sh cargo test --workspace --locked -- word_for_word --nocapture
# Random edits; after each, every page in memory is compared with one made anew.
PAGE_CACHE_WALKS="${PAGE_CACHE_WALKS:-300}" scripts/with-postgres.sh cargo test --workspace --locked -- every_page_in_memory --nocapture
DESK_KILLS="${DESK_KILLS:-200}" TEST_TIMEOUT=7200000 node tests/browser/run.mjs desk-killed
EDITOR_CUTS="${EDITOR_CUTS:-100}" TEST_TIMEOUT=7200000 node tests/browser/run.mjs editor-cut
command -v cargo-mutants >/dev/null || cargo install --locked cargo-mutants
cargo mutants --package rules --no-shuffle --timeout 60

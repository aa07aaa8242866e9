#!/usr/bin/env bash
# `make soak`: what takes long. A working desk is killed 200 times, somebody who types is cut off 100 times; every line of the crate `rules` is changed by
# cargo-mutants, and a change that no test notices fails the run.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

need_browser
need_modules tests/browser
cargo build --workspace --bins --tests --locked
DESK_KILLS="${DESK_KILLS:-200}" TEST_TIMEOUT=7200000 node tests/browser/run.mjs desk-killed
EDITOR_CUTS="${EDITOR_CUTS:-100}" TEST_TIMEOUT=7200000 node tests/browser/run.mjs editor-cut
command -v cargo-mutants >/dev/null || cargo install --locked cargo-mutants
cargo mutants --package rules --no-shuffle --timeout 60

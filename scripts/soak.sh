#!/usr/bin/env bash
# `make soak`: what takes long. Disks are filled, made read-only and cut from their power, databases frozen, stopped and killed,
# 50 rounds each, while somebody saves and readers read (as root: disks of their own are mounted). 2,000 walks at random look for a
# word before readers that nobody approved, and as many among comments. A working desk is killed 200 times, somebody who types is
# cut off 100 times; every line of the crate `rules` is changed by
# cargo-mutants, and a change that no test notices fails the run.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

need_browser
need_modules tests/browser
# Together, and asked for in the same way below: otherwise most of it would be built twice.
cargo build --workspace --bins --tests --locked
FAULT_ROUNDS="${FAULT_ROUNDS:-50}" scripts/with-postgres.sh cargo test --workspace --locked -- faults:: clock:: --nocapture --test-threads 2
# Walks at random over what may come before readers, against models of what was approved.
MODEL_WALKS="${MODEL_WALKS:-2000}" scripts/with-postgres.sh cargo test --workspace --locked -- word_for_word --nocapture
DESK_KILLS="${DESK_KILLS:-200}" TEST_TIMEOUT=7200000 node tests/browser/run.mjs desk-killed
EDITOR_CUTS="${EDITOR_CUTS:-100}" TEST_TIMEOUT=7200000 node tests/browser/run.mjs editor-cut
command -v cargo-mutants >/dev/null || cargo install --locked cargo-mutants
cargo mutants --package rules --no-shuffle --timeout 60

#!/usr/bin/env bash
# `make test`: installs what is missing, builds once (dev profile), runs every Rust test on SQLite and on PostgreSQL,
# then the browser tests on the binary just built. The last lines count the browser tests and list what was left out.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

need_browser
need_modules tests/browser
need_modules desk/editor
need_servers
# The tests of faults freeze and kill a database server of their own.
need pgrep procps
# The editor's bundle is committed, so that those who build the paper need no Node. Here it is compared with its
# sources.
desk/editor/node_modules/.bin/tsc -p desk/editor
node desk/editor/build.mjs --check
# Tests that are left out are written to this file and counted at the end. A test that lacks something installed above
# fails.
MATBAA_LEFT_OUT=$(mktemp)
export MATBAA_LEFT_OUT
trap 'rm -f "$MATBAA_LEFT_OUT"' EXIT
# One build of the whole workspace. A build of one package unifies features differently, so that most crates would be
# built twice.
cargo build --workspace --bins --tests --locked
# Journeys wait for databases and clocks more than they compute, so twice as many run as there are cores.
RUST_TEST_THREADS="${RUST_TEST_THREADS:-$(($(nproc) * 2))}" scripts/with-postgres.sh cargo test --workspace --locked
node tests/browser/run.mjs
# The corpora may be absent. If they are present and a test still left one out, the test looked in the wrong place.
lines=$(sort -u "$MATBAA_LEFT_OUT")
if [ -n "$lines" ]; then
  echo "LEFT OUT: $(wc -l <<<"$lines") tests"
  printf '%s\n' "$lines"
  if [ -d "${MATBAA_SHARED:-../shared}" ] && grep -q '^corpus' <<<"$lines"; then
    echo "the shared corpora are there, and tests left them out" >&2
    exit 1
  fi
fi

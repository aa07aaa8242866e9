#!/usr/bin/env bash
# `make test`: installs what is missing, builds once (dev profile), runs every Rust test on SQLite and on PostgreSQL,
# then the browser tests on the binary just built. The last line counts the browser tests.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

need_browser
need_modules tests/browser
need_modules desk/editor
need_mail_server
# The tests of faults freeze and kill a database server of their own.
need pgrep procps
# The editor's bundle is committed, so that who builds the paper needs no Node; here it is held against its sources.
desk/editor/node_modules/.bin/tsc -p desk/editor
node desk/editor/build.mjs --check
# Together: asked for alone, the program would be built with other features of its parts, and most of it twice.
cargo build --workspace --bins --tests --locked
scripts/with-postgres.sh cargo test --workspace --locked
node tests/browser/run.mjs

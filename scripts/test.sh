#!/usr/bin/env bash
# `make test`: installs what is missing, builds once (dev profile), runs every Rust test on SQLite and on PostgreSQL,
# then the browser tests on the binary just built. The last lines count the browser tests and say what
# was left out.
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
# What tests leave out is written here, and counted at the end; what they lack of the above fails them.
MATBAA_LEFT_OUT=$(mktemp)
export MATBAA_LEFT_OUT
trap 'rm -f "$MATBAA_LEFT_OUT"' EXIT
# Together: asked for alone, the program would be built with other features of its parts, and most of it twice.
cargo build --workspace --bins --tests --locked
scripts/with-postgres.sh cargo test --workspace --locked
node tests/browser/run.mjs
# The corpora are beside the repository or they are not: a test that left one out where they are has lost its way to it.
lines=$(sort -u "$MATBAA_LEFT_OUT")
if [ -n "$lines" ]; then
  echo "LEFT OUT: $(wc -l <<<"$lines") tests"
  printf '%s\n' "$lines"
  if [ -d "${MATBAA_SHARED:-../shared}" ] && grep -q '^corpus' <<<"$lines"; then
    echo "the shared corpora are there, and tests left them out" >&2
    exit 1
  fi
fi

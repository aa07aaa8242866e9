#!/usr/bin/env bash
# `make check`: formatting, lints, licences and advisories, styles; every kind of page with the Nu HTML checker and
# axe-core; the front page, a story and a page of results with Lighthouse; every feed, sitemap and JSON-LD with other
# people's readers. This is slow; `make test` is the quick one.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

need_browser
# vnu-jar 26 is built for Java 11 and newer.
need java default-jre-headless
need_modules tests/browser
need_modules scripts/check
need_feed_readers
command -v cargo-deny >/dev/null || cargo install --locked cargo-deny@0.20.2

failed=()
step() {
  echo "== $1"
  shift
  "$@" || failed+=("$*")
}

# The advisory database is a git repository on a public host. If that host cannot be reached, the other checks still
# count.
licences_and_advisories() {
  cargo deny --all-features check bans licenses sources || return
  if ! cargo deny --all-features fetch db; then
    echo "!! ADVISORIES WERE NOT CHECKED: the advisory database could not be fetched from here." >&2
    return 0
  fi
  cargo deny --all-features check --disable-fetch advisories
}

step "formatting" cargo fmt --all --check
step "clippy" cargo clippy --workspace --all-targets --locked -- -D warnings
step "licences, sources, bans, advisories" licences_and_advisories
step "styles" node scripts/check/styles.mjs
# The validators and Lighthouse check what readers get.
step "release build" cargo build --release --locked -p matbaa
cargo build --workspace --bins --locked
step "the time a key takes in the editor" node tests/browser/run.mjs latency
step "pages" node scripts/check/pages.mjs
step "feeds" node scripts/check/feeds.mjs

if [ "${#failed[@]}" -gt 0 ]; then
  printf 'FAILED: %s\n' "${failed[@]}" >&2
  exit 1
fi
echo "all checks passed"

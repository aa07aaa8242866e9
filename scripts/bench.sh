#!/usr/bin/env bash
# `make bench`: ratios to real peers in a release build, written to docs/performance.md. Takes about half an hour on two
# idle cores; `scripts/bench.sh --quick hits misses` measures less. Nothing else should run at the same time.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

need nginx nginx-light
need wrk wrk
need curl curl
need vipsthumbnail libvips-tools
cargo build --release --locked -p matbaa -p bench
scripts/with-postgres.sh target/release/bench "$@"
if [ $# -eq 0 ]; then
  scripts/bench-reading.sh
  scripts/bench-statements.sh
  scripts/bench-wire.sh
fi

#!/usr/bin/env bash
# `make fuzz`: runs every target of fuzz/ for FUZZ_SECONDS (default 60). A crash stops the run; its input stays in
# fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v cargo-fuzz >/dev/null || cargo install --locked cargo-fuzz
# cargo-fuzz requires the sanitizer flags of a nightly compiler; this variable makes a stable one accept them.
export RUSTC_BOOTSTRAP=1
seconds=${FUZZ_SECONDS:-60}
for target in $(cargo fuzz list); do
  echo "== $target, $seconds seconds"
  mkdir -p "fuzz/corpus/$target"
  seeds=()
  [ -d "fuzz/seeds/$target" ] && seeds=("fuzz/seeds/$target")
  cargo fuzz run "$target" "fuzz/corpus/$target" "${seeds[@]}" -- -max_total_time="$seconds" -rss_limit_mb=4096 -timeout=10 -print_final_stats=1
done

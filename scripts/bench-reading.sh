#!/usr/bin/env bash
# Saved pages as read by Matbaa, by trafilatura and by newspaper4k, side by side (part of `make bench`). The pages are
# real and are stored beside the repository; without them, the script says so and measures nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

corpus="${MATBAA_SHARED:-../shared}/corpora/real-pages"
if [ ! -d "$corpus" ]; then
	echo "NOT MEASURED: the reading of saved pages, since $corpus is absent" >&2
	exit 0
fi
program="${1:-target/release/matbaa}"
python_environment reading-peers "trafilatura, newspaper" trafilatura==2.3.1 newspaper4k==0.9.6
peers=${CARGO_TARGET_DIR:-target}/reading-peers
exec python3 bench/reading/table.py "$(realpath "$program")" "$(realpath --no-symlinks "$peers/bin/python")" "$corpus"

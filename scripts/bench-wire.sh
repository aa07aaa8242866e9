#!/usr/bin/env bash
# Agency files as read by Matbaa: fields right and wrong, speed, and feeds beside Python's feedparser (part of
# `make bench`). The samples are stored beside the repository; without them, the script says so and measures nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

shared="${MATBAA_SHARED:-../shared}"
if [ ! -d "$shared/corpora/wire" ]; then
	echo "NOT MEASURED: the reading of agency files, since $shared/corpora/wire is absent" >&2
	exit 0
fi
cargo build --release --locked -p wire --example fields --example read
target="${CARGO_TARGET_DIR:-target}/release/examples"
"$target/fields" "$shared"
peers="${CARGO_TARGET_DIR:-target}/wire-peers"
if [ ! -x "$peers/bin/python" ]; then
	python3 -c "import ensurepip" 2>/dev/null || need_package python3-venv "python3 python3-venv"
	python3 -m venv "$peers"
	"$peers/bin/pip" install --quiet feedparser==6.0.14
fi
echo
exec "$peers/bin/python" bench/wire/table.py "$target/read" "$shared/corpora"

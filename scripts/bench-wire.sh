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
need_feed_readers
echo
exec "${CARGO_TARGET_DIR:-target}/feed-readers/bin/python" bench/wire/table.py "$target/read" "$shared/corpora"

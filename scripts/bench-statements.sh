#!/usr/bin/env bash
# What `matbaa statements extract` finds, against stories marked by hand, with every miss and every false find; then how
# fast it reads (part of `make bench`). The shared stories are stored beside the repository; without them, the script says
# so and scores only our own, if there is a judge for them.
set -euo pipefail
cd "$(dirname "$0")/.."

corpus="${MATBAA_SHARED:-../shared}/corpora/statements"
program="$(realpath "${1:-target/release/matbaa}")"
own=speech/tests/gold
if [ -f "$corpus/score.py" ]; then
	command="$program statements extract --json {}"
	echo "== statements, events and times of the shared stories"
	python3 "$corpus/score.py" --verbose --cmd "$command" "$corpus"/*.gold.json
	echo "== of our own stories"
	python3 "$corpus/score.py" --verbose --cmd "$command" "$own"/g*.gold.json
	echo "== of our own stories marked without a look at the rules"
	python3 "$corpus/score.py" --verbose --cmd "$command" "$own"/[bc]*.gold.json
else
	echo "NOT MEASURED: statements, events and times, since $corpus is absent" >&2
fi
echo "== reading speed, on one core"
cargo run --quiet --release --locked -p speech --example speed -- "$own"/*.gold.json

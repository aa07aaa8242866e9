#!/usr/bin/env bash
# Regenerates web/src/base/reads/bots.txt from the newest crawler-user-agents on PyPI (MIT): the list of programs whose
# visits are not reads. Run it from time to time, review the difference and commit it.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip download --quiet --no-deps --only-binary :all: --dest "$folder" crawler-user-agents
python3 -m zipfile -e "$folder"/crawler_user_agents-*.whl "$folder"
python3 scripts/bots.py "$folder" web/src/base/reads/bots.txt
cp "$folder"/crawler_user_agents-*.dist-info/licenses/LICENSE web/src/base/reads/bots-LICENSE.txt

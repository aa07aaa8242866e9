#!/usr/bin/env bash
# `make editor`: builds the desk's editor from its sources and checks them with the TypeScript compiler. The result is
# committed.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

need node nodejs
need npm npm
need_modules desk/editor
desk/editor/node_modules/.bin/tsc -p desk/editor
node desk/editor/build.mjs

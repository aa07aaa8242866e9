#!/usr/bin/env bash
# `make screenshots`: docs/screenshots/ anew, from a freshly loaded demo newspaper.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

need_browser
need_modules tests/browser
cargo build --locked -p matbaa
node tests/browser/screenshots.mjs
# A quarter of the bytes for pictures that nobody measures by the pixel.
if command -v pngquant >/dev/null; then
  pngquant --force --skip-if-larger --ext .png --quality 70-95 docs/screenshots/*.png || [ $? = 98 ]
fi
ls -l docs/screenshots

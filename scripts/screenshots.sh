#!/usr/bin/env bash
# `make screenshots`: retakes docs/screenshots/, from a freshly loaded demo newspaper and from a paper that starts
# empty. Every page of the desk, wide and narrow, light and dark, is left in target/screenshots for those who want to
# look.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/needs.sh

need_browser
need_modules tests/browser
# The same build as for the tests: with other targets, most of it would be built again.
cargo build --workspace --bins --tests --locked
node tests/browser/screenshots.mjs
rm -rf target/screenshots
SHOTS="$PWD/target/screenshots" node tests/browser/run.mjs desk.test,sign-in,first-paper,front-room
cp target/screenshots/first-paper-?-{link,settings,sections,new-story,written}.png docs/screenshots/
cp target/screenshots/first-paper-8-front-page-1280-light.png docs/screenshots/
cp target/screenshots/desk-front-1280-light.png docs/screenshots/
# A quarter of the bytes; nobody needs every pixel of these pictures.
if command -v pngquant >/dev/null; then
  # 98 and 99: a picture that would not become smaller, or would suffer, stays as it is.
  pngquant --force --skip-if-larger --ext .png --quality 50-95 128 docs/screenshots/*.png || [ $? -ge 98 ]
fi
ls -l docs/screenshots

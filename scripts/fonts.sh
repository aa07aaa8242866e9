#!/bin/sh
# Rebuilds themes/default/fonts from the npm packages of the families, with fonttools. Requires python3, npm and the
# registries.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet install fonttools==4.68.0 brotli==1.2.1
cd "$work"
for family in markazi-text noto-naskh-arabic ibm-plex-sans-arabic; do
  archive=$(npm pack --silent "@fontsource/$family@5")
  mkdir -p "packages/$family"
  tar xzf "$archive" --strip-components=1 -C "packages/$family"
done
"$work/venv/bin/python" "$here/scripts/fonts.py" packages "$here/themes/default/fonts"

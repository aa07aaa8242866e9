#!/usr/bin/env bash
# Runs a command with a temporary PostgreSQL on a socket: scripts/with-postgres.sh COMMAND [ARGS...]
# Sets MATBAA_TEST_POSTGRES. The server listens on no network and stops when the command ends.
set -euo pipefail

find_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }
bin=$(find_bin)
if [ -z "$bin" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    bin=$(find_bin)
  fi
  [ -n "$bin" ] || { echo "PostgreSQL is missing: install the package postgresql" >&2; exit 1; }
fi

folder=$(mktemp -d /tmp/matbaa-postgres.XXXXXX)
# PostgreSQL refuses to run as root; the user postgres then owns the folder.
as=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$folder"
  as=(setpriv --reuid postgres --regid postgres --clear-groups env HOME="$folder")
fi
stop() {
  "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
cd /
"${as[@]}" "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
  -o "-k $folder -c listen_addresses='' -c max_connections=400 -c fsync=off -c shared_buffers=64MB" start >/dev/null
cd - >/dev/null
export MATBAA_TEST_POSTGRES="postgres:///postgres?host=$folder&user=postgres"
"$@"

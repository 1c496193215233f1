#!/bin/sh
# with-postgres.sh COMMAND…: runs a command beside a Postgres of its own, which psql reaches by PGHOST and PGUSER.
# Needs Debian's postgresql, and root or the user postgres.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
folder=$(mktemp -d)
chmod 755 "$folder"
as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown postgres "$folder"
cd "$folder"
as_postgres "$bin/initdb" -D "$folder/data" -A trust -U postgres -E UTF8 --locale C.UTF-8 >/dev/null
as_postgres "$bin/pg_ctl" -D "$folder/data" -o "-k $folder -c listen_addresses='' -c fsync=off" -w start >/dev/null
trap 'as_postgres "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null; rm -rf "$folder"' EXIT
cd "$OLDPWD"
PGHOST=$folder PGUSER=postgres "$@"

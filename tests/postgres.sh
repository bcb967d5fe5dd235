# A PostgreSQL server of our own, for a script that sets "scratch" to its folder.
# shellcheck shell=bash
postgres_bin=
postgres_user=

# Runs as the ordinary user that the server belongs to.
as_postgres() {
  if [[ -z "$postgres_user" ]]; then "$@"; else (cd / && runuser -u "$postgres_user" -- "$@"); fi
}

find_postgres() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin 2> /dev/null | sort --version-sort --reverse); do
    if [[ -x "$folder/initdb" && -x "$folder/postgres" ]]; then postgres_bin="$folder"; return 0; fi
  done
  if command -v initdb > /dev/null && command -v pg_ctl > /dev/null; then
    postgres_bin="$(dirname "$(readlink -f "$(command -v initdb)")")"
    return 0
  fi
  return 1
}

start_postgres() {
  local folder="$scratch/postgres" port
  mkdir "$folder"
  if [[ $EUID -eq 0 ]]; then
    # The server refuses to run as root.
    postgres_user="$(getent passwd postgres > /dev/null && echo postgres || echo nobody)"
    chown "$postgres_user" "$folder"
  fi
  # Sorted as a British server would sort, which is harder on us than the order of bytes.
  # Before PostgreSQL 15 a cluster could not be told to, and sorts by bytes.
  local create=("$postgres_bin/initdb" --pgdata "$folder/data" --username hearback --auth trust --encoding UTF8 --locale C)
  as_postgres "${create[@]}" --locale-provider icu --icu-locale en-GB > "$scratch/initdb.log" 2>&1 \
    || as_postgres "${create[@]}" > "$scratch/initdb.log" 2>&1 || { cat "$scratch/initdb.log"; return 1; }
  port="$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')"
  # The second line lets databases be copied quickly; what is committed still reaches the disk.
  as_postgres "$postgres_bin/pg_ctl" --pgdata "$folder/data" --log "$folder/log" --wait --options \
    "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 \
    -c wal_level=minimal -c max_wal_senders=0 -c shared_buffers=256MB -c max_wal_size=4GB -c checkpoint_timeout=1h" start > /dev/null || { cat "$folder/log"; return 1; }
  export HEARBACK_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=hearback;Database=postgres"
}

stop_postgres() {
  if [[ -n "$postgres_bin" && -f "$scratch/postgres/data/postmaster.pid" ]]; then
    as_postgres "$postgres_bin/pg_ctl" --pgdata "$scratch/postgres/data" --mode immediate --wait stop > /dev/null
  fi
}

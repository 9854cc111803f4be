#!/usr/bin/env bash
# Starts what end-to-end tests talk to, and prints the environment variables by which they find it:
#   eval "$(eng/backends.sh start)"     installs by apt what is missing, starts what doesn't run yet; again and again does no harm
#   eng/backends.sh stop                stops it and deletes its data
# Servers listen on the loopback interface alone, on a port of their own, with their data in a temporary folder ($MCIACC_BACKENDS says another).
# --durable after start: as in production, where a commit is on the disk before it is answered; tests don't need that, measurements do.
set -euo pipefail
command=${1:-}
durable=off
[ "${2:-}" = --durable ] && durable=on
folder=${MCIACC_BACKENDS:-${TMPDIR:-/tmp}/mciacc-backends-$(id -u)}
user=$(id -un)
as=()
if [ "$(id -u)" -eq 0 ]; then
  # PostgreSQL refuses to run as root.
  user=postgres
  as=(runuser -u postgres --)
fi

note() { echo "eng/backends.sh: $*" >&2; }

programs() {
  local found
  for found in /usr/lib/postgresql/*/bin; do [ -x "$found/initdb" ] && echo "$found"; done | sort -V | tail -n 1
}

install_postgres() {
  [ -n "$(programs)" ] && return
  if ! command -v apt-get > /dev/null; then
    note "install PostgreSQL, 13 or newer, into /usr/lib/postgresql"
    return 1
  fi
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  note "installing PostgreSQL"
  { "${sudo[@]}" apt-get install -y --no-install-recommends postgresql \
    || { "${sudo[@]}" apt-get update && "${sudo[@]}" apt-get install -y --no-install-recommends postgresql; }; } >&2
}

free_port() {
  local port
  for port in $(seq 15432 15532); do
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
  done
  note "no port is free" && return 1
}

start() {
  install_postgres
  local bin data=$folder/postgres
  bin=$(programs)
  mkdir -p "$folder"
  chmod 711 "$folder"
  exec 9> "$folder/lock"
  flock 9
  if [ ! -f "$data/PG_VERSION" ]; then
    install -d -m 700 -o "$user" "$data" 2> /dev/null || mkdir -m 700 -p "$data"
    head -c 18 /dev/urandom | base64 | tr '+/' '-_' > "$folder/password"
    chmod 644 "$folder/password"
    "${as[@]}" "$bin/initdb" -D "$data" -U mciacc --pwfile "$folder/password" -A scram-sha-256 -E UTF8 --locale C --no-sync > "$folder/initdb.log"
    chmod 600 "$folder/password"
    free_port > "$folder/port"
  fi
  if ! "${as[@]}" "$bin/pg_ctl" -D "$data" status > /dev/null 2>&1; then
    # 9>&-: the server must not keep the lock.
    "${as[@]}" "$bin/pg_ctl" -D "$data" -w -t 60 -l "$data/server.log" start 9>&- > /dev/null \
      -o "-c listen_addresses=127.0.0.1 -c port=$(cat "$folder/port") -c unix_socket_directories='' -c fsync=$durable -c synchronous_commit=$durable -c full_page_writes=$durable -c max_connections=200" \
      || { tail -n 20 "$data/server.log" >&2; return 1; }
  fi
  echo "export MCIACC_TEST_POSTGRES='postgres://mciacc:$(cat "$folder/password")@127.0.0.1:$(cat "$folder/port")/postgres'"
}

stop() {
  [ -d "$folder" ] || return 0
  local bin
  bin=$(programs)
  [ -z "$bin" ] || "${as[@]}" "$bin/pg_ctl" -D "$folder/postgres" -w -m immediate stop > /dev/null 2>&1 || true
  rm -rf "$folder"
}

case $command in
  start) start ;;
  stop) stop ;;
  *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

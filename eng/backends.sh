#!/usr/bin/env bash
# Starts what end-to-end tests talk to, and prints the environment variables by which they find it:
#   eval "$(eng/backends.sh start)"     installs by apt what is missing, starts what doesn't run yet; again and again does no harm
#   eng/backends.sh restart             PostgreSQL alone: ends it as a crash would when it runs, and starts it with its data
#   eng/backends.sh stop                stops it and deletes its data
# PostgreSQL and Redis listen on the loopback interface alone, dockerd on a socket, with their data in a temporary folder ($MCIACC_BACKENDS says another). Where dockerd can't run, that is said, and the rest is started.
# --durable after start: as in production, where a commit is on the disk before it is answered; tests don't need that, measurements do. What was answered outlives a crash of the server in any case.
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

sudo=()
[ "$(id -u)" -eq 0 ] || sudo=(sudo)

get() {
  note "installing $*"
  { "${sudo[@]}" apt-get install -y --no-install-recommends "$@" || { "${sudo[@]}" apt-get update && "${sudo[@]}" apt-get install -y --no-install-recommends "$@"; }; } >&2
}

install_postgres() {
  [ -n "$(programs)" ] && return
  if ! command -v apt-get > /dev/null; then
    note "install PostgreSQL, 13 or newer, into /usr/lib/postgresql"
    return 1
  fi
  get postgresql
}

install_docker() {
  command -v dockerd > /dev/null && command -v iptables > /dev/null && [ -n "$(busybox_static)" ] && return
  if ! command -v apt-get > /dev/null; then
    note "install Docker Engine, 20.10 or newer, iptables and a static busybox"
    return 1
  fi
  get docker.io iptables busybox-static
}

busybox_static() {
  local found
  for found in /bin/busybox /usr/bin/busybox; do [ -x "$found" ] && ! ldd "$found" > /dev/null 2>&1 && { echo "$found"; return; }; done
  return 0
}

# No rules of the machine's firewall and no bridge of its own: containers are in the networks that tests make.
start_docker() {
  install_docker || return 1
  local data=$folder/docker
  "${sudo[@]}" mkdir -p "$data"
  if ! docker -H "unix://$data/docker.sock" version > /dev/null 2>&1; then
    # The lock must not be kept, and what reads this script's output must not wait for the daemon.
    "${sudo[@]}" setsid dockerd --host "unix://$data/docker.sock" --data-root "$data/data" --exec-root "$data/exec" --pidfile "$data/pid" --group "$(id -gn)" \
      --iptables=false --ip6tables=false --bridge=none --live-restore=false > "$folder/dockerd.log" 2>&1 < /dev/null 9>&- &
    local tries
    for tries in $(seq 100); do
      docker -H "unix://$data/docker.sock" version > /dev/null 2>&1 && break
      kill -0 $! 2> /dev/null || tries=100
      [ "$tries" -lt 100 ] || { tail -n 5 "$folder/dockerd.log" >&2; return 1; }
      sleep 0.2
    done
  fi
  echo "export MCIACC_TEST_DOCKER='unix://$data/docker.sock'"
}

stop_docker() {
  local data=$folder/docker pid
  [ -f "$data/pid" ] || return 0
  pid=$(cat "$data/pid")
  "${sudo[@]}" kill "$pid" 2> /dev/null || return 0
  local tries
  for tries in $(seq 150); do
    "${sudo[@]}" kill -0 "$pid" 2> /dev/null || return 0
    sleep 0.2
  done
  "${sudo[@]}" kill -9 "$pid" 2> /dev/null || true
}

install_redis() {
  command -v redis-server > /dev/null && return
  if ! command -v apt-get > /dev/null; then
    note "install Redis"
    return 1
  fi
  get redis-server
}

start_redis() {
  local pid=$folder/redis.pid
  [ -f "$folder/redis.port" ] || free_port 16379 > "$folder/redis.port"
  if ! { [ -f "$pid" ] && kill -0 "$(cat "$pid")" 2> /dev/null; }; then
    # 9>&-: the server must not keep the lock.
    redis-server --bind 127.0.0.1 --port "$(cat "$folder/redis.port")" --save '' --appendonly no --dir "$folder" --daemonize yes --pidfile "$pid" --logfile "$folder/redis.log" 9>&- > /dev/null
  fi
  echo "export MCIACC_TEST_REDIS='redis://127.0.0.1:$(cat "$folder/redis.port")'"
}

free_port() {
  local port
  for port in $(seq "$1" $(($1 + 100))); do
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
  done
  note "no port is free" && return 1
}

start() {
  start_postgres
  install_redis && start_redis || note "what needs Redis is skipped, or fails on CI"
  start_docker || note "dockerd doesn't run here, as it takes root and a kernel that lets it: what needs Docker is skipped, or fails on CI"
}

start_postgres() {
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
    free_port 15432 > "$folder/port"
  fi
  if ! "${as[@]}" "$bin/pg_ctl" -D "$data" status > /dev/null 2>&1; then
    # 9>&-: the server must not keep the lock.
    "${as[@]}" "$bin/pg_ctl" -D "$data" -w -t 60 -l "$data/server.log" start 9>&- > /dev/null \
      -o "-c listen_addresses=127.0.0.1 -c port=$(cat "$folder/port") -c unix_socket_directories='' -c fsync=$durable -c synchronous_commit=on -c full_page_writes=$durable -c max_connections=200" \
      || { tail -n 20 "$data/server.log" >&2; return 1; }
  fi
  echo "export MCIACC_TEST_POSTGRES='postgres://mciacc:$(cat "$folder/password")@127.0.0.1:$(cat "$folder/port")/postgres'"
}

restart() {
  "${as[@]}" "$(programs)/pg_ctl" -D "$folder/postgres" -w -m immediate stop > /dev/null 2>&1 || true
  start_postgres
}

stop() {
  [ -d "$folder" ] || return 0
  local bin
  bin=$(programs)
  [ -z "$bin" ] || "${as[@]}" "$bin/pg_ctl" -D "$folder/postgres" -w -m immediate stop > /dev/null 2>&1 || true
  [ ! -f "$folder/redis.pid" ] || kill "$(cat "$folder/redis.pid")" 2> /dev/null || true
  stop_docker
  "${sudo[@]}" rm -rf "$folder"
}

case $command in
  start) start ;;
  restart) restart ;;
  stop) stop ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

#!/usr/bin/env bash
# What takes longer than a test run may: the engine killed at random instants on both stores, and many more random cases.
# usage: eng/soak.sh [KILLS [CASES]]     300 kills and 300,000 cases unless told; needs PostgreSQL (eng/backends.sh)
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(eng/backends.sh start)"
trap 'eng/backends.sh stop' EXIT
SOAK_KILLS=${1:-300} dotnet test --project tests/McpIac.EndToEnd.Tests --filter-class '*EveryBorderTests'
MCIACC_FUZZ_CASES=${2:-300000} dotnet test --project tests/McpIac.Engine.Tests --filter-class '*EngineFuzzer'

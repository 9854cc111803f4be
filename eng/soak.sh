#!/usr/bin/env bash
# What takes longer than a test run may: the engine killed at random instants on both stores, killed over the real Docker and PostgreSQL, and many more random cases.
# usage: eng/soak.sh [KILLS [REAL-KILLS [CASES]]]     300, 200 and 300,000 unless told; needs PostgreSQL and dockerd (eng/backends.sh)
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(eng/backends.sh start)"
trap 'eng/backends.sh stop' EXIT
SOAK_KILLS=${1:-300} dotnet test --project tests/McpIac.EndToEnd.Tests --filter-class '*EveryBorder*'
SOAK_REAL_KILLS=${2:-200} dotnet test --project tests/McpIac.EndToEnd.Tests --filter-method '*RealBackendTests.KilledAgainAndAgain*'
MCIACC_FUZZ_CASES=${3:-300000} dotnet test --project tests/McpIac.Engine.Tests --filter-class '*EngineFuzzer'

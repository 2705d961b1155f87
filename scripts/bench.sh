#!/usr/bin/env bash
# Prints a table of speeds: pages, searches, steps beside pgbench, letters, audit verify. Numbers
# of cases may be given (default: 1000 10000 100000, the last with more than 200,000 people).
# Seeded databases are kept in target/bench.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh
scripts/assets.sh
for tool in wrk pgbench; do
    command -v "$tool" >/dev/null || {
        echo "$tool is missing: apt-get install wrk postgresql-client postgresql" >&2
        exit 1
    }
done
exec cargo bench --locked --bench load -- "$@"

#!/usr/bin/env bash
# Starts the whole service with a demo secretariat on http://127.0.0.1:8080. Ctrl-C stops it.
# The data stay in .local/; --fresh starts over. With DATABASE_URL set, that database is used.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh
scripts/assets.sh
# The debug build is ready in two thirds of the time of a release build and fast enough to try.
cargo build --locked
exec cargo run --quiet --locked -- demo "$@"

#!/usr/bin/env bash
# Feeds what reads files, e-mails, dates and Aktenzeichen from outside with what nobody has thought
# of, each for so many seconds (600), and prints what came of it. Ends with 1 when it found something:
# the input is then in fuzz/artifacts/.
# Works with the stable toolchain and a C++ compiler, which libFuzzer is made with; installs cargo-fuzz
# below .local. What it learns stays in .local/fuzz; fuzz/corpus is not changed.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-600}
if [[ ! $seconds =~ ^[1-9][0-9]*$ ]]; then
    echo "usage: scripts/fuzz.sh [seconds for each target]" >&2
    exit 1
fi
# So long inputs of each kind are tried.
declare -A longest=([pdf]=20000 [mail]=20000 [dates]=64 [file_number]=200)
tools=$PWD/.local/tools
# The same for building and running, or everything is built twice.
build=(--release --sanitizer none)

command -v c++ >/dev/null || { echo "fuzz: a C++ compiler is missing (apt-get install g++)" >&2; exit 1; }
if [[ ! -x $tools/bin/cargo-fuzz ]]; then
    cargo install --locked --root "$tools" cargo-fuzz@0.13.2
fi
export PATH=$tools/bin:$PATH

# Apart from what it finds: a build that fails is no finding.
cargo fuzz build "${build[@]}"

# value LOG NAME: a figure of the closing statistics
value() {
    awk -v name="stat::$2:" '$1 == name { found = $2 } END { print found + 0 }' "$1"
}

failed=0
table=$(printf '%-12s %9s %12s %8s %8s  %s' target seconds executions "/second" MB findings)
for target in pdf mail dates file_number; do
    learned=.local/fuzz/$target
    log=.local/fuzz/$target.log
    mkdir -p "$learned"
    echo "== $target, $seconds s"
    findings=none
    cargo fuzz run "${build[@]}" "$target" "$learned" "fuzz/corpus/$target" -- \
        "-max_total_time=$seconds" "-max_len=${longest[$target]}" -timeout=20 -rss_limit_mb=1024 \
        -print_final_stats=1 >"$log" 2>&1 || {
        findings="see $log"
        failed=1
    }
    table+=$'\n'$(printf '%-12s %9s %12s %8s %8s  %s' "$target" "$seconds" \
        "$(value "$log" number_of_executed_units)" "$(value "$log" average_exec_per_sec)" \
        "$(value "$log" peak_rss_mb)" "$findings")
done
echo "$table"
exit "$failed"

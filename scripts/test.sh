#!/usr/bin/env bash
# Everything that has to be right before a change goes in. Needs no preparation.
# Goes through all stages even if one fails and ends with `N passed, N failed`.
set -euo pipefail
cd "$(dirname "$0")/.."

export INSTA_UPDATE=no
if [[ -n ${CI:-} ]]; then
    export CARGO_INCREMENTAL=0
fi
target=${CARGO_TARGET_DIR:-target}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0
failed=0
failed_stages=()

# stage NAME COMMAND…: runs it, says how long it took, counts its tests
stage() {
    local name=$1 started=$SECONDS outcome=ok
    shift
    echo "== $name"
    "$@" </dev/null 2>&1 | tee "$log" || outcome=failed
    local stage_failed
    passed=$((passed + $(sum_of passed pass)))
    stage_failed=$(sum_of failed fail)
    if [[ $outcome == failed ]]; then
        failed_stages+=("$name")
        # A stage that fails without a failed test of its own counts as one.
        [[ $stage_failed -gt 0 ]] || stage_failed=1
    fi
    failed=$((failed + stage_failed))
    echo "== $name: $outcome, $((SECONDS - started)) s"
}

# The closing lines of cargo (`test result: ok. 12 passed; 0 failed;`) and of node (`# pass 12`).
sum_of() {
    awk -v cargo="$1" -v node="$2" '
        /^test result:/ { for (i = 2; i <= NF; i++) if ($i ~ "^" cargo) sum += $(i - 1) }
        $1 == "#" && $2 == node && NF == 3 { sum += $3 }
        END { print sum + 0 }' "$log"
}

documentation() {
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items
}

shell_scripts() {
    if command -v shellcheck >/dev/null; then
        shellcheck --external-sources scripts/*.sh .ci/run
    else
        echo "skipped: shellcheck is not installed"
    fi
}

# Needs the files of the secrets, but not their content.
compose_file() {
    if command -v docker-compose >/dev/null; then
        docker-compose --file docker-compose.yml config --quiet
    elif docker compose version >/dev/null 2>&1; then
        docker compose --file docker-compose.yml config --quiet
    else
        echo "skipped: docker-compose is not installed"
    fi
}

browser() {
    local program
    program=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
    HFK_BINARY=$(realpath "$target/debug/hfk") CHROMIUM=$program \
        node --test --test-reporter=tap tests/browser/*.test.*js
}

stage "set-up" scripts/setup.sh --test
stage "assets" scripts/assets.sh --test
stage "format" cargo fmt --check
stage "clippy" cargo clippy --locked --all-targets -- -D warnings
stage "tests" cargo test --locked
stage "documentation" documentation
stage "shell scripts" shell_scripts
stage "compose file" compose_file
if compgen -G "tests/browser/*.test.*js" >/dev/null; then
    stage "browser" browser
fi

if [[ ${#failed_stages[@]} -gt 0 ]]; then
    printf 'failed: %s\n' "${failed_stages[@]}"
fi
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]

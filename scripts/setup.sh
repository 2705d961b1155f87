#!/usr/bin/env bash
# Installs what this machine lacks to build and run hfk; with --test also what the tests need.
# Debian and Ubuntu: as root with apt; without root it prints the one command that is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-}" in
    "") for_tests= ;;
    --test) for_tests=yes ;;
    *) echo "usage: scripts/setup.sh [--test]" >&2; exit 1 ;;
esac

packages=()

has() {
    command -v "$1" >/dev/null
}

# need COMMAND PACKAGE…: the packages that provide a missing command
need() {
    has "$1" || packages+=("${@:2}")
}

has_postgres() {
    [[ -x ${PGBIN:-}/initdb ]] || has initdb || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null
}

has_libpq() {
    compgen -G "/usr/lib/*/libpq.so" >/dev/null || compgen -G "/usr/lib*/libpq.so" >/dev/null || has pg_config
}

in_apt() {
    [[ $(apt-cache policy "$1" 2>/dev/null) == *"Candidate: "[0-9]* ]]
}

need_browser() {
    has chromium || has chromium-browser || has google-chrome || packages+=(chromium)
}

# What a test only adds when it is there: never a reason to stop.
want() {
    has "$1" || ! in_apt "$2" || packages+=("$2")
}

# The package would start a database server for the whole machine; hfk starts its own.
without_system_database() {
    apt_get install postgresql-common >/dev/null
    sed -i 's/^#\? *create_main_cluster *=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
}

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 --yes --no-install-recommends "$@" </dev/null
}

if ! has cargo; then
    echo "setup: Rust is missing; https://rustup.rs has it" >&2
    exit 1
fi
need cc gcc libc6-dev
has_libpq || packages+=(libpq-dev)
need node nodejs
need npm npm
if [[ -n $for_tests || -z ${DATABASE_URL:-}${DATABASE_URL_FILE:-} ]]; then
    has_postgres || packages+=(postgresql)
fi
if [[ -n $for_tests ]]; then
    need pdftotext poppler-utils
    need qpdf qpdf
    need_browser
fi
if [[ ${#packages[@]} -eq 0 && -z $for_tests ]]; then
    exit
fi

if ! has apt-get; then
    [[ ${#packages[@]} -eq 0 ]] && exit
    echo "setup: install what these Debian packages contain: ${packages[*]}" >&2
    exit 1
fi
if [[ $EUID -ne 0 ]]; then
    [[ ${#packages[@]} -eq 0 ]] && exit
    echo "setup: missing packages: ${packages[*]}" >&2
    echo "setup: install them with" >&2
    echo "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${packages[*]}" >&2
    exit 1
fi
if [[ ${#packages[@]} -gt 0 ]]; then
    apt_get update
fi
if [[ -n $for_tests ]]; then
    want shellcheck shellcheck
    want docker-compose docker-compose
fi
[[ ${#packages[@]} -eq 0 ]] && exit
echo "setup: installing ${packages[*]}"
if [[ " ${packages[*]} " == *" postgresql "* ]]; then
    without_system_database
fi
apt_get install "${packages[@]}" >/dev/null

#!/usr/bin/env bash
# Makes the secrets of docker-compose.yml under secrets/, all random. Existing ones stay.
set -euo pipefail
cd "$(dirname "$0")/.."

# The folder keeps others out. The files are readable because the service in its container is
# another user, and compose mounts them with the rights they have here.
mkdir -p secrets
chmod 700 secrets

keep() {
    if [[ ! -e secrets/$1 ]]; then
        printf '%s\n' "$2" >"secrets/$1"
        chmod 444 "secrets/$1"
    fi
}

random() {
    od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

for role in owner app audit; do
    keep "db_${role}_password" "$(random)"
done
keep database_owner_url "postgres://hfk_owner:$(<secrets/db_owner_password)@db/hfk"
keep database_url "postgres://hfk_app:$(<secrets/db_app_password)@db/hfk"
keep database_audit_url "postgres://hfk_audit:$(<secrets/db_audit_password)@db/hfk"
keep session_secret "$(random)"

#!/usr/bin/env bash
# Puts the style sheet and the fonts that are built into the binary under assets/.
# They come from the npm packages pinned in package-lock.json; with --test also what the tests need.
# Does nothing when all is in place.
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-}" in
    "") omitted=(--omit=dev) ;;
    --test) omitted=() ;;
    *) echo "usage: scripts/assets.sh [--test]" >&2; exit 1 ;;
esac

# The lock file that node_modules was made from is remembered beside it.
install_packages() {
    local stamp=node_modules/.installed-from wanted
    wanted=$(sha256sum package.json package-lock.json)
    # What is there for the tests is enough for everything else.
    if [[ -f $stamp && $(<"$stamp") == "$wanted"* && ( -n ${omitted[*]} || $(<"$stamp") == *with-dev ) ]]; then
        return
    fi
    command -v npm >/dev/null || { echo "assets: npm is missing; scripts/setup.sh installs it" >&2; exit 1; }
    echo "assets: installing the packages of package-lock.json"
    npm ci "${omitted[@]}" --ignore-scripts --no-audit --no-fund --loglevel=error
    [[ -n ${omitted[*]} ]] || wanted+=" with-dev"
    printf '%s\n' "$wanted" >"$stamp"
}

# Leaves an equal file alone, so that cargo sees no change.
place() {
    local from=node_modules/$1 to=assets/$2
    if ! cmp -s "$from" "$to"; then
        cp "$from" "$to"
        chmod 644 "$to"
    fi
}

install_packages
mkdir -p assets/fonts

kern=@kern-ux/native/dist
noto=@expo-google-fonts/noto-sans
place "$kern/kern.min.css" kern.min.css
# For the web …
place "$kern/fonts/noto-sans/NotoSans-Regular.woff2" fonts/NotoSans-Regular.woff2
place "$kern/fonts/noto-sans/NotoSans-Bold.woff2" fonts/NotoSans-Bold.woff2
# … and for the letters, whose typesetter cannot read woff.
place "$noto/400Regular/NotoSans_400Regular.ttf" fonts/NotoSans_400Regular.ttf
place "$noto/400Regular_Italic/NotoSans_400Regular_Italic.ttf" fonts/NotoSans_400Regular_Italic.ttf
place "$noto/700Bold/NotoSans_700Bold.ttf" fonts/NotoSans_700Bold.ttf
place "$noto/LICENSE_FONT" fonts/LICENSE-OFL.txt

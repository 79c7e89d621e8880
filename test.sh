#!/usr/bin/env bash
# Builds everything, checks the format, runs every test. Installs what is missing (a browser for the storefront's test, Coq for the proof, a C compiler for
# hostile programs, AWS's DynamoDB Local to compare with, AWS's linter for the template of the deployment).
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
if ! command -v cfn-lint >/dev/null 2>&1; then
  python3 -m pip install --quiet --disable-pip-version-check cfn-lint >/dev/null 2>&1 || echo "test.sh: could not install cfn-lint; the tests that need it will be skipped" >&2
fi
tests/dynamodb-local.sh >/dev/null || echo "test.sh: the tests that need it will be skipped" >&2

configuration=Release
dotnet build Trapeze.sln -c "$configuration" -v quiet -clp:ErrorsOnly || { echo "0 passed, 1 failed"; exit 1; }

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

check_format() {
  dotnet format Trapeze.sln --verify-no-changes --no-restore --severity warn >"$logs/format" 2>&1 && return
  cat "$logs/format"
  echo "test.sh: run \`dotnet format\`" >&2
  touch "$logs/format.failed"
}

# Prints each project's output when it has ended, since others run beside it.
run_tests() {
  for project in "$@"; do
    local log
    log="$logs/$(basename "$project").log"
    dotnet test "$project" -c "$configuration" --no-build --logger "console;verbosity=minimal" >"$log" 2>&1 || touch "$log.failed"
    cat "$log"
  done
}

# In two rows, each about half of the time. Those that look for processes which are left do not run beside each other.
row=(tests/Trapeze.Evidence.Tests tests/Trapeze.Sandbox.Tests)
others=()
for project in tests/*.Tests; do
  [[ " ${row[*]} " == *" $project "* ]] || others+=("$project")
done
run_tests "${row[@]}" &
check_format
run_tests "${others[@]}"
wait

failed_steps=0 status=0
[ -e "$logs/format.failed" ] && failed_steps=1
for project in tests/*.Tests; do
  log="$logs/$(basename "$project").log"
  { [ -e "$log" ] && [ ! -e "$log.failed" ]; } || status=1
done

sum() { grep -hoE "$1: +[0-9]+" "$logs"/*.log | grep -oE '[0-9]+' | awk '{ total += $1 } END { print total + 0 }'; }
passed=$(sum Passed) failed=$(($(sum Failed) + failed_steps)) skipped=$(sum Skipped)
if [ "$failed" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$passed" -eq 0 ]; }; then
  failed=1
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]

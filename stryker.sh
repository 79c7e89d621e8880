#!/usr/bin/env bash
# A second opinion on the tests: dotnet-stryker changes the shipping code in one place at a time and asks whether a test notices.
#   ./stryker.sh [core] [policy] [engine]     without arguments: all three
# Reports go to StrykerOutput/<name>/reports/; the last lines are the counts of each. Fails if a score is below 85%.
# Run it on a quiet machine: a test that is starved of time looks like a mutant that hangs. TRAPEZE_STRYKER_JOBS sets how many run at once (2).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
dotnet tool restore >/dev/null || exit 1

least=85
failed=0
lines=()

run() {
  local name=$1 project=$2 cases=$3 output="$PWD/StrykerOutput/$1" report status
  rm -rf "$output"
  # Property tests that say how many cases they need have them; the others stop early.
  (cd "tests/$project" && TRAPEZE_CASES=$cases dotnet stryker --config-file stryker-config.json --concurrency "${TRAPEZE_STRYKER_JOBS:-2}" --output "$output")
  report=$(find "$output" -name 'mutation-report.json' 2>/dev/null | head -1)
  [ -n "$report" ] || { lines+=("$name: no report"); failed=1; return; }
  count() { grep -oE "\"status\": ?\"$1\"" "$report" | wc -l; }
  local killed survived uncovered timeouts score
  killed=$(count Killed) timeouts=$(count Timeout) survived=$(count Survived) uncovered=$(count NoCoverage)
  score=$(awk -v dead=$((killed + timeouts)) -v alive=$((survived + uncovered)) 'BEGIN { print dead + alive == 0 ? 0 : int(1000 * dead / (dead + alive)) / 10 }')
  lines+=("$name: $killed killed, $timeouts timed out, $survived survived, $uncovered not covered, score $score%")
  awk -v score="$score" -v least="$least" 'BEGIN { exit !(score < least) }' && failed=1
}

[ $# -gt 0 ] || set -- core policy engine
for name in "$@"; do
  case $name in
    core) run core Trapeze.Core.Tests 1000 ;;
    policy) run policy Trapeze.Policy.Tests 100 ;;
    # The engine is the same on both backends; on DynamoDB Local its tests would start a server for each mutant.
    engine) TRAPEZE_DYNAMODB_LOCAL=$(mktemp -d) run engine Trapeze.Store.Tests 100 ;;
    *) echo "stryker.sh: core, policy or engine, not \`$name\`" >&2; exit 2 ;;
  esac
done

printf '%s\n' "${lines[@]}"
exit "$failed"

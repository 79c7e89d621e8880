#!/usr/bin/env bash
# Breaks the shipping code's checks one at a time, in rewritten copies, and has every level of evidence look for each. Fails if any survives.
#   ./mutants.sh [words of ids or files] [--tell] [--level NAME] [--seed N] [--budget MILLISECONDS] [--workers N] [--compile] [--write]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

dotnet build tests/Trapeze.Mutants -c Release -v quiet -clp:ErrorsOnly
exec tests/Trapeze.Mutants/bin/Release/net10.0/Trapeze.Mutants "$@"

#!/usr/bin/env bash
# Plays the published scenario in a stand-in for Lambda (one process a function, rows in DynamoDB Local, events in queues), then on Kestrel, and compares what everybody saw.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
tests/dynamodb-local.sh >/dev/null
echo "Starts a process for each function; a few minutes on two cores."
exec dotnet run --project tests/HelloRetail.Lambda -c Release -- "$@"

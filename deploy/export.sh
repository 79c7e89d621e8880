#!/usr/bin/env bash
# Prints what an account says of a deployment, for `trapeze verify-stack`: one JSON object, in which under each command of the AWS CLI stands what it printed.
# It reads and changes nothing. What is not there is null; whatever else a command says ends the script, so that nothing is left out unseen.
#   deploy/export.sh NAME > export.json        NAME is the deployment's name (the stack's parameter `Name`)
# Account and region are those of the AWS CLI's own settings. The caller needs the actions of docs/deployment.md#verify: the administrator of the deployment has them.
set -euo pipefail

name=${1:?"the deployment's name"}
region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region)}}
export AWS_REGION="$region" AWS_DEFAULT_REGION="$region" AWS_PAGER=""

errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

# What a command prints, or null where the thing is not there.
ask() {
  local printed
  if printed=$(aws "$@" --output json 2>"$errors"); then
    printf '%s' "${printed:-null}"
  elif grep -qE '\((ResourceNotFoundException|ResourceNotFound|TableNotFoundException|PolicyNotFoundException|AWS\.SimpleQueueService\.NonExistentQueue|QueueDoesNotExist)\)' "$errors"; then
    printf 'null'
  else
    printf 'export.sh: aws %s: ' "$*" >&2
    cat "$errors" >&2
    exit 1
  fi
}

# The names that a command prints, one a line.
names() {
  local printed
  printed=$(aws "$@" --output text) || exit 1
  [ -z "$printed" ] || [ "$printed" = None ] || printf '%s' "$printed" | tr '\t' '\n'
}

# one SERVICE COMMAND [OPTION…]
one() {
  printf ',\n"%s %s": ' "$1" "$2"
  ask "$@"
}

# each SERVICE COMMAND OPTION NAME… : the command for each name.
each() {
  local service=$1 command=$2 option=$3 comma=""
  shift 3
  printf ',\n"%s %s": {' "$service" "$command"
  for item in "$@"; do
    printf '%s\n"%s": ' "$comma" "$item"
    ask "$service" "$command" "$option" "$item"
    comma=,
  done
  printf '}'
}

# Reads the names into an array.
lines() {
  local printed
  local -n list=$1
  printed=$(names "${@:2}") || exit 1
  [ -z "$printed" ] || mapfile -t list <<<"$printed"
}

functions=() apis=() groups=() queues=()
lines functions lambda list-functions --query "Functions[?starts_with(FunctionName, '$name-')].FunctionName"
lines apis apigatewayv2 get-apis --query 'Items[].ApiId'
lines groups logs describe-log-groups --log-group-name-prefix "/trapeze/$name/" --query 'logGroups[].logGroupName'
lines queues sqs list-queues --queue-name-prefix "$name-" --query 'QueueUrls'
tables=("$name-facets" "$name-claims")

printf '{"name": "%s", "region": "%s"' "$name" "$region"
one sts get-caller-identity
one iam get-account-authorization-details
one lambda list-functions
one lambda list-event-source-mappings
for command in get-function get-policy list-function-url-configs list-versions-by-function list-aliases list-function-event-invoke-configs; do
  each lambda "$command" --function-name "${functions[@]}"
done
one apigatewayv2 get-apis
for command in get-routes get-integrations get-stages; do
  each apigatewayv2 "$command" --api-id "${apis[@]}"
done
for command in describe-table describe-continuous-backups describe-time-to-live describe-kinesis-streaming-destination; do
  each dynamodb "$command" --table-name "${tables[@]}"
done

# A table's own policy is asked for by its ARN.
printf ',\n"dynamodb get-resource-policy": {'
comma=""
for table in "${tables[@]}"; do
  printf '%s\n"%s": ' "$comma" "$table"
  comma=,
  if arn=$(aws dynamodb describe-table --table-name "$table" --query Table.TableArn --output text 2>/dev/null); then
    ask dynamodb get-resource-policy --resource-arn "$arn"
  else
    printf 'null'
  fi
done
printf '}'

one sqs list-queues --queue-name-prefix "$name-"
printf ',\n"sqs get-queue-attributes": {'
comma=""
for queue in "${queues[@]}"; do
  printf '%s\n"%s": ' "$comma" "${queue##*/}"
  comma=,
  ask sqs get-queue-attributes --queue-url "$queue" --attribute-names All
done
printf '}'

one secretsmanager describe-secret --secret-id "$name-keys"
one secretsmanager get-resource-policy --secret-id "$name-keys"
one logs describe-log-groups --log-group-name-prefix "/trapeze/$name/"
each logs describe-subscription-filters --log-group-name "${groups[@]}"
one logs describe-metric-filters
one logs describe-resource-policies
one logs describe-account-policies --policy-type SUBSCRIPTION_FILTER_POLICY
printf '}\n'

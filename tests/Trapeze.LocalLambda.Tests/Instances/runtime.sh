# A runtime in bash: does with each invocation what its payload, a JSON string, says.
host=${AWS_LAMBDA_RUNTIME_API%:*} port=${AWS_LAMBDA_RUNTIME_API#*:}

# Leaves the answer's fields in `id` and `length`, and its body in `body`.
ask() {
  exec 4<>"/dev/tcp/$host/$port" || exit 9
  printf '%s\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' "$1 HTTP/1.1" "$host" "${#2}" "$2" >&4
  length=0
  while IFS= read -r -u 4 line; do
    line=${line%$'\r'}
    [ -n "$line" ] || break
    case ${line,,} in
      lambda-runtime-aws-request-id:*) id=${line#*: } ;;
      content-length:*) length=${line#*: } ;;
    esac
  done
  IFS= read -r -N "$length" -u 4 body
  exec 4>&-
}

api=/2018-06-01/runtime
trap 'echo "asked to end"; exit 0' TERM
case ${INIT:-} in
  exit) exit 3 ;;
  error) ask "POST $api/init/error" '{"errorType":"Init.Broken","errorMessage":"no"}'; exit 1 ;;
  hang) read -r -u 5 5<> <(:) ;;
esac

answered=${ANSWERED:-0}
while :; do
  ask "GET $api/invocation/next"
  answered=$((answered + 1))
  word=${body//\"/}
  case $word in
    exit) exit 7 ;;
    hang) read -r -u 5 5<> <(:) ;;
    fail) ask "POST $api/invocation/$id/error" '{"errorType":"Asked","errorMessage":"failed as asked"}' ;;
    late) ask "POST $api/invocation/$id/response" '"early"'; read -r -u 5 5<> <(:) ;;
    again) ask "POST $api/invocation/$id/response" "\"$$\""; ANSWERED=$answered exec bash "$0" ;;
    say\ *) echo "${word#say }"; echo "${word#say } too" >&2; ask "POST $api/invocation/$id/response" '"said"' ;;
    env\ *) name=${word#env }; ask "POST $api/invocation/$id/response" "\"${!name}\"" ;;
    *) ask "POST $api/invocation/$id/response" "\"$$ $answered\"" ;;
  esac
done

#!/usr/bin/env bash
# Installs what the sandbox is compared with, and what it runs, where that is missing and may be installed. What cannot be had is named by the benchmark.
set -uo pipefail

missing=()
for pair in bwrap:bubblewrap proot:proot strace:strace firejail:firejail git:git gcc:gcc; do
  command -v "${pair%%:*}" >/dev/null 2>&1 || missing+=("${pair##*:}")
done
if [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  # One by one: what is not in the archive keeps nothing else out.
  apt-get update -qq >/dev/null 2>&1
  for package in "${missing[@]}"; do
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1
  done
fi

exit 0

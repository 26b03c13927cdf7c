#!/usr/bin/env bash
# footnote --version: the program and its libraries, by every way to ask.
. "$(dirname "$0")/lib.sh"

begin "the versions"
footnote --version
expect_code 0
expect_no_stderr
grep -qE '^footnote [0-9]+\.[0-9]+\.[0-9]+$' "$out" || fail "no version"
for library in SQLite Lua libharu HarfBuzz cmark-gfm libxml2 libsodium; do
  grep -qE "^  $library +[0-9]+\.[0-9]" "$out" || fail "no version of $library"
done
cp "$out" first
for line in version "search --version" "make --version" "--version make"; do
  # shellcheck disable=SC2086
  footnote $line
  expect_code 0
  cmp -s first "$out" || fail "$line prints something else"
done

begin "as JSON"
footnote --version --json
expect_json 'o["schema"] == 1 and o["libraries"]["SQLite"].startswith("3.")'

finish

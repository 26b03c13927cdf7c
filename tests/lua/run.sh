#!/usr/bin/env bash
# Tests written in Lua: each test_*.lua here is a report script that asserts while it is built, with
# the modules of scripts/lib and the wording and the clinic's profile that ship.
#
#   tests/lua/run.sh [NAME...]     test_NAME.lua
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../cli/lib.sh"

files=("$here"/test_*.lua)
[ $# -eq 0 ] || files=("${@/#/$here/test_}")
for file in "${files[@]}"; do
  file=${file%.lua}.lua
  begin "$(basename "$file")"
  footnote make "$file" --corpus "$FOOTNOTE_SOURCE/corpus" --date 2026-03-02 --format text
  expect_code 0
  # The same with the fonts' own widths of words, where nothing was laid out before.
  footnote make "$file" --corpus "$FOOTNOTE_SOURCE/corpus" --date 2026-03-02 -o checks.pdf
  expect_code 0
  footnote make "$file" --corpus "$FOOTNOTE_SOURCE/corpus" --date 2026-03-02 --format text
  # A script that asserted nothing has shown nothing.
  grep -Eq '^[1-9][0-9]* checks, all fine$' "$out" || fail "no checks were made"
done

begin "a check that fails fails the run, with the line of the check"
mkdir -p lib && cp "$here/lib/check.lua" lib/
cat >failing.lua <<'LUA'
local check = require "lib.check"
return check.report("failing", function()
  check.equal(1, 1)
  check.equal(1 + 1, 3, "sum")
end)
LUA
footnote make failing.lua --corpus "$FOOTNOTE_SOURCE/corpus" --format text
expect_code 5
expect_stderr "failing.lua:4"
expect_stderr "sum: got 2, expected 3"
expect_no_stdout

finish

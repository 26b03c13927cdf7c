#!/usr/bin/env bash
# footnote api: what a report script can call.
. "$(dirname "$0")/lib.sh"

begin "the list, and one entry"
footnote api
expect_code 0
expect_stdout "footnote.search"
footnote api footnote.search
expect_code 0
expect_stdout "Example"
cp "$out" first
footnote api search
cmp -s first "$out" || fail "the short name gives something else"

begin "as JSON"
footnote api --json
expect_code 0
expect_json 'o["schema"] == 1 and all(e["usage"] and e["docstring"] and e["since"] >= 1 for e in o["entries"])'
expect_json 'len({e["name"] for e in o["entries"]}) == len(o["entries"])'

begin "what is not in it"
footnote api footnote.serch
expect_code 1
expect_stderr "did you mean 'footnote.search'?"
expect_no_stdout

finish

#!/usr/bin/env bash
# footnote help, --help: from the table, on stdout, light and full.
. "$(dirname "$0")/lib.sh"

begin "help lists every command"
footnote help
expect_code 0
expect_no_stderr
for verb in index search show reports make test api status help version; do
  grep -q "^  $verb " "$out" || fail "no line for $verb"
done
cp "$out" first
footnote --help
expect_code 0
cmp -s first "$out" || fail "--help differs from help"

begin "every command has help, the same by both ways"
for verb in index search show reports make test api status help version; do
  footnote help $verb
  expect_code 0
  expect_stdout "usage: footnote $verb"
  expect_stdout "--corpus DIR"
  cp "$out" first
  footnote $verb --help
  expect_code 0
  cmp -s first "$out" || fail "$verb --help differs from help $verb"
done

begin "help names a command's own options"
footnote help make
expect_stdout "-p, --patient FILE"
expect_stdout "--accept RULE"
footnote help search
expect_stdout "--limit N"

begin "help as JSON"
footnote help --json
expect_code 0
expect_json 'o["schema"] == 1 and [c["name"] for c in o["commands"]].count("make") == 1'
footnote help make --json
expect_json '[p for p in o["options"] if p["name"] == "output"][0]["letter"] == "o"'

begin "help for what is no command"
footnote help serach
expect_code 2
expect_stderr "did you mean 'search'"
expect_no_stdout
footnote help one two
expect_code 2

finish

#!/usr/bin/env bash
# Streams and signals: closed pipes, full disks, colour, interruption.
. "$(dirname "$0")/lib.sh"

begin "a closed pipe is silent"
mkdir corpus
for i in {1..40}; do
  article "corpus/a$i.md" "Heel $i" "Part" "$(printf 'The heel number %s. ' {1..200})"
done
settle corpus
footnote index --corpus corpus
for line in "search heel --limit 40 --json" "show a1" "help" "help make"; do
  # The reader is gone before anything is written.
  # shellcheck disable=SC2086
  { sleep 0.3; "$program" $line --corpus corpus 2>"$err"; echo $? >rc; } | true
  expect_equal "$(cat rc)" 0
  expect_no_stderr
done

begin "a full disk is exit 6"
small_corpus
for line in "search heel" "search heel --json" "show lifts" "status" "help" "index" "api"; do
  # shellcheck disable=SC2086
  "$program" $line --corpus corpus >/dev/full 2>"$err" </dev/null
  code=$?
  expect_code 6
  expect_stderr "standard output can't be written"
done

begin "closed standard streams"
small_corpus
"$program" search heel --corpus corpus >&- 2>"$err"
code=$?
expect_code 6
"$program" search heel --corpus corpus >"$out" 2>&- <&-
code=$?
expect_code 0
expect_stdout "heel"

begin "colour only where it is wanted"
small_corpus
footnote search lift --corpus corpus
! grep -q $'\033' "$out" || fail "colour in a file"
footnote search lift --corpus corpus --color always
grep -q $'\033\[1;31mlift\033\[0m' "$out" || fail "no colour with --color always"
refuse_stdout '**lift**'
NO_COLOR=1 footnote search lift --corpus corpus --color always
grep -q $'\033' "$out" || fail "an option is stronger than NO_COLOR"
if command -v script >/dev/null; then
  script -qec "'$program' search lift --corpus corpus" /dev/null >"$out" 2>"$err" </dev/null
  grep -q $'\033' "$out" || fail "no colour on a terminal"
  NO_COLOR=1 script -qec "'$program' search lift --corpus corpus" /dev/null >"$out" 2>"$err" </dev/null
  ! grep -q $'\033' "$out" || fail "colour in spite of NO_COLOR"
fi

begin "an interrupted index is exit 130 for the shell, and leaves nothing broken"
mkdir corpus
python3 - <<'PY'
import json
with open("corpus/many.jsonl", "w") as out:
    for i in range(60000):
        print(json.dumps({"id": f"r{i}", "title": f"Record {i}",
                          "text": f"The heel number {i} is sore. " * 20}), file=out)
PY
settle corpus
timeout --preserve-status -s INT 0.4 "$program" index --corpus corpus >"$out" 2>"$err"
code=$?
expect_code 130
footnote search zebra --corpus corpus --json
[ "$code" -le 1 ] || fail "exit code $code after an interruption"
footnote status --corpus corpus --json
expect_json 'o["articles"] == 60000'

finish

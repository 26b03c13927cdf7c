#!/usr/bin/env bash
# footnote snapshot: a whole copy of the index, while others search and write it.
. "$(dirname "$0")/lib.sh"

begin "a copy is an index like any other"
small_corpus
footnote index corpus --index own.sqlite
footnote snapshot copy.sqlite --index own.sqlite
expect_code 0
expect_stdout "3 articles, 3 passages"
footnote status --check --index copy.sqlite
expect_code 0
footnote search tendon --index copy.sqlite
expect_stdout "Heel lifts"
footnote snapshot copy.sqlite --index own.sqlite --json
expect_json 'o["schema"] == 1 and o["articles"] == 3 and o["file"] == "copy.sqlite" and o["size_bytes"] > 0'
ls -A | grep -qE 'new-|journal' && fail "something was left: $(ls -A)"

begin "what is no index, and the index itself, is left alone"
small_corpus
footnote index corpus --index own.sqlite
echo "a letter" >letter.txt
footnote snapshot letter.txt --index own.sqlite
expect_code 2
expect_stderr "is not replaced"
expect_equal "$(cat letter.txt)" "a letter"
footnote snapshot ./own.sqlite --index own.sqlite
expect_code 2
expect_stderr "is the index itself"
footnote snapshot . --index own.sqlite
expect_code 2
footnote snapshot no/such/folder/copy.sqlite --index own.sqlite
expect_code 6
footnote snapshot --index own.sqlite
expect_code 2

begin "each copy is of one moment, while a writer goes on and readers search"
mkdir corpus
for i in $(seq 60); do printf '# Pair %s\n\nOne of a pair.\n' "$i" >"corpus/a$i.md"; done
footnote index corpus --index own.sqlite
(
  for round in $(seq 12); do
    for i in $(seq 20); do printf '# New %s %s\n\nOne of a pair.\n' "$round" "$i" >"corpus/b$round-$i.md"; done
    "$program" index --index own.sqlite --quiet
  done
) &
writer=$!
copies=0
while kill -0 $writer 2>/dev/null || [ $copies -lt 3 ]; do
  "$program" snapshot copy.sqlite --index own.sqlite --quiet >"$out" 2>"$err" || fail "no copy"
  "$program" search pair --index own.sqlite >/dev/null 2>"$err" || fail "a reader was disturbed"
  "$program" status --check --index copy.sqlite >"$out" 2>"$err" || fail "a copy is not whole"
  copies=$((copies + 1))
done
wait $writer
footnote snapshot copy.sqlite --index own.sqlite
expect_stdout "300 articles"

finish

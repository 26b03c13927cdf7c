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

begin "what a killed one left goes with the next, and a journal of the file before it"
small_corpus
footnote index corpus --index own.sqlite
dead=$(bash -c 'echo $$')
touch "copy.sqlite.new-$dead" "copy.sqlite.new-$dead-journal"
footnote snapshot copy.sqlite --index own.sqlite
head -c 5000 /dev/urandom >copy.sqlite-journal
footnote snapshot copy.sqlite --index own.sqlite
expect_code 0
expect_equal "$(echo copy.sqlite*)" copy.sqlite

begin "a file as large as it may be is an error, no signal"
small_corpus
footnote index corpus --index own.sqlite
(ulimit -f 20 && exec "$program" snapshot copy.sqlite --index own.sqlite) >"$out" 2>"$err"
code=$?
expect_code 6
expect_stderr "own.sqlite"
(ulimit -f 20 && exec "$program" index --rebuild --index own.sqlite) >"$out" 2>"$err"
code=$?
expect_code 6
expect_equal "$(echo ./*.sqlite*)" ./own.sqlite
footnote status --check --index own.sqlite
expect_code 0

begin "a rebuild names the folders that it can't take over"
small_corpus
cp -r corpus more
footnote index corpus more --index own.sqlite
rm -r more
footnote index --rebuild --index own.sqlite
expect_code 0
expect_stderr "more' can't be reached: its articles are not in the new index"
head -c 300 own.sqlite >cut.sqlite
footnote index --rebuild corpus --index cut.sqlite
expect_code 0
expect_stderr "can't be read"
footnote status --check --index cut.sqlite
expect_code 0

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

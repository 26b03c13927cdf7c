#!/usr/bin/env bash
# Article files from strangers: bombs, traps, broken and naughty ones. No signal, bounded time and
# memory for each, a reason for each that is refused, and what is good is found beside them.
. "$(dirname "$0")/lib.sh"

maker=$tests_folder/hostile_articles.py
data=${FOOTNOTE_DATA_DIR:-$FOOTNOTE_SOURCE/../shared/data}

begin "bombs and traps, each alone, are refused by a limit that the message names, or read"
python3 "$maker" make bombs || fail "the files could not be made"
python3 "$maker" check bombs "$program" >"$out" 2>"$err"
code=$?
expect_code 0
refuse_file /tmp/escaped

begin "all of them together, broken copies and the public hostile sets: exit 3, and the good is found"
python3 "$maker" make corpus "$data" || fail "the files could not be made"
[ -d "$data/hostile" ] || echo "skipped: the public hostile sets are not at $data"
article corpus/lifts.md "Heel lifts" "What a lift does" "A heel lift raises the heel a little."
footnote index --corpus corpus --json
expect_code 3
expect_json 'all(f["file"] and len(f["reason"]) >= 8 for f in o["failures"])'
expect_json 'o["articles"] > 10 and o["failed"] > 20'
footnote search '"heel lift raises"' --corpus corpus
expect_stdout "Heel lifts"
[ "$code" -eq 0 ] || [ "$code" -eq 3 ] || fail "search beside them: exit code $code"

begin "a name that is no UTF-8 does no harm"
mkdir corpus
printf '# A name\n\nThat is odd.\n' >corpus/"$(printf 'caf\351.md')"
footnote index --corpus corpus --json
[ "$code" -eq 0 ] || [ "$code" -eq 3 ] || fail "exit code $code"
expect_json 'o["articles"] + o["failed"] == 1'

finish

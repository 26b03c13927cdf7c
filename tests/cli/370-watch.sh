#!/usr/bin/env bash
# footnote index --watch: what is saved, moved or removed is in the index within a moment.
. "$(dirname "$0")/lib.sh"

watch_begin() { footnote_behind index corpus --index own.sqlite --watch "$@"; }
said() { grep -qF -- "$1" "$out"; }
said_of_failures() { grep -qF -- "$1" "$err"; }
pad() { article "$1" "Pads" "A pad" "A gel pad of $2." "id: $2" "language: en"; }

begin "saved, renamed into place, moved and removed; new folders too; a line for each change"
small_corpus
watch_begin
until_true said "3 articles, 3 passages"
pad corpus/pads.md rubber
until_true said "1 new, 0 changed, 0 removed: 4 articles, 4 passages"
pad other.md cork && mv other.md corpus/pads.md
until_true said "0 new, 1 changed, 0 removed: 4 articles, 4 passages"
mkdir -p corpus/deep/er
pad corpus/deep/er/felt.md felt
until_true said "1 new, 0 changed, 0 removed: 5 articles, 5 passages"
mkdir -p outside/in && pad outside/in/wool.md wool && mv outside corpus/moved
until_true said "6 articles, 6 passages"
pad corpus/moved/in/silk.md silk
until_true said "7 articles, 7 passages"
mv corpus/moved elsewhere
until_true said "0 new, 0 changed, 2 removed: 5 articles, 5 passages"
rm corpus/pads.md
until_true said "0 new, 0 changed, 1 removed: 4 articles, 4 passages"
"$program" search felt --index own.sqlite | grep -q "gel pad" || fail "what was watched is not found"
end_behind
expect_equal "$code" 143
ls -A | grep -q -- '-journal' && fail "a journal was left"

begin "many files at once, and what editors leave beside them"
small_corpus
watch_begin
until_true said "3 articles"
touch corpus/.lifts.md.swp corpus/lifts.md~ 'corpus/#lifts.md#' corpus/4913
for i in $(seq 300); do printf '# Article %s\n\nA text of number%s.\n' "$i" "$i" >"corpus/n$i.md"; done
until_true said "303 articles"
end_behind
refuse_stdout "304 articles"

begin "a file that can't be read is named, and mended it is well"
small_corpus
watch_begin --json
until_true said '"articles": 3'
printf -- '---\ntitle: [\n---\n' >corpus/bad.md
until_true said_of_failures "bad.md"
pad corpus/bad.md foam
until_true said '"articles": 4'
python3 -c 'import json, sys
[json.loads(line) for line in open(sys.argv[1])]' "$out" || fail "not a JSON line each"
end_behind

begin "a folder that goes away keeps its articles, and counts again when it is back"
small_corpus
watch_begin
until_true said "3 articles"
mv corpus away
until_true said_of_failures "can't be reached"
pad away/new.md linen
mv away corpus
until_true said "4 articles"
end_behind

finish

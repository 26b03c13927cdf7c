#!/usr/bin/env bash
# footnote status: what is indexed, and what could not be read.
. "$(dirname "$0")/lib.sh"

begin "status builds and describes"
small_corpus
footnote status --corpus corpus
expect_code 0
expect_stdout "3 files, 3 articles, 3 passages"
expect_stdout "0 files could not be read"
expect_stdout "SQLite 3."
footnote status --corpus corpus --json
expect_json 'o["schema"] == 1 and o["articles"] == 3 and o["failures"] == [] and o["size_bytes"] > 0'
expect_json 'o["roots"][0]["reachable"] and o["roots"][0]["path"].endswith("/corpus")'
expect_json "o['index'] == '$(cached_indexes)'"

begin "languages and kinds are counted, the most frequent first"
small_corpus
article corpus/talon.md "Talón" "Dolor" "El talón duele." "id: talon" "language: es"
printf '<html lang="en"><head><title>Pads</title></head><body><h2>Pads</h2><p>Gel.</p></body></html>' >corpus/pads.html
settle corpus
footnote status --corpus corpus
expect_stdout "languages en 4, es 1"
expect_stdout "kinds     .md 4, .html 1"
expect_stdout "thesaurus "
grep -qE "^updated   20[0-9-]{8} [0-9:]{8} UTC$" "$out" || fail "no time"
footnote status --corpus corpus --json
expect_json 'o["languages"][0] == {"name": "en", "articles": 4} and o["kinds"][1]["name"] == ".html"'

begin "failures with their reasons; exit 0 all the same"
small_corpus
: >corpus/empty.md
settle corpus
footnote status --failed --corpus corpus
expect_code 0
grep -q "empty.md: ." "$out" || fail "no reason"
expect_equal "$(wc -l <"$out")" 1
footnote status --corpus corpus --json
expect_json 'len(o["failures"]) == 1 and o["failures"][0]["file"].endswith("empty.md")'

begin "a root that is away"
small_corpus
footnote index corpus --index own.sqlite
mv corpus away
footnote status --index own.sqlite
expect_code 0
expect_stdout "(can't be reached)"
expect_stdout "3 articles"

begin "a damaged index is said to be so"
small_corpus
footnote index corpus --index own.sqlite
head -c 5000 /dev/urandom | dd of=own.sqlite bs=1 seek=100 conv=notrunc 2>/dev/null
footnote status --index own.sqlite
expect_code 6
expect_stderr "own.sqlite"
expect_no_stdout

begin "a whole index is said to be whole, and one that was changed from outside is found out"
small_corpus
footnote index corpus --index own.sqlite
footnote status --check --index own.sqlite
expect_code 0
expect_stdout "whole"
footnote status --check --index own.sqlite --json
expect_json 'o["whole"] and o["fault"] == ""'
python3 - <<'END'
import sqlite3
index = sqlite3.connect("own.sqlite")
index.execute("UPDATE passage SET data = replace(data, 'heel', 'knee')")
index.commit()
END
footnote status --check --index own.sqlite
expect_code 1
expect_stdout "has changed"
footnote search heel --index own.sqlite # nothing of it is answered
expect_code 6
expect_no_stdout
expect_stderr "footnote index --rebuild"
expect_stderr "footnote index --rebuild"
footnote index --rebuild --index own.sqlite
expect_code 0
footnote status --check --index own.sqlite
expect_code 0

finish

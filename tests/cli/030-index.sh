#!/usr/bin/env bash
# footnote index: what it reads, what it says, and every kind of broken input.
. "$(dirname "$0")/lib.sh"

begin "an index by name that holds nothing is not filled with another corpus"
small_corpus
: >own.sqlite # as after a first build that was killed
for words in "search heel" "status" "show lifts" "similar lifts"; do
  # shellcheck disable=SC2086
  footnote $words --index own.sqlite
  expect_code 2
  expect_no_stdout
  expect_stderr "holds nothing yet"
done
footnote search heel --index own.sqlite --corpus corpus
expect_code 0

begin "an index is built, then nothing is to do, then a change is found"
small_corpus
footnote index --corpus corpus --json
expect_code 0
expect_json 'o["schema"] == 1 and o["added"] == 3 and o["articles"] == 3 and o["failed"] == 0'
expect_json 'o["passages"] == 3 and o["failures"] == []'
footnote index --corpus corpus --json
expect_json 'o["unchanged"] == 3 and o["added"] + o["changed"] + o["removed"] == 0'
echo "A new sentence about lifts." >>corpus/lifts.md
rm corpus/cups.md
footnote index --corpus corpus --json
expect_code 0
expect_json 'o["changed"] == 1 and o["removed"] == 1 and o["unchanged"] == 1 and o["articles"] == 2'

begin "files without a reader are counted by kind, with what to do"
small_corpus
mkdir corpus/old
touch corpus/one.doc corpus/old/two.DOC corpus/foot.jpg corpus/leaflet.rtf corpus/plain corpus/_draft.doc \
  corpus/README.md corpus/clinic.yaml corpus/.hidden.doc
footnote index --corpus corpus
expect_code 0
expect_stdout "passed over: 2 .doc (save as .docx), 1 .rtf (save as .docx), 1 without an ending, 1 .jpg"
footnote index --corpus corpus --json
expect_json 'o["not_articles"][0] == {"kind": ".doc", "files": 2, "hint": "save as .docx"}'
expect_json 'o["not_articles"][3] == {"kind": ".jpg", "files": 1, "hint": ""}'
footnote status --corpus corpus
expect_stdout "no reader 2 .doc (save as .docx), 1 .rtf"
footnote status --corpus corpus --json
expect_json 'len(o["not_articles"]) == 4'
mkdir only
touch only/leaflet.doc
footnote index --corpus only
expect_code 3
expect_stderr "were found, but 1 .doc (save as .docx)"

begin "the summary as text, and none with --quiet"
small_corpus
footnote index --corpus corpus
expect_code 0
expect_stdout "3 new, 0 changed, 0 removed, 0 unchanged; 0 could not be read"
expect_stdout "3 articles, 3 passages"
footnote index --corpus corpus --quiet
expect_code 0
expect_no_stdout

begin "the cache folder is made for this person alone"
small_corpus
footnote index --corpus corpus
expect_equal "$(stat -c %a "$XDG_CACHE_HOME/footnote")" 700

begin "broken files are named with their reason; the rest is indexed; exit 3"
small_corpus
: >corpus/empty.md
printf -- '---\ntitle: [unclosed\n---\n\ntext\n' >corpus/header.md
printf '# Bad\n\nSome \377\376 bytes.\n' >corpus/bytes.md
ln -s /nonexistent/target corpus/dangling.md
settle corpus
footnote index --corpus corpus
expect_code 3
for name in empty.md header.md bytes.md dangling.md; do
  grep -Eq "^footnote: not read: .*$name(:[0-9]+)*: ." "$err" || fail "no reason for $name"
done
expect_stdout "unchanged; 4 could not be read"
footnote index --corpus corpus --json
expect_code 3
expect_json 'len(o["failures"]) == 4 and all(f["reason"] for f in o["failures"])'
footnote search heel --corpus corpus --json
expect_code 0
expect_stderr "4 files could not be read: footnote status --failed"
rm corpus/empty.md corpus/header.md corpus/bytes.md corpus/dangling.md
footnote index --corpus corpus
expect_code 0
expect_no_stderr

begin "a folder without articles is an error that says so"
mkdir empty
footnote index --corpus empty
expect_code 3
expect_stderr "no articles"
expect_no_stdout
echo "not an article" >empty/README.md
echo "nor this" >empty/_draft.md
footnote index --corpus empty
expect_code 3

begin "a folder of broken files only"
mkdir broken
: >broken/a.md
footnote index --corpus broken
expect_code 3
expect_stderr "a.md"
expect_stderr "no article could be read"

begin "one .jsonl file is a corpus"
printf '%s\n' '{"id": "q1", "title": "Heel pain", "text": "Rest helps sore heels."}' \
  '{"id": "q2", "title": "Knee pain", "text": "Cycling helps sore knees."}' >records.jsonl
settle records.jsonl
footnote index records.jsonl --index own.sqlite --json
expect_code 0
expect_json 'o["articles"] == 2'
footnote search knees --index own.sqlite --json
expect_code 0
expect_json '[h["article"] for h in o["hits"]] == ["q2"]'

begin "an index given by name remembers its roots"
small_corpus
footnote index corpus --index own.sqlite
expect_code 0
refuse_file "$XDG_CACHE_HOME/footnote"
cd / || exit 1
footnote search lift --index "$scratch/$cases/here/own.sqlite" --json
expect_code 0
expect_json 'o["hits"][0]["article"] == "lifts"'
cd "$scratch/$cases/here" || exit 1
article corpus/new.md "News" "Socks" "Merino socks keep feet dry."
footnote search merino --index own.sqlite --json
expect_code 0
expect_json 'len(o["hits"]) == 1'

begin "an index given by name must be there"
footnote search heel --index missing.sqlite
expect_code 2
expect_stderr "no file 'missing.sqlite'"
refuse_file missing.sqlite

begin "paths are added to the index, and forgotten again"
small_corpus
article more/socks.md "Socks" "Wool" "Merino socks keep feet dry."
settle more
footnote index more --corpus corpus --json
expect_code 0
expect_json 'o["articles"] == 4'
footnote search merino --corpus corpus
expect_code 0
footnote index --forget more --corpus corpus --json
expect_code 0
expect_json 'o["articles"] == 3 and o["removed"] == 1'
footnote search merino --corpus corpus
expect_code 1
footnote index --forget corpus --corpus corpus
expect_code 2

begin "a path that is not there is named; the others are indexed"
small_corpus
article more/socks.md "Socks" "Wool" "Merino socks keep feet dry."
footnote index more nowhere --index own.sqlite
expect_code 3
expect_stderr "nowhere"
footnote search merino --index own.sqlite
expect_code 0
footnote index nowhere --index own2.sqlite
expect_code 3
refuse_file own2.sqlite

begin "an earlier corpus overlays a later one"
small_corpus
article clinic/lifts.md "Our lifts" "Ours" "Our clinic sells cork lifts." "id: lifts"
settle clinic
footnote search cork --corpus clinic --corpus corpus --json
expect_code 0
expect_json 'o["hits"][0]["article"] == "lifts"'
footnote search Achilles --corpus clinic --corpus corpus
expect_code 1

begin "a file that is no index is refused and left alone"
small_corpus
echo "my precious notes" >notes.txt
footnote index corpus --index notes.txt
expect_code 6
expect_stderr "notes.txt"
expect_equal "$(cat notes.txt)" "my precious notes"
footnote search heel --index notes.txt
expect_code 6

begin "hostile file names"
small_corpus
article $'corpus/new\nline.md' "Odd" "Name" "Zebra stripes."
article "corpus/-rf.md" "Dash" "Name" "Zebra hooves."
article "corpus/sp ace 'q\".md" "Space" "Name" "Zebra tails."
footnote search zebra --corpus corpus --json
expect_code 0
expect_json 'len(o["hits"]) == 3'
footnote search zebra --corpus corpus
expect_code 0

begin "a rebuilt index has its articles and folders again, whatever had become of it"
small_corpus
mkdir more
printf "# Other\n\nAnother article.\n" >more/other.md
footnote index corpus more --index own.sqlite
expect_code 0
for damage in 100 5000 20000; do
  head -c 3000 /dev/urandom | dd of=own.sqlite bs=1 seek=$damage conv=notrunc 2>/dev/null
  : >own.sqlite.new-999999
  footnote index --rebuild corpus more --index own.sqlite --json
  expect_code 0
  expect_json 'o["articles"] == 4'
  expect_equal "$(ls own.sqlite*)" own.sqlite
done
footnote index --rebuild --index own.sqlite --json
expect_json 'o["articles"] == 4 and o["added"] == 4'

begin "a file that is no index is not replaced"
small_corpus
echo "my thesis" >thesis.txt
cp thesis.txt before.txt
footnote index --rebuild corpus --index thesis.txt
expect_code 6
expect_stderr "is no index of this program"
cmp -s thesis.txt before.txt || fail "it was changed"

finish

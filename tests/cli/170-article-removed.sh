#!/usr/bin/env bash
# A sentence stands on a handout only while the corpus holds what it says: take the article away, or
# the words out of it, and the sentence is gone from the next handout, with a warning.
. "$(dirname "$0")/lib.sh"

lift=$FOOTNOTE_SOURCE/reports/inserts/achilles-lift/patient.json
cup=$FOOTNOTE_SOURCE/reports/inserts/plantar-fasciitis-cup/patient.json
spine=$FOOTNOTE_SOURCE/reports/heel-pain/referred-from-spine/patient.yaml

own_corpus() {
  cp -r "$FOOTNOTE_SOURCE/corpus" corpus
  settle corpus
}
as_text() { # FILE REPORT PATIENT [OPTION...]
  local file=$1 report=$2 patient=$3
  shift 3
  footnote make "$report" -p "$patient" --corpus corpus --format text "$@"
  cp "$out" "$file"
}
dropped() { sed -n "s/.*warning: S15: sentence '\([a-z0-9_.]*\)' dropped.*/\1/p" "$err" | sort -u; }

begin "an article is removed: its sentences are gone, each with a warning; the rest stays"
own_corpus
as_text before.txt heel-pain "$spine"
expect_code 0
refuse_stderr dropped
rm corpus/heel-pain-tests.md
as_text after.txt heel-pain "$spine"
expect_code 0
keys=$(dropped)
[ -n "$keys" ] || fail "no warning"
grep -q "ultrasound scan" before.txt || fail "nothing was bound to the article: this shows nothing"
refuse_stdout "We may ask for an ultrasound scan."
refuse_stdout "picture made with sound"
for words in "The main thing" "We think that the pain starts in your back" "My diary" "Sources" \
  "Heel pain is common"; do
  expect_stdout "$words"
done
# What went is what the wording binds to that article and nothing else: no line has come.
python3 - before.txt after.txt <<'PY' 2>>"$err" || fail "sentences came, or more went than were warned of"
import re, sys
def words(path):
    text = open(path, encoding="utf-8").read().split("\nSources")[0]
    text = re.sub(r"\[[\d‡x ]+\]", " ", text)
    found = []
    for block in re.split(r"\n\s*\n|\n[-=+| ]+\n", text):
        found += re.split(r"(?<=[.?:])\s", " ".join(block.split()))
    return [s.strip() for s in found if s.strip()]
before, after = words(sys.argv[1]), words(sys.argv[2])
come = [s for s in after if s not in before]
gone = [s for s in before if s not in after]
code = re.compile(r"[0-9A-Z]{10}")
assert not [s for s in come if not code.search(s)], come
assert gone, "nothing went"
PY

begin "sources are numbered anew without the article, and every number has its source"
own_corpus
as_text before.txt heel-pain "$spine"
rm corpus/heel-pain-tests.md
as_text after.txt heel-pain "$spine"
refuse_stdout "Tests for heel pain"
python3 - before.txt after.txt <<'PY' 2>>"$err" || fail "numbers and sources do not belong together"
import re, sys
def numbers(path):
    text = open(path, encoding="utf-8").read()
    body, tail = text.rsplit("\nSources", 1)
    used = {int(n) for n in re.findall(r"\[(\d+)\]", body)}
    listed = [int(n) for n in re.findall(r"(\d+) §\d", tail)]
    assert used == set(listed) and len(listed) == len(set(listed)), (used, listed)
    assert used == set(range(1, len(used) + 1)), used
    return len(used)
before, after = numbers(sys.argv[1]), numbers(sys.argv[2])
assert after < before, (before, after)
PY

begin "a required section without a sentence stops the handout"
own_corpus
rm corpus/insert-risks.md
footnote make inserts -p "$lift" --corpus corpus -o h.pdf
expect_code 4
expect_stderr "S15: the section 'What can go wrong?'"
for key in risk.strain risk.tight_shoe risk.lift.calf stop.skin; do
  expect_stderr "sentence '$key' dropped"
done
refuse_file h.pdf
echo precious >h.pdf
footnote make inserts -p "$lift" --corpus corpus -o h.pdf
expect_code 4
expect_equal "$(cat h.pdf)" precious
footnote make inserts -p "$lift" --corpus corpus --accept S15 -o h.pdf
expect_code 4
expect_equal "$(cat h.pdf)" precious
footnote make inserts -p "$lift" --corpus corpus -o h.pdf --json
expect_json 'not o["made"] and any(p.startswith("S15:") for p in o["problems"])'
expect_json 'sum("dropped" in w for w in o["warnings"]) >= 4'

begin "--strict makes no handout with a sentence less"
own_corpus
footnote make heel-pain -p "$spine" --corpus corpus -o whole.pdf --strict
expect_code 0
rm corpus/heel-pain-tests.md
footnote make heel-pain -p "$spine" --corpus corpus -o h.pdf --strict
expect_code 4
expect_stderr "dropped"
refuse_file h.pdf
footnote make heel-pain -p "$spine" --corpus corpus -o h.pdf
expect_code 0
expect_file h.pdf

begin "an edited article that no longer says it loses that sentence alone"
own_corpus
as_text before.txt inserts "$lift"
expect_stdout "may make your calf shorter"
sed -i 's/may shorten the calf muscles/has its own drawbacks/' corpus/insert-risks.md
as_text after.txt inserts "$lift"
expect_code 0
expect_stderr "sentence 'risk.lift.calf' dropped"
expect_equal "$(dropped | grep -c .)" 1
refuse_stdout "may make your calf shorter"
expect_stdout "A tight shoe can rub and hurt."
expect_stdout "It may change how you run"

begin "the article is put back: so are its sentences, and the bytes are the old ones"
own_corpus
as_text before.txt heel-pain "$spine"
mv corpus/heel-pain-tests.md away.md
as_text between.txt heel-pain "$spine"
cmp -s before.txt between.txt && fail "nothing changed without the article"
mv away.md corpus/heel-pain-tests.md
as_text after.txt heel-pain "$spine"
refuse_stderr dropped
cmp -s before.txt after.txt || fail "not as before"

begin "a 'not' edited out of the article takes the sentence with it, at once"
own_corpus
as_text before.txt inserts "$cup"
expect_code 0
sed -i 's/Do not go for long runs straight away/Go for long runs straight away/I' \
  corpus/starting-with-an-insert.md
as_text after.txt inserts "$cup"
expect_stderr "sentence 'main.start_slowly' dropped"
refuse_stdout "Start slowly. Do not go for a long run yet."

begin "--explain names the passage behind each sentence, and what was dropped"
own_corpus
footnote make heel-pain -p "$spine" --corpus corpus --explain
expect_code 0
expect_stdout "heel-pain-tests#"
rm corpus/heel-pain-tests.md
footnote make heel-pain -p "$spine" --corpus corpus --explain
expect_code 0
refuse_stdout "heel-pain-tests#"

begin "an overdue source is said, and --strict stops"
own_corpus
sed -i 's/^review_due: .*/review_due: 2026-03-01/; s/^reviewed: .*/reviewed: 2023-03-01/' \
  corpus/heel-pain-tests.md
footnote make heel-pain -p "$spine" --corpus corpus -o h.pdf
expect_code 0
expect_stderr "source 'heel-pain-tests' was due for review on 2026-03-01"
footnote make heel-pain -p "$spine" --corpus corpus -o strict.pdf --strict
expect_code 4
refuse_file strict.pdf

begin "every article in turn: what is printed is never empty, wrong or silent"
own_corpus
for file in corpus/*.md; do
  name=$(basename "$file")
  case $name in README.md | _*) continue ;; esac
  mv "$file" away.md
  for report in inserts heel-pain; do
    patient=$([ $report = inserts ] && echo "$lift" || echo "$spine")
    footnote make $report -p "$patient" --corpus corpus --format text
    if [ "$code" -eq 4 ]; then
      expect_stderr S15
    elif [ "$code" -ne 0 ]; then
      fail "without $name: exit code $code"
    fi
    refuse_stdout "[]"
    refuse_stdout "$(basename "$name" .md)"
  done
  mv away.md "$file"
done

finish

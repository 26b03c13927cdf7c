#!/usr/bin/env bash
# Which words the insert handout prints for whom, and on which page they stand.
. "$(dirname "$0")/lib.sh"

reports=$FOOTNOTE_SOURCE/reports/inserts

# The text of one page of h.pdf.
page_text() {
  pdftotext -raw -f "$1" -l "$1" h.pdf page.txt
}

# The words of the text on stdout, whatever its lines are.
one_line() {
  tr '\n' ' ' <"$out" | tr -s ' ' >joined && mv joined "$out"
}

begin "the diary stands on a page to tear off, and nothing was moved for it"
footnote make inserts -p "$reports/plantar-fasciitis-cup/patient.json" --date 2026-03-09 -o h.pdf
expect_code 0
refuse_stderr "S18"
page_text 3
grep -q "My diary" page.txt || fail "no diary on page 3"
page_text 2
grep -q "My diary" page.txt && fail "a diary on page 2"
grep -q "How can it help?" page.txt || fail "gains and risks are not on the back"

begin "who is to walk only reads so in the main message, and gets no plan"
footnote make inserts -p "$reports/walk-only-until-visit/patient.json" --date 2026-03-02 --format text
expect_code 0
expect_stdout "Walk only. Do not run until we say so."
expect_stdout "How long do I wear it?"
refuse_stdout "Do not go for a long run yet."
refuse_stdout "How do I build up?"

begin "shoes that nobody has seen get a box to tick"
footnote make inserts -p "$reports/plantar-fasciitis-cup/patient.json" --date 2026-03-09 \
  --set shoes_seen=no -o h.pdf
expect_code 0
page_text 2
grep -q "Bring this and your running shoes" page.txt || fail "nothing to bring"

begin "with diabetes the whole foot is looked at, and an unchecked insert is not worn"
footnote make inserts -p "$reports/gel-pad-diabetes/patient.json" --date 2026-03-09 --format text
expect_code 0
one_line
expect_stdout "Look at your whole foot each day"
expect_stdout "A hot, swollen foot?"
expect_stdout "Do not use an insert that we have not checked."

begin "that other care was tried is said only when it was"
footnote make inserts -p "$reports/plan-of-our-own/patient.json" --date 2026-03-02 --format text
one_line
expect_stdout "Other care has not helped enough"
footnote make inserts -p "$reports/plan-of-our-own/patient.json" --date 2026-03-02 --format text \
  --set other_care_tried=no
expect_code 0
one_line
refuse_stdout "Other care has not helped enough"

begin "in large print both boxes stand on page 1, the diary on the leaf behind the two sheets"
footnote make inserts -p "$reports/fat-pad-large-print/patient.json" --date 2026-03-09 -o h.pdf
expect_code 0
refuse_stderr "it was to fit"
page_text 1
grep -q "Get help now" page.txt || fail "no help box on page 1"
grep -q "Take it out." page.txt || fail "no stop box on page 1"
page_text 5
grep -q "My diary" page.txt || fail "no diary on page 5"

finish

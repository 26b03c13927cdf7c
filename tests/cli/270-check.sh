#!/usr/bin/env bash
# footnote check: what ships is sound; each kind of fault is found, with its file and line.
. "$(dirname "$0")/lib.sh"

# A clinic folder of one's own: corpus, wording, profile and scripts as they ship, to be spoilt.
own_clinic() {
  mkdir clinic
  cp -r "$FOOTNOTE_SOURCE/scripts" clinic/scripts
  cp -r "$FOOTNOTE_SOURCE/corpus/wording" clinic/wording
  cp "$FOOTNOTE_SOURCE/corpus/clinic.yaml" clinic/
  chmod -R u+w clinic
  corpus=$FOOTNOTE_SOURCE/corpus
}
check() { footnote check --clinic clinic --corpus "$corpus" --date 2026-11-21 "$@"; }
# line FILE TEXT: the number of the first line that holds it
line() { grep -nF -- "$2" "$1" | head -1 | cut -d: -f1; }

begin "what ships has no fault"
footnote check --date 2026-11-21
expect_code 0
expect_stdout "0 faults, "

begin "glue that claims something medical is an uncited clinical sentence"
own_clinic
cat >>clinic/wording/en.yaml <<'YAML'
  zz.claim: {class: G, text: "This insert heals your tendon."}
  zz.label: {class: G, text: "Pain today"}
YAML
check
expect_code 1
expect_stdout "en.yaml:$(line clinic/wording/en.yaml zz.claim): 'zz.claim' is glue (class G) but says something of 'heals'"
refuse_stdout "'zz.label' is glue"
expect_stdout "warning: 'zz.label' is used by no script and no profile"
check clinic/scripts
expect_code 0
check clinic/wording --json
expect_code 1
expect_json '[f for f in o["faults"] if not f["warning"]][0]["text"].startswith("'"'"'zz.claim")'

begin "a sentence whose passage is not found, one too long, one too hard"
own_clinic
cat >>clinic/wording/en.yaml <<'YAML'
  zz.lost: {class: R, text: "It is so.", facts: [F001], query: heel lift, must_hit: [words that no passage holds]}
  zz.long: {class: C, text: "You can go on and on and on and on and on and on and on and on and on and on."}
  zz.hard: {class: C, text: "Biomechanical alterations of your natural locomotion necessitate individual professional consultation and observation always."}
YAML
check
expect_code 1
expect_stdout "sentence 'zz.lost' dropped: no passage for 'heel lift' holds 'words that no passage holds'"
expect_stdout "'zz.long' has a sentence of 22 words, expected at most 20"
expect_stdout "'zz.hard' reads at grade "

begin "an entry without class or reviewer"
own_clinic
sed -i '/^reviewer:/d' clinic/wording/en.yaml
check
expect_code 1
expect_stdout "has no reviewer, and the file names none"

begin "words that a script places itself, and a key that does not exist"
own_clinic
cat >clinic/scripts/own.lua <<'LUA'
-- para "a comment places nothing"
local report = footnote.report { api = 1, name = "own", title = "Own sheet here", description = "It is mine.",
  lang = "en", fields = {} }
function report.build()
  footnote.warn("this goes to the terminal")
  return document { title = report.title,
    para "Rest your heel for a week.",
    para { bold { "Take more tablets" }, " ", restate "main.start_slowyl" } }
end
return report
LUA
check
expect_code 1
expect_stdout "own.lua:7: places 'Rest your heel for a week.', which no wording holds"
expect_stdout "own.lua:8: places 'Take more tablets'"
expect_stdout "own.lua:8: no sentence 'main.start_slowyl' in "
expect_stdout "(did you mean 'main.start_slowly'?)"
refuse_stdout "this goes to the terminal"
refuse_stdout "a comment places nothing"

begin "articles that are due, or name no date"
own_clinic
small_corpus
footnote check --clinic clinic --corpus corpus --date 2026-11-21
expect_code 1
expect_stdout "lifts.md:1: article 'lifts' was due for review on 2021-01-02"
expect_stdout "fascia.md:1: article 'fascia' has no review date"
refuse_stdout "cups.md"

begin "a clinic's groups need an approver and a date"
own_clinic
python3 - clinic/clinic.yaml <<'PY'
import sys, re
text = open(sys.argv[1]).read()
text = re.sub(r"(red_flags:\n)  approver: .*\n  approved_on: .*\n", r"\1", text)
text = text.replace('text: "You heard a snap or pop."', 'text: "You heard a bang."')
text = text.replace("[home.look,", "[home.lok,")
open(sys.argv[1], "w").write(text)
PY
check
expect_code 1
expect_stdout "clinic.yaml:$(line clinic/clinic.yaml red_flags:): 'red_flags' has no approver"
expect_stdout "'red_flags' has no date of approval"
expect_stdout "no sentence 'home.lok' in "

begin "a stored grade must be the measured one; --update-grades writes it and leaves the rest"
own_clinic
sed 's/^    grade: .*//; s/, grade: [-0-9.]*}/}/' clinic/wording/en.yaml | cat -s >before.yaml
cp before.yaml clinic/wording/en.yaml
check --update-grades
expect_code 0
check
expect_code 0
refuse_stdout "has grade"
grep -q '^    grade: ' clinic/wording/en.yaml || fail "no grade was written"
sed '/^    grade: /d; s/, grade: [-0-9.]*}/}/' clinic/wording/en.yaml | diff - before.yaml >/dev/null ||
  fail "more than grades changed"
cp clinic/wording/en.yaml once.yaml
check --update-grades
expect_equal "$(cmp once.yaml clinic/wording/en.yaml && echo same)" same
sed -i '0,/^    grade: .*/s//    grade: 9.9/' clinic/wording/en.yaml
check
expect_code 1
expect_stdout "has grade 9.9, measured "

finish

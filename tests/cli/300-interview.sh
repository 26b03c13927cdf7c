#!/usr/bin/env bash
# footnote make at a terminal, without a patient file: asks field by field, only what applies, goes
# back, shows a summary to confirm, and can keep the answers. Run through a pseudo-terminal.
. "$(dirname "$0")/lib.sh"
export TERM=dumb

talk() { # ARGUMENTS...: stdin is the talk
  python3 "$tests_folder/terminal.py" "$out" "$program" "$@" 2>"$err"
  code=$?
}

# A small report of its own, so that this test says how asking works, whatever the handouts ask.
small_report() {
  mkdir -p clinic/scripts
  cp "$FOOTNOTE_SOURCE/corpus/clinic.yaml" clinic/
  cat >clinic/scripts/visit.lua <<'LUA'
local report = footnote.report {
  api = 1, name = "visit", title = "A visit", description = "A test.", lang = "en",
  fields = {
    { name = "patient_name", type = "text", max = 20, required = true, personal = true, group = "Patient" },
    { name = "side", type = "choice", "left", "right", "both", required = true, group = "Problem" },
    { name = "pain_now", type = "whole", min = 0, max = 10, required = true, group = "Problem" },
    { name = "insert", type = "yes_no", default = false, group = "Insert" },
    { name = "height_mm", type = "number", min = 1, max = 20, unit = "mm", group = "Insert",
      required_if = { insert = true }, only_if = { insert = true } },
    { name = "illnesses", type = "list", "diabetes", "falls_risk", "none", required = true },
    { name = "note", type = "text", max = 40 },
  },
}
function report.build(patient)
  if patient.pain_now > 8 then
    footnote.ask("HIGH", "the pain is very high: a handout all the same?")
  end
  if patient.side == "both" and patient.insert then
    footnote.field_error("side", "one insert can't be in both shoes")
  end
  return document { title = report.title, heading { level = 1, report.title },
    para { "For ", value(patient.patient_name), ", ", value(patient.side),
      patient.insert and " with " .. tostring(patient.height_mm) .. " mm" or "" } }
end
return report
LUA
}
visit=(make visit --clinic clinic --date 2026-03-02 -o page.txt --format text)

begin "asks what applies, with the choices shown, and makes the handout"
small_report
talk "${visit[@]}" <<'TALK'
< == Patient ==
< Patient name
> Kim Sample
< == Problem ==
< 1 left   2 right   3 both
> 2
< a whole number from 0 to 10
> 4
< == Insert ==
>
< 1 diabetes   2 falls_risk   3 none
> 1, falls
< Note (may stay empty)
>
< All answers
< Side: right
< Enter makes the handout
>
< wrote page.txt
< Keep the answers as a patient file?
>
TALK
expect_code 0
grep -q "For Kim Sample, right" page.txt || fail "the page lacks the answers"
! grep -q "Height" "$out" || fail "asked for a height without an insert"

begin "a wrong answer is told with what is expected, and asked again"
small_report
talk "${visit[@]}" <<'TALK'
< Patient name
>
< this needs an answer
> A name that is far too long for it
< at most 20
> Kim
< Side
> middle
< type a number of the list
> l
< Pain now
> 11
< expected a whole number from 0 to 10
> quit
TALK
expect_code 130
refuse_file page.txt

begin "< goes back to the question before that applies"
small_report
talk "${visit[@]}" <<'TALK'
< Patient name
> Kim
< Side
> left
< Pain now
> <
< Side
< Enter keeps: left
> right
< Pain now
> 3
< Insert
> yes
< Height mm
> 6
< Illnesses
> none
< Note
>
< Side: right
< Height mm: 6
>
< Keep
>
TALK
expect_code 0
grep -q "right with 6 mm" page.txt || fail "the second answer does not count"

begin "an answer is changed in the summary, and what it makes needed is asked"
small_report
talk "${visit[@]}" <<'TALK'
< Patient name
> Kim
< Side
> left
< Pain now
> 3
< Insert
> n
< Illnesses
> none
< Note
>
< Enter makes the handout
> 4
< Insert
> y
< Height mm
> 8
< Height mm: 8
>
< Keep
>
TALK
expect_code 0
grep -q "left with 8 mm" page.txt || fail "the change does not count"

begin "what the program refuses goes back to the summary"
small_report
talk "${visit[@]}" <<'TALK'
< Patient name
> Kim
< Side
> both
< Pain now
> 3
< Insert
> y
< Height mm
> 8
< Illnesses
> none
< Note
>
< Enter makes the handout
>
< These answers make no handout
< one insert can't be in both shoes
< Enter makes the handout
> 2
< Side
> left
< Enter makes the handout
>
< Keep
>
TALK
expect_code 0

begin "the answers are kept as a file that only its owner reads, and makes the same bytes"
small_report
touch taken.json
talk make visit --clinic clinic --date 2026-03-02 -o typed.pdf <<'TALK'
< Patient name
> Żaneta Łuć
< Side
> left
< Pain now
> 3
< Insert
>
< Illnesses
> none
< Note
> "quoted" \ back
< Enter makes the handout
>
< Keep the answers
> taken.json
< there is a file 'taken.json' already
> kept.json
< kept, readable by you alone
TALK
expect_code 0
expect_equal "$(stat -c %a kept.json)" 600
footnote make visit --clinic clinic --date 2026-03-02 -p kept.json -o read.pdf
expect_code 0
cmp -s typed.pdf read.pdf || fail "other bytes from the kept file"

begin "what a rule asks is asked at the terminal, with a patient file too"
small_report
printf '{"patient_name": "Kim", "side": "left", "pain_now": 9, "illnesses": ["none"]}' >patient.json
talk "${visit[@]}" -p patient.json <<'TALK'
< HIGH: the pain is very high: a handout all the same?
< Accept HIGH, and go on? [y/N]
> y
< wrote page.txt
TALK
expect_code 0
expect_file page.txt
rm page.txt
talk "${visit[@]}" -p patient.json <<'TALK'
< Accept HIGH
>
TALK
expect_code 4
refuse_file page.txt

begin "a list of records is asked part by part"
small_report
sed -i 's/{ name = "note", type = "text", max = 40 },/{ name = "drills", type = "list", of = { { name = "name", type = "text", required = true }, { name = "how_often", type = "text" } } },/' clinic/scripts/visit.lua
talk make visit --clinic clinic --date 2026-03-02 -o page.txt --format text <<'TALK'
< Patient name
> Kim
< Side
> left
< Pain now
> 3
< Insert
>
< Illnesses
> none
< 1. Name (Enter: no more)
> calf raises
< 1. How often
> each day
< 2. Name (Enter: no more)
> stretch
< 2. How often
>
< 3. Name (Enter: no more)
>
< Drills: calf raises, each day, stretch
< Enter makes the handout
>
< Keep
> kept.json
TALK
expect_code 0
python3 -c 'import json; assert json.load(open("kept.json"))["drills"] == [{"name": "calf raises", "how_often": "each day"}, "stretch"]' || fail "other records"

begin "the heel pain handout asks for its own fields, with the clinic's red flags to choose from"
talk make heel-pain --date 2026-03-02 -o page.pdf <<'TALK'
< == The patient ==
< Patient's name
> Kim Sample
< Preferred name (may stay empty)
>
< Date of birth
> 1971-07-09
< Age
>
< Identity print
< Enter keeps: full
>
< Language
>
< Reading level
>
< Large print
< Enter keeps: no
>
< Paper
>
< Units
> metric
< == The problem ==
< Side
> left
< Condition
> plantar
< Condition status
> suspected
< Pain now
> 3
< Pain run
>
< Pain morning
>
< Cannot walk
>
< Red flags
< snap
> quit
TALK
expect_code 130

begin "the end of input leaves, and nothing is made"
small_report
talk "${visit[@]}" <<'TALK'
< Patient name
^D
TALK
expect_code 130
refuse_file page.txt

begin "away from a terminal nothing is asked"
small_report
footnote "${visit[@]}"
expect_code 2
expect_stderr "patient_name: missing"
refuse_stdout "Patient name"

finish

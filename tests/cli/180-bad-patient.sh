#!/usr/bin/env bash
# Bad patient files: every problem is named at once with its field, nothing of the patient's is
# repeated, nothing is written. Then what the clinical rules refuse and ask.
. "$(dirname "$0")/lib.sh"

lift=$FOOTNOTE_SOURCE/reports/inserts/achilles-lift/patient.json
cup=$FOOTNOTE_SOURCE/reports/inserts/plantar-fasciitis-cup/patient.json
pain=$FOOTNOTE_SOURCE/reports/heel-pain/plantar-fasciitis-diabetes/patient.json
MARK=Zyxwvut # stands in every value that a message must not repeat

# edited FILE [FIELD=JSON | -FIELD]...: p.json is FILE with fields set and left out.
edited() {
  python3 - "$@" <<'PY'
import json, sys
patient = json.load(open(sys.argv[1], encoding="utf-8"))
for change in sys.argv[2:]:
    if change.startswith("-"):
        del patient[change[1:]]
    else:
        name, value = change.split("=", 1)
        patient[name] = json.loads(value)
json.dump(patient, open("p.json", "w"), indent=1)
PY
}

# refused CODE REPORT PATIENT [OPTION...]: that code, no signal, no PDF, an old one untouched.
refused() {
  local expected=$1 report=$2 patient=$3
  shift 3
  printf 'old bytes\0\377' >kept.pdf
  footnote make "$report" -p "$patient" -o kept.pdf "$@"
  expect_code "$expected"
  expect_no_stdout
  printf 'old bytes\0\377' | cmp -s - kept.pdf || fail "the old file was written to"
  [ -s "$err" ] || fail "nothing said"
  refuse_stderr "$MARK"
  refuse_stderr "wrote"
  expect_equal "$(ls -A | grep -v '^p\.\|^kept\.pdf$')" ""
}
problem() { grep -qE -- "$1" "$err" || fail "stderr lacks: $1"; }

begin "the patient files that the cases start from are fine"
for patient in "$lift" "$cup"; do
  edited "$patient"
  footnote make inserts -p p.json --format text
  expect_code 0
done

begin "all problems of a file are in one report"
edited "$lift" -patient_name pateint_name="\"$MARK\"" side="\"$MARK\"" pain_now=11 \
  weekly_distance="\"$MARK km\"" condition="\"$MARK\"" follow_up_date="\"2026-02-30\"" \
  insert_type=7 red_flags=3 shoes_seen="\"$MARK\"" date_of_birth="\"$MARK\"" runs_per_week=-1 \
  comorbidities="[\"none\", \"$MARK\"]" -units nothing_like_it="\"$MARK\""
refused 2 inserts p.json
problem "p.json: unknown field 'pateint_name' \(did you mean 'patient_name'\?\)"
problem "p.json: unknown field 'nothing_like_it'"
problem "patient_name: missing, expected"
problem "units: missing, expected metric or imperial"
problem "p.json: side: expected left, right or both"
problem "p.json: pain_now: expected .*0 to 10"
problem "p.json: weekly_distance: expected a number"
problem "p.json: condition: "
problem "p.json: follow_up_date: expected a (date|day)"
problem "p.json: insert_type: expected heel_cup, "
problem "p.json: shoes_seen: expected yes or no"
problem "p.json: date_of_birth: expected a"
problem "p.json: runs_per_week: expected a whole number"
problem "p.json: comorbidities: "
[ "$(wc -l <"$err")" -ge 14 ] || fail "fewer lines than problems"

begin "in YAML each problem has its line"
cat >p.yaml <<YAML
# A comment, so that lines are counted
patient_name: Robin Example
side: $MARK

pain_now: 11
condition: [achilles_tendinopathy,
  $MARK]
sied: left
YAML
refused 2 inserts p.yaml
problem "p.yaml:3: side: expected left, right or both"
problem "p.yaml:5: pain_now: expected a whole number from 0 to 10"
problem "p.yaml:6: condition: expected a list"
problem "p.yaml:8: unknown field 'sied' \(did you mean 'side'\?\)"
problem "p.yaml: units: missing"

begin "the same as JSON"
footnote make inserts -p "$lift" -o h.pdf --json --set side=$MARK --set pain_now=99
expect_code 2
expect_json 'o["made"] is False and o["file"] is None and len(o["problems"]) == 2'
refuse_stdout $MARK

begin "each way to be wrong, alone"
wrong() { # FIELD JSON-VALUE
  edited "$lift" "$1=$2"
  refused 2 inserts p.json
  problem "p.json: $1: "
}
wrong patient_name '["a"]'
wrong patient_name '{"first": "a"}'
wrong patient_name 'true'
wrong patient_name '""'
wrong patient_name '"   "'
wrong patient_name "\"$(printf '%061d' 0)\""
wrong patient_name '"two\nlines"'
wrong patient_name '"bell\u0007"'
wrong pain_now '-1'
wrong pain_now '"4 or 5"'
wrong pain_now '"1e400"'
wrong pain_now '"0x4"'
wrong pain_now '[4]'
wrong lift_height_mm 0.5
wrong lift_height_mm 6.3
wrong weekly_distance 251
wrong weekly_distance '"20,5"'
wrong date_of_birth '"1984-02-30"'
wrong date_of_birth '"01/05/1984"'
wrong date_of_birth '"1899-12-31"'
wrong date_of_birth '"2026-03-03"'
wrong follow_up_date '"2026-03-01"'
wrong handout_date '"2026-13-01"'
wrong identity_print '"initial"'
wrong condition '[]'
wrong condition '["achilles_tendinopathy", "achiles"]'
wrong condition '["plantar_fasciitis", "bursitis", "injury", "referred"]'
wrong red_flags '[]'
wrong red_flags '["none_found", "numb"]'
wrong red_flags '["none_found", "toothache"]'
wrong comorbidities '["none", "diabetes"]'
wrong shoes_seen '"perhaps"'

begin "what one answer makes necessary"
edited "$lift" -lift_height_mm
refused 2 inserts p.json
problem "lift_height_mm: missing because of 'insert_type'"
edited "$lift" 'condition=["leg_length_difference"]'
refused 2 inserts p.json
problem "leg_length_difference_mm: missing because of 'condition'"
problem "shorter_leg: missing because of 'condition'"
edited "$pain" surgery_discussed=true
refused 2 heel-pain p.json
problem "surgery_for: missing because of 'surgery_discussed'"
edited "$pain" 'surgery_discussed="yes"'
refused 2 heel-pain p.json
problem "surgery_for: missing because of 'surgery_discussed'"
edited "$lift" -date_of_birth
refused 2 inserts p.json
problem "date_of_birth: missing: give date_of_birth or age"
edited "$lift" -red_flags
refused 2 inserts p.json
problem "red_flags: missing"

begin "a missing field is worse than a rule: exit 2, whatever the rules say"
edited "$lift" -units 'red_flags=["numb"]'
refused 2 inserts p.json
problem "units: missing"
edited "$lift" 'comorbidities=["none", "diabetes"]' 'red_flags=["numb"]' pain_now=7
refused 2 inserts p.json
problem "comorbidities: none can't stand beside another answer"
problem "^footnote: S04: "
problem "^footnote: S11: "

begin "personal fields are never taken from a command line"
for field in patient_name preferred_name date_of_birth age goal; do
  edited "$lift"
  refused 2 inserts p.json --set "$field=$MARK"
  problem "--set $field: personal"
done
refused 2 inserts p.json --set "sied=$MARK"
problem "--set: unknown field 'sied' \(did you mean 'side'\?\)"
refused 2 inserts p.json --set "side=$MARK"
problem "--set side: expected left, right or both"

begin "files that are no JSON or YAML: where, and no word of them"
broken() { # FILE PATTERN
  refused 2 inserts "$1"
  problem "$2"
  rm "$1"
}
printf '{\n "patient_name": "%s",\n "side": "left"\n "pain_now": 3\n}\n' $MARK >p.json
broken p.json 'p\.json:[34]:'
printf '{\n "patient_name": %s\n}\n' $MARK >p.json
broken p.json 'p\.json:2:'
printf '{\n "patient_name": "%s\n' $MARK >p.json
broken p.json 'p\.json:[23]:'
printf '{"patient_name": "%s"} %s\n' $MARK $MARK >p.json
broken p.json 'p\.json:1:'
printf '{"patient_name": "%s", "side": "left", "side": "right"}' $MARK >p.json
broken p.json 'p\.json:1:[0-9]+: duplicate' 
printf 'patient_name: "%s\nside: left\n' $MARK >p.yaml
broken p.yaml 'p\.yaml:[123]:'
printf 'side: left\n\tpatient_name: %s\n' $MARK >p.yaml
broken p.yaml 'p\.yaml:2:'
printf 'patient_name: *%s\n' $MARK >p.yaml
broken p.yaml 'p\.yaml:1:'
printf 'patient_name: !!%s x\n' $MARK >p.yaml
broken p.yaml 'p\.yaml:1:'
printf 'side: left\npain_now: 3\nside: right\npatient_name: %s\n' $MARK >p.yaml
broken p.yaml "p\.yaml:3:.*side"
printf 'patient_name: %s\n---\nside: left\n' $MARK >p.yaml
broken p.yaml 'p\.yaml:2:'
printf '%s\n' $MARK >p.yaml
broken p.yaml 'p\.yaml: expected fields'
printf '["%s", 2]\n' $MARK >p.json
broken p.json 'p\.json: expected fields with their values, found a list'
printf '"%s"\n' $MARK >p.json
broken p.json 'p\.json'
printf '{"patient_name": "%s\0", "side": "left"}' $MARK >p.json
broken p.json 'p\.json:1'
printf '{"patient_name": "%s\\u0000", "side": "left"}' $MARK >p.json
broken p.json 'p\.json'
printf '{"patient_name": "%s\377"}' $MARK >p.json
broken p.json 'p\.json:1.*UTF-8'
printf 'patient_name: %s\303(\n' $MARK >p.yaml
broken p.yaml 'p\.yaml:1.*UTF-8'
printf '{"patient_name": "%s\\ud800"}' $MARK >p.json
broken p.json 'p\.json:1'
: >p.json
broken p.json 'p\.json|patient_name: missing'
: >p.yaml
broken p.yaml 'patient_name: missing'
printf '{}' >p.json
broken p.json 'patient_name: missing'
{
  printf '{"patient_name": "%s", "note": "' $MARK
  head -c 2000000 /dev/zero | tr '\0' a
  printf '"}'
} >p.json
refused 2 inserts p.json
problem 'p\.json.*(1 MB|1048576|larger|at most)'
rm p.json
python3 -c 'print("{\"side\": " * 500 + "1" + "}" * 500)' >p.json
broken p.json 'p\.json'
python3 -c 'print("[" * 100000)' >p.json
broken p.json 'p\.json'

begin "a file that is absent, a folder, or not to be read"
refused 2 inserts missing.json
problem "missing.json"
mkdir "$scratch/folder"
footnote make inserts -p "$scratch/folder" -o h.pdf
[ "$code" -eq 2 ] || [ "$code" -eq 6 ] || fail "a folder as patient: exit code $code"
refuse_file h.pdf

begin "standard input is checked the same"
edited "$lift" side="\"$MARK\""
footnote_stdin make inserts -p - -o h.pdf <p.json
expect_code 2
problem "standard input: side: expected left, right or both"
refuse_stderr $MARK
printf '{"patient_name": "%s"' $MARK >p.json
footnote_stdin make inserts -p - -o h.pdf <p.json
expect_code 2
problem "standard input:1"
refuse_stderr $MARK
footnote_stdin make inserts -p - -o h.pdf </dev/null
expect_code 2
refuse_file h.pdf

begin "S04: a red flag is ticked: no sheet, whatever is accepted"
edited "$lift" 'red_flags=["numb"]'
refused 4 inserts p.json
problem "^footnote: S04: "
refused 4 inserts p.json --accept S04
edited "$pain" 'red_flags=["hot_foot_ill", "night_pain"]'
refused 4 heel-pain p.json --accept S04
problem "^footnote: S04: "

begin "S05: a lift on the longer leg, and S07: higher than the difference: both are listed"
leg() { edited "$lift" 'condition=["leg_length_difference"]' leg_length_difference_mm=8 \
  lift_height_mm=6 'insert_side="left"' 'lld_confirmed_by="Alex"' 'lld_method="X-ray"' "$@"; }
leg 'shorter_leg="left"'
footnote make inserts -p p.json --format text
expect_code 0
leg 'shorter_leg="right"'
refused 4 inserts p.json
problem "^footnote: S05: "
leg 'shorter_leg="right"' lift_height_mm=9
refused 4 inserts p.json
problem "^footnote: S05: "
problem "^footnote: S07: "
refused 4 inserts p.json --accept S05 --accept S07

begin "rules that ask: no sheet until each is acknowledged by its name"
asks() { # RULE REPORT: p.json raises it, and nothing else that stops
  refused 4 "$2" p.json
  problem "^footnote: $1: .*--accept $1"
  refused 4 "$2" p.json --accept S99
  footnote make "$2" -p p.json --accept "$1" --format text
  expect_code 0
  expect_stdout "My diary"
}
edited "$cup" 'insert_type="heel_cup"' 'condition=["achilles_tendinopathy"]'
asks S03 inserts
edited "$cup" 'comorbidities=["diabetes"]'
asks S12 inserts
edited "$cup" pain_now=6
asks S11 inserts
edited "$cup" -date_of_birth age=15
asks S17 inserts
edited "$cup" 'insert_side="left"'
asks SIDE inserts
leg 'shorter_leg="left"' -lld_confirmed_by
asks S06 inserts

begin "two questions: both are listed, and both have to be answered"
edited "$cup" 'comorbidities=["diabetes"]' pain_now=8
refused 4 inserts p.json
problem "^footnote: S11: "
problem "^footnote: S12: "
refused 4 inserts p.json --accept S11
problem "^footnote: S12: "
footnote make inserts -p p.json --accept S11 --accept S12 --format text
expect_code 0

begin "S14, S19, S10: what the heel pain sheet refuses"
edited "$pain" 'nsaid_problem="allergy"' 'treatments_offered=["pain_medicine"]'
refused 4 heel-pain p.json
problem "^footnote: S14: "
edited "$pain" surgery_discussed=false 'surgery_for="spur"'
refused 4 heel-pain p.json
problem "^footnote: S19: "
edited "$pain" 'condition=["stress_fracture"]' 'can_run="with_rule"'
refused 4 heel-pain p.json
problem "^footnote: S10: "

begin "a character that can't be printed is the patient file's to mend: its field, its name, not the words"
patient=$FOOTNOTE_SOURCE/reports/inserts/gel-pad-diabetes/patient.json
python3 - "$patient" <<'PY'
import json, sys
patient = json.load(open(sys.argv[1]))
patient["patient_name"] = "Secretname \u0b05"
patient["goal"] = "to walk \U0001f9e6"
json.dump(patient, open("p.json", "w"), indent=1)
patient["id"] = "one"
json.dump(patient, open("r.jsonl", "w"))
PY
footnote make inserts -p p.json -o p.pdf --date 2026-03-09
expect_code 2
expect_stderr "patient_name: has U+0B05 ORIYA LETTER A, which can't be printed here"
expect_stderr "goal: has U+1F9E6 SOCKS, which can't be printed here"
expect_stderr "no handout: 2 values of the patient to mend"
refuse_stderr Secretname
refuse_file p.pdf
footnote batch inserts r.jsonl -o out --date 2026-03-09
expect_code 3
grep -q '^one,1,2,.*patient_name: has U+0B05' out/errors.csv || fail "errors.csv does not name the field"

finish

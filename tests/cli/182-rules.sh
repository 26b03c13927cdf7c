#!/usr/bin/env bash
# The clinical rules as a clinician meets them: every STOP and ASK of the two handouts by its exit code
# and name; the clinic's profile; names as people have them. (Each rule at its edge: tests/lua.)
. "$(dirname "$0")/lib.sh"

shipped=$FOOTNOTE_SOURCE/reports
lift=$shipped/inserts/achilles-lift-both/patient.json
cup=$shipped/inserts/plantar-fasciitis-cup/patient.json
leg=$shipped/inserts/leg-length-right/patient.json
pain=$shipped/heel-pain/plantar-fasciitis-diabetes/patient.json
MARK=Zyxwvut # stands in values that no message may repeat

# edited FILE [FIELD=JSON | -FIELD]...: p.json is FILE with fields set and left out.
edited() {
  python3 - "$@" <<'PY'
import json, sys
patient = json.load(open(sys.argv[1], encoding="utf-8"))
for change in sys.argv[2:]:
    if change.startswith("-"):
        patient.pop(change[1:], None)
    else:
        name, value = change.split("=", 1)
        patient[name] = json.loads(value)
json.dump(patient, open("p.json", "w"), indent=1)
PY
}
problem() { grep -qE -- "$1" "$err" || fail "stderr lacks: $1"; }
refuses() { # CODE REPORT RULE: p.json is refused, whatever is accepted
  footnote make "$2" -p p.json --format text --accept "$3"
  expect_code "$1"
  expect_no_stdout
  problem "^footnote: $3: "
  refuse_stderr "$MARK"
}
asks() { # REPORT RULE: p.json raises that one question
  footnote make "$1" -p p.json --format text
  expect_code 4
  problem "^footnote: $2: .*\(to go on: --accept $2\)"
  problem "no handout: 1 question"
  footnote make "$1" -p p.json --format text --accept "$2"
  expect_code 0
  refuse_stderr "$MARK"
}

begin "what is refused"
edited "$cup" 'red_flags=["numb"]' && refuses 4 inserts S04
edited "$leg" 'insert_side="left"' && refuses 4 inserts S05
edited "$leg" lift_height_mm=11 && refuses 4 inserts S07
edited "$cup" 'condition=["stress_fracture", "heel_spur_pain"]' && refuses 4 inserts S10
edited "$pain" 'condition=["stress_fracture"]' 'can_run="with_rule"' && refuses 4 heel-pain S10
edited "$pain" 'nsaid_problem="avoid"' 'treatments_offered=["pain_medicine"]' && refuses 4 heel-pain S14
edited "$pain" 'surgery_for="spur"' && refuses 4 heel-pain S19
edited "$cup" 'plan_profile="custom"' 'custom_plan=[{"week": 1, "runs": 2, "each": 20}]' &&
  refuses 4 inserts S21

begin "what is asked on the insert handout"
edited "$cup" 'condition=["achilles_tendinopathy"]' && asks inserts S03
edited "$cup" 'condition=["bursitis"]' && asks inserts P8
edited "$cup" 'insert_wishes=["foot_alignment"]' 'insert_type="insole"' && asks inserts P9
edited "$cup" 'insert_wishes=["other_injury"]' 'insert_end_date="2026-06-01"' && asks inserts P10
edited "$cup" 'insert_side="left"' && asks inserts SIDE
edited "$leg" -lld_method && asks inserts S06
edited "$leg" lift_height_mm=9 && asks inserts S07
edited "$leg" leg_length_difference_mm=2 lift_height_mm=1 && asks inserts S08
edited "$leg" leg_length_difference_mm=25 && asks inserts BUILDUP
edited "$lift" lift_height_mm=14 && asks inserts HEIGHT
edited "$cup" pain_now=6 && asks inserts S11
edited "$cup" cannot_walk=true && asks inserts S11
edited "$cup" 'comorbidities=["neuropathy"]' && asks inserts S12
edited "$cup" 'condition_status="not_yet_known"' && asks inserts S13
edited "$cup" -date_of_birth age=17 && asks inserts S17
edited "$cup" weekly_distance=130 && asks inserts DISTANCE
edited "$cup" weekly_minutes=1000 && asks inserts PACE
edited "$cup" 'size_system="uk"' shoe_size=42 && asks inserts SHOE
edited "$cup" -follow_up_date && asks inserts VISIT
expect_stdout "a day that we agree with you"

begin "what is asked on the heel pain handout"
edited "$pain" 'can_run="with_rule"' pain_now=7 && asks heel-pain S11
edited "$pain" 'can_run="with_rule"' 'condition=["not_yet_known"]' && asks heel-pain S13
edited "$pain" -date_of_birth age=9 && asks heel-pain S17
edited "$pain" 'condition=["referred"]' 'referred_kind=["compartment"]' && asks heel-pain S20
edited "$pain" symptom_weeks=2000 && asks heel-pain WEEKS
edited "$pain" -follow_up_date && asks heel-pain VISIT

begin "a handout's date far ahead is asked about, by the clock; one given with --date is not"
edited "$cup" # 9 March 2026
export SOURCE_DATE_EPOCH=1772280000 # 28 February 2026
asks inserts AHEAD
footnote make inserts -p p.json --format text --date 2026-03-09
expect_code 0
SOURCE_DATE_EPOCH=1772450000 # 2 March 2026
footnote make inserts -p p.json --format text
expect_code 0
unset SOURCE_DATE_EPOCH

begin "what is warned of"
edited "$lift" 'insert_side="left"' 'side="left"' 'insert_source="self_bought"' lift_height_mm=11
footnote make inserts -p p.json --format text
expect_code 0
for rule in S09 SELF FIT; do problem "warning: $rule: "; done

begin "refusals and questions stand in one list"
edited "$leg" 'insert_side="left"' -lld_method pain_now=8 'red_flags=["hot_foot_ill"]' \
  'comorbidities=["diabetes"]'
footnote make inserts -p p.json --format text
expect_code 4
for rule in S04 S05 S06 S11 S12; do problem "^footnote: $rule: "; done

begin "answers that do not go together are exit 2, all of them"
edited "$cup" runs_per_week=0 longest_run_30d=99 'follow_up_date="2028-01-01"' age=12 \
  'comorbidities=["none", "diabetes"]' 'exercises=["calf_strech"]' 'red_flags=["numb"]'
footnote make inserts -p p.json --format text
expect_code 2
for field in runs_per_week longest_run_30d follow_up_date age comorbidities exercises; do
  problem "p.json: $field: "
done
problem "^footnote: S04: "

begin "a value that does not apply is left out, and told"
edited "$cup" lift_height_mm=6 "lld_method=\"$MARK\"" 'referred_kind=["bursa"]'
footnote make inserts -p p.json --format text
expect_code 0
problem "warning: p.json: lift_height_mm: left out, for it applies only if insert_type is heel_lift"
problem "warning: p.json: lld_method: left out"
problem "warning: p.json: referred_kind: left out"
refuse_stderr "$MARK"

begin "a plan of walking only says so, and does not ask about pain"
edited "$cup" pain_now=9 'plan_profile="none"' -weekly_distance -runs_per_week -longest_run_30d
footnote make inserts -p p.json --format text
expect_code 0
expect_stdout "Walk only until your visit. Do not run until we say so."
refuse_stdout "go on to the next week"

begin "the medicines note and unprinted identities stay off the page"
edited "$cup" "other_medicines_note=\"$MARK\"" 'patient_name="Quentin Quill"' 'identity_print="none"'
footnote make inserts -p p.json --format text
expect_code 0
refuse_stdout "$MARK"
refuse_stdout "Quentin"

begin "names as people have them"
name() { # JSON-TEXT EXPECTED-ON-PAGE
  edited "$cup" "patient_name=$1" 'identity_print="full"'
  footnote make inserts -p p.json --format text
  expect_code 0
  expect_stdout "$2"
}
name '"Siân O\u2019Brien-Nguyễn"' "O’Brien"
name '"\"Bob\" (Robert) <b>"' '(Robert)'
name '"../../etc/passwd"' "../../etc/passwd"
name '"Łukasz Żółć"' "Łukasz"
name '"Ольга Примерова"' "Ольга"
name '"דנה לדוגמה"' "דנה"
name '"%s{page}$(id)"' '%s{page}$(id)'
for bad in '"a\u0000b"' '"a\u202Eb"' '"a\u2066b"' '"a\tb"' '"\u200B "'; do
  edited "$cup" "patient_name=$bad"
  footnote make inserts -p p.json --format text
  expect_code 2
done

# The clinic's profile.
own_clinic() { # SED-SCRIPT
  rm -rf clinic
  mkdir clinic
  sed "$1" "$FOOTNOTE_SOURCE/corpus/clinic.yaml" >clinic/clinic.yaml
}

begin "a profile without what is needed says what to add"
edited "$cup"
own_clinic '/^  adult_from_age/d; /^out_of_hours/d; /^  step_mm/d'
footnote make inserts -p p.json --clinic clinic -o h.pdf
expect_code 4
problem "^footnote: CLINIC: the clinic's profile: thresholds.adult_from_age: missing, expected a number"
problem "^footnote: CLINIC: the clinic's profile: out_of_hours: missing, expected a phone number"
problem "^footnote: CLINIC: the clinic's profile: lift.step_mm: missing"
refuse_file h.pdf

begin "a profile without approved red flags makes no handout"
own_clinic '/^red_flags:/,/^  approved_on/{/approve/d}'
footnote make heel-pain -p "$pain" --clinic clinic -o h.pdf
expect_code 4
problem "^footnote: S04: the clinic has no approved red-flag block"

begin "a clinic's own profile needs its own approvers"
edited "$cup"
own_clinic '/^example: true/d'
footnote make inserts -p p.json --clinic clinic -o h.pdf
expect_code 4
problem "CLINIC: .*red_flags: the approver is still the example's"
own_clinic '/^example: true/d; s/approver: example, .*/approver: Ann Approver/'
footnote make inserts -p p.json --clinic clinic --format text
expect_code 0

begin "numbers are the clinic's: another threshold, another question"
edited "$cup"
own_clinic 's/adult_from_age: 18 /adult_from_age: 90 /'
footnote make inserts -p p.json --clinic clinic --format text
expect_code 4
problem "^footnote: S17: "

begin "S16: wording that nobody has read again for years, and a profile past its review"
edited "$cup" 'follow_up_date="2029-12-10"' -handout_date
footnote make inserts -p p.json --format text --date 2029-11-21
problem "warning: S16: the clinic's profile: review_by has passed"
footnote make inserts -p p.json --format text --date 2029-11-22
problem "^footnote: S16: the clinic's profile: plan: was approved longer ago"
own_clinic 's/approved_on: .*/approved_on: 2029-11-01/'
footnote make inserts -p p.json --clinic clinic --format text --date 2029-11-22
expect_code 4
problem "^footnote: S16: sentence '.*' and [0-9]* others were reviewed longer ago"

finish

#!/usr/bin/env bash
# A clinic's profile that makes no sense is refused by name (exit 4), never a script error, never a page.
. "$(dirname "$0")/lib.sh"
patient=$FOOTNOTE_SOURCE/reports/inserts/achilles-lift/patient.json
[ -e "$patient" ] || patient=$(echo "$FOOTNOTE_SOURCE"/reports/inserts/achilles-lift/patient.*)

# refused KEY SED-SCRIPT: the profile that ships, edited.
refused() {
  mkdir -p clinic
  sed -e "$2" "$FOOTNOTE_SOURCE/corpus/clinic.yaml" >clinic/clinic.yaml
  ! cmp -s clinic/clinic.yaml "$FOOTNOTE_SOURCE/corpus/clinic.yaml" || fail "nothing was edited: $2"
  footnote make inserts -p "$patient" --clinic clinic --no-log test --date 2026-03-02 -o page.pdf
  expect_code 4
  expect_stderr "the clinic's profile: $1"
  refuse_file page.pdf
}

begin "a value of a wrong kind is named, not passed over and no script error"
refused country 's/^country:.*/country: []/'
refused emergency_numbers 's/^emergency_numbers:.*/emergency_numbers: 5/'
refused units 's/^units:.*/units: furlongs/'
refused paper 's/^paper:.*/paper: [a4]/'
refused theme 's/^theme:.*/theme: {}/'
refused name 's/^name:.*/name: "  "/'
refused cautions 's/^cautions:.*/cautions: {}\nformer:/'
refused "plan.walk_run entry 1" 's/- {times_a_week: 3, walk_minutes: 20}/- 7/'

begin "numbers that nobody can mean"
refused lift.step_mm 's/^  step_mm: 3/  step_mm: 0/'
refused lift.step_mm 's/^  step_mm: 3/  step_mm: -3/'
refused lift.step_mm 's/^  step_mm: 3/  step_mm: .inf/'
refused lift.most_mm 's/^  most_mm: 20/  most_mm: .nan/'
refused red_flags.not_better_weeks 's/not_better_weeks: .*/not_better_weeks: 1e308/'
refused plan.standard.shares "s/shares: \[0, 25.*/shares: [$(printf '50,%.0s' {1..1000})100]/"
refused plan.standard.shares 's/shares: \[0, 25, 40/shares: [0, null, 40/'
refused plan.standard.wear_in.add_minutes_a_day '/standard:/,/slow:/s/add_minutes_a_day: 30/add_minutes_a_day: x/'

begin "a caution is never lost without a word: a misspelt key is told, a missing group refused"
ill=$FOOTNOTE_SOURCE/reports/heel-pain/every-caution/patient.json
mkdir -p clinic
with_cautions() { # SED-SCRIPT
  sed "$1" "$FOOTNOTE_SOURCE/corpus/clinic.yaml" >clinic/clinic.yaml
  footnote make heel-pain -p "$ill" --clinic clinic --no-log test --date 2026-03-02 -o page.pdf
}
with_cautions 's/^  diabetes: .*//'
expect_code 4
expect_stderr "cautions.diabetes: missing"
refuse_file page.pdf
# among the steps of today it is left out, with a warning; in a box the wording's reader says no
with_cautions 's/caution.diabetes.look/caution.diabetes.lok/g'
expect_code 0
expect_stderr "cautions.diabetes: 'caution.diabetes.lok' can't be printed"
with_cautions 's/^  diabetes: .*/  diabetes: [caution.diabetes.lok]/'
expect_code 5
expect_stderr "did you mean 'caution.diabetes.look'?"
finish

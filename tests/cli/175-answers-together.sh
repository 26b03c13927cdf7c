#!/usr/bin/env bash
# Answers that are fine one by one and wrong together: the handout is refused, all are listed, and no
# handout leaves a part out in silence.
. "$(dirname "$0")/lib.sh"

shipped=$FOOTNOTE_SOURCE/reports/inserts/achilles-lift/patient.json

# change 'PYTHON': p.json is the shipped patient with the statement applied to the map p.
change() {
  python3 -c 'import json, sys
p = json.load(open(sys.argv[1], encoding="utf-8"))
exec(sys.argv[2])
json.dump(p, open("p.json", "w", encoding="utf-8"))' "$shipped" "$1"
  footnote make inserts -p p.json --format text -o -
}

begin "an age that the date of birth denies"
change 'p["date_of_birth"], p["age"] = "1990-01-01", 80'
expect_code 2
expect_no_stdout
expect_stderr "age: does not agree with date_of_birth"
refuse_stderr "1990"
change 'p["date_of_birth"], p["age"], p["handout_date"] = "1990-03-02", 36, "2026-03-02"
p["follow_up_date"] = "2026-03-20"; p.pop("insert_end_date", None)'
expect_code 0
change 'p["date_of_birth"], p["age"], p["handout_date"] = "1990-03-03", 36, "2026-03-02"
p["follow_up_date"] = "2026-03-20"; p.pop("insert_end_date", None)'
expect_code 2

begin "a longest run that is longer than the week, and runs without a number"
change 'p["weekly_distance"], p["longest_run_30d"] = 20, 21'
expect_code 2
expect_stderr "longest_run_30d: is longer than the whole week"
change 'p["weekly_distance"], p["longest_run_30d"] = 20, 20'
expect_code 0
change 'p["runs_per_week"] = 0'
expect_code 2
expect_stderr "runs_per_week: does not go with a weekly amount"

begin "a handout without a plan says so"
change 'p.pop("weekly_distance", None); p.pop("weekly_minutes", None); p.pop("longest_run_30d", None)'
expect_code 2
expect_stderr "weekly_distance: missing: a plan starts from the usual week"
change 'p["plan_profile"] = "none"; p.pop("runs_per_week", None)'
expect_code 0
expect_stdout "Walk only until your visit"

finish

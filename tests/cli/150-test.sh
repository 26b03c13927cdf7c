#!/usr/bin/env bash
# footnote test: worked examples are made and compared; what differs is said with its line.
. "$(dirname "$0")/lib.sh"

shipped=$FOOTNOTE_SOURCE/reports

# A folder of examples of its own: the first that ships, as reports/inserts/lift.
own_examples() {
  mkdir -p reports/inserts
  cp -r "$shipped/inserts/achilles-lift" reports/inserts/lift
  example=reports/inserts/lift
}
change_patient() { # FIELD JSON-VALUE
  python3 - "$example/patient.json" "$1" "$2" <<'PY'
import json, sys
file, field, value = sys.argv[1:]
patient = json.load(open(file))
patient[field] = json.loads(value)
json.dump(patient, open(file, "w"))
PY
}

begin "the worked examples that ship pass"
footnote test
expect_code 0
expect_no_stderr
for folder in "$shipped"/*/*/; do
  name=$(basename "$(dirname "$folder")")/$(basename "$folder")
  expect_stdout "passed  $name"
done
refuse_stdout FAILED
expect_stdout ", 0 failed"
expect_equal "$(ls)" ""

begin "a name picks one example, or all of a report"
footnote test inserts/achilles-lift
expect_code 0
expect_stdout "1 passed, 0 failed"
footnote test heel-pain
expect_code 0
expect_stdout "passed  heel-pain/referred-from-spine"
refuse_stdout inserts/

begin "--json says the same in one object"
footnote test --json inserts
expect_code 0
expect_json 'o["schema"] == 1 and len(o["cases"]) > 8'
expect_json 'all(c["passed"] and c["reason"] is None and c["file"] is None for c in o["cases"])'
expect_json 'o["cases"][0]["case"] == "inserts/achilles-lift"'

begin "a line that is placed otherwise fails its example, with the line"
own_examples
sed -i '12s/$/ changed/' "$example/expected.dump"
cp "$example/expected.dump" before
footnote test --reports reports
expect_code 1
expect_stdout "FAILED  inserts/lift"
expect_stdout "expected.dump:12: expected"
expect_stdout "0 passed, 1 failed"
footnote test --reports reports --json
expect_code 1
expect_json 'not o["cases"][0]["passed"] and "expected.dump:12:" in o["cases"][0]["reason"]'
cmp -s before "$example/expected.dump" || fail "a check wrote expected.dump"

begin "lines that are missing or too many fail, too"
own_examples
sed -i '$d' "$example/expected.dump"
footnote test --reports reports
expect_code 1
expect_stdout "expected '(end)'"
cp "$shipped/inserts/achilles-lift/expected.dump" "$example/expected.dump"
echo "one more" >>"$example/expected.dump"
footnote test --reports reports
expect_code 1
expect_stdout "placed '(end)'"
rm "$example/expected.dump"
footnote test --reports reports
expect_code 1
expect_stdout "no expected.dump"

begin "another value on the page fails the example"
own_examples
change_patient weekly_distance 24
footnote test --reports reports
expect_code 1
expect_stdout "FAILED  inserts/lift"

begin "--update writes what is placed now, and the example passes again"
own_examples
echo old >"$example/expected.dump"
footnote test --reports reports --update
expect_code 0
cmp -s "$shipped/inserts/achilles-lift/expected.dump" "$example/expected.dump" ||
  fail "the update differs from what ships"
footnote test --reports reports
expect_code 0

begin "--pdf writes the handout beside the example, for its owner alone"
own_examples
footnote test --reports reports --pdf
expect_code 0
expect_equal "$(head -c 5 "$example/handout.pdf")" "%PDF-"
expect_equal "$(stat -c %a "$example/handout.pdf")" 600
expect_stdout "3 pages"

begin "an example that expects a refusal passes when the rule speaks, and only then"
own_examples
change_patient red_flags '["numb"]'
footnote test --reports reports
expect_code 1
expect_stdout "exit code 4, expected 0"
printf 'date: 2026-03-02\nexpect:\n  exit: 4\n  rules: [S04]\n' >"$example/case.yaml"
rm "$example/expected.dump"
footnote test --reports reports
expect_code 0
printf 'date: 2026-03-02\nexpect:\n  exit: 4\n  rules: [S05]\n' >"$example/case.yaml"
footnote test --reports reports
expect_code 1
expect_stdout "rule S05 said nothing"
change_patient red_flags '["none_found"]'
footnote test --reports reports
expect_code 1
expect_stdout "exit code 0, expected 4"

begin "a rule that asks needs its name under accept"
own_examples
change_patient pain_now 6
rm "$example/expected.dump"
printf 'date: 2026-03-02\nexpect: {exit: 4, rules: [S11]}\n' >"$example/case.yaml"
footnote test --reports reports
expect_code 0
printf 'date: 2026-03-02\naccept: [S11]\nexpect: {exit: 0}\n' >"$example/case.yaml"
footnote test --reports reports --update
expect_code 0
footnote test --reports reports
expect_code 0

begin "a rule's name is not found in a longer one"
own_examples
rm "$example/expected.dump"
printf 'date: 2026-03-02\nexpect: {exit: 0, rules: [S0]}\n' >"$example/case.yaml"
footnote test --reports reports --update
expect_code 1
expect_stdout "rule S0 said nothing"

begin "a name without example, a folder without examples"
footnote test inserts/achilles
expect_code 2
expect_stderr "inserts/achilles"
footnote test --json nothing-such
expect_code 2
expect_no_stdout
mkdir empty
footnote test --reports empty
expect_code 2
expect_stderr "empty"
footnote test --reports missing
[ "$code" -ne 0 ] || fail "a missing folder passed"
expect_stderr missing

begin "two names of which one has no example"
footnote test inserts nothing-such
expect_code 2
expect_stderr nothing-such

begin "a broken case.yaml is named with its line; it is no pass"
own_examples
printf 'date: 2026-03-02\nexpect: [0\n' >"$example/case.yaml"
footnote test --reports reports
expect_code 3
grep -q 'case.yaml:[0-9]*:' "$err" || fail "no file:line"
printf 'date: 2026-03-02\nexpect: {rules: [S04]}\n' >"$example/case.yaml"
footnote test --reports reports
expect_code 3
expect_stderr "exit"
printf 'date: 2026-02-30\nexpect: {exit: 0}\n' >"$example/case.yaml"
footnote test --reports reports
[ "$code" -ne 0 ] || fail "30 February passed"
printf 'date: 2026-03-02\nexpect: {exit: 0, rules: S04}\n' >"$example/case.yaml"
footnote test --reports reports
expect_code 3
expect_stderr "rules"
printf 'dat: 2026-03-02\nexpect: {exit: 0}\n' >"$example/case.yaml"
footnote test --reports reports
expect_code 3
expect_stderr "'dat'"
printf 'date: 2026-03-02\nexpect: {exit: 0}\n' >"$example/case.yaml"
rm "$example/patient.json"
footnote test --reports reports
expect_code 3
expect_stderr "no patient.json or patient.yaml"

finish

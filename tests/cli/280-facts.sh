#!/usr/bin/env bash
# Every fact of the checklist is printed for some worked example, and withheld elsewhere by a named rule.
. "$(dirname "$0")/lib.sh"

# Facts whose sentences are still to come; no other may be missing. Take out what is printed now.
to_come=$tests_folder/facts-to-come.txt

begin "each fact is printed somewhere and withheld by a rule elsewhere"
footnote check --facts --json
cp "$out" answer
grep -oE '"text": "F[0-9]{3} ' answer | grep -oE 'F[0-9]{3}' | sort -u >missing
sort -u "$to_come" >known
new=$(comm -23 missing known)
[ -z "$new" ] || fail "printed nowhere, or withheld by nobody (name the rule in the entry's 'when'): $new"
if [ -s missing ]; then expect_code 1; else expect_code 0; fi
expect_json '[f for f in o["facts"] if f["fact"] == "F021"][0]["rules"][0] == "P4"'
expect_json '"inserts/achilles-lift" in [f for f in o["facts"] if f["fact"] == "F021"][0]["printed"]'
expect_json '[f for f in o["facts"] if f["fact"] == "F154"][0]["printed"] == []'

begin "a fact that no sentence carries is told with its line"
mkdir clinic
cp -r "$FOOTNOTE_SOURCE/corpus/wording" clinic/wording
chmod -R u+w clinic
sed -i 's/F019, F042/F042/; s/\[F019\]/[F042]/' clinic/wording/en.yaml
sed -i 's/F019/F042/g' clinic/wording/en.yaml
footnote check --facts --clinic clinic --corpus "$FOOTNOTE_SOURCE/corpus"
expect_code 1
expect_stdout "F019 is printed for no worked example: "
expect_stdout "156 facts, 154 go on a page, "

begin "the checklist and the judged queries know the same facts"
grep -oE '^  F[0-9]{3}' "$FOOTNOTE_SOURCE/corpus/facts.yaml" | tr -d ' ' | sort -u >listed
grep -oE '^F[0-9]{3}' "$FOOTNOTE_SOURCE/corpus/judgments.tsv" | sort -u >judged
expect_equal "$(comm -13 listed judged)" ""
expect_equal "$(wc -l <listed | tr -d ' ')" 156

finish

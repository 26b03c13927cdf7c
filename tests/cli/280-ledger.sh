#!/usr/bin/env bash
# The ledger: what is recorded, found again, printed again, compared; what stops a handout.
. "$(dirname "$0")/lib.sh"

# Looked at below: what other programs leave in the folder they share is not this test's.
export TMPDIR=$scratch/tmp
mkdir "$TMPDIR"

# no_value WHAT: no value of the patient's in the ledger and what stands beside it. Keys and hashes
# are left out, whose digits may be a year by chance.
no_value() {
  local marker
  for marker in Zaphod ZAPHOD zaphod Testcase Marvin 1961; do
    ! cat clinic/ledger.sqlite* | LC_ALL=C sed -E 's/[0-9a-f]{32,}//g' | grep -qa "$marker" ||
      fail "$1: the ledger holds $marker"
  done
}

# A clinic of its own with corpus, wording, a report and a ledger beside the profile.
clinic() { # INPUTS
  mkdir -p clinic/corpus/wording clinic/scripts/lib
  cat >clinic/corpus/insert-types.md <<'MD'
---
id: insert-types
title: Kinds of inserts
language: en
version: "1.0"
reviewed: 2025-10-01
review_due: 2028-10-01
---
# Kinds of inserts

## Heel lifts

A wedge of firm foam that raises the heel a little.

## Heel cups

A cup that holds the fat of the heel together.
MD
  cat >clinic/corpus/wording/en.yaml <<'YAML'
language: en
version: "1.0"
reviewer: example
reviewed_on: 2026-11-21
entries:
  lift.purpose:
    class: R
    text: The lift raises your heel, {name}.
    facts: [F018]
    query: heel lift raises the heel
    must_hit: [raises the heel]
  cup.purpose:
    class: R
    text: The cup holds your heel pad.
    facts: [F019]
    query: heel cup holds the fat of the heel
    must_hit: [holds the fat]
YAML
  cat >clinic/scripts/lib/polite.lua <<'LUA'
return { greeting = "Hello" }
LUA
  cat >clinic/scripts/lift.lua <<'LUA'
local polite = require "lib.polite"
local report = footnote.report {
  api = 1, name = "lift", title = "Your lift", description = "For tests.", lang = "en",
  fields = {
    { name = "patient_name", type = "text", required = true, personal = true },
    { name = "date_of_birth", type = "date", personal = true },
    { name = "age", type = "whole", personal = true },
    { name = "goal", type = "text", personal = true },
    { name = "pain_now", type = "whole", min = 0, max = 10 },
  },
}
function report.build(patient)
  if patient.pain_now == 9 then footnote.ask("T01", "that much?") end
  return document { title = report.title, heading { level = 1, report.title },
    para { value(polite.greeting .. " " .. patient.patient_name), " ",
      restate("lift.purpose", { name = patient.patient_name }), " ",
      patient.pain_now == 5 and restate "cup.purpose" or "" }, sources {} }
end
return report
LUA
  cat >clinic/clinic.yaml <<YAML
name: Ledger Clinic
code_key: a-secret-of-this-clinic
ledger: {file: ledger.sqlite, inputs: $1, key_file: vault.key}
YAML
  rm -f clinic/vault.key
  "$program" log --new-key clinic/vault.key 2>/dev/null || fail "no key"
  echo '{"patient_name": "Zaphod Testcase", "date_of_birth": "1961-04-02", "goal": "Marvin", "pain_now": 3}' >p.json
}
record() { footnote make lift -p p.json --clinic clinic --date 2026-03-02 --quiet "$@"; }
code_of() { # N: the code of the Nth newest entry
  "$program" log --clinic clinic --json | python3 -c "import json, sys
print(json.load(sys.stdin)['entries'][$1 - 1]['code'])"
}
ledger_sql() { python3 -c "import sqlite3, sys
base = sqlite3.connect('clinic/ledger.sqlite'); base.execute(sys.argv[1]); base.commit()" "$1"; }

begin "what was made is listed, newest first, with by whom and what was acknowledged"
clinic none
footnote log --clinic clinic
expect_code 1
expect_stderr "nothing was recorded yet"
record -o a.pdf --by anna
expect_code 0
FOOTNOTE_BY=ben record -o b.html --format html --set pain_now=9 --accept T01
expect_code 0
footnote log --clinic clinic
expect_code 0
expect_equal "$(wc -l <"$out")" 2
head -1 "$out" | grep -q 'lift, en, html, by ben, accepted T01$' || fail "not the newest first"
expect_stdout "lift, en, pdf, 1 page, by anna"
footnote log --clinic clinic --limit 1 --json
expect_json 'len(o["entries"]) == 1 and o["entries"][0]["format"] == "html"'
footnote log --clinic clinic --json
expect_json 'o["entries"][1]["output_sha256"] == "'"$(sha256sum <a.pdf | cut -d' ' -f1)"'"'
expect_json 'o["entries"][1]["sentences"] == ["lift.purpose"]'
expect_json 'o["entries"][1]["passages"][0]["section"] == "heel-lifts"'
footnote log --clinic clinic --report other
expect_code 1
footnote log --clinic clinic --since 2999-01-01
expect_code 1
footnote log --clinic clinic --since yesterday
expect_code 2
expect_equal "$(stat -c %a clinic/ledger.sqlite clinic/ledger.sqlite.key | sort -u)" 600

begin "what nobody is given is not recorded"
clinic none
record --format dump
record --explain
footnote make lift -p p.json --clinic clinic --set pain_now=9 -o refused.pdf
expect_code 4
footnote log --clinic clinic
expect_code 1
record -o -
expect_code 0
footnote log --clinic clinic
expect_code 0
expect_equal "$(wc -l <"$out")" 1

begin "without a place in the profile the ledger is in the state folder"
clinic none
sed -i '/^ledger/d' clinic/clinic.yaml
XDG_STATE_HOME=$PWD/state record -o a.pdf
expect_code 0
expect_equal "$(stat -c %a state/footnote)" 700
ls state/footnote/ledger-*.sqlite >/dev/null || fail "no ledger in the state folder"
record -o b.pdf
ls "$HOME"/.local/state/footnote/ledger-*.sqlite >/dev/null || fail "no ledger below HOME"

begin "a patient's visits are found, another patient's are not"
clinic none
record -o a.pdf
echo '{"patient_name": " ZAPHOD  testcase", "date_of_birth": "1961-04-02"}' >same.json
footnote make lift -p same.json --clinic clinic -o b.pdf --date 2026-06-02
echo '{"patient_name": "Zaphod Testcase", "date_of_birth": "1961-04-03"}' >other.json
footnote make lift -p other.json --clinic clinic -o c.pdf --date 2026-03-02
footnote log --clinic clinic -p p.json
expect_code 0
expect_equal "$(wc -l <"$out")" 2
echo '{"patient_name": "Trillian Testcase", "age": 30}' >stranger.json
footnote log --clinic clinic -p stranger.json
expect_code 1
echo '{"age": 30}' >nameless.json
footnote log --clinic clinic -p nameless.json
expect_code 2
expect_stderr "patient_name"

begin "no value of the patient's is in the ledger, plain or encrypted"
for inputs in none encrypted; do
  clinic $inputs
  rm -f clinic/ledger.sqlite*
  record -o a.pdf
  footnote log --clinic clinic --json
  refuse_stdout Zaphod
  no_value $inputs
done

begin "a reprint is the same bytes, after everything it was made of was edited"
clinic encrypted
record -o a.pdf
handout=$(code_of 1)
sed -i 's/Hello/Good day/' clinic/scripts/lib/polite.lua
sed -i 's/Your lift/Another/' clinic/scripts/lift.lua
sed -i 's/The lift raises/This lift raises/' clinic/corpus/wording/en.yaml
rm clinic/corpus/insert-types.md
footnote reprint "$handout" --clinic clinic -o b.pdf
expect_code 0
cmp -s a.pdf b.pdf || fail "other bytes"
expect_equal "$(stat -c %a b.pdf)" 600
footnote reprint "$(tr 'A-Z01' 'a-zol' <<<"$handout")" --clinic clinic -o -
expect_code 0
cmp -s a.pdf "$out" || fail "other bytes on standard output"
footnote reprint "$handout" --clinic clinic
expect_code 0
expect_file "lift-$handout.pdf"
expect_equal "$(ls "$TMPDIR")" ""

begin "the handouts that ship are printed again byte for byte"
mkdir clinic
"$program" log --new-key clinic/vault.key 2>/dev/null
{ cat "$FOOTNOTE_SOURCE/corpus/clinic.yaml" && echo 'ledger: {inputs: encrypted, key_file: vault.key}'; } \
  >clinic/clinic.yaml
for report in inserts heel-pain; do
  folder=$(dirname "$(grep -lx '  exit: 0\|expect: {exit: 0.*' "$FOOTNOTE_SOURCE"/reports/$report/*/case.yaml |
    head -1)")
  accepted=()
  for rule in $(sed -n 's/^accept: *\[\(.*\)\]/\1/p' "$folder/case.yaml" | tr -d ',"'); do
    accepted+=(--accept "$rule")
  done
  grep -q '^allow_draft: true' "$folder/case.yaml" && accepted+=(--allow-draft)
  for format in pdf html; do
    footnote make $report -p "$folder"/patient.* --clinic clinic "${accepted[@]}" -o $report.$format \
      --date "$(sed -n 's/^date: *//p' "$folder/case.yaml")" --format $format
    expect_code 0
    footnote reprint "$(code_of 1)" --clinic clinic -o again.$format
    expect_code 0
    cmp -s $report.$format again.$format || fail "$report: other bytes as $format"
  done
done

begin "a reprint that can't be the same says why, and writes nothing"
clinic none
record -o a.pdf
handout=$(code_of 1)
footnote reprint "$handout" --clinic clinic -o b.pdf
expect_code 1
expect_stderr "not kept"
footnote reprint "${handout:0:9}$([ "${handout:9}" = A ] && echo B || echo A)" --clinic clinic -o b.pdf
expect_code 1
expect_stderr "did you mean $handout?"
footnote reprint "no code" --clinic clinic
expect_code 2
clinic encrypted
rm -f clinic/ledger.sqlite*
record -o a.pdf
handout=$(code_of 1)
mv clinic/vault.key away
footnote reprint "$handout" --clinic clinic -o b.pdf
expect_code 6
expect_stderr "vault.key"
"$program" log --new-key clinic/vault.key 2>/dev/null
footnote reprint "$handout" --clinic clinic -o b.pdf
expect_code 6
expect_stderr "another key"
mv away clinic/vault.key
ledger_sql "UPDATE run SET program = '0.0.1'"
ledger_sql "UPDATE entry SET output_hash = 'x'"
footnote reprint "$handout" --clinic clinic -o b.pdf
expect_code 1
expect_stderr "made by footnote 0.0.1"
refuse_file b.pdf

begin "a key that others can read, or that is there already"
clinic encrypted
footnote log --new-key clinic/vault.key
expect_code 2
expect_stderr "never overwritten"
chmod 644 clinic/vault.key
record -o a.pdf
expect_code 6
expect_stderr "others can read this key"
refuse_file a.pdf

begin "a passage is recalled, and whether it has changed since"
clinic none
record -o a.pdf
record -o b.pdf --set pain_now=5
footnote recall insert-types#heel-lifts --clinic clinic
expect_code 0
expect_equal "$(grep -c 'the passage is as it was' "$out")" 2
footnote recall insert-types#heel-cups --clinic clinic
expect_equal "$(wc -l <"$out")" 1
footnote recall insert-types#2 --clinic clinic
expect_equal "$(wc -l <"$out")" 1
sed -i 's/of firm foam/of cork/' clinic/corpus/insert-types.md
footnote recall insert-types#heel-lifts --clinic clinic --json
expect_json 'all("changed" in h["state"] for h in o["handouts"])'
hash=$(python3 -c "import json; print(json.load(open('$out'))['handouts'][0]['hash'])")
footnote recall insert-types --hash "$hash" --clinic clinic
expect_equal "$(wc -l <"$out")" 2
rm clinic/corpus/insert-types.md
footnote recall insert-types#heel-lifts --clinic clinic
expect_code 0
expect_stdout "gone since"
footnote recall insert-types#nothing --clinic clinic
expect_code 1
footnote recall '#x' --clinic clinic
expect_code 2

begin "two visits side by side, in words; personal values are never shown"
clinic encrypted
record -o a.pdf
sed -i 's/Marvin/Ford/; s/"pain_now": 3/"pain_now": 5/' p.json
footnote make lift -p p.json --clinic clinic -o b.pdf --date 2026-03-09 --by ben
footnote diff "$(code_of 2)" "$(code_of 1)" --clinic clinic
expect_code 0
expect_stdout "pain now: 5, was 3"
expect_stdout "goal: changed"
expect_stdout "+ The cup holds your heel pad."
expect_stdout "insert-types#heel-cups: new"
expect_stdout "date: 2026-03-09, was 2026-03-02"
refuse_stdout Marvin
refuse_stdout Ford
refuse_stdout Zaphod
refuse_stdout different
footnote diff "$(code_of 1)" "$(code_of 2)" --clinic clinic --json
expect_json 'any(c["kind"] == "gone" and c["key"] == "cup.purpose" for c in o["changes"])'
sed -i 's/Zaphod/Trillian/' p.json
footnote make lift -p p.json --clinic clinic -o c.pdf --date 2026-03-09
footnote diff "$(code_of 2)" "$(code_of 1)" --clinic clinic
expect_stdout "two different patients"
mv clinic/vault.key away
footnote diff "$(code_of 3)" "$(code_of 2)" --clinic clinic
expect_code 0
expect_stdout "values of"
expect_stdout "+ The cup holds your heel pad."

begin "an entry that was changed, removed or cut off shows"
clinic none
for pain in 1 2 3 4; do record -o a.pdf --set pain_now=$pain; done
footnote log --check --clinic clinic
expect_code 0
expect_stdout "4 entries, none changed or removed"
cp clinic/ledger.sqlite whole.sqlite
restore() { rm -f clinic/ledger.sqlite-*; cp whole.sqlite clinic/ledger.sqlite; }
for change in "2 was changed:UPDATE entry SET made_by = 'nobody' WHERE number = 2" \
  "1 was changed:UPDATE sentence SET text = 'Run a marathon.'" \
  "2 is missing:DELETE FROM entry WHERE number = 2" \
  "4 is missing:DELETE FROM entry WHERE number = 4" \
  "recall:DELETE FROM quoted WHERE entry = 3"; do
  restore
  ledger_sql "${change#*:}"
  footnote log --check --clinic clinic
  expect_code 1
  expect_stdout "${change%%:*}"
done

begin "what can't be recorded is not made, unless someone says why"
clinic none
record -o a.pdf
head -c 8192 /dev/urandom >clinic/ledger.sqlite
rm -f clinic/ledger.sqlite-*
record -o b.pdf
expect_code 6
expect_stderr "--no-log REASON"
refuse_file b.pdf
record -o b.pdf --no-log "the disk died"
expect_code 0
expect_file b.pdf
expect_stderr "not even the reason is recorded"
rm -f clinic/ledger.sqlite clinic/ledger.sqlite.key
record -o c.pdf --no-log "training"
expect_code 0
footnote log --clinic clinic
expect_stdout "NOT RECORDED: lift"
expect_stdout "training"
record -o d.pdf --no-log ""
expect_code 2
rm clinic/ledger.sqlite.key
record -o d.pdf
expect_code 6
expect_stderr "ledger.sqlite.key"
refuse_file d.pdf

begin "a handout whose file could not be written is marked so"
clinic none
record -o nowhere/a.pdf
expect_code 6
footnote log --clinic clinic
expect_equal "$(grep -c 'NOT WRITTEN' "$out")" 1
refuse_stdout nowhere

begin "what the profile says of the ledger is checked"
clinic none
for line in 'ledger: {inputs: plain}' 'ledger: {inputs: encrypted}' 'ledger: {fiel: x}' 'ledger: yes please'; do
  sed -i '/^ledger/d' clinic/clinic.yaml
  echo "$line" >>clinic/clinic.yaml
  record -o a.pdf
  expect_code 2
  expect_stderr "clinic.yaml:"
done

begin "a batch records each row that was made, whole, once, and without a value of the patient's"
clinic encrypted
{ echo "id,patient_name,date_of_birth,goal,pain_now" && for row in 1 2 3 4 5 6 7 8 9; do
  echo "p$row,Zaphod Testcase $row,1961-04-0$row,Marvin,$row"; done; } >roster.csv
footnote batch lift roster.csv -o made --jobs 2 --clinic clinic --date 2026-03-02 --by anna
expect_code 3 # pain 9 asks
footnote log --clinic clinic
expect_equal "$(grep -c 'by anna' "$out")" 8
footnote log --check --clinic clinic
expect_stdout "8 entries, none changed or removed"
for file in made/*.pdf; do
  handout=${file%.pdf}
  footnote reprint "${handout##*-}" --clinic clinic -o again.pdf
  cmp -s again.pdf "$file" || fail "$file: other bytes"
done
no_value batch
footnote batch lift roster.csv --dry-run --clinic clinic --date 2026-03-02
footnote log --check --clinic clinic
expect_stdout "8 entries"
head -c 8192 /dev/urandom >clinic/ledger.sqlite
rm -f clinic/ledger.sqlite-*
footnote batch lift roster.csv -o other --clinic clinic --date 2026-03-02
expect_code 6
expect_equal "$(ls other/*.pdf 2>/dev/null)" ""
footnote batch lift roster.csv -o anyway --clinic clinic --date 2026-03-02 --no-log "the disk died"
expect_code 3
expect_equal "$(ls anyway/*.pdf | wc -l)" 8

begin "processes that record at once lose nothing, nor do they take a ledger half begun for another's"
for round in 1 2 3 4 5 6 7 8; do
  rm -rf clinic
  clinic none
  for process in 1 2 3 4 5 6; do
    "$program" make lift -p p.json --clinic clinic -o "$process.pdf" --set pain_now=$process --quiet \
      2>"said-$process" &
  done
  wait
  footnote log --check --clinic clinic
  expect_stdout "6 entries, none changed or removed"
  expect_equal "$(cat said-*)" ""
done

finish

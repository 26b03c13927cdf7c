#!/usr/bin/env bash
# footnote make: where the handout goes, what is refused, what stays untouched.
. "$(dirname "$0")/lib.sh"

# A report that cites nothing: what it prints depends on this file alone.
own_report() {
  cat >own.lua <<'LUA'
local report = footnote.report {
  api = 1, name = "greeting", title = "A first sheet", description = "Says hello.", lang = "en",
  fields = {
    { name = "patient_name", type = "text", max = 60, required = true, personal = true },
    { name = "side", type = "choice", "left", "right", "both", required = true },
  },
}
function report.build(patient)
  if patient.side == "both" then footnote.ask("T01", "both sides: is that meant?") end
  return document { title = report.title, heading { level = 1, report.title },
    para { value("Your side: " .. patient.side .. ".") } }
end
return report
LUA
  echo '{"patient_name": "Zaphod Testcase", "side": "left"}' >p.json
  printf 'patient_name: Zaphod Testcase\nside: left\n' >p.yaml
}
made_pdf() { # FILE
  expect_file "$1"
  expect_equal "$(head -c 5 "$1")" "%PDF-"
  expect_equal "$(stat -c %a "$1")" 600
}

begin "a handout under its default name, mode 0600, said on stderr"
small_corpus && own_report
footnote make own.lua -p p.json --corpus corpus
expect_code 0
expect_no_stdout
file=$(echo greeting-*.pdf)
made_pdf "$file"
expect_stderr "wrote $file (1 page)"
[[ $file =~ ^greeting-[A-Z0-9]+\.pdf$ ]] || fail "the name is $file"
refuse_stderr Zaphod

begin "-o names a file or a folder; JSON and YAML patients; standard input"
small_corpus && own_report
footnote make own.lua -p p.yaml --corpus corpus -o out.pdf --quiet
expect_code 0
made_pdf out.pdf
expect_no_stderr
mkdir folder
footnote make own.lua -p p.json --corpus corpus -o folder
expect_code 0
made_pdf folder/greeting-*.pdf
footnote_stdin make own.lua -p - --corpus corpus -o stdin.pdf <p.json
expect_code 0
made_pdf stdin.pdf
footnote_stdin make own.lua -p - --corpus corpus -o stdin.pdf <p.yaml
expect_code 0

begin "standard output carries the PDF alone"
small_corpus && own_report
footnote make own.lua -p p.json --corpus corpus -o - --date 2026-03-02
expect_code 0
expect_equal "$(head -c 5 "$out")" "%PDF-"
cp "$out" first.pdf
footnote make own.lua -p p.json --corpus corpus -o - --date 2026-03-02
cmp -s first.pdf "$out" || fail "the same inputs gave other bytes"
footnote make own.lua -p p.json --corpus corpus -o - --json
expect_code 2
footnote make own.lua -p p.json --corpus corpus -o - --explain
expect_code 2

begin "a summary as JSON"
small_corpus && own_report
footnote make own.lua -p p.json --corpus corpus -o out.pdf --json
expect_code 0
expect_json 'o["schema"] == 1 and o["made"] and o["file"] == "out.pdf" and o["pages"] == 1'
expect_json 'o["report"] == "greeting" and o["format"] == "pdf" and o["problems"] == []'
expect_equal "$(python3 -c "import json; print(json.load(open('$out'))['bytes'])")" "$(stat -c %s out.pdf)"

begin "text, HTML and dump go to standard output"
small_corpus && own_report
footnote make own.lua -p p.json --corpus corpus --format text
expect_code 0
expect_stdout "Your side: left."
footnote make own.lua -p p.json --corpus corpus --format dump
expect_code 0
expect_stdout "Your side: left."
footnote make own.lua -p p.json --corpus corpus --format html
expect_code 0
expect_stdout "<!DOCTYPE html>"
expect_stdout "Your side: left."
footnote make own.lua -p p.json --corpus corpus --format html -o .
expect_code 0
expect_equal "$(ls ./*.html | wc -l)" 1
footnote make own.lua -p p.json --corpus corpus --format docx
expect_code 2
expect_equal "$(ls ./*.pdf 2>/dev/null)" ""

begin "--explain prints, and writes a file only with -o"
small_corpus && own_report
footnote make own.lua -p p.json --corpus corpus --explain
expect_code 0
[ -s "$out" ] || fail "nothing explained"
expect_equal "$(ls ./*.pdf 2>/dev/null)" ""
footnote make own.lua -p p.json --corpus corpus --explain -o out.pdf
expect_code 0
made_pdf out.pdf

begin "every problem of the patient file is listed, no value is repeated, the old file stays"
small_corpus && own_report
echo '{"side": "Verysecretside", "pateint_name": "Zaphod"}' >bad.json
echo precious >out.pdf
footnote make own.lua -p bad.json --corpus corpus -o out.pdf
expect_code 2
expect_no_stdout
expect_stderr "side"
expect_stderr "patient_name"
refuse_stderr Zaphod
refuse_stderr Verysecret
expect_equal "$(cat out.pdf)" precious
footnote make own.lua -p bad.json --corpus corpus -o out.pdf --json
expect_code 2
expect_json 'o["made"] is False and o["file"] is None and len(o["problems"]) >= 2'

begin "patient files that are none"
small_corpus && own_report
printf '{"side": "left"' >broken.json
printf '[1, 2]' >list.json
: >empty.json
printf 'side: "Zaphod\n' >broken.yaml
for file in broken.json list.json empty.json broken.yaml missing.json corpus; do
  footnote make own.lua -p $file --corpus corpus -o out.pdf
  [ "$code" -eq 2 ] || [ "$code" -eq 6 ] || fail "$file: exit code $code"
  refuse_file out.pdf
  refuse_stderr Zaphod
done
footnote make own.lua -p missing.json --corpus corpus
expect_code 2
footnote make own.lua --corpus corpus
expect_code 2
expect_stderr "patient_name"

begin "--set is for what is not personal"
small_corpus && own_report
footnote make own.lua -p p.json --set side=right --corpus corpus --format text
expect_code 0
expect_stdout "Your side: right."
footnote make own.lua -p p.json --set patient_name=Arthur --corpus corpus -o out.pdf
expect_code 2
refuse_stderr Arthur
refuse_file out.pdf
footnote make own.lua -p p.json --set side --corpus corpus
expect_code 2
footnote make own.lua -p p.json --set =left --corpus corpus
expect_code 2

begin "a rule that asks stops the handout until it is acknowledged"
small_corpus && own_report
footnote make own.lua -p p.json --set side=both --corpus corpus -o out.pdf
expect_code 4
expect_stderr "T01"
refuse_file out.pdf
footnote make own.lua -p p.json --set side=both --corpus corpus -o out.pdf --accept T01
expect_code 0
made_pdf out.pdf

begin "dates"
small_corpus && own_report
for date in 2026-02-30 tomorrow 2026-3-2 ''; do
  footnote make own.lua -p p.json --corpus corpus -o out.pdf "--date=$date"
  expect_code 2
  expect_stderr "YYYY-MM-DD"
done
refuse_file out.pdf

begin "a report's own mistake has file and line first"
small_corpus && own_report
sed -i 's/patient.side == "both"/patient.side.x.y == 1/' own.lua
footnote make own.lua -p p.json --corpus corpus -o out.pdf
expect_code 5
grep -q '^own.lua:9:' "$err" || fail "no file:line at the start"
refuse_file out.pdf
footnote make own.lu -p p.json --corpus corpus
expect_code 2
footnote make insert -p p.json
expect_code 2
expect_stderr "did you mean 'inserts'?"

begin "what can't be written is exit 6"
small_corpus && own_report
footnote make own.lua -p p.json --corpus corpus -o nowhere/out.pdf
expect_code 6
expect_stderr "nowhere"
"$program" make own.lua -p p.json --corpus corpus -o - >/dev/full 2>"$err" </dev/null
code=$?
expect_code 6
expect_stderr "standard output can't be written"

begin "the worked examples that ship can be made"
make_handout() { # NAME ARGUMENTS...
  local name=$1
  shift
  footnote make "$@" -o "$name.pdf"
  expect_code 0
  made_pdf "$name.pdf"
}
for_every_example

finish

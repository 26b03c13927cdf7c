#!/usr/bin/env bash
# footnote batch --merged: one PDF, a sheet for each patient, bookmarks by row id, still tagged.
. "$(dirname "$0")/lib.sh"

# As many pages as the field says; German where asked for.
own_report() {
  small_corpus
  cat >own.lua <<'LUA'
local report = footnote.report {
  api = 1, name = "greeting", title = "A first sheet", description = "Says hello.", lang = "en",
  fields = {
    { name = "patient_name", type = "text", max = 60, required = true, personal = true },
    { name = "pages", type = "whole", min = 1, max = 9, required = true },
  },
}
function report.build(patient)
  local blocks = { title = report.title, heading { level = 1, report.title } }
  for i = 1, patient.pages do
    if i > 1 then blocks[#blocks + 1] = page_break() end
    blocks[#blocks + 1] = heading { level = 2, "Part " .. i }
    blocks[#blocks + 1] = para { value(patient.patient_name .. ", sheet " .. i .. ".") }
  end
  return document(blocks)
end
return report
LUA
}
batch() { footnote batch own.lua "$@" --corpus corpus --date 2026-03-02; }
page_text() { pdftotext -f "$2" -l "$2" "$1" - | tr '\n\f' '  ' | sed 's/  */ /g'; }

begin "each patient begins on an odd page, bookmarks carry the id, the tags hold"
own_report
printf 'id,patient_name,pages\na-1,Ann Example,1\nb-2,Bob Sample,2\nc-3,Cy Test,3\n"ü;4",Dee Testcase,1\n' >r.csv
batch r.csv -o out --merged all.pdf --json
expect_code 0
expect_json 'o["merged"] == "all.pdf" and o["made"] == 4'
expect_equal "$(stat -c %a all.pdf)" 600
qpdf --check all.pdf >"$out" 2>"$err" || fail "qpdf finds faults"
expect_equal "$(qpdf --show-npages all.pdf)" 9
for place in "1 Ann Example, sheet 1" "3 Bob Sample, sheet 1" "4 Bob Sample, sheet 2" \
  "5 Cy Test, sheet 1" "7 Cy Test, sheet 3" "9 Dee Testcase, sheet 1"; do
  page_text all.pdf "${place%% *}" | grep -qF "${place#* }" || fail "page ${place%% *} lacks ${place#* }"
done
for blank in 2 8; do
  expect_equal "$(page_text all.pdf $blank | tr -d ' ')" ""
done
qpdf --json --json-key=outlines all.pdf >outlines.json
python3 - <<'PY' || fail "the bookmarks are others"
import json
outlines = json.load(open("outlines.json"))["outlines"]
assert [o["title"] for o in outlines] == ["a-1", "b-2", "c-3", "ü;4"], outlines
assert [o["destpageposfrom1"] for o in outlines] == [1, 3, 5, 9]
assert all(not o["open"] for o in outlines)
inner = outlines[2]["kids"][0]
assert inner["title"] == "A first sheet" and inner["destpageposfrom1"] == 5
assert [kid["destpageposfrom1"] for kid in inner["kids"]] == [5, 6, 7]
PY
python3 "$tests_folder/../pdfua/check.py" all.pdf >"$out" || fail "not accessible any more"
pdfinfo -meta all.pdf | grep -qE "Ann|Bob" && fail "a name is in the metadata"

begin "each page looks as it did alone, to the last pixel"
own_report
printf 'id,patient_name,pages\na,Ann Example,2\nb,Bob Sample,2\n' >r.csv
batch r.csv -o out --merged all.pdf
pdftoppm -r 50 all.pdf all
pdftoppm -r 50 out/greeting-b-*.pdf one
cmp all-3.ppm one-1.ppm && cmp all-4.ppm one-2.ppm || fail "a page looks different"
footnote batch own.lua r.csv -o again --corpus corpus --date 2026-03-02 --merged two.pdf --jobs 2
cmp all.pdf two.pdf || fail "the same inputs gave other bytes"

begin "what two handouts share stands in the file once"
own_report
{
  echo id,patient_name,pages
  for i in {1..20}; do echo "$i,Ann Example,1"; done
} >r.csv
batch r.csv -o out --merged all.pdf
alone=$(stat -c %s out/greeting-1-*.pdf)
[ "$(stat -c %s all.pdf)" -lt $((alone * 10)) ] || fail "faces are written again and again"

begin "a failed row is left out, a spoilt file is refused, the old file stays"
own_report
printf 'id,patient_name,pages\na,Ann Example,2\nb,Bob Sample,20\nc,Cy Test,1\n' >r.csv
batch r.csv -o out --merged all.pdf
expect_code 3
expect_stderr "all of them in all.pdf (3 pages)"
cp all.pdf before.pdf
batch r.csv -o out2 --merged nowhere/all.pdf
expect_code 6
batch r.csv -o out3 --format text --merged x.pdf
expect_code 2
batch r.csv --dry-run --merged x.pdf
expect_code 2
batch r.csv -o out --resume --merged all.pdf
cmp all.pdf before.pdf || fail "merged again it is another file"

if [ -n "${FOOTNOTE_TEST_ALL:-}" ]; then
  begin "a thousand handouts in one file"
  own_report
  {
    echo id,patient_name,pages
    for i in {1..1000}; do echo "p$i,Ann Example $i,1"; done
  } >r.csv
  batch r.csv -o out --merged all.pdf
  expect_code 0
  expect_equal "$(qpdf --show-npages all.pdf)" 1999
  qpdf --check all.pdf >"$out" 2>"$err" || fail "qpdf finds faults"
fi
finish

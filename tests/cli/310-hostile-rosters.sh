#!/usr/bin/env bash
# Rosters and options of a batch as nobody would mean them: nothing lost, nothing replaced, no hang.
. "$(dirname "$0")/lib.sh"

own_report() {
  small_corpus
  cat >own.lua <<'LUA'
local report = footnote.report {
  api = 1, name = "greeting", title = "A first sheet", description = "Says hello.", lang = "en",
  fields = {
    { name = "patient_name", type = "text", max = 60, required = true, personal = true },
    { name = "side", type = "choice", "left", "right", "both", required = true },
  },
}
function report.build(patient)
  return document { title = report.title, heading { level = 1, report.title },
    para { value(patient.patient_name .. ", your side: " .. patient.side .. ".") } }
end
return report
LUA
}
batch() { footnote batch own.lua "$@" --corpus corpus --date 2026-03-02 --quiet; }
good_roster() { printf 'id,patient_name,side\n1,Ann,left\n2,Bob,right\n' >r.csv; }

begin "a merged file takes the place of an older PDF and of nothing else"
own_report
good_roster
cp r.csv before.csv
mkfifo pipe
mkdir folder
ln -s /dev/full link-to-device # never the device itself: were it replaced, the machine would miss it
for target in r.csv own.lua pipe folder link-to-device ""; do
  batch r.csv -o out --merged "$target"
  expect_code 2
  expect_stderr "--merged:"
  refuse_file out
done
cmp r.csv before.csv || fail "the roster was replaced"
[ -p pipe ] || fail "the pipe was replaced"
for name in batch.csv errors.csv; do
  printf 'id,patient_name,side\n1,Ann,left\n2,Bob,sideways\n' >mixed.csv
  batch mixed.csv -o "own-$name" --merged "own-$name/$name"
  expect_code 2
  expect_stderr "is there and is no PDF"
  grep -q '^id,' "own-$name/$name" || fail "$name was replaced"
done
batch r.csv -o out --merged out/all.pdf
expect_code 0
batch r.csv -o out --resume --merged out/all.pdf
expect_code 0
part=$(echo out/greeting-1-*.pdf)
cp "$part" part.pdf
batch r.csv -o out --resume --merged "$part"
expect_code 2
expect_stderr "is a handout of this batch"
cmp "$part" part.pdf || fail "a handout was replaced by the merged file"

begin "a quote that is open at the end is told with the line where it begins"
own_report
printf 'id,patient_name,side\n1,A,left\n2,A,"left' >r.csv
batch r.csv --dry-run
expect_code 2
expect_stderr "r.csv:3: a quote that begins here is not closed"
printf 'id,patient_name,side\n1,A,left\n2,"A,left\n' >r.csv
batch r.csv --dry-run
expect_stderr "r.csv:3: a quote that begins here is not closed"
printf 'id,patient_name,side\n1,A,left\n2,A,le"ft\n' >r.csv
batch r.csv --dry-run
expect_stderr "r.csv:3: a quote in the middle of a cell"

begin "an output folder without a name is a usage error"
own_report
good_roster
batch r.csv -o ""
expect_code 2

begin "what is no file is no roster, and nobody waits for it"
own_report
mkfifo pipe
mkdir folder
for roster in pipe folder /dev/zero /dev/null - nothing.csv; do
  batch "$roster" -o out
  expect_code 2
  refuse_file out
done
finish

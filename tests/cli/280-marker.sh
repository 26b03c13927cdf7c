#!/usr/bin/env bash
# A patient's values stand on the page and nowhere else. Every field holds a marker; it is looked for
# in messages, command lines and environments of our processes while they run, temporary folders,
# index, cache, state, lists of a batch, metadata and names of files.
. "$(dirname "$0")/lib.sh"

# Every field that takes free text holds it; the rest can't hold a word, but a number and a date of
# the patient's that stand nowhere else by chance.
marker=Quuxmarker
own_report() {
  small_corpus
  cat >own.lua <<'LUA'
local report = footnote.report {
  api = 1, name = "greeting", title = "A first sheet", description = "Says hello.", lang = "en",
  fields = {
    { name = "patient_name", type = "text", max = 60, required = true, personal = true },
    { name = "goal", type = "text", max = 60, personal = true },
    { name = "clinician_name", type = "text", max = 40 },
    { name = "phone", type = "phone" },
    { name = "date_of_birth", type = "date", personal = true },
    { name = "exercises", type = "list" },
    { name = "pain", type = "whole", min = 0, max = 10 },
    { name = "side", type = "choice", "left", "right", "both", required = true },
  },
}
function report.build(patient)
  if patient.side == "both" then footnote.ask("T01", "both sides: is that meant?") end
  local text = patient.patient_name .. "; " .. tostring(patient.goal) .. "; " ..
    tostring(patient.clinician_name) .. "; " .. tostring(patient.phone) .. "; " ..
    tostring(patient.date_of_birth) .. "; " .. table.concat(patient.exercises or {}, "; ")
  local busy = 0
  for i = 1, 300000 do busy = busy + i % 7 end -- long enough for somebody to look
  return document { title = report.title, heading { level = 1, report.title }, para { value(text) } }
end
return report
LUA
}
phone=0770090077123
birth=1961-07-23

# Runs the program while a second process reads what the system shows of everything that runs in
# this folder; what was seen goes to ./seen.
spied() {
  python3 - "$program" "$@" <<'PY'
import glob, os, subprocess, sys
here, seen = os.getcwd(), []
with open("stdout", "wb") as out, open("stderr", "wb") as err:
    run = subprocess.Popen(sys.argv[1:], stdout=out, stderr=err, stdin=subprocess.DEVNULL)
    while run.poll() is None:
        for folder in glob.glob("/proc/[0-9]*"):
            try:
                if int(folder[6:]) == os.getpid() or os.readlink(folder + "/cwd") != here:
                    continue
                for name in ("cmdline", "environ", "comm"):
                    seen.append(open(f"{folder}/{name}", "rb").read())
                seen += [os.fsencode(os.readlink(link)) for link in glob.glob(folder + "/fd/*")]
            except OSError:
                pass
open("seen", "wb").write(b"\n".join(seen))
sys.exit(run.returncode)
PY
  code=$?
  cp stdout "$out"
  cp stderr "$err"
}

# Everything written but the page itself and what the test wrote: nowhere a marker.
nowhere() {
  local file
  mkdir -p "$HOME" "$XDG_CACHE_HOME" "$TMPDIR"
  while read -r file; do
    if grep -qaE "$marker|$phone|$birth" "$file"; then
      fail "a patient's value is in $file"
    fi
  done < <(find "$HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME" "$TMPDIR" seen stderr out -type f \
    ! -name '*.pdf' ! -name '*.txt' ! -name '*.html' 2>/dev/null)
  [ -z "$(find . "$HOME" "$XDG_CACHE_HOME" "$TMPDIR" -name "*$marker*" -o -name "*$birth*")" ] ||
    fail "a patient's value is in a file's name"
}

# On the page, and neither in the information nor in the metadata.
page() { # FILE
  pdftotext "$1" - | grep -q "$marker" || fail "the page lacks the marker: it shows nothing"
  pdfinfo "$1" | grep -qE "$marker|$phone|$birth" && fail "pdfinfo shows a patient's value"
  pdfinfo -meta "$1" | grep -qE "$marker|$phone|$birth" && fail "the metadata hold a patient's value"
  grep -qaE "$marker" "$1" && fail "the file's own bytes show a patient's value"
  return 0
}
places() {
  export TMPDIR=$PWD/tmp XDG_STATE_HOME=$PWD/state
  mkdir -p tmp state out
}

begin "make: from a patient file"
own_report && places
cat >p.json <<END
{"patient_name": "$marker One", "goal": "to $marker again", "clinician_name": "Dr $marker",
 "phone": "$phone", "date_of_birth": "$birth", "exercises": ["$marker stretch"], "pain": 7,
 "side": "left"}
END
spied make own.lua -p p.json --corpus corpus -o out/a.pdf
expect_code 0
page out/a.pdf
nowhere
for format in text html; do
  spied make own.lua -p p.json --corpus corpus -o "out/a.${format/text/txt}" --format $format
  expect_code 0
  nowhere
done

begin "make: refused, asked, and a value that is wrong in every field"
own_report && places
cat >p.json <<END
{"patient_name": ["$marker"], "goal": {"a": "$marker"}, "clinician_name": "$marker $(printf 'x%.0s' {1..60})",
 "phone": "$marker", "date_of_birth": "$marker", "exercises": [["$marker"]], "pain": "$marker",
 "side": "$marker"}
END
spied make own.lua -p p.json --corpus corpus -o out/a.pdf
expect_code 2
nowhere
echo "{\"patient_name\": \"$marker\", \"side\": \"both\"}" >p.json
spied make own.lua -p p.json --corpus corpus -o out/a.pdf
expect_code 4
nowhere
echo "{\"patient_name\": \"$marker\", \"side\": \"both\"" >p.json
spied make own.lua -p p.json --corpus corpus -o out/a.pdf
expect_code 2
nowhere

begin "batch: rows that are made, wrong, asked about, of the wrong length"
own_report && places
{
  echo "id,patient_name,goal,clinician_name,phone,date_of_birth,exercises,pain,side"
  for i in {1..12}; do
    echo "r$i,$marker $i,to $marker,Dr $marker,$phone,$birth,$marker stretch;$marker two,7,left"
  done
  echo "r13,$marker,$marker,$marker,$marker,$marker,$marker;$marker,$marker,$marker"
  echo "r14,$marker,,,,,,,both"
  echo "r15,$marker,$marker,$marker,,,,,left,$marker,$marker"
} >r.csv
spied batch own.lua r.csv --corpus corpus -o out --jobs 2
expect_code 3
[ "$(wc -c <seen)" -gt 100 ] || fail "nothing was seen of the processes"
expect_equal "$(find out -name '*.pdf' | wc -l)" 12
page out/greeting-r7-*.pdf
nowhere
expect_equal "$(tail -n +2 out/errors.csv | wc -l)" 3
spied batch own.lua r.csv --corpus corpus -o out --resume
expect_code 3
nowhere
spied batch own.lua r.csv --corpus corpus --dry-run --json
expect_code 3
grep -qaE "$marker|$phone|$birth" stdout && fail "standard output holds a patient's value"
nowhere

begin "batch: rosters that are refused whole"
own_report && places
bad_roster() {
  spied batch own.lua "$1" --corpus corpus -o out/never --json
  expect_code 2
  grep -qaE "$marker|$phone|$birth" stdout && fail "standard output holds a patient's value"
  nowhere
}
printf '%s,left,%s\n%s,right,%s\n' $marker $phone $marker $birth >r.csv
bad_roster r.csv # no header
printf 'id,patient_name,side\n%s,%s,left\n%s,%s,left\n' $marker $marker $marker $marker >r.csv
bad_roster r.csv # the same id twice
printf 'id,patient_name,side\n1,%s "%s",left\n' $marker $marker >r.csv
bad_roster r.csv # a quote within
printf 'id,patient_name,side\n1,"%s,left\n2,%s,left\n' $marker $marker >r.csv
bad_roster r.csv # an open quote
printf 'id,patient_name,side\n1,%s\xff,left\n' $marker >r.csv
bad_roster r.csv # no UTF-8
printf '{"id":1,"patient_name":"%s"\n' $marker >r.jsonl
bad_roster r.jsonl
finish

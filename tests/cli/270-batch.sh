#!/usr/bin/env bash
# footnote batch: a handout a row, what fails alone, what stops all, going on, shards, full disks.
. "$(dirname "$0")/lib.sh"

# A report that cites nothing and asks about both sides.
own_report() {
  small_corpus
  cat >own.lua <<'LUA'
local report = footnote.report {
  api = 1, name = "greeting", title = "A first sheet", description = "Says hello.", lang = "en",
  fields = {
    { name = "patient_name", type = "text", max = 60, required = true, personal = true },
    { name = "side", type = "choice", "left", "right", "both", required = true },
    { name = "pain", type = "whole", min = 0, max = 10 },
    { name = "shoes", type = "list", "old", "new" },
    { name = "large", type = "yes_no" },
  },
}
function report.build(patient)
  if patient.side == "both" then footnote.ask("T01", "both sides: is that meant?") end
  return document { title = report.title, heading { level = 1, report.title },
    para { value(patient.patient_name .. ", your side: " .. patient.side .. ".") },
    para { value("Pain " .. tostring(patient.pain) .. " " .. table.concat(patient.shoes or {}, "+")) } }
end
return report
LUA
}

# roster ROWS [BAD...]: with the rows of these numbers bad.
roster() {
  local i side rows=$1
  shift
  echo "id,patient_name,side,pain,shoes,large"
  for ((i = 1; i <= rows; i++)); do
    side=left
    [[ " $* " != *" $i "* ]] || side=sideways
    echo "p-$i,\"Testcase, Zaphod $i\",$side,$((i % 11)),old;new,no"
  done
}
batch() { footnote batch own.lua "$@" --corpus corpus --date 2026-03-02; }
# The handouts, their names and bytes.
sum_of() { (cd "$1" && sha256sum greeting-* | sha256sum); }
# Waits until the workers of a killed batch have ended with the rows that they are at: they hold the
# lock on its notes. A hundred times what an idle machine needs.
workers_end() { # FOLDER
  flock --wait 60 "$1/batch.csv" true || fail "the workers do not end"
}
no_rubbish() { # FOLDER
  [ -z "$(find "$1" -name '.footnote-*')" ] || fail "temporary files are left in $1"
  for file in "$1"/*.pdf; do
    [ "$(tail -c 6 "$file")" = "%%EOF" ] || fail "$file is not whole"
  done
}

begin "sixty rows with three bad ones: the rest is made, each bad one is told"
own_report
roster 60 7 30 59 >r.csv
batch r.csv -o out --jobs 2
expect_code 3
expect_no_stdout
expect_stderr "made 57 of 60 handouts in out"
expect_stderr "3 rows failed: see out/errors.csv"
refuse_stderr Zaphod
expect_equal "$(find out -name 'greeting-p-*.pdf' -perm 600 | wc -l)" 57
expect_equal "$(stat -c %a out/batch.csv out/errors.csv | sort -u)" 600
expect_equal "$(tr -d '\r' <out/errors.csv | tail -n +2 | cut -d, -f1-3 | tr '\n' ' ')" \
  "p-7,8,2 p-30,31,2 p-59,60,2 "
grep -q 'r.csv:8: side: expected left, right or both' out/errors.csv || fail "no reason in errors.csv"
expect_equal "$(tail -n +2 out/batch.csv | cut -d, -f1 | head -8 | tr '\n' ' ')" \
  "p-1 p-2 p-3 p-4 p-5 p-6 p-8 p-9 "
python3 - <<'PY' || fail "the manifest does not agree with the files"
import csv, hashlib, os, sys
rows = list(csv.DictReader(open("out/batch.csv", newline="")))
assert len(rows) == 57
for row in rows:
    data = open("out/" + row["file"], "rb").read()
    assert len(data) == int(row["bytes"]) and row["pages"] == "1"
    assert hashlib.sha256(data).hexdigest() == row["sha256"]
    assert row["file"] == f"greeting-{row['id']}-{row['code']}.pdf"
PY
no_rubbish out

begin "the bytes are those of make, whatever the number of workers"
own_report
roster 12 >r.csv
batch r.csv -o one --jobs 1
expect_code 0
refuse_file one/errors.csv
batch r.csv -o three --jobs 3
expect_code 0
expect_equal "$(sum_of one)" "$(sum_of three)"
cmp one/batch.csv three/batch.csv || fail "the manifests differ"
printf '{"patient_name":"Testcase, Zaphod 5","side":"left","pain":5,"shoes":["old","new"],"large":false}' \
  >p.json
footnote make own.lua -p p.json --corpus corpus --date 2026-03-02 -o five.pdf
cmp five.pdf one/greeting-p-5-*.pdf || fail "make gives other bytes"

begin "JSON Lines, other formats, a summary as JSON"
own_report
printf '%s\n' '{"id":1,"patient_name":"Zaphod","side":"left"}' \
  '{"id":"two","patient_name":"Zaphod","side":"both","accept":["T01"]}' >r.jsonl
batch r.jsonl -o out --format text --json
expect_code 0
expect_json 'o["made"] == 2 and o["failed"] == 0 and o["folder"] == "out" and o["errors"] is None'
expect_file out/greeting-1-*.txt
batch r.jsonl -o html --format html
expect_file html/greeting-two-*.html
batch r.jsonl -o dump --format dump
expect_code 2

begin "a rule that asks fails the row, accept lets it through, for one row or for all"
own_report
printf 'id;patient_name;side;accept\n1;A;both;\n2;B;both;T01\n3;C;left;\n' >r.csv
batch r.csv -o out
expect_code 3
grep -q '^1,2,4,.*T01' out/errors.csv || fail "errors.csv does not name the rule"
expect_equal "$(wc -l <out/errors.csv)" 2
batch r.csv -o all --accept T01
expect_code 0

begin "a hostile id names a file in the folder"
own_report
printf 'id,patient_name,side\n../../etc/x,A,left\n/tmp/y,B,left\n"%s",C,left\nПривет,D,left\n.,E,left\n' \
  "$(printf 'A%.0s' {1..300})" >r.csv
batch r.csv -o deep/out
expect_code 0
expect_equal "$(find . -name 'greeting-*.pdf' | wc -l)" 5
expect_equal "$(find deep/out -name 'greeting-*.pdf' | wc -l)" 5
expect_file deep/out/greeting-------etc-x-*.pdf
[ -e deep/out/greeting-"$(printf 'a%.0s' {1..40})"-??????????.pdf ] || fail "the id is not cut"

begin "a bad roster is refused whole, all its problems at once, nothing made"
own_report
printf 'id,patient_nme,side\n1,Zaphod,left\n1,Zaphod,left\n' >r.csv
batch r.csv -o out
expect_code 2
expect_stderr "r.csv:1: column 2: no field of this report has that name (did you mean 'patient_name'?)"
expect_stderr "r.csv:1: no column 'patient_name', which is required"
expect_stderr "r.csv:3: has the id of line 2"
refuse_stderr Zaphod
refuse_file out
printf 'id,patient_name,side\n1,A,left\n2,M\xfcller,left\n' >r.csv
batch r.csv -o out
expect_code 2
expect_stderr "r.csv:3: byte 4 is no UTF-8"
printf 'id,patient_name,side\n1,A,left\n2,"B,left\n3,C,left\n' >r.csv
batch r.csv -o out
expect_code 2
expect_stderr "r.csv:3: a quote that begins here is not closed"
refuse_file out

begin "a setting that no row could have is told once, before the first row"
own_report
roster 3 >r.csv
batch r.csv -o out --set patient_name=Zaphod --set side=sideways --set sde=left
expect_code 2
expect_stderr "--set patient_name: personal, expected in the patient file or the roster"
expect_stderr "--set side: expected left, right or both"
expect_stderr "--set: unknown field 'sde' (did you mean 'side'?)"
expect_stderr "no handouts: 3 settings to mend"
refuse_stderr Zaphod
refuse_file out
batch r.csv -o out --set pain=3
expect_code 0

begin "--dry-run checks each row and writes nothing"
own_report
roster 5 2 >r.csv
batch r.csv --dry-run
expect_code 3
expect_stderr "row p-2 (line 3): r.csv:3: side: expected left, right or both"
expect_stderr "checked 4 of 5 handouts"
expect_equal "$(find . -newer r.csv -name '*.pdf' | wc -l)" 0
batch r.csv
expect_code 2

begin "--resume keeps what is whole and makes the rest anew"
own_report
roster 9 4 >r.csv
batch r.csv -o out
before=$(sum_of out)
batch r.csv -o out
expect_code 2
expect_stderr "holds a batch already"
expect_equal "$(sum_of out)" "$before"
old=$(echo out/greeting-p-3-*.pdf)
truncate -s 100 "$old"
rm out/greeting-p-5-*.pdf
batch r.csv -o out --resume --json
expect_code 3
expect_json 'o["kept"] == 6 and o["made"] == 2 and o["failed"] == 1'
expect_equal "$(sum_of out)" "$before"
batch r.csv -o new --quiet
cmp out/batch.csv new/batch.csv || fail "the manifest of a resumed batch differs"
refuse_file out/batch.csv.before

begin "a changed row, script or article is made anew, and the old page is gone"
own_report
roster 4 >r.csv
batch r.csv -o out
sed -i 's/Zaphod 2/Trillian 2/' r.csv
batch r.csv -o out --resume --json
expect_json 'o["kept"] == 3 and o["made"] == 1'
expect_equal "$(find out -name 'greeting-p-2-*' | wc -l)" 1
sed -i 's/^p-3,\(.*\),left,/p-3,\1,sideways,/' r.csv
batch r.csv -o out --resume --json
expect_code 3
expect_json 'o["kept"] == 3 and o["failed"] == 1'
expect_equal "$(find out -name 'greeting-p-3-*' | wc -l)" 0
sed -i 's/your side/the side/' own.lua
batch r.csv -o out --resume --json
expect_json 'o["kept"] == 0 and o["made"] == 3'
echo "Another word." >>corpus/cups.md
batch r.csv -o out --resume --json
expect_json 'o["kept"] == 0 and o["made"] == 3'

begin "killed in the middle: nothing half, and the same end as without"
own_report
roster 200 9 >r.csv
batch r.csv -o whole
"$program" batch own.lua r.csv -o out --corpus corpus --date 2026-03-02 --quiet --jobs 2 2>"$err" &
victim=$!
for ((i = 0; i < 500; i++)); do
  [ "$(cat out/batch.csv 2>/dev/null | wc -l)" -ge 10 ] && break
  sleep 0.01
done
kill -9 $victim
wait $victim 2>/dev/null
workers_end out
made=$(find out -name '*.pdf' | wc -l)
[ "$made" -lt 199 ] || echo "note: it was killed too late to show anything"
no_rubbish out
batch r.csv -o out --resume --jobs 2
expect_code 3
expect_stderr "of them before"
expect_equal "$(sum_of out)" "$(sum_of whole)"
cmp out/batch.csv whole/batch.csv || fail "the manifests differ"
cmp out/errors.csv whole/errors.csv || fail "the errors differ"

begin "a worker killed alone: nothing half, the batch says so, and goes on with --resume"
own_report
roster 400 >r.csv
"$program" batch own.lua r.csv -o out --corpus corpus --date 2026-03-02 --quiet --jobs 2 2>"$err" &
victim=$!
for ((i = 0; i < 500; i++)); do
  [ "$(cat out/batch.csv 2>/dev/null | wc -l)" -ge 10 ] && break
  sleep 0.01
done
worker=$(pgrep -P $victim | tail -1) # the first child has read the fields and is gone
kill -9 "$worker" 2>/dev/null || echo "note: it was killed too late to show anything"
wait $victim
code=$?
expect_code 6
expect_stderr "a worker process has ended: was it killed, or is memory short?"
expect_stderr "go on with --resume"
workers_end out
no_rubbish out
batch r.csv -o out --resume
expect_code 0
expect_equal "$(find out -name '*.pdf' | wc -l)" 400

begin "what a dead writer left is swept when a batch goes on, what a living one writes is not"
own_report
roster 3 >r.csv
batch r.csv -o out
touch out/.footnote-0123456789abcdef.tmp out/.footnote-fedcba9876543210.tmp out/.footnote-mine
flock out/.footnote-fedcba9876543210.tmp "$program" batch own.lua r.csv -o out --corpus corpus \
  --date 2026-03-02 --quiet --resume 2>"$err" || fail "it does not go on"
refuse_file out/.footnote-0123456789abcdef.tmp
expect_file out/.footnote-fedcba9876543210.tmp
expect_file out/.footnote-mine

begin "two batches in one folder at once: the second is refused and changes nothing"
own_report
roster 3 >r.csv
batch r.csv -o out
before=$(sum_of out)
cp out/batch.csv notes.csv
for more in "" --resume; do
  flock out/batch.csv "$program" batch own.lua r.csv -o out --corpus corpus --date 2026-03-02 $more \
    >"$out" 2>"$err"
  code=$?
  expect_code 6
  expect_stderr "out: another batch is at work in this folder"
done
expect_equal "$(sum_of out)" "$before"
cmp out/batch.csv notes.csv || fail "the notes of the first are changed"

# A new file each: in the blink in which an old one is replaced a name is needed (base/file.h), and
# the next batch sweeps that.
begin "a make that is killed leaves no temporary file"
own_report
echo '{"patient_name":"Testcase, Zaphod","side":"left"}' >p.json
mkdir made
make() { exec "$program" make own.lua -p p.json --corpus corpus --date 2026-03-02 -o "made/$1.pdf" 2>"$err"; }
(make 0) || fail "it is not made"
for ((i = 1; i <= 12; i++)); do
  make $i &
  victim=$!
  sleep "0.0$((i + 10))"
  kill -9 $victim 2>/dev/null
  wait $victim 2>/dev/null
done
no_rubbish made
expect_equal "$(find made -type f ! -name '*.pdf')" ""

begin "asked to end: what is begun is finished and noted"
own_report
roster 400 >r.csv
"$program" batch own.lua r.csv -o out --corpus corpus --date 2026-03-02 --jobs 2 2>"$err" &
victim=$!
for ((i = 0; i < 500; i++)); do
  [ "$(find out -name '*.pdf' 2>/dev/null | wc -l)" -ge 10 ] && break
  sleep 0.01
done
kill $victim
wait $victim
code=$?
expect_code 143
expect_stderr "what is finished is whole, --resume goes on"
no_rubbish out
expect_equal "$(tail -n +2 out/batch.csv | wc -l)" "$(find out -name '*.pdf' | wc -l)"
batch r.csv -o out --resume
expect_code 0
expect_equal "$(find out -name '*.pdf' | wc -l)" 400

begin "Ctrl-C leaves with 130 and no worker behind"
own_report
roster 400 >r.csv
python3 - "$program" <<'PY' 2>"$err" || fail "not 130, or a worker is left"
import glob, os, signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
batch = subprocess.Popen([sys.argv[1], "batch", "own.lua", "r.csv", "-o", "out", "--corpus", "corpus",
                          "--jobs", "2", "--quiet"])
while len(glob.glob("out/*.pdf")) < 5 and batch.poll() is None:
    time.sleep(0.01)
batch.send_signal(signal.SIGINT)
code = batch.wait(20)
assert code == 130, code
for folder in glob.glob("/proc/[0-9]*"):
    try:
        assert os.readlink(folder + "/cwd") != os.getcwd() or int(folder[6:]) == os.getpid() \
            or b"footnote" not in open(folder + "/cmdline", "rb").read().split(b"\0")[0]
    except OSError:
        pass
PY

begin "shards on one machine: each has its own notes, together they are the whole"
own_report
roster 20 3 >r.csv
batch r.csv -o whole
if command -v parallel >/dev/null; then
  parallel --will-cite -j 2 "$program" batch own.lua r.csv -o out --shard {}/2 --jobs 1 --corpus corpus \
    --date 2026-03-02 --quiet ::: 1 2 >"$out" 2>"$err"
  expect_equal $? 1 # one of the two has the bad row
  expect_equal "$(sum_of out)" "$(sum_of whole)"
  expect_equal "$(cat out/batch-?-of-2.csv | grep -c '^p-')" 19
  expect_equal "$(cat out/errors-?-of-2.csv | grep -c '^p-3,')" 1
else
  echo "note: no GNU parallel here: the shards were not run at once"
fi
for shard in 0/2 3/2 x 1/ 1/2/3 /2 -1/2; do
  batch r.csv -o out --shard "$shard"
  expect_code 2
done

begin "a disk that is full: what is finished is whole, and it goes on"
own_report
roster 40 >r.csv
full=$PWD/full
mkdir "$full"
if mount -t tmpfs -o size=200k none "$full" 2>/dev/null; then
  batch r.csv -o full/out --jobs 2
  expect_code 6
  expect_stderr "what is finished is whole; mend this and go on with --resume"
  no_rubbish full/out
  [ "$(find full/out -name '*.pdf' | wc -l)" -gt 3 ] || fail "nothing was finished"
  mount -o remount,size=10m "$full"
  batch r.csv -o full/out --jobs 2 --resume
  expect_code 0
  expect_stderr "of them before"
  batch r.csv -o whole
  expect_equal "$(sum_of full/out)" "$(sum_of whole)"
  umount "$full"
else
  echo "note: no tmpfs may be mounted here: only the limit of a file's size was tried"
fi
(
  ulimit -f 2
  "$program" batch own.lua r.csv -o limited --corpus corpus --date 2026-03-02 --quiet
) >"$out" 2>"$err"
code=$?
expect_code 6
[ -z "$(find limited -name '.footnote-*' 2>/dev/null)" ] || fail "temporary files are left"

begin "each handout is in the ledger before its file is there"
own_report
roster 6 2 >r.csv
batch r.csv -o out --jobs 2 --by "Dr Test"
expect_code 3
for file in out/greeting-*.pdf; do
  recorded=${file%.pdf}
  footnote log --json --corpus corpus
  expect_stdout "${recorded##*-}"
done
batch r.csv -o dry --dry-run
footnote log --json --corpus corpus
expect_equal "$(grep -o '"code"' "$out" | wc -l)" 5

if [ -n "${FOOTNOTE_TEST_ALL:-}" ]; then
  begin "a thousand rows with three bad ones"
  own_report
  roster 1000 100 500 900 >r.csv
  batch r.csv -o out
  expect_code 3
  expect_equal "$(find out -name '*.pdf' | wc -l)" 997
  expect_equal "$(tail -n +2 out/errors.csv | wc -l)" 3
fi
finish

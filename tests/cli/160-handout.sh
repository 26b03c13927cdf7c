#!/usr/bin/env bash
# Both handouts, from the corpus to the printed page: the same bytes wherever they are made, tagged,
# fonts embedded, words in reading order, nothing of the patient's outside the page.
. "$(dirname "$0")/lib.sh"

lift=$FOOTNOTE_SOURCE/reports/inserts/achilles-lift/patient.json
spine=$FOOTNOTE_SOURCE/reports/heel-pain/referred-from-spine/patient.yaml

# Leaves with a message when one of the heads is missing, or stands before the one named before it.
in_order() { # FILE WORDS...
  python3 - "$@" 2>>"$err" <<'PY' || fail "words are not in reading order in $1"
import sys
text = " ".join(open(sys.argv[1], encoding="utf-8").read().split())
at = -1
for words in sys.argv[2:]:
    found = text.find(words, at + 1)
    if found < 0:
        sys.exit("%r does not come after what is before it" % words)
    at = found
PY
}

# pdftotext -raw: in the order of the content, which is that of the structure tree.
# The words of the text format against those of the PDF: nearly all of them, in the same order.
# Tables are cut otherwise, marks and drawn text differ: so the longest common sequence is measured.
same_words() { # TEXT-FILE PDF-TEXT-FILE [moved: parts stand in another order, where there is room]
  python3 - "$@" 2>>"$err" <<'PY' || fail "the PDF's words are not those of --format text"
import difflib, re, sys
def words(path):
    text = open(path, encoding="utf-8").read()
    text = re.sub(r"\(Picture:.*?\)\n", " ", text, flags=re.S)
    text = re.sub(r"\[[\d‡x ]+\]", " ", text)
    # Source numbers stand right behind a word in the PDF, so digits are left out of both.
    return re.findall(r"[^\W\d_]{2,}", text)
plain, printed = words(sys.argv[1]), words(sys.argv[2])
blocks = difflib.SequenceMatcher(None, plain, printed, autojunk=False).get_matching_blocks()
common = sum(b.size for b in blocks)
lost = set(plain) - set(printed)
if lost:
    sys.exit("not in the PDF: %s" % sorted(lost))
if "moved" not in sys.argv and common < 0.95 * len(plain):
    sys.exit("%d of %d words in the same order" % (common, len(plain)))
PY
}

begin "the same inputs give the same bytes: another day, folder, time zone, locale, index"
mkdir first second "a corpus"
footnote make inserts -p "$lift" -o first
expect_code 0
cp -r "$FOOTNOTE_SOURCE/corpus/." "a corpus"
find "a corpus" -type f -exec touch {} +
cp "$lift" second/patient.json
locale=$(locale -a | grep -vx 'C\|POSIX\|C\.[uU].*' | head -1)
[ -n "$locale" ] || echo "no locale but C installed: only its name is changed"
(
  cd second &&
    TZ=Asia/Tokyo LC_ALL=${locale:-de_DE.UTF-8} LANG=ja_JP.UTF-8 XDG_CACHE_HOME=$scratch/other \
      SOURCE_DATE_EPOCH=1800000000 "$program" make inserts -p patient.json --corpus "../a corpus" -o .
) >"$out" 2>"$err"
code=$?
expect_code 0
expect_file "$scratch/other/footnote"
expect_equal "$(cd first && sha256sum ./*.pdf)" "$(cd second && sha256sum ./*.pdf)"
footnote make inserts -p "$lift" -o first --date 2026-03-03
expect_code 0
expect_equal "$(find first -name '*.pdf' | wc -l)" 2

begin "both handouts: whole files, two tagged pages, title and language, fonts embedded"
for patient in "$lift" "$spine"; do
  report=$(basename "$(dirname "$(dirname "$patient")")")
  footnote make "$report" -p "$patient" -o "$report.pdf"
  expect_code 0
  expect_equal "$(stat -c %a "$report.pdf")" 600
  qpdf --check "$report.pdf" >"$out" 2>"$err" || fail "$report: qpdf --check"
  pdfinfo "$report.pdf" >"$out" 2>"$err"
  expect_equal "$(sed -n 's/^Tagged: *//p' "$out")" yes
  expect_equal "$(sed -n 's/^Pages: *//p' "$out")" 3 # with the diary to tear off
  grep -q '^Page size: *595\.[0-9]* x 841\.[0-9]* pts (A4)' "$out" || fail "$report: not A4"
  case $report in
    inserts) title="Your heel insert: how to start running with it" ;;
    *) title="Heel pain after running: what it may be and what to do" ;;
  esac
  expect_equal "$(sed -n 's/^Title: *//p' "$out")" "$title"
  qpdf --json "$report.pdf" >"$out" 2>"$err"
  python3 - "$out" 2>>"$err" <<'PY' || fail "$report: no language, or not marked, or no title shown"
import json, sys
o = json.load(open(sys.argv[1], encoding="utf-8"))
objects = o["objects"] if "objects" in o else o["qpdf"][1]
def value(entry):
    return entry.get("value", entry) if isinstance(entry, dict) else entry
catalogs = [value(e) for e in objects.values()
            if isinstance(value(e), dict) and value(e).get("/Type") == "/Catalog"]
assert len(catalogs) == 1
catalog = catalogs[0]
assert catalog["/Lang"].removeprefix("u:") == "en", catalog["/Lang"]
assert "/StructTreeRoot" in catalog and "/ViewerPreferences" in catalog
PY
  pdffonts "$report.pdf" >"$out" 2>"$err"
  [ "$(wc -l <"$out")" -ge 4 ] || fail "$report: fewer than two fonts"
  # The names hold no spaces, the types do: emb sub uni stand before the object's two numbers.
  tail -n +3 "$out" | awk '!($(NF-4) == "yes" && $(NF-3) == "yes" && $(NF-2) == "yes")' |
    grep -q . && fail "$report: a font is not embedded, not a subset, or can't be searched"
done

begin "the words of the heel insert handout stand in reading order"
footnote make inserts -p "$lift" -o h.pdf
pdftotext -raw h.pdf raw.txt
in_order raw.txt "Your heel insert: how to start" "Robin Example" "The main thing" \
  "What is my insert for?" "What do I do today?" "Get help now" \
  "Stop and call us today" "How can it help?" "What can go wrong?" "How do I build up?" \
  "How do I know I can move on?" "Who do I call?" "Sources" "My diary"
footnote make inserts -p "$lift" --format text
expect_code 0
cp "$out" plain.txt
same_words plain.txt raw.txt moved

begin "the words of the heel pain handout stand in reading order"
footnote make heel-pain -p "$spine" -o h.pdf
pdftotext -raw h.pdf raw.txt
in_order raw.txt "Heel pain after running:" "Pat Placeholder" "The main thing" \
  "What may be causing my pain?" "What can I do today?" "Can I run?" "Get help now" \
  "Call us the same day" "What tests might I have?" "What treatments might I be offered?" \
  "Who do I call?" "Sources" "My diary"
footnote make heel-pain -p "$spine" --format text
expect_code 0
cp "$out" plain.txt
same_words plain.txt raw.txt moved

begin "the structure tree has the handout's parts, and pictures have words"
footnote make inserts -p "$lift" -o h.pdf
pdfinfo -struct-text h.pdf >"$out" 2>"$err"
for part in H1 H2 Table TH TD L LI Figure; do
  grep -q "^ *$part\b" "$out" || fail "no $part in the structure tree"
done
in_order "$out" "The main thing" "What is my insert for?" "What can go wrong?" "Sources" "My diary"
qpdf --qdf --object-streams=disable h.pdf flat.pdf
figures=$(grep -ac '/S /Figure' flat.pdf)
[ "$figures" -ge 3 ] || fail "only $figures figures"
alternatives=$(grep -ac '/Alt ' flat.pdf)
[ "$alternatives" -ge "$figures" ] || fail "$figures figures, $alternatives with words"

begin "the side is the patient's, everywhere"
for side in left right; do
  footnote make inserts -p "$lift" --set side=$side --set insert_side=$side --format text
  expect_code 0
  other=$([ $side = left ] && echo right || echo left)
  expect_stdout "heel lift for your $side shoe"
  expect_stdout "Side view of a $side heel"
  refuse_stdout "$other"
done

begin "nothing of the patient's stands outside the page"
sed 's/Robin Example/Quentin Zyxwvut/; s/1984-05-01/1951-07-29/' "$lift" >patient.json
mkdir written
footnote make inserts -p patient.json -o written
expect_code 0
refuse_stderr Zyxwvut
refuse_stderr Quentin
file=$(echo written/*.pdf)
[[ $(basename "$file") =~ ^inserts-[0-9A-Z]{10}\.pdf$ ]] || fail "the file is called $file"
pdftotext "$file" - | grep -q Zyxwvut || fail "the page lacks the name: this test would show nothing"
pdfinfo "$file" >"$out"
pdfinfo -meta "$file" >>"$out"
pdfinfo -custom "$file" >>"$out"
qpdf --json "$file" >>"$out" 2>/dev/null
for value in Zyxwvut Quentin 1951 29/07; do
  refuse_stdout "$value"
done
grep -rqaE 'Zyxwvut|Quentin' "$XDG_CACHE_HOME" && fail "the index holds the patient's name"
find "$scratch/$cases" -name '*Zyx*' | grep -q . && fail "a file name holds the patient's name"
grep -qaE 'Zyxwvut|Quentin' "$file" && fail "the PDF's bytes hold the name in clear"

begin "a changed value, rule acknowledged or profile changes the code; the order of fields does not"
footnote make inserts -p "$lift" -o h.pdf --json
code_of() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["code"])' "$out"; }
first=$(code_of)
footnote make inserts -p "$lift" --set weekly_distance=21 -o h.pdf --json
[ "$(code_of)" != "$first" ] || fail "another distance, the same code"
cp -r "$FOOTNOTE_SOURCE/corpus" corpus
sed -i 's/^phone: .*/phone: 01632 960 003/' corpus/clinic.yaml
footnote make inserts -p "$lift" --corpus corpus -o h.pdf --json
[ "$(code_of)" != "$first" ] || fail "another profile, the same code"

begin "exercises stand as they were typed, with how and how often, those of the clinic as a whole"
diabetes=$FOOTNOTE_SOURCE/reports/heel-pain/plantar-fasciitis-diabetes/patient.json
python3 - "$diabetes" >exercises.json <<'PY'
import json, sys
patient = json.load(open(sys.argv[1], encoding="utf-8"))
patient["exercises"] = [
    {"name": "Heel raises", "how": "On a step, slowly.", "how_often": "Ten times, twice a day."},
    {"name": "calf_stretch"}]
json.dump(patient, sys.stdout)
PY
footnote make heel-pain -p exercises.json --date 2026-03-02 --format text -o -
expect_code 0
expect_stdout "On a step, slowly."
expect_stdout "Ten times, twice a day."
expect_stdout "Do the calf stretch each day."
refuse_stdout "calf_stretch"

finish

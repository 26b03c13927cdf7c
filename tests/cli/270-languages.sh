#!/usr/bin/env bash
# A handout in another language: a draft only when it is asked for and marked as one, what is merely
# prepared never, and no English left on a Spanish page but the names of the sources.
. "$(dirname "$0")/lib.sh"

lift=$FOOTNOTE_SOURCE/reports/inserts/spanish-achilles-lift/patient.json
heel=$FOOTNOTE_SOURCE/reports/heel-pain/spanish-plantar-fasciitis/patient.json
in_language() { sed "s/\"language\": \"es\"/\"language\": \"$1\"/" "$lift" >patient.json; }
spanish() { # REPORT PATIENT [OPTION...]
  local report=$1 patient=$2
  shift 2
  footnote make "$report" -p "$patient" --date 2026-03-02 --allow-draft "$@"
}

begin "a draft is refused, and nothing is written, until --allow-draft"
footnote make inserts -p "$lift" -o a.pdf
expect_code 4
expect_stderr "es.yaml is a draft that nobody has reviewed"
expect_stderr "--allow-draft"
refuse_stderr "Ejemplo"
refuse_file a.pdf
spanish inserts "$lift" -o a.pdf
expect_code 0
pdfinfo a.pdf >info.txt
pdftotext -raw a.pdf - >a.txt
[ "$(grep -c "Borrador, no es para pacientes" a.txt)" -eq "$(sed -n 's/^Pages: *//p' info.txt)" ] ||
  fail "not every page says that it is a draft"
qpdf --qdf --object-streams=disable a.pdf plain.pdf
grep -aq '/Lang (es)' plain.pdf || fail "the document's language is not Spanish"
grep -aq '/Lang (en)' plain.pdf || fail "the names of the sources are not marked as English"

begin "an English handout says nothing of drafts or of sources in another language"
in_language en
footnote make inserts -p patient.json --date 2026-03-02 --format text
expect_code 0
refuse_stdout "Draft"
refuse_stdout "sources are in English"

begin "dates, decimal signs and the words of the program are Spanish"
spanish inserts "$lift" --format text
expect_code 0
expect_stdout "2 de marzo de 2026"
expect_stdout "21 nov 2026"
expect_stdout "Las fuentes están en inglés."
expect_stdout "clínica" # the line may end within "consejo de la clínica"
grep -qE '[0-9],[0-9] km' "$out" || fail "no decimal comma"

begin "no English is left but the clinic's name and the names of the sources"
for case in "inserts $lift" "heel-pain $heel"; do
  spanish $case --format dump # the words as they are placed, the alternative texts of drawings too
  expect_code 0
  python3 - "$out" "$FOOTNOTE_SOURCE/corpus" <<'PY' 2>>"$err" || fail "English on a Spanish page"
import pathlib, re, sys
text = open(sys.argv[1], encoding="utf-8").read()
text = re.sub(r"(?m)^[\d.]+ [\d.]+ Span .*$", "", text)  # the titles of articles, marked as English
for name in "Example Foot Clinic", "clinic.example/heel":
    text = text.replace(name, "")
for article in pathlib.Path(sys.argv[2]).glob("*.md"):
    title = re.search(r'^title: "?(.*?)"?$', article.read_text(), re.M)
    text = text.replace(title.group(1), "") if title else text  # in what a link says
english = set("the your you and with for not pain heel when what week page left right of is"
              " call version reviewed clinic advice sources shoe walk run".split())
spoken = " ".join(re.findall(r'"(.*)"', text))
found = english & set(re.findall(r"[a-záéíóúüñ]+", spoken.lower()))
assert not found, found
assert "talón" in spoken
PY
done

begin "left and right agree with their nouns, and never change sides"
spanish inserts "$lift" --format text
expect_stdout "zapato izquierdo"
expect_stdout "zapatilla izquierda"
refuse_stdout "derech"
sed 's/"left"/"right"/g' "$lift" >right.json
spanish inserts right.json --format text
expect_stdout "zapato derecho"
expect_stdout "zapatilla derecha"
refuse_stdout "izquierd"

begin "Spanish sentences rest on the English passages: the queries are those of the English entries"
spanish inserts "$lift" --explain
expect_code 0
expect_stdout "heel lift elevate heel"
expect_stdout "insert-types"
expect_stdout "draft, not yet reviewed"

begin "what is merely prepared is refused, also as a draft, and says what is missing"
in_language pl
footnote make inserts -p patient.json --allow-draft -o b.pdf
expect_code 4
grep -qE 'pl\.yaml is prepared, not finished: [0-9]+ sentences are missing' "$err" ||
  fail "no count of what is missing"
refuse_file b.pdf

begin "a language without wording is no choice"
in_language fr
footnote make inserts -p patient.json -o b.pdf
expect_code 2
expect_stderr "language"
refuse_file b.pdf

begin "a value without a sentence names the entry and the slot, never the value"
cat >own.lua <<'LUA'
local report = footnote.report { api = 1, name = "own", title = "Own", fields = {
  { name = "language", type = "choice", "en", "es", default = "en" } } }
function report.build()
  return document { title = "Own", heading { level = 1, "Own" },
    para { restate("intro.heel_cup", { side = "upside-down" }) } }
end
return report
LUA
footnote make own.lua -o own.pdf
expect_code 5
grep -qE "own.lua:5: restate 'intro.heel_cup': .*en.yaml:[0-9]+ has no sentence .* slot 'side'" \
  "$err" || fail "no place of the entry"
expect_stderr "expected left, right or both"
sed 's/.*upside-down.*/    para { restate("intro.heel_cup") } }/' own.lua >none.lua
footnote make none.lua -o own.pdf
expect_code 5
expect_stderr "the slot 'side' decides which sentence it is"

finish

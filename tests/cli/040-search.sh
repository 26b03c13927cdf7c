#!/usr/bin/env bash
# footnote search: text and JSON, hostile queries, freshness, what it loads.
. "$(dirname "$0")/lib.sh"

begin "JSON has the fields that stay"
small_corpus
footnote search lift --corpus corpus --json
expect_code 0
expect_no_stderr
expect_json 'o["schema"] == 1 and o["query"] == "lift" and o["unknown"] == []'
expect_json 'list(o["hits"][0]) == ["rank", "article", "section", "title", "title_marks", "heading", "path", "path_marks", "text", "score", "weak", "snippet", "file", "line", "reviewed", "overdue"]'
expect_json 'o["hits"][0]["rank"] == 1 and o["hits"][0]["article"] == "lifts"'
expect_json 'o["hits"][0]["section"] == "what-a-lift-does" and o["hits"][0]["heading"] == "What a lift does"'
expect_json 'o["hits"][0]["text"].startswith("A heel lift raises")'
expect_json 'o["hits"][0]["score"] > 0 and o["hits"][0]["weak"] in (True, False)'
expect_json 'o["hits"][0]["file"].endswith("corpus/lifts.md") and o["hits"][0]["line"] == 10'
expect_json 'o["hits"][0]["reviewed"] == "2020-01-02" and o["hits"][0]["overdue"] is True'

begin "marks are code points of the snippet"
article corpus/a.md "Fußpflege" "Größe" "Ärzte — 😀 — sagen: eine Einlage hilft."
settle corpus
footnote search einlage --corpus corpus --json
expect_code 0
expect_json '[o["hits"][0]["snippet"]["text"][a:b] for a, b in o["hits"][0]["snippet"]["marks"]] == ["Einlage"]'

begin "text: rank, title, marks, place and review"
small_corpus
footnote search lift --corpus corpus
expect_code 0
expect_stdout "1. Heel lifts > What a lift does"
expect_stdout "**lift**"
expect_stdout "lifts#what-a-lift-does  reviewed 2020-01-02  review overdue since 2021-01-02"
awk 'length($0) > 80 { exit 1 }' "$out" || fail "a line is longer than 80"
footnote search cup --corpus corpus
refuse_stdout overdue

begin "nothing found is exit 1 with a sentence, and JSON all the same"
small_corpus
footnote search zebra --corpus corpus
expect_code 1
expect_no_stdout
expect_stderr "nothing found for 'zebra'"
footnote search zebra --corpus corpus --json
expect_code 1
expect_json 'o["hits"] == []'

begin "an unknown word is named, and not replaced"
small_corpus
footnote search plantar fascitis --corpus corpus --json
expect_code 1 # weak: the word that carries the query is missing
expect_json '[u["word"] for u in o["unknown"]] == ["fascitis"]'
expect_json 'isinstance(o["unknown"][0]["suggestions"], list)'
expect_json 'all([h["snippet"]["text"][a:b].lower() for a, b in h["snippet"]["marks"]] == ["plantar"] for h in o["hits"])'
expect_stderr "no article holds 'fascitis'"
footnote search fascitis --corpus corpus --json
expect_code 1
expect_json 'o["hits"] == []'
footnote search plantar fascitis --corpus corpus --quiet
expect_code 1
expect_no_stderr

begin "typed text is never syntax"
small_corpus
for query in '"' '""' '"unclosed heel' "heel'; DROP TABLE x; --" 'heel AND' 'NEAR(' 'heel OR OR' '(heel' \
  'heel)' 'title : heel' 'heel^' '^heel' '*' 'heel**' 'col:umn:heel' '{heel}' 'heel + + lift' '\' \
  'heel NOT' '%s%n' $'heel\tlift' $'heel\nlift' 'ﬁ' '😀' '¡heel!' $'\377heel' 'heel -' '-' '--heel'; do
  footnote search --corpus corpus --json -- "$query"
  case $code in
    0 | 1) expect_json 'o["schema"] == 1' ;;
    2) expect_no_stdout ;;
    *) fail "exit code $code for: $query" ;;
  esac
  refuse_stderr "syntax error"
  refuse_stderr "fts5"
  refuse_stderr "runtime error"
done
footnote search --corpus corpus -- ""
expect_code 2
footnote search --corpus corpus "$(printf 'heel %.0s' {1..5000})" --json
[ $code -le 2 ] || fail "a long query gave $code"

begin "suggestions are taken with --fix, and then told"
small_corpus
footnote search plantr fascitis --fix --corpus corpus --json
expect_code 0
expect_json 'o["query"] == "plantr fascitis" and o["used"] == "plantar fasciitis"'
expect_json '[u["suggestions"][0] for u in o["unknown"]] == ["plantar", "fasciitis"]'
expect_json '"Plantar fasciitis" in [h["snippet"]["text"][:17] for h in o["hits"]]'
expect_stderr "searched for 'plantar fasciitis'"
footnote search heelbone --corpus corpus
expect_code 1
expect_stderr "no article holds 'heelbone' (did you mean 'heel bone'"
footnote search heel --fix --corpus corpus --json
expect_json 'o["used"] is None and o["passed_over"] == 0'
expect_no_stderr

begin "other names out of the thesaurus, which the next search sees when it is edited"
small_corpus
footnote search booster --corpus corpus --json
expect_code 1
printf 'groups:\n  - terms: [heel lift, heel booster]\n    abbreviations: [HL]\n' >corpus/thesaurus.yaml
settle corpus
footnote search heel booster --corpus corpus --json
expect_code 0
expect_json 'o["hits"][0]["article"] == "lifts" and o["unknown"] == []'
footnote search HL --corpus corpus --json
expect_code 0
expect_json '[h["article"] for h in o["hits"]] == ["lifts"]'
expect_no_stderr
footnote search hl --corpus corpus
expect_code 1
footnote search '"heel booster"' --corpus corpus
expect_code 1
sed -i s/booster/hoist/ corpus/thesaurus.yaml
footnote search heel hoist --corpus corpus --json
expect_json 'o["hits"][0]["article"] == "lifts"'
printf 'groups:\n  - terms: [heel lift]\n  - terms: [cup, cradle]\n' >corpus/thesaurus.yaml
footnote search cradle --corpus corpus --json
expect_code 0
expect_json 'o["hits"][0]["article"] == "cups"'
expect_stderr "thesaurus.yaml:2: a group needs"
rm corpus/thesaurus.yaml
footnote search cradle --corpus corpus
expect_code 1

begin "one word is judged alike where its passages are looked at, for --explain, and where they are not"
for word in heel spur insoles lift osteoporosis bursitis nsaid calcaneus arthrosis indication runner; do
  for explain in "" --explain; do
    footnote search $word --json --limit 20 $explain
    echo "$code $(python3 -c "import json
print([[h['article'], h['section'], round(h['score'], 9), h['weak']] for h in json.load(open('$out'))['hits']])")" \
      >"judged$explain"
  done
  cmp -s judged judged--explain || fail "$word: $(cat judged judged--explain)"
done
grep -q True judged || fail "none of them is weak: it shows nothing"

begin "a clinic's thesaurus adds to the corpus's"
small_corpus
mkdir clinic
echo 'name: A clinic' >clinic/clinic.yaml
printf 'groups:\n  - terms: [heel cup, bowl]\n' >clinic/thesaurus.yaml
footnote search bowl --corpus corpus --clinic clinic --json
expect_code 0
expect_json '[h["article"] for h in o["hits"]] == ["cups"]'

begin "fields, OR, filters and --near narrow"
small_corpus
footnote search 'title:lifts heel' --corpus corpus --json
expect_json '[h["article"] for h in o["hits"]] == ["lifts"]'
footnote search '"soft cup" OR morning' --corpus corpus --json
expect_json 'sorted(h["article"] for h in o["hits"]) == ["cups", "fascia"]'
footnote search 'heel reviewed:overdue' --corpus corpus --json
expect_json '[h["article"] for h in o["hits"]] == ["lifts"]'
footnote search 'heel lang:de' --corpus corpus
expect_code 1
footnote search 'lang:de' --corpus corpus
expect_code 2
expect_stderr "no word to search for"
footnote search --near 2 'fat bone' --corpus corpus
expect_code 1
footnote search --near 5 'fat bone' --corpus corpus
expect_code 0
footnote search --near 0 'fat bone' --corpus corpus
expect_code 2

begin "single-dash words belong to the query; a letter that is an option only after the first word"
small_corpus
footnote search heel -cup --corpus corpus --json
expect_code 0
expect_json 'o["query"] == "heel -cup" and "cups" not in [h["article"] for h in o["hits"]]'
footnote search heel -h --corpus corpus --json
expect_code 0
expect_json 'o["query"] == "heel -h"'
footnote search -cup heel --corpus corpus --json
expect_code 0
expect_json 'o["query"] == "-cup heel" and "cups" not in [h["article"] for h in o["hits"]]'
footnote search heel --corpus corpus --json -- --limit
expect_json 'o["query"] == "heel --limit"'

begin "--match is syntax, and its mistakes are usage errors"
small_corpus
footnote search --match 'heel AND lift' --corpus corpus --json
expect_code 0
expect_json '[h["article"] for h in o["hits"]] == ["lifts"]'
mistake() { # EXPRESSION CARET-COLUMN WHY
  footnote search --corpus corpus --match -- "$1"
  expect_code 2
  expect_stderr "$3"
  expect_equal "$(grep -n '^ *^$' "$err" | sed 's/^.*://' | tr -d '\n' | wc -c)" $(($2 + 5))
}
mistake 'heel AND AND lift' 9 "'AND' can't stand here"
mistake 'heel AND' 8 "something is missing at its end"
mistake 'heel-lift' 5 "there is no column 'lift'"
mistake 'lift: heel' 0 "there is no column 'lift'"
mistake 'heel "lift' 5 "never closed"
mistake '*heel' 0 "begins with a star"
mistake 'NEAR(heel lift, x)' 16 "takes a number"
mistake 'Füße ) heel' 5 "')' can't stand here"

begin "queries of any size and bytes end in a second, and say how much they pass over"
small_corpus
printf '(%.0s' {1..5000} >brackets
head -c 70000 /dev/zero | tr '\0' x >letters
seq -s ' ' 1 9000 >numbers
printf '"%.0s' {1..5000} >quotes
yes 'heel "a' | head -5000 | tr '\n' ' ' >open_quotes
yes -- '-"heel"* ' | head -5000 | tr -d '\n' >exclusions
yes 'OR title:x ' | head -5000 | tr -d '\n' >fields
head -c 30000 /dev/urandom | tr -d '\0' >bytes
for file in brackets letters numbers quotes open_quotes exclusions fields bytes; do
  ways=(--json)
  case $file in open_quotes | bytes) ways=(--json --fix --near=3 --match) ;; esac
  for way in "${ways[@]}"; do
    timeout 10 "$program" search $way --corpus corpus -- "$(cat $file)" >"$out" 2>"$err"
    code=$?
    case $code in 0 | 1 | 2) ;; *) fail "exit code $code for $file with $way" ;; esac
  done
done
footnote search --json --corpus corpus -- heel "$(cat numbers)"
expect_code 0
expect_json 'o["passed_over"] == 9000 - 63'
expect_stderr "words of it are passed over"

begin "an expression of many words is refused in a moment, a long query is told by its beginning"
small_corpus
footnote index --corpus corpus
for words in 'heel ' 'title:heel ' 'a* ' 'NEAR(heel pad, 5) ' '"heel pad" '; do
  timeout 5 "$program" search --match --corpus corpus -- "$(yes "$words" | head -4000 | tr -d '\n')" >"$out" 2>"$err"
  code=$?
  expect_code 2
  expect_stderr "more than 128 words"
done
footnote search --match --corpus corpus -- "$(yes 'heel OR ' | head -20 | tr -d '\n') cup"
expect_code 0
footnote search --corpus corpus -- "$(yes '足' | head -30000 | tr -d '\n')"
expect_code 1
[ "$(wc -c <"$err")" -lt 1000 ] || fail "a message of $(wc -c <"$err") bytes"
expect_stderr "足..."

begin "--article and --lang restrict"
small_corpus
footnote search heel --article cups --corpus corpus --json
expect_code 0
expect_json 'set(h["article"] for h in o["hits"]) == {"cups"}'
footnote search heel --article cupz --corpus corpus
expect_code 1
expect_stderr "did you mean 'cups'"
footnote search heel --lang de --corpus corpus
expect_code 1

begin "a changed corpus is searched as it is now"
small_corpus
footnote search lift --corpus corpus
expect_code 0
rm corpus/lifts.md
footnote search Achilles --corpus corpus
expect_code 1
expect_no_stdout
article corpus/new.md "Socks" "Wool" "Merino socks keep feet dry."
footnote search merino --corpus corpus
expect_code 0

begin "a corpus that can't be reached keeps its content, with a warning"
small_corpus
footnote index corpus --index own.sqlite
mv corpus away
footnote search lift --index own.sqlite --json
expect_code 0
expect_json 'o["hits"][0]["article"] == "lifts"'
expect_stderr "can't be reached"
mv away corpus
footnote search lift --index own.sqlite
expect_code 0
expect_no_stderr
footnote search lift --corpus corpus
expect_code 0
mv corpus away
footnote search lift --corpus corpus
expect_code 0
expect_stderr "can't be reached"

begin "an index that can't be written is searched as it was, with a warning"
small_corpus
as_other=()
[ "$(id -u)" -ne 0 ] || as_other=(setpriv --reuid=65534 --regid=65534 --clear-groups)
mkdir shelf
footnote index corpus --index shelf/own.sqlite
expect_code 0
article corpus/new.md "Socks" "Wool" "Merino socks keep feet dry."
chmod -R a+rX "$scratch"
chmod a-w shelf shelf/own.sqlite
if "${as_other[@]}" test -x "$program" 2>/dev/null; then
  "${as_other[@]}" "$program" search lift --index shelf/own.sqlite --json >"$out" 2>"$err"
  code=$?
  expect_code 0
  expect_json 'o["hits"][0]["article"] == "lifts"'
  expect_stderr "using it as it was"
else
  echo "skipped: the program can't be run as another user"
fi
chmod u+w shelf

begin "several searches at once on a corpus that no one has read yet"
small_corpus
for round in 1 2 3 4 5 6; do
  rm -rf "$XDG_CACHE_HOME"
  for i in 1 2 3 4 5 6 7 8; do
    {
      "$program" search lift --corpus corpus --json >"out.$i" 2>"err.$i"
      echo $? >"rc.$i"
    } &
  done
  wait
  for i in 1 2 3 4 5 6 7 8; do
    expect_equal "$(cat "rc.$i") $(cat "err.$i")" "0 "
    cmp -s out.1 "out.$i" || fail "round $round: answer $i differs"
  done
done

begin "an article's control characters do not reach the terminal"
mkdir corpus
printf '# Title \033[31m red\n\nThe zebra\033]0;owned\007 walks.\n' >corpus/a.md
settle corpus
footnote search zebra --corpus corpus
! grep -q $'\033' "$out" || fail "an escape got through"

begin "footnote search maps at most SQLite, libm and libc"
if nm -D "$program" 2>/dev/null | grep -q __asan_init; then
  echo "skipped: a sanitizer build maps more"
else
  allowed='(linux-vdso|libsqlite3|libm|libc|ld-linux[^ ]*)[.]so'
  # Linked statically (ldd says so) it maps nothing, which LD_DEBUG then shows by printing nothing.
  ldd "$program" 2>/dev/null | awk '/[.]so/ { print $1 }' | sed 's|.*/||' | grep -vE "^$allowed" >"$out"
  expect_no_stdout
  small_corpus
  footnote search heel --corpus corpus
  expect_code 0
  # What is mapped while it runs, not only what it was linked to.
  LD_DEBUG=libs "$program" search heel --corpus corpus 2>&1 >/dev/null |
    awk '/calling init:/ { print $NF }' | sed 's|.*/||' | grep -vE "^$allowed" >"$err"
  expect_no_stderr
fi

finish

#!/usr/bin/env bash
# footnote search: text and JSON, hostile queries, freshness, what it loads.
. "$(dirname "$0")/lib.sh"

begin "JSON has the fields that stay"
small_corpus
footnote search lift --corpus corpus --json
expect_code 0
expect_no_stderr
expect_json 'o["schema"] == 1 and o["query"] == "lift" and o["unknown"] == []'
expect_json 'list(o["hits"][0]) == ["rank", "article", "section", "title", "heading", "text", "score", "weak", "snippet", "file", "line", "reviewed", "overdue"]'
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
expect_code 0
expect_json '[u["word"] for u in o["unknown"]] == ["fascitis"]'
expect_json 'isinstance(o["unknown"][0]["suggestions"], list)'
expect_json 'all([h["snippet"]["text"][a:b].lower() for a, b in h["snippet"]["marks"]] == ["plantar"] for h in o["hits"])'
expect_stderr "no article holds 'fascitis'"
footnote search fascitis --corpus corpus --json
expect_code 1
expect_json 'o["hits"] == []'
footnote search plantar fascitis --corpus corpus --quiet
expect_code 0
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

begin "single-dash words after the first belong to the query"
small_corpus
footnote search heel -cup --corpus corpus --json
expect_code 0
expect_json 'o["query"] == "heel -cup" and "cups" not in [h["article"] for h in o["hits"]]'
footnote search heel -h --corpus corpus --json
expect_code 0
expect_json 'o["query"] == "heel -h"'
footnote search -zz heel --corpus corpus
expect_code 2
footnote search heel --corpus corpus --json -- --limit
expect_json 'o["query"] == "heel --limit"'

begin "--match is syntax, and its mistakes are usage errors"
small_corpus
footnote search --match 'heel AND lift' --corpus corpus --json
expect_code 0
expect_json '[h["article"] for h in o["hits"]] == ["lifts"]'
footnote search --match 'heel AND AND' --corpus corpus
expect_code 2

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

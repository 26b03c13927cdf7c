#!/usr/bin/env bash
# From the light program to footnote-full: found, missing, and only when needed.
. "$(dirname "$0")/lib.sh"

# A copy of the programs laid out as they are installed, and its own corpus.
install_copy() {
  mkdir -p usr/bin usr/libexec/footnote usr/share/footnote
  cp "$program" usr/bin/footnote
  cp "$FOOTNOTE_BUILD/footnote-full" usr/libexec/footnote/
  small_corpus
  mv corpus usr/share/footnote/
}

begin "installed: footnote-full in libexec, the corpus in share"
install_copy
usr/bin/footnote search lift --json >"$out" 2>"$err"
code=$?
expect_code 0
expect_json 'o["hits"][0]["article"] == "lifts"'
usr/bin/footnote status --json >"$out" 2>"$err"
expect_json 'o["share"].endswith("usr/share/footnote")'
ln -s "$PWD/usr/bin/footnote" link
./link status --json >"$out" 2>"$err"
code=$?
expect_code 0
expect_json 'o["articles"] == 3'

begin "a current index needs no footnote-full; a stale one does"
install_copy
usr/bin/footnote index >"$out" 2>"$err"
rm usr/libexec/footnote/footnote-full
usr/bin/footnote search lift >"$out" 2>"$err"
code=$?
expect_code 0
article usr/share/footnote/corpus/new.md "Socks" "Wool" "Merino socks keep feet dry."
usr/bin/footnote search lift >"$out" 2>"$err"
code=$?
expect_code 6
expect_stderr "footnote-full was not found"
usr/bin/footnote make inserts >"$out" 2>"$err"
code=$?
expect_code 6

begin "FOOTNOTE_FULL names it"
install_copy
mv usr/libexec/footnote/footnote-full elsewhere
FOOTNOTE_FULL=$PWD/elsewhere usr/bin/footnote index >"$out" 2>"$err"
code=$?
expect_code 0
# Naming the light program itself must not go round for ever.
FOOTNOTE_FULL=$PWD/usr/bin/footnote timeout 10 usr/bin/footnote index >"$out" 2>"$err"
code=$?
expect_code 6

begin "both programs give the same answers"
small_corpus
for line in "search heel --json" "search lift" "show lifts" "status --json" "search zebra --json" \
  "search" "serach x" "search x --limt 3"; do
  # shellcheck disable=SC2086
  footnote $line --corpus corpus
  first=$code
  cp "$out" first.out
  cp "$err" first.err
  # shellcheck disable=SC2086
  "$FOOTNOTE_BUILD/footnote-full" $line --corpus corpus >"$out" 2>"$err"
  code=$?
  expect_code "$first"
  cmp -s first.out "$out" || fail "$line: stdout differs"
  cmp -s first.err "$err" || fail "$line: stderr differs"
done

finish

#!/usr/bin/env bash
# Every worked example and every golden page as a PDF: PDF/UA-1 by the rules of check.py, and the words
# that a reader gets by reading.py; then selftest.py shows that the rules can fail.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../cli/lib.sh"

made=$scratch/made
mkdir -p "$made"
export PYTHONDONTWRITEBYTECODE=1

# Both formats of one handout. An example that is meant to be refused has none.
make_handout() { # NAME ARGUMENTS...
  local name=$1
  shift
  XDG_CACHE_HOME=$scratch/cache
  footnote make "$@" -o "$made/$name.pdf"
  expect_code 0
  ! grep -Eq '(left out|moved) to fit' "$err" || return 0 # a text has room for all of it
  footnote make "$@" --format text -o "$made/$name.txt"
  expect_code 0
}

begin "worked examples become PDFs"
for_every_example

begin "golden pages become PDFs"
for_every_golden_page

begin "PDF/UA-1"
python3 "$here/check.py" "$made"/*.pdf >"$out" 2>"$err" || {
  fail "check.py"
  grep -v ': fine' "$out"
}
tail -1 "$out"

begin "words in order, whole, once"
pairs=()
for pdf in "$made"/*.pdf; do
  text=${pdf%.pdf}.txt
  [ -f "$text" ] || text=-
  pairs+=("$pdf" "$text")
done
python3 "$here/reading.py" "${pairs[@]}" >"$out" 2>"$err" || {
  fail "reading.py"
  cat "$out"
}
tail -1 "$out"

# Notes at the foot of a page are spoilt in unit/pdf_write too, where pages are placed by hand.
begin "a spoilt file fails"
python3 "$here/selftest.py" --lacking 3 "$made"/*.pdf >"$out" 2>"$err" || {
  fail "selftest.py"
  cat "$out"
}
tail -1 "$out"

finish

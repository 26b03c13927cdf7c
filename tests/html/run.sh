#!/usr/bin/env bash
# Every worked example and every golden page as HTML: the rules of check.py, the same words as the
# plain text, the same bytes each time. With FOOTNOTE_TEST_ALL=1 a browser looks at them too
# (browser.py): axe-core finds nothing, no sideways scrolling at 320 px, at most four printed pages.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../cli/lib.sh"

made=$scratch/made
mkdir -p "$made"
export PYTHONDONTWRITEBYTECODE=1

# Both formats of one handout.
make_handout() { # NAME ARGUMENTS...
  local name=$1
  shift
  XDG_CACHE_HOME=$scratch/cache
  footnote make "$@" --format html -o "$made/$name.html"
  expect_code 0
  footnote make "$@" --format text -o "$made/$name.txt"
  expect_code 0
}

begin "worked examples become HTML"
for_every_example
handouts=("$made"/*.html)

begin "golden pages become HTML"
for_every_golden_page

begin "structure, names, references, words"
pairs=()
for page in "$made"/*.html; do pairs+=("$page" "${page%.html}.txt"); done
python3 "$here/check.py" "${pairs[@]}" >"$out" 2>"$err" || {
  fail "check.py"
  cat "$out"
}
tail -1 "$out"

begin "a spoilt file fails"
python3 "$here/check.py" --spoil "${handouts[0]}" >"$out" 2>"$err" || fail "check.py --spoil"

begin "the same inputs give the same bytes, to a file and to standard output"
lift=$FOOTNOTE_SOURCE/reports/inserts/achilles-lift/patient.json
XDG_CACHE_HOME=$scratch/cache
footnote make inserts -p "$lift" --format html -o first.html
TZ=Asia/Tokyo LC_ALL=C footnote make inserts -p "$lift" --format html
expect_code 0
cmp -s first.html "$out" || fail "other bytes"

if [ -n "${FOOTNOTE_TEST_ALL:-}" ]; then
  begin "a browser finds nothing to mend"
  # Large print takes six sides as a PDF too.
  large=() small=()
  for page in "${handouts[@]}"; do
    case $page in *large-print*) large+=("$page") ;; *) small+=("$page") ;; esac
  done
  [ ${#large[@]} -eq 0 ] || python3 "$here/browser.py" --pages 6 "${large[@]}" >"$out" 2>"$err" || {
    fail "browser.py, large print"
    cat "$out"
  }
  python3 "$here/browser.py" "${small[@]}" >"$out" 2>"$err" || {
    fail "browser.py"
    cat "$out"
  }
  tail -1 "$out"
  begin "a browser finds nothing to mend on the golden pages"
  golden=()
  for page in "$made"/golden-*.html; do
    # It has words in a language that does not exist, which axe-core rightly finds.
    [ "$(basename "$page")" = golden-hostile-words.html ] || golden+=("$page")
  done
  python3 "$here/browser.py" --pages 40 "${golden[@]}" >"$out" 2>"$err" || {
    fail "browser.py"
    cat "$out"
  }
  tail -1 "$out"
fi

finish

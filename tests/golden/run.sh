#!/usr/bin/env bash
# Small pages made by scripts, against the pages expected: tests/golden/CASE/script.lua is made with
# CASE/patient.json where there is one, and its placed pages are compared with CASE/expected.dump.
#
#   FOOTNOTE_GOLDEN_UPDATE=1 tests/golden/run.sh [CASE...]   writes the dumps: read the diff, and
#   FOOTNOTE_GOLDEN_PDF=FOLDER tests/golden/run.sh [CASE...] look at the pages, before accepting them
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../cli/lib.sh"

folders=("$here"/*/script.lua)
[ $# -eq 0 ] || folders=("${@/#/$here/}")
export XDG_CACHE_HOME=$scratch/cache
for folder in "${folders[@]}"; do
  folder=${folder%/script.lua}
  name=$(basename "$folder")
  begin "golden page: $name"
  XDG_CACHE_HOME=$scratch/cache # one index for all
  patient=()
  [ ! -e "$folder/patient.json" ] || patient=(-p "$folder/patient.json")
  make=(make "$folder/script.lua" "${patient[@]}" --corpus "$here/corpus" --date 2026-03-02)
  footnote "${make[@]}" --format dump
  expect_code 0
  [ "$code" -eq 0 ] || continue
  if [ -n "${FOOTNOTE_GOLDEN_UPDATE:-}" ]; then
    cp "$out" "$folder/expected.dump"
  elif ! diff -u "$folder/expected.dump" "$out" >"$scratch/diff"; then
    fail "other pages (FOOTNOTE_GOLDEN_UPDATE=1 writes them, where they are meant)"
    head -40 "$scratch/diff"
  fi
  # The same pages as a PDF: whole, and of as many pages.
  pages=$(grep -c '^page ' "$out")
  footnote "${make[@]}" -o page.pdf
  expect_code 0
  qpdf --check page.pdf >"$out" 2>"$err" || fail "qpdf --check"
  expect_equal "$(pdfinfo page.pdf | sed -n 's/^Pages: *//p')" "$pages"
  [ -z "${FOOTNOTE_GOLDEN_PDF:-}" ] || cp page.pdf "$FOOTNOTE_GOLDEN_PDF/$name.pdf"
done
[ "$cases" -ge 1 ] || fail "no cases"

finish

#!/usr/bin/env bash
# House rules that a program can check: file length, no machine's paths, top-level names.
set -u
cd "${FOOTNOTE_SOURCE:-.}" || exit 1
failures=0
fail() {
  printf '%s\n' "$*"
  failures=$((failures + 1))
}
while read -r lines file; do
  [ "$file" = total ] && continue
  [ "$lines" -le 500 ] || fail "$file: $lines lines; two things may live in one room (500 at most)"
done < <(find src scripts -name '*.c' -o -name '*.h' -o -name '*.lua' | sort | xargs wc -l)

while IFS= read -r hit; do
  fail "$hit: a machine's path"
done < <(grep -rnIE '/(home|root|work|Users)/[a-z]' src scripts corpus reports tests run README.md \
  CMakeLists.txt CMakePresets.json .ci \
  --include='*' --exclude='house.sh' 2>/dev/null | cut -c1-160)

for top in *; do
  case "$top" in
    CMakeLists.txt | CMakePresets.json | README.md | LICENSE | SECURITY.md | src | scripts | corpus | \
      reports | tests | run | build) ;;
    *) fail "$top: not a top-level name of this house" ;;
  esac
done
[ $failures -eq 0 ] && echo "house: fine"
exit $((failures > 0))

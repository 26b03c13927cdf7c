#!/usr/bin/env bash
# No lower folder includes a higher one; each room of a folder is named on the map; each foreign header
# lives in one folder; every header has its guard and says its layer.
set -u
cd "${FOOTNOTE_SOURCE:-.}" || exit 1
failures=0
fail() {
  printf '%s\n' "$*"
  failures=$((failures + 1))
}

# folder: the folders it may include (itself is always allowed)
declare -A may_include=(
  [base]=""
  [corpus]="base"
  [token]="base"
  [index]="base corpus token"
  [search]="base corpus token index"
  [doc]="base"
  [text]="base doc"
  [layout]="base doc text"
  [pdf]="base doc text layout"
  [render]="base doc text layout"
  [score]="base doc text layout"
  [lua]="base corpus token index search doc text layout"
  [make]="base corpus token index search doc text layout pdf render score lua"
  [cli]="base corpus token index search doc text layout pdf render score lua make"
)
for folder in src/*/; do
  folder=$(basename "$folder")
  [ -n "${may_include[$folder]+set}" ] || fail "src/$folder: not a folder of the flow"
done
for room in src/*/*/; do
  grep -q "^| $(cut -d/ -f2 <<<"$room") |.*\`$(basename "$room")/\`" src/ARCHITECTURE.md ||
    fail "$room: a room that src/ARCHITECTURE.md does not name"
done
while IFS=: read -r file line include; do
  from=$(cut -d/ -f2 <<<"$file")
  to=$(sed -E 's/.*"([^"]+)".*/\1/' <<<"$include")
  case "$to" in
    */*) to=${to%%/*} ;;
    *) fail "$file:$line: include \"$to\" by its folder" && continue ;;
  esac
  [ "$to" = "$from" ] && continue
  [[ " ${may_include[$from]} " == *" $to "* ]] || fail "$file:$line: $from must not include $to"
done < <(grep -rnE '^[[:space:]]*#[[:space:]]*include "' src)

only_in() { # header-pattern folder
  while IFS=: read -r file line _; do
    [[ $file == src/$2/* ]] || fail "$file:$line: $1 belongs in src/$2 alone"
  done < <(grep -rnE "^[[:space:]]*#[[:space:]]*include <$1" src)
}
only_in 'sqlite3' index
only_in '(lua|lauxlib|lualib)\.h' lua
only_in 'hpdf' pdf
only_in 'libxml' corpus
only_in 'libstemmer' token
only_in 'cmark' corpus

while read -r header; do
  guard=$(sed -E 's|^src/||; s|[/.]|_|g' <<<"$header" | tr '[:lower:]' '[:upper:]')
  grep -q "#ifndef FOOTNOTE_$guard" "$header" || fail "$header: no guard FOOTNOTE_$guard"
  head -12 "$header" | grep -q 'Layer: ' || fail "$header: does not say its layer"
done < <(find src -name '*.h' | sort)

[ $failures -eq 0 ] && echo "layers: fine"
exit $((failures > 0))

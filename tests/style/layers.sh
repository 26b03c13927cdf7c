#!/usr/bin/env bash
# No lower folder includes a higher one; rooms and foreign headers are where the map (the tables of
# src/ARCHITECTURE.md) says; every header has its guard and says its layer.
set -u
cd "${FOOTNOTE_SOURCE:-.}" || exit 1
map=src/ARCHITECTURE.md
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
  [lua]="base corpus doc text layout"
  [make]="base corpus token index search doc text layout pdf render score lua"
  [cli]="base corpus token index search doc text layout pdf render score lua make"
)
for folder in src/*/; do
  folder=$(basename "$folder")
  [ -n "${may_include[$folder]+set}" ] || fail "src/$folder: not a folder of the flow"
done
for folder in "${!may_include[@]}"; do
  [ -d "src/$folder" ] || fail "src/$folder: no such folder"
done
ours=0
while IFS=: read -r file line include; do
  ours=$((ours + 1))
  from=${file#src/} from=${from%%/*}
  to=${include#*\"} to=${to%%\"*}
  case "$to" in
    */*) to=${to%%/*} ;;
    *) fail "$file:$line: include \"$to\" by its folder" && continue ;;
  esac
  [ "$to" = "$from" ] && continue
  [[ " ${may_include[$from]} " == *" $to "* ]] || fail "$file:$line: $from must not include $to"
done < <(grep -rnE '^[[:space:]]*#[[:space:]]*include "' src)
[ "$ours" -gt 0 ] || fail "src: no include was found"

# Rooms: those that there are, and those that the map names.
for room in src/*/*/; do
  IFS=/ read -r _ folder name _ <<<"$room"
  grep -q "^| $folder |.*\`$name/\`" "$map" || fail "$room: a room that $map does not name"
done
while read -r row; do
  IFS='| ' read -r _ folder _ <<<"$row"
  for name in $(grep -oE '`[a-z_]+/`' <<<"$row" | tr -d '`'); do
    [ -d "src/$folder/$name" ] || fail "$map: there is no room src/$folder/$name"
  done
done < <(sed -n '/^| folder | rooms |/,/^$/p' "$map")

# Files that the map names.
while read -r name; do
  for place in "$name" "src/$name" "src/$name.h" "src/*/$name" "src/*/*/$name" none; do
    compgen -G "$place" >/dev/null && break
  done
  [ "$place" != none ] || fail "$map: there is no $name"
done < <(grep -oE '`[^` ]*(/[^` ]+|\.(c|h|lua|py|sh|md))`' "$map" | tr -d '`' | sort -u)

# Foreign headers: each library by the beginning of its headers' names; the map's last column says
# in which folders it is included.
declare -A library_of=(
  [sqlite3]=sqlite3 [lua]=lua [lauxlib]=lua [hpdf]=hpdf [hb]=harfbuzz [libxml/]=libxml2 [zip]=libzip
  [cmark]=cmark-gfm [lz4]=lz4 [xxhash]=xxhash [yaml]=yaml [jansson]=jansson [sodium]=sodium
  [seccomp]=seccomp [png]=png [jpeglib]=jpeg [jerror]=jpeg [qrencode]=qrencode [fribidi]=fribidi
  [libdeflate]=deflate [qpdf/]=qpdf [csv]=csv [fontconfig/]=fontconfig [histedit]=libedit
  [unicase]=unistring [unictype]=unistring [unigbrk]=unistring [unilbrk]=unistring
  [uniname]=unistring [uninorm]=unistring [unistr]=unistring [uniwidth]=unistring
)
declare -A on_map seen
for folder in "${!may_include[@]}"; do
  libraries=$(sed -nE "/^\| folder \| turns/,/^\$/s/^\| $folder \|.*\|([^|]*)\|\$/\1/p" "$map")
  for library in ${libraries//,/ }; do on_map[$folder $library]=1; done
done
while IFS=: read -r file line include; do
  folder=${file#src/} folder=${folder%%/*}
  header=${include#*<} header=${header%%>*}
  library=
  for start in "${!library_of[@]}"; do
    [[ $header != "$start"* ]] || library=${library_of[$start]}
  done
  # What a version is asked of is no use of it.
  [ -n "$library" ] && [ "$file" != src/cli/commands/cmd_version.c ] || continue
  seen[$folder $library]=1
  [ -n "${on_map[$folder $library]+set}" ] ||
    fail "$file:$line: <$header> does not belong in src/$folder ($map)"
done < <(grep -rnE '^[[:space:]]*#[[:space:]]*include <' src)
for entry in "${!on_map[@]}"; do
  [ -n "${seen[$entry]+set}" ] || fail "$map: src/${entry% *} does not include ${entry#* }"
done

while read -r header; do
  guard=${header#src/} guard=${guard//[\/.]/_}
  text=$(<"$header")
  [[ $text == *"#ifndef FOOTNOTE_${guard^^}"* ]] || fail "$header: no guard FOOTNOTE_${guard^^}"
  [[ ${text%%#ifndef*} == *"Layer: "* ]] || fail "$header: does not say its layer"
done < <(find src -name '*.h' | sort)

[ $failures -eq 0 ] && echo "layers: fine"
exit $((failures > 0))

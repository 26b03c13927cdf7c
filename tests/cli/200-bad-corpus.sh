#!/usr/bin/env bash
# Articles and indexes that are broken: each is named, the rest is searched, nothing is lost, and
# what can't be read, written or finished is exit 3 or 6, never a signal.
. "$(dirname "$0")/lib.sh"

disk=$scratch/disk
trap 'umount "$disk" 2>/dev/null; rm -rf "$scratch"' EXIT

is_root() { [ "$(id -u)" -eq 0 ]; }

# The good three stay found whatever stands beside them.
still_found() {
  footnote search heel lift --corpus corpus
  [ "$code" -eq 0 ] || [ "$code" -eq 3 ] || fail "search after it: exit code $code"
  expect_stdout "Heel lifts"
}
failed_file() { # NAME WORDS: index says so with exit 3, and has the others
  footnote index --corpus corpus
  expect_code 3
  grep -F -- "$1" "$err" | grep -qF -- "$2" || fail "no line with $1 and '$2'"
  footnote index --corpus corpus --json
  expect_code 3
  expect_json "o['failed'] == 1 and o['articles'] == 3"
  expect_json "o['failures'][0]['file'].endswith('$1') and o['failures'][0]['reason']"
  still_found
}

begin "an article that is no UTF-8"
small_corpus
printf -- '---\ntitle: Bad\n---\n\n## One\n\nGood words.\n\nThe \xff\xfe bytes.\n' >corpus/bad.md
settle corpus
footnote index --corpus corpus --json
expect_code 3
expect_json 'o["failed"] == 1 and o["articles"] == 3 and "UTF-8" in o["failures"][0]["reason"]'
failed_file bad.md "9"
footnote search zzzz --corpus corpus
expect_code 1

begin "an empty article, and one that holds a header only"
small_corpus
: >corpus/empty.md
settle corpus
failed_file empty.md "is empty"
printf -- '---\ntitle: Only\n---\n' >corpus/empty.md
settle corpus
footnote index --corpus corpus
expect_code 3
expect_stderr empty.md
still_found

begin "a broken header is named with its line"
small_corpus
printf -- '---\ntitle: "Bad\nid: bad\n---\n\n## One\n\nWords.\n' >corpus/bad.md
settle corpus
footnote index --corpus corpus
expect_code 3
grep -Eq 'bad\.md:[2-4]:' "$err" || fail "no file:line"
printf -- '---\ntitle: Bad\nid: [a, b\n---\n\n## One\n\nWords.\n' >corpus/bad.md
settle corpus
footnote index --corpus corpus
expect_code 3
grep -Eq 'bad\.md:[2-4]:' "$err" || fail "no file:line"
printf -- '---\ntitle: Bad\nreviewed: 2026-02-30\n---\n\n## One\n\nWords.\n' >corpus/bad.md
settle corpus
footnote index --corpus corpus
expect_code 3
grep -Eq 'bad\.md:3:' "$err" || fail "no file:line"
printf -- '---\ntitle: Bad\n\n## One\n\nWords without an end of the header.\n' >corpus/bad.md
settle corpus
footnote index --corpus corpus
expect_code 3
expect_stderr bad.md
still_found

begin "two articles with one id: the first by name counts, the other is named with both files"
small_corpus
article corpus/zz.md "Another" "Something else" "The second of that name." "id: lifts"
settle corpus
failed_file zz.md "lifts"
grep -F zz.md "$err" | grep -qF lifts.md || {
  footnote index --corpus corpus
  grep -F zz.md "$err" | grep -qF lifts.md || fail "the other file is not named"
}
footnote show lifts --corpus corpus
expect_stdout "Heel lifts"
refuse_stdout "second of that name"
rm corpus/lifts.md
footnote search "second name" --corpus corpus
expect_code 0
expect_stdout "Another"

begin "a dangling link, a link in a circle, a folder with an article's name, a pipe"
small_corpus
ln -s nowhere.md corpus/dangling.md
failed_file dangling.md "dangling.md"
rm corpus/dangling.md
ln -s circle.md corpus/circle.md
footnote index --corpus corpus
expect_code 3
expect_stderr circle.md
rm corpus/circle.md
mkdir corpus/folder.md
footnote index --corpus corpus
expect_stderr folder.md
rmdir corpus/folder.md
mkfifo corpus/pipe.md
timeout 20 "$program" index --corpus corpus >"$out" 2>"$err" </dev/null
code=$?
expect_code 3
expect_stderr pipe.md
rm corpus/pipe.md
ln -s ../corpus corpus/around
timeout 20 "$program" search heel lift --corpus corpus >"$out" 2>"$err" </dev/null
code=$?
expect_stdout "Heel lifts"
[ "$code" -lt 124 ] || fail "a folder that holds itself: exit code $code"

begin "an article that may not be read"
if is_root; then
  echo "skipped: root may read everything"
else
  small_corpus
  article corpus/closed.md Closed Closed "Words."
  settle corpus
  chmod 000 corpus/closed.md
  failed_file closed.md "ermission"
fi

begin "an article that can't be read any more is not lost from the index"
small_corpus
footnote index --corpus corpus
expect_code 0
printf '\xff\xff' >corpus/cups.md
settle corpus
footnote index --corpus corpus
expect_code 3
expect_stderr cups.md
still_found

begin "a folder without articles, a missing folder, a file as folder"
mkdir corpus
footnote index --corpus corpus
expect_code 3
[ -s "$err" ] || fail "an empty corpus is not worth a word"
footnote search heel --corpus corpus
expect_code 1
footnote search heel --corpus missing
[ "$code" -ne 0 ] || fail "a missing corpus was searched"
expect_stderr missing
expect_equal "$(ls)" corpus

begin "a corpus that has gone warns, and the index keeps what it had"
small_corpus
footnote index --corpus corpus --index kept.sqlite
expect_code 0
mv corpus away
footnote search heel lift --index kept.sqlite
expect_code 0
expect_stdout "Heel lifts"
[ -s "$err" ] || fail "nothing said of the missing folder"
mv away corpus
footnote search heel lift --index kept.sqlite
expect_code 0
expect_no_stderr

# damage_and_search WORDS: after the index was damaged, the articles are found again, or exit 6 says
# what to do; never anything else.
damage_and_search() {
  footnote search heel lift --corpus corpus
  case $code in
    0) expect_stdout "Heel lifts" ;;
    6) expect_stderr "sqlite" ;;
    *) fail "$1: exit code $code" ;;
  esac
  footnote index --corpus corpus
  [ "$code" -eq 0 ] || [ "$code" -eq 6 ] || fail "$1: index: exit code $code"
}
begin "a damaged index in the cache: cut, overwritten, emptied, replaced by words"
small_corpus
footnote search heel lift --corpus corpus
expect_code 0
index=$(cached_indexes)
cp "$index" whole.sqlite
size=$(stat -c %s "$index")
for at in 0 16 100 4096 $((size / 2)) $((size - 5000)); do
  rm -f "$index"-*
  cp whole.sqlite "$index"
  printf 'damage damage damage damage' | dd of="$index" bs=1 seek=$at conv=notrunc 2>/dev/null
  damage_and_search "bytes at $at"
done
for length in 0 10 4096 $((size / 2)); do
  rm -f "$index"-*
  head -c $length whole.sqlite >"$index"
  damage_and_search "cut to $length"
done
rm -f "$index"-*
echo "these are words, and no database at all" >"$index"
damage_and_search "words"
rm -f "$index" "$index"-*
damage_and_search "removed"
still_found

begin "somebody else's database is never written to"
small_corpus
python3 - <<'PY'
import sqlite3
db = sqlite3.connect("theirs.sqlite")
db.execute("create table precious (words text)")
db.execute("insert into precious values ('years of work')")
db.commit()
PY
sum=$(sha256sum <theirs.sqlite)
for words in "index" "search heel" "status" "show lifts"; do
  # shellcheck disable=SC2086
  footnote $words --corpus corpus --index theirs.sqlite
  expect_code 6
  expect_stderr "theirs.sqlite"
  expect_equal "$(sha256sum <theirs.sqlite)" "$sum"
done
echo "a letter to a friend" >letter.txt
for words in "index" "search heel"; do
  # shellcheck disable=SC2086
  footnote $words --corpus corpus --index letter.txt
  expect_code 6
  expect_equal "$(cat letter.txt)" "a letter to a friend"
done
footnote index --corpus corpus --index corpus
expect_code 6
footnote index --corpus corpus --index nowhere/at/all.sqlite
[ "$code" -eq 0 ] || [ "$code" -eq 6 ] || fail "an index in a missing folder: exit code $code"

begin "a cache that can't be written"
small_corpus
mkdir -p "$XDG_CACHE_HOME"
if is_root; then
  : >"$XDG_CACHE_HOME/footnote" # root writes everywhere; but not below a file
  footnote search heel lift --corpus corpus
  expect_code 6
  expect_stderr "$XDG_CACHE_HOME"
  rm "$XDG_CACHE_HOME/footnote"
else
  chmod 500 "$XDG_CACHE_HOME"
  footnote search heel lift --corpus corpus
  expect_code 6
  expect_stderr "$XDG_CACHE_HOME"
  chmod 700 "$XDG_CACHE_HOME"
fi
footnote search heel lift --corpus corpus
expect_code 0

begin "standard output that is full"
small_corpus
for words in "search heel lift" "show lifts" "status" "search heel lift --json" "index --json" "reports"; do
  # shellcheck disable=SC2086
  "$program" $words --corpus corpus >/dev/full 2>"$err" </dev/null
  code=$?
  : >"$out"
  expect_code 6
  expect_stderr "standard output"
done
"$program" search heel --corpus corpus 2>"$err" </dev/null | true
expect_no_stderr

begin "a disk that is full: the index before and the PDF before are whole"
small_corpus
mkdir -p "$disk"
if is_root && mount -t tmpfs -o size=600k tmpfs "$disk" 2>/dev/null; then
  cp "$out" "$disk/probe" && rm "$disk/probe"
  footnote index --corpus corpus --index "$disk/i.sqlite"
  expect_code 0
  python3 - <<'PY'
import random
random.seed(1)
words = ["".join(random.choices("abcdefghijklmnop", k=9)) for _ in range(60000)]
for n in range(8):
    with open("corpus/big%d.md" % n, "w") as file:
        file.write("---\ntitle: Big %d\n---\n\n## One\n\n%s\n" % (n, " ".join(words[n * 7000:][:7000])))
PY
  settle corpus
  footnote index --corpus corpus --index "$disk/i.sqlite"
  expect_code 6
  rm corpus/big*.md
  footnote search heel lift --corpus corpus --index "$disk/i.sqlite"
  expect_code 0
  expect_stdout "Heel lifts"
  echo 'local report = footnote.report { api = 1, name = "own", title = "Own", description = "d", lang = "en", fields = {} }
function report.build() return document { title = "Own", heading { level = 1, "Own" }, para "Words." } end
return report' >own.lua
  echo precious >"$disk/own.pdf"
  dd if=/dev/zero of="$disk/fill" bs=1k 2>/dev/null
  footnote make own.lua --corpus corpus -o "$disk/own.pdf"
  expect_code 6
  expect_stderr "own.pdf"
  expect_equal "$(cat "$disk/own.pdf")" precious
  expect_equal "$(find "$disk" -name '*own*' | wc -l)" 1
  umount "$disk"
else
  echo "skipped: a small disk can't be mounted here"
fi

begin "the cache's disk is full from the start"
small_corpus
if is_root && mount -t tmpfs -o size=16k tmpfs "$disk" 2>/dev/null; then
  XDG_CACHE_HOME=$disk footnote search heel lift --corpus corpus
  expect_code 6
  [ -s "$err" ] || fail "nothing said"
  umount "$disk"
else
  echo "skipped: a small disk can't be mounted here"
fi

finish

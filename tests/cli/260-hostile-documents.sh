#!/usr/bin/env bash
# Documents that once broke the program, each under what went wrong. Notes in odd places, leaving
# out from documents far too long, texts too long for the file's properties, PDFs made to exhaust
# whoever looks at them.
. "$(dirname "$0")/lib.sh"

# A build with sanitizers is several times slower, and its memory is not limited.
limit_ms=5000
ldd "$program-full" | grep -q libasan && limit_ms=25000

# page OPTIONS < BLOCKS: page.lua; the blocks begin on line 6.
page() {
  {
    echo 'local theme = require "lib.theme"'
    echo 'local report = footnote.report { api = 1, name = "page", title = "Page", description = "d", lang = "en", fields = {} }'
    echo 'local function many(n, f) local all = {} for i = 1, n do all[i] = f(i) end return all end'
    echo 'function report.build()'
    echo "return document { title = report.title, $1 heading { level = 1, report.title },"
    cat
    echo '} end'
    echo 'return report'
  } >page.lua
}
make_page() { # FORMAT [CODE]
  processor_time
  local started=$processor_ms
  footnote make page.lua --corpus corpus --date 2026-03-02 --format "$1" -o "page.$1"
  expect_code "${2:-0}"
  processor_time
  local took_ms=$((processor_ms - started))
  [ "$took_ms" -lt $limit_ms ] || fail "took $took_ms ms"
}
count() { # WORDS NUMBER: in so many lines of the dump
  expect_equal "$(grep -c -- "$1" page.dump)" "$2"
}
begin "a note in a term or its explanation stands at the foot"
small_corpus
page '' <<'LUA'
definitions { { { "lift", note "Under the heel." }, "a wedge", note "Of foam." } },
LUA
make_page dump
count 'Note .*"Under the heel."' 1
count 'Note .*"Of foam."' 1
make_page pdf

begin "a note in a table's head stands there once, in lines too"
small_corpus
for name in clinic large_print; do
  page "theme = theme.$name," <<'LUA'
table_of { columns = { {}, {} }, head = { "Day", { "Minutes", note "Walking." } }, summary = "days",
  rows = many(90, function(i) return { "Day " .. i, { "Walk", i == 1 and note "Slowly." } } end) },
LUA
  make_page dump
  count 'Note .*"Walking."' 1
  count 'Note .*"Slowly."' 1
  count 'warning print' 0
done

begin "a head that is repeated on the next page leaves its marks behind"
small_corpus
page '' <<'LUA'
table_of { columns = { {}, {} }, head = { "Day", { "Minutes", note "Walking." } }, summary = "days",
  rows = many(90, function(i) return { "Day " .. i, "Walk" } end) },
LUA
make_page dump
[ "$(grep -c 'pagination .*"Minutes"' page.dump)" -ge 2 ] || fail "the head is not repeated"
count 'pagination .*"a"' 0

begin "a note without words is an error"
small_corpus
page '' <<'LUA'
para { "a", note " " },
LUA
make_page pdf 5
expect_stderr "page.lua:6: a note has no words"

begin "leaving out thousands of blocks takes no longer than a page should"
small_corpus
page 'fit = { pages = 1 },' <<'LUA'
many(2000, function(i) return para { drop = i % 99 + 1, "words " .. i } end),
LUA
make_page pdf
expect_stderr "left out to fit 1 page"
expect_stderr "(1 page)"

begin "leaving out of columns takes no longer than a page should"
small_corpus
page 'fit = { pages = 1 },' <<'LUA'
columns { many(300, function(i) return para { drop = i % 99 + 1, "words " .. i } end) },
LUA
make_page pdf
expect_stderr "(1 page)"

begin "a title too long for the file's properties is named, not libharu's number"
small_corpus
for option in author subject header_left; do
  page "$option = (\"a\"):rep(100000)," <<<'para "x",'
  make_page pdf 5
  expect_stderr "page.lua:5: the document's $option is 100000 bytes long"
done

begin "a language that is none is named"
small_corpus
for tag in en_US 'de-' '12' '"><script>' "$(printf 'a%.0s' {1..300})"; do
  page "lang = '$tag'," <<<'para "x",'
  make_page html 5
  expect_stderr "page.lua:5: the document's language is none"
done

if [ $limit_ms -eq 5000 ]; then
  begin "a report that takes all memory is told so, in whatever block the last of it was"
  small_corpus
  page '' <<'LUA'
many(60, function() return figure { width = 9, height = 9, alt = "lines", draw = function(canvas)
  for i = 1, 16000 do canvas:move(0, 0):line(i % 9, 9):paint() end end } end),
LUA
  make_page pdf 5
  expect_stderr "needs more than the 256 MB of memory"
fi

# pdf NAME OBJECT...: a PDF of these objects, the first its catalogue.
pdf() {
  local name=$1 number=0 table object
  local -a offsets=()
  shift
  printf '%%PDF-1.7\n' >"$name"
  for object; do
    offsets+=("$(stat -c %s "$name")")
    number=$((number + 1))
    printf '%d 0 obj\n%s\nendobj\n' $number "$object" >>"$name"
  done
  table=$(stat -c %s "$name")
  {
    printf 'xref\n0 %d\n0000000000 65535 f \n' $((number + 1))
    printf '%010d 00000 n \n' "${offsets[@]}"
    printf 'trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n' $((number + 1)) "$table"
  } >>"$name"
}
content() { # TEXT [ENTRIES]
  printf '<</Length %d%s>>\nstream\n%s\nendstream' ${#1} "${2:-}" "$1"
}
catalogue='<</Type/Catalog/Pages 2 0 R>>'
pages='<</Type/Pages/Count 1/Kids[3 0 R]>>'
sheet='<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R>>'
form() { # NUMBER: shows that object ten times
  content '/F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do' \
    "/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</F $1 0 R>>>>"
}
preflight() { # WORDS
  processor_time
  local started=$processor_ms
  footnote preflight page.pdf
  expect_code 2
  expect_stderr "footnote: page.pdf: $1"
  expect_equal "$(wc -l <"$err")" 1
  processor_time
  local took_ms=$((processor_ms - started))
  [ "$took_ms" -lt $limit_ms ] || fail "took $took_ms ms"
}

begin "preflight ends on a tree of pages that is none, and says it once"
pdf page.pdf "$catalogue" '<</Type/Pages/Count 1/Kids[2 0 R]>>'
preflight "it can't be read as a PDF"

begin "preflight ends on a form that shows itself"
pdf page.pdf "$catalogue" "$pages" "$sheet" "$(content '/F Do')" "$(form 5)"
preflight "the content of page 1 holds forms in one another"

begin "preflight ends on forms that show one another ten times each"
pdf page.pdf "$catalogue" "$pages" "$sheet" "$(content '/F Do')" "$(form 6)" "$(form 7)" \
  "$(form 8)" "$(form 9)" "$(form 10)" \
  "$(content '0 0 9 9 re f' '/Type/XObject/Subtype/Form/BBox[0 0 1 1]')"
preflight "the content of page 1 draws more than this check can follow"

begin "preflight does not unpack what would fill the memory"
python3 - <<'PYTHON'
import zlib
packer = zlib.compressobj(9)
data = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(600)) + packer.flush()
objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
           b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
           b"<</Filter/FlateDecode/Length %d>>\nstream\n" % len(data) + data + b"\nendstream"]
out, offsets = b"%PDF-1.7\n", []
for number, item in enumerate(objects, 1):
    offsets.append(len(out))
    out += b"%d 0 obj\n" % number + item + b"\nendobj\n"
table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
out += b"xref\n0 5\n0000000000 65535 f \n" + table
out += b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % out.index(b"xref\n0 5")
open("page.pdf", "wb").write(out)
PYTHON
[ $limit_ms -ne 5000 ] || preflight "the content of page 1 can't be read"

finish

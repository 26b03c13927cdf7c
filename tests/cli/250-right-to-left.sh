#!/usr/bin/env bash
# Arabic and Hebrew as readers of the file get them: word for word in the order of reading.
. "$(dirname "$0")/lib.sh"

if [ ! -e /usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf ]; then
  echo "skipped: fonts-noto-core is not installed"
  exit 0
fi
golden=$FOOTNOTE_SOURCE/tests/golden
export XDG_CACHE_HOME=$scratch/cache

make_case() { # NAME
  footnote make "$golden/$1/script.lua" --corpus "$golden/corpus" --date 2026-03-02 -o page.pdf
  expect_code 0
}

# Words, a line each, without vowel marks, punctuation and direction signs; letters that share one
# shape (lam and alef) are told apart as any search does. pdftotext puts signs around what runs from
# the left, and the space that ends it on their wrong side: they part words.
words() {
  python3 -c '
import sys, unicodedata
text = unicodedata.normalize("NFKC", sys.stdin.read())
for sign in "\u202a\u202b\u202c":
    text = text.replace(sign, " ")
for word in text.split():
    word = "".join(c for c in word if unicodedata.category(c)[0] in "LN")
    if word:
        print(word)'
}

expect_words() { # TEXT [pdftotext options]: the words, in this order, stand in the file
  local text=$1
  shift
  words <<<"$text" >wanted
  pdftotext "$@" page.pdf - | words >found
  python3 - wanted found <<'PY' || fail "pdftotext $*: not word for word: $text"
import sys
wanted, found = (open(name, encoding="utf-8").read().split() for name in sys.argv[1:])
sys.exit(not any(found[i:i + len(wanted)] == wanted for i in range(len(found))))
PY
}

arabic='ضع رافعة الكعب داخل حذائك كل صباح، ثم امشِ عشر دقائق فقط. تناول ibuprofen 400 mg مع الطعام،
  ولا تتجاوز 3 أقراص في اليوم. اتصل بالعيادة على الرقم 01632 960 001 (من الاثنين إلى الجمعة) إذا زاد
  الألم. كِتَابٌ مُفِيدٌ، والسَّلامُ عليكم.'
hebrew='הכניסו את ההגבהה לנעל בכל בוקר ולכו עשר דקות. קחו 400 mg של ibuprofen עם אוכל, לא יותר'

begin "Arabic is extracted word for word, Latin words and phone numbers in their order"
make_case arabic
expect_words "$arabic"
expect_words "$arabic" -raw

begin "Hebrew is extracted word for word"
make_case hebrew
expect_words "$hebrew"
expect_words "$hebrew" -raw

begin "a word that is not there is missed"
make_case hebrew
words <<<"$arabic" >wanted
pdftotext page.pdf - | words >found
cmp -s wanted found && fail "the comparison can't fail"

begin "the PDF says that it is read from right to left"
make_case arabic
qpdf --qdf --object-streams=disable page.pdf plain.pdf
grep -aq '/Direction /R2L' plain.pdf || fail "no /Direction"
grep -aq '/WritingMode /RlTb' plain.pdf || fail "no /WritingMode"
make_case mixed-directions
qpdf --qdf --object-streams=disable page.pdf plain.pdf
! grep -aq '/Direction /R2L' plain.pdf || fail "an English document is turned around"
[ "$(grep -ac '/WritingMode /RlTb' plain.pdf)" -ge 3 ] || fail "no /WritingMode of paragraphs"

begin "HTML says directions"
footnote make "$golden/arabic/script.lua" --corpus "$golden/corpus" --format html -o page.html
grep -q '<html lang="ar" dir="rtl">' page.html || fail "the page has no direction"
footnote make "$golden/mixed-directions/script.lua" --corpus "$golden/corpus" --format html -o page.html
grep -q '<p dir="rtl"><span lang="he" dir="rtl">' page.html || fail "a paragraph has no direction"
grep -q '<p>Say <span lang="he" dir="rtl">' page.html || fail "an English paragraph was turned"
grep -q '<td dir="rtl"' page.html || fail "a cell has no direction"

begin "plain text is in the order of reading"
footnote make "$golden/arabic/script.lua" --corpus "$golden/corpus" --format text -o page.txt
grep -q 'الرقم 01632 960 001' page.txt || fail "other order"

begin "a script that would come out wrong is refused by name and line"
cat >thai.lua <<'LUA'
local report = footnote.report { api = 1, name = "thai", title = "T", description = "T", lang = "th", fields = {} }
function report.build()
  return document { title = "T", heading { level = 1, "T" },
    para { "ไทย" } }
end
return report
LUA
footnote make thai.lua --corpus "$golden/corpus" -o thai.pdf
[ "$code" -ne 0 ] || fail "it was made"
expect_stderr "script not supported: Thai"
expect_stderr "thai.lua:4"

finish

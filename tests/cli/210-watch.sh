#!/usr/bin/env bash
# footnote watch: a save makes the page again; a mistake keeps the last good page and says where.
. "$(dirname "$0")/lib.sh"

report() { # what stands in the paragraph
  cat >hello.lua <<LUA
local report = footnote.report {
  api = 1, name = "hello", title = "Hello", description = "Says hello.", lang = "en",
  fields = { { name = "shoe", type = "text", help = "which" } },
}
function report.build(patient)
  return document { title = report.title, para($1) }
end
return report
LUA
}

watch_begin() {
  footnote_behind watch hello.lua -o page.txt --format text --corpus corpus "$@"
}
page_says() { grep -qF "$1" page.txt; }
stderr_says() { grep -qF "$1" "$err"; }

begin "a saved script makes the page again, by writing and by renaming"
small_corpus
report '"Good morning."'
watch_begin
until_true page_says "Good morning."
report '"Good evening."'
until_true page_says "Good evening."
report '"Good night."' && cp hello.lua other && report '"Never seen."' && mv other hello.lua
until_true page_says "Good night."
end_behind

begin "a mistake names file and line and keeps the last good page; mended, it goes on"
small_corpus
report '"First."'
watch_begin
until_true page_says "First."
report 'no_such_name'
until_true stderr_says "hello.lua:6:"
until_true stderr_says "the last good page stays as it was"
page_says "First." || fail "the last good page is gone"
report '"Mended."'
until_true page_says "Mended."
end_behind

begin "a saved patient file, module and article count too"
small_corpus
mkdir lib
echo 'return "One"' >lib/word.lua
cat >hello.lua <<'LUA'
local word = require "lib.word"
local report = footnote.report {
  api = 1, name = "hello", title = "Hello", description = "Says hello.", lang = "en",
  fields = { { name = "shoe", type = "text", help = "which" } },
}
function report.build(patient)
  local hits = footnote.search("cup soft fat pad", { limit = 1 })
  return document { title = report.title,
    para(word .. ", " .. patient.shoe .. ", " .. hits[1].heading) }
end
return report
LUA
echo '{"shoe": "left"}' >'patient [1].json'
watch_begin -p 'patient [1].json'
until_true page_says "One, left, What a cup does"
echo '{"shoe": "right"}' >'patient [1].json'
until_true page_says "One, right, What a cup does"
echo 'return "Two"' >lib/word.lua
until_true page_says "Two, right, What a cup does"
article corpus/cups.md "Heel cups" "What a cup holds" "A soft cup holds the fat pad." "id: cups" \
  "language: en"
until_true page_says "Two, right, What a cup holds"
mkdir corpus/more
sleep 0.3
article corpus/more/pads.md "Pads" "A soft cup of fat pad" "Soft cup, fat pad: a soft cup fat pad." \
  "id: pads" "language: en"
until_true page_says "A soft cup of fat pad"
end_behind

begin "the page itself, hidden files and back-ups make nothing again"
small_corpus
report '"Quiet."'
watch_begin
until_true page_says "Quiet."
until_true stderr_says "watching"
touch page.txt .hello.lua.swp hello.lua~ '#hello.lua#' 4913 unrelated.txt
sleep 0.6
expect_equal "$(grep -c watching "$err")" 1
end_behind

begin "what can't be watched is refused at once"
small_corpus
report '"x"'
footnote watch hello.lua --corpus corpus
expect_code 2
expect_stderr "watch needs -o FILE"
footnote watch hello.lua --corpus corpus -o .
expect_code 2
footnote watch hello.lua --corpus corpus -o - -p x.json
expect_code 2
footnote watch hello.lua --corpus corpus -o page.txt -p -
expect_code 2
expect_stderr "name a file to watch"
footnote watch helo --corpus corpus -o page.txt
expect_code 2
refuse_file page.txt

begin "an interrupt ends it as a shell expects"
small_corpus
report '"x"'
watch_begin
until_true page_says "x"
end_behind
expect_code 143
ls -A | grep -q '^\.' && fail "a temporary file was left: $(ls -A)"

finish

#!/usr/bin/env bash
# footnote preflight: our own handouts print well; what doesn't is named, in make too.
. "$(dirname "$0")/lib.sh"

report() { # what the canvas draws
  cat >hello.lua <<LUA
local report = footnote.report {
  api = 1, name = "hello", title = "Hello", description = "Says hello.", lang = "en", fields = {},
}
function report.build()
  return document { title = report.title, para "Good morning.",
    figure { width = 100, height = 50, alt = "a line", draw = function(canvas) $1 end } }
end
return report
LUA
}

begin "the worked examples are safe to print"
cp -r "$FOOTNOTE_SOURCE/reports" reports
chmod -R u+w reports
footnote test --reports reports --pdf
for example in $(grep -l '^  exit: 0$' reports/*/*/case.yaml); do
  pdf=$(dirname "$example")/handout.pdf
  expect_file "$pdf"
  large=$(grep -q '"large_print": *true' "$(dirname "$pdf")"/patient.* && echo --large-print)
  footnote preflight "$pdf" $large
  expect_code 0
  expect_stdout "safe to print: "
done

begin "a thin line is found in the file, and told when it is made"
small_corpus
report 'canvas:move(0, 10):line(90, 40):paint { stroke = 0.3 }'
footnote make hello.lua --corpus corpus -o page.pdf
expect_code 0
expect_stderr "warning: print: page 1"
expect_stderr "a line of 0.30 pt"
footnote preflight page.pdf
expect_code 1
expect_stdout "a line of 0.30 pt"
footnote preflight page.pdf --json
expect_code 1
expect_json 'o["findings"][0]["rule"] == "thin line" and o["findings"][0]["worst"] == 0.3'

begin "a reader of large print needs 18 points"
small_corpus
report 'canvas:rect(0, 0, 90, 40):paint { stroke = 1 }'
footnote make hello.lua --corpus corpus -o page.pdf
footnote preflight page.pdf
expect_code 0
footnote preflight page.pdf --large-print
expect_code 1
expect_stdout "the smallest for this reader is 18 pt"

begin "what is no PDF is refused by name"
echo hello >x.pdf
footnote preflight x.pdf
expect_code 2
expect_stderr "x.pdf: "
footnote preflight none.pdf
expect_code 6
expect_stderr "none.pdf"
footnote preflight
expect_code 2

finish

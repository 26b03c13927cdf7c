#!/usr/bin/env bash
# footnote reports: the scripts there are, and what each asks for.
. "$(dirname "$0")/lib.sh"

own_report() { # FILE TITLE
  mkdir -p "$(dirname "$1")"
  cat >"$1" <<LUA
local report = footnote.report {
  api = 1, name = "greeting", title = "$2", description = "Says hello.", lang = "en",
  fields = {
    { name = "patient_name", type = "text", max = 60, required = true, personal = true,
      help = "as printed" },
    { name = "side", type = "choice", "left", "right", "both", required = true },
    { name = "pain", type = "whole", min = 0, max = 10 },
  },
}
function report.build(patient)
  return document { title = report.title, heading { level = 1, report.title },
    para { value("Your side: " .. patient.side .. ".") } }
end
return report
LUA
}

begin "the reports that ship are listed with their titles"
footnote reports
expect_code 0
expect_stdout "inserts"
expect_stdout "heel-pain"
footnote reports --json
expect_json 'o["schema"] == 1 and {"inserts", "heel-pain"} <= {r["name"] for r in o["reports"]}'
expect_json 'all(r["title"] and r["file"].endswith(".lua") for r in o["reports"])'

begin "a clinic's script is listed, and hides one of the same name"
small_corpus
own_report scripts/greeting.lua "Our greeting"
own_report scripts/inserts.lua "Our own inserts"
footnote reports --json
expect_code 0
expect_json '[r["title"] for r in o["reports"] if r["name"] == "inserts"] == ["Our own inserts"]'
expect_json '[r["title"] for r in o["reports"] if r["name"] == "greeting"] == ["Our greeting"]'

begin "the fields of one report"
own_report own.lua "Mine"
footnote reports own.lua
expect_code 0
expect_stdout "Mine"
grep -q '^  side .*left, right or both.*required' "$out" || fail "no choices of side"
grep -q '^  pain .*from 0 to 10' "$out" || fail "no range of pain"
expect_stdout "personal: never on a command line (as printed)"
footnote reports own.lua --json
expect_json 'o["report"]["title"] == "Mine" and len(o["report"]["fields"]) == 3'
expect_json 'o["report"]["fields"][0]["name"] == "patient_name"'

begin "the fields of a report that ships"
footnote reports inserts
expect_code 0
expect_stdout "patient_name"
expect_stdout "side"

begin "what is no report"
footnote reports insert
expect_code 2
expect_stderr "did you mean 'inserts'?"
footnote reports ../inserts
expect_code 2
footnote reports nowhere/x.lua
expect_code 2
expect_stderr "nowhere/x.lua"

begin "a broken script is named with its line; the others are listed"
small_corpus
own_report scripts/greeting.lua "Our greeting"
printf 'local x =\n\nreturn }\n' >scripts/broken.lua
footnote reports
expect_code 5
expect_stdout "Our greeting"
grep -q 'broken.lua:3' "$err" || fail "no file:line"

finish

#!/usr/bin/env bash
# The ledger's place taken by something else, or empty where it was not: never a hang, never anew.
. "$(dirname "$0")/lib.sh"

own_report() {
  small_corpus
  cat >own.lua <<'LUA'
local report = footnote.report {
  api = 1, name = "greeting", title = "A first sheet", description = "Says hello.", lang = "en",
  fields = { { name = "patient_name", type = "text", required = true, personal = true } },
}
function report.build(patient)
  return document { title = report.title, heading { level = 1, report.title },
    para { value(patient.patient_name) } }
end
return report
LUA
  echo '{"patient_name": "Zaphod"}' >p.json
}
make() { footnote make own.lua -p p.json --corpus corpus --date 2026-03-02 -o page.pdf; }
begun() {
  own_report
  make
  expect_code 0
  rm page.pdf
  ledger=$(echo "$HOME"/.local/state/footnote/ledger-*.sqlite)
}
nothing_goes() { # MESSAGE
  make
  expect_code 6
  expect_stderr "$1"
  refuse_stderr Zaphod
  refuse_file page.pdf
  footnote log --corpus corpus
  expect_code 6
  expect_stderr "$1"
}

begin "a pipe, a folder or a dangling link in the ledger's place is told, nobody waits for it"
begun
rm "$ledger"
mkfifo "$ledger"
nothing_goes "is no ledger"
rm "$ledger"
mkdir "$ledger"
nothing_goes "is no ledger"
rmdir "$ledger"
ln -s /nowhere/at/all "$ledger"
nothing_goes "is no ledger"

begin "a ledger that is gone while its key is there is not begun anew"
begun
mv "$ledger" away
nothing_goes "the ledger is gone, its key is there"
mv away "$ledger"
footnote log --corpus corpus
expect_code 0

begin "a file where the state folder should be is told, not taken for an empty ledger"
own_report
mkdir -p "$HOME/.local/state"
touch "$HOME/.local/state/footnote"
footnote log --corpus corpus
expect_code 6
make
expect_code 6
refuse_file page.pdf
finish

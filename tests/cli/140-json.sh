#!/usr/bin/env bash
# src/cli/JSON.md against what the commands print: the same keys, no more and no fewer.
. "$(dirname "$0")/lib.sh"

# same_keys SECTION [FREE-KEY...]: keys of the object printed against those of a section's grammar.
# A free key's value is not looked into (names of libraries, a script's own declaration).
same_keys() {
  python3 - "$FOOTNOTE_SOURCE/src/cli/JSON.md" "$out" "$@" 2>>"$err" <<'PY' || fail "keys of $1"
import json, re, sys
grammar_file, printed_file, section, *free = sys.argv[1:]
text = open(grammar_file, encoding="utf-8").read()
body = re.search(r"^## %s\n(.*?)(?=^## |\Z)" % section, text, re.S | re.M).group(1)
option = re.search(r"OPTION is `(.*?)`", text, re.S).group(1)
def words(piece):
    return set(re.findall(r"(?<=[{ ,\n])([a-z_0-9]+)(?=[:,}])", piece))
grammars = [words(g) | (words("{" + option) if "OPTION" in g else set())
            for g in re.findall(r"(?:^    .*\n)+", body, re.M)]
def keys(value):
    if isinstance(value, list):
        return set().union(*map(keys, value)) if value else set()
    if isinstance(value, dict):
        return set(value).union(*(keys(v) for k, v in value.items() if k not in free))
    return set()
printed = keys(json.load(open(printed_file, encoding="utf-8")))
for grammar in grammars:
    if printed == grammar:
        sys.exit(0)
best = min(grammars, key=lambda g: len(g ^ printed))
sys.exit("printed, not written down: %s; written down, not printed: %s"
         % (sorted(printed - best), sorted(best - printed)))
PY
}

begin "every command prints what is written down"
small_corpus
: >corpus/empty.md
: >corpus/leaflet.doc
settle corpus
footnote search heel zzzqx --corpus corpus --json
same_keys search
footnote show lifts --corpus corpus --json
same_keys show
footnote index --corpus corpus --json
same_keys index
footnote status --corpus corpus --json
same_keys status
footnote reports --json
same_keys reports
footnote test inserts --json
same_keys test
footnote readability inserts/achilles-lift --json
same_keys readability
footnote check --json
same_keys check
footnote eval --each --json
same_keys eval
footnote api --json
same_keys api
footnote version --json
same_keys version libraries
footnote help --json
same_keys help
footnote help make --json
same_keys help

begin "make, done and refused"
small_corpus
cat >own.lua <<'LUA'
local report = footnote.report { api = 1, name = "own", title = "Own", description = "d",
  lang = "en", fields = { { name = "side", type = "choice", "left", "right", required = true } } }
function report.build(patient)
  return document { title = report.title, para { value(patient.side) } }
end
return report
LUA
footnote make own.lua --set side=left --corpus corpus --json --explain
expect_code 0
same_keys make
footnote make own.lua --corpus corpus --json --explain
expect_code 2
expect_json 'o["made"] is False and o["file"] is None and o["problems"] and o["error"]'

finish

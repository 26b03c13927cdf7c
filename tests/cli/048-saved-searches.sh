#!/usr/bin/env bash
# Searches kept by a name: a text file in the state folder that a person may edit.
. "$(dirname "$0")/lib.sh"

kept() { printf '%s\n' "$HOME/.local/state/footnote/searches.txt"; }

begin "a search is kept, listed, run again and forgotten"
small_corpus
footnote search --save runners '"heel lift" OR raise' --limit 3 --facet lang --corpus corpus --json
expect_code 0
expect_stderr "saved as 'runners' in $(kept)"
cp "$out" first
footnote search --saved
expect_code 0
expect_stdout 'runners: "heel lift" OR raise  --limit 3  --facet lang'
footnote search --saved --json
expect_json 'o["saved"][0]["name"] == "runners" and o["saved"][0]["query"] == "\"heel lift\" OR raise"'
expect_json 'o["saved"][0]["options"] == [{"name": "limit", "value": "3"}, {"name": "facet", "value": "lang"}]'
footnote search --saved runners --corpus corpus --json
expect_code 0
cmp -s first "$out" || fail "run again it gives something else"
expect_equal "$(stat -c %a "$(kept)")" 600
footnote search --forget-saved runners
expect_code 0
expect_no_stdout
footnote search --saved
expect_code 0
expect_no_stdout
expect_stderr "no search is saved"
footnote search --saved --json
expect_json 'o["saved"] == []'

begin "further words narrow it, options given count instead of its own"
small_corpus
footnote search --save feet heel --limit 1 --quiet --corpus corpus
expect_no_stderr
footnote search --saved feet --corpus corpus --json
expect_json 'len(o["hits"]) == 1 and o["query"] == "heel"'
footnote search --saved feet --limit 5 --corpus corpus --json
expect_json 'len(o["hits"]) == 2'
footnote search --saved feet -cup --corpus corpus --json
expect_json 'o["query"] == "heel -cup"'

begin "what a person writes into the file stays"
small_corpus
mkdir -p "$(dirname "$(kept)")"
printf '# mine\n\na: heel\n\n# about b\nb: "soft cup"\n  documents\n\n  lang: en\nc: lift' >"$(kept)"
footnote search --saved b --corpus corpus --json
expect_code 0
expect_json '[h["article"] for h in o["hits"]] == ["cups"] and o["hits"][0]["sections"] == []'
footnote search --save b heel bone --quiet --corpus corpus
expect_code 0
footnote search --save d morning --quiet --corpus corpus
printf '# mine\n\na: heel\n\n# about b\nb: heel bone\nc: lift\nd: morning\n' | cmp - "$(kept)" || fail "$(cat "$(kept)")"
footnote search --forget-saved a
printf '# mine\n\n\n# about b\nb: heel bone\nc: lift\nd: morning\n' | cmp - "$(kept)" || fail "$(cat "$(kept)")"

begin "what can't be understood is named with its line, and nothing is lost"
small_corpus
mkdir -p "$(dirname "$(kept)")"
fault() { # TEXT MESSAGE
  printf "$1" >"$(kept)"
  cp "$(kept)" before
  footnote search --saved
  expect_code 2
  expect_stderr "searches.txt:$2"
  footnote search --save new heel --corpus corpus
  expect_code 2
  cmp -s before "$(kept)" || fail "the file has changed"
}
fault 'a: heel\nno colon here\n' "2: expected a name, a colon and words"
fault 'a: heel\na: lift\n' "2: the name 'a' stands there twice"
fault 'a: heel\n  colour: red\n' "2: 'colour' is no option that a saved search keeps"
fault 'a: heel\n  limit:\n' "2: 'limit' needs a value"
fault 'a: heel\n  fix: yes\n' "2: 'fix' takes no value"
fault 'a:\n' "1: expected a name"
fault '  lang: en\n' "1: an option stands below"
printf 'a: \377\n' >"$(kept)"
footnote search --saved
expect_code 2
rm "$(kept)"
footnote search --save 'two words' heel --corpus corpus
expect_code 2
expect_stderr "a name of letters"
footnote search --save x '""' --corpus corpus
expect_code 2
refuse_file "$(kept)"
footnote search --save runners heel --quiet --corpus corpus
footnote search --saved runner --corpus corpus
expect_code 2
expect_stderr "no search is saved as 'runner': did you mean 'runners'?"
footnote search --forget-saved other
expect_code 2
footnote search --save x $'heel\nlift: a' --quiet --corpus corpus
expect_code 0
footnote search --saved x --corpus corpus --json
expect_json 'o["query"] == "heel lift: a"'

begin "without a home it is said; XDG_STATE_HOME is heard"
small_corpus
XDG_STATE_HOME=$PWD/state footnote search --save x heel --quiet --corpus corpus
expect_file state/footnote/searches.txt
"$program" search lift --corpus corpus >/dev/null
HOME= footnote search --saved
expect_code 6
expect_stderr "set HOME or XDG_STATE_HOME"

finish

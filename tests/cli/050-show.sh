#!/usr/bin/env bash
# footnote show: articles and sections as text and JSON.
. "$(dirname "$0")/lib.sh"

begin "a whole article, with where it comes from"
small_corpus
printf '\n## Who needs one\n\nPeople with one shorter leg.\n\n- item one\n- item two\n' >>corpus/lifts.md
settle corpus
footnote show lifts --corpus corpus
expect_code 0
expect_no_stderr
expect_stdout "Heel lifts"
expect_stdout "reviewed   2020-01-02"
expect_stdout "#what-a-lift-does"
expect_stdout "takes load off the Achilles tendon"
expect_stdout "- item two"
footnote show lifts --corpus corpus --json
expect_json 'o["schema"] == 1 and o["article"] == "lifts" and o["version"] == "1.0"'
expect_json '[s["section"] for s in o["sections"]] == ["what-a-lift-does", "who-needs-one"]'
expect_json 'all(len(s["hash"]) == 32 for s in o["sections"])'

begin "one section"
small_corpus
footnote show 'lifts#what-a-lift-does' --corpus corpus --json
expect_code 0
expect_json 'len(o["sections"]) == 1 and o["sections"][0]["heading"] == "What a lift does"'

begin "a section by its number, as a handout's list of sources prints it"
small_corpus
footnote show 'lifts#1' --corpus corpus
expect_code 0
expect_stdout "§1  #what-a-lift-does"
footnote show 'lifts#99' --corpus corpus
expect_code 1
expect_stderr "has no section '99'"

begin "what is not there"
small_corpus
footnote show lfits --corpus corpus
expect_code 1
expect_no_stdout
expect_stderr "did you mean 'lifts'"
footnote show 'lifts#what-a-lift-doe' --corpus corpus
expect_code 1
expect_stderr "did you mean 'what-a-lift-does'"
footnote show 'lfits#x' --corpus corpus --json
expect_code 1
expect_no_stdout
footnote show 'lifts#' --corpus corpus
expect_code 1
footnote show '' --corpus corpus
expect_code 1
footnote show '#' --corpus corpus
expect_code 1

begin "a record's id may hold a number sign"
echo '{"id": "a#b", "title": "Odd", "text": "Zebras walk."}' >r.jsonl
footnote show 'a#b' --corpus r.jsonl --json
expect_code 0
expect_json 'o["article"] == "a#b"'

finish

#!/usr/bin/env bash
# footnote search: what does not answer is said not to; what a score is made of.
. "$(dirname "$0")/lib.sh"

heel_corpus() {
  mkdir -p corpus
  for i in 1 2 3 4 5 6; do
    printf '# Heels\n\n## Heel %s\n\nThe heel hurts after a run.\n' "$i" >"corpus/heel-$i.md"
  done
  printf '# Creams\n\n## Cream for the heel\n\nA cream for a dry heel.\n' >corpus/creams.md
  settle corpus
}

begin "a question that nothing answers is not answered by the nearest passage"
heel_corpus
footnote search ibuprofen heel --corpus corpus
expect_code 1
expect_stdout "nothing found; nearest:"
expect_stdout "(weak)"
expect_stderr "no article holds 'ibuprofen'"
footnote search ibuprofen heel --corpus corpus --json
expect_code 1
expect_json 'len(o["hits"]) > 0 and all(hit["weak"] for hit in o["hits"])'

begin "a weak hit stands behind the one that answers, and is marked"
heel_corpus
footnote search heel cream --corpus corpus
expect_code 0
refuse_stdout "nothing found"
expect_stdout "1. Creams > Cream for the heel"
refuse_stdout "1. Creams > Cream for the heel  (weak)"
expect_stdout "  (weak)"

begin "each word's share of the score"
heel_corpus
footnote search heel creams zebra --corpus corpus --explain
expect_stdout "   = "
expect_stdout ": heel 0."
expect_stdout "zebra missing"
footnote search heel creams zebra --corpus corpus --explain --json
expect_json '[word["word"] for word in o["hits"][0]["explanation"]["words"]] == ["heel", "creams", "zebra"]'
expect_json 'o["hits"][0]["explanation"]["words"][2]["found"] is None'
expect_json 'abs(sum(w["score"] for w in o["hits"][0]["explanation"]["words"]) + sum(o["hits"][0]["explanation"][k] for k in ("coverage", "adjacency", "question", "feedback")) - o["hits"][0]["score"]) < 0.001'

begin "feedback is on, off or auto"
heel_corpus
footnote search heel --corpus corpus --feedback on
expect_code 0
footnote search heel --corpus corpus --feedback sometimes
expect_code 2
expect_stderr "--feedback takes auto, on or off, not 'sometimes'"
finish

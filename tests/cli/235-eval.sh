#!/usr/bin/env bash
# footnote eval: a clinic's judged queries, measured by kind; the three files of a test collection.
. "$(dirname "$0")/lib.sh"

begin "the corpus that ships is measured by its own judgments"
footnote eval
expect_code 0
expect_no_stderr
expect_stdout "kind           queries  nDCG@10     MAP  recall@100     MRR"
expect_stdout "fact               156   0.9"
expect_stdout "queries that nothing answers: "

begin "a collection of three files"
printf '%s\n' '{"id": "cups", "title": "Heel cups", "text": "A heel cup cradles the heel."}' \
  '{"id": "lifts", "title": "Heel lifts", "text": "A heel lift raises the heel."}' >docs.jsonl
settle docs.jsonl
footnote index docs.jsonl --index docs.db
printf '1\theel lift\n2\tcup\n3\tlift\n' >queries.tsv
printf '1\tlifts\t1\n2\tlifts\t1\n3\tlifts\t1\n' >qrels.tsv
printf '1\n2\n' >ids.txt
footnote eval --index docs.db --queries queries.tsv --qrels qrels.tsv --ids ids.txt --each
expect_code 0
expect_stdout "all                  2   0.5000  0.5000      0.5000  0.5000   50.0   50.0           0"
expect_stdout "1  1.0000  1.0000  1.0000  1.0000  place 1  'heel lift'  first: lifts"
expect_stdout "2  0.0000  0.0000  0.0000  0.0000  place 0  'cup'  first: cups"

begin "the columns may have names, and judgments four columns as TREC has them"
printf '%s\n' '{"id": "cups", "title": "Heel cups", "text": "A heel cup cradles the heel."}' >docs.jsonl
settle docs.jsonl
footnote index docs.jsonl --index docs.db
printf 'query-id\ttext\n1\tcup\n' >queries.tsv
printf 'query-id\tcorpus-id\tscore\n1\tcups\t1\n' >qrels.tsv
footnote eval --index docs.db --queries queries.tsv --qrels qrels.tsv
expect_code 0
expect_stdout "all                  1   1.0000"
printf '1 0 cups 1\n' >qrels.tsv
footnote eval --index docs.db --queries queries.tsv --qrels qrels.tsv
expect_stdout "all                  1   1.0000"
printf '1\tcups\t1\nquery-id\tcorpus-id\tscore\n' >qrels.tsv
footnote eval --index docs.db --queries queries.tsv --qrels qrels.tsv
expect_code 3
expect_stderr "qrels.tsv:2: expected qid, article and grade"

begin "what is missing or wrong is told"
printf '%s\n' '{"id": "cups", "title": "Heel cups", "text": "A heel cup."}' >docs.jsonl
footnote index docs.jsonl --index docs.db
footnote eval --index docs.db --queries queries.tsv
expect_code 2
expect_stderr "eval takes --queries with --qrels"
printf 'qid\tquery\tarticle#section\tgrade\tkind\n1\theel\tlifts\t1\tfact\n' >judged.tsv
footnote eval --index docs.db --judgments judged.tsv
expect_code 3
expect_stderr "judged.tsv:2: expected qid, query"
mkdir -p articles
printf '# Lifts\n\nA heel lift.\n' >articles/lifts.md
settle articles
footnote eval --corpus articles
expect_code 2
expect_stderr "the corpus has no judgments.tsv"
finish

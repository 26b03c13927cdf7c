#!/usr/bin/env bash
# Where corpus, clinic and index are found.
. "$(dirname "$0")/lib.sh"

clinic() { # FOLDER WORD
  article "$1/corpus/ours.md" "Ours" "Desk" "The $2 stands at our desk."
  mkdir -p "$1/scripts"
  settle "$1"
}

begin "what ships is found without any option"
footnote search heel --json
expect_code 0
expect_json 'len(o["hits"]) > 0'

begin "--clinic, before FOOTNOTE_CLINIC, before the working folder"
clinic one zebra
clinic two giraffe
clinic . okapi
footnote search zebra --clinic one
expect_code 0
FOOTNOTE_CLINIC=two footnote search zebra --clinic one
expect_code 0
FOOTNOTE_CLINIC=two footnote search giraffe
expect_code 0
FOOTNOTE_CLINIC=two footnote search okapi
expect_code 1
footnote search okapi
expect_code 0

begin "a clinic's corpus stands beside what ships"
clinic one zebra
footnote status --clinic one --json
expect_json 'len(o["roots"]) == 2 and o["roots"][0]["path"].endswith("/one/corpus")'
expect_json 'o["clinic"].endswith("/one")'

begin "a working folder with a corpus alone is no clinic's"
mkdir corpus
article corpus/a.md "A" "B" "The quagga is extinct."
footnote search quagga
expect_code 1
touch clinic.yaml
footnote search quagga
expect_code 0

begin "--corpus stands for all others"
clinic one zebra
small_corpus
footnote search zebra --clinic one --corpus corpus
expect_code 1
footnote status --clinic one --corpus corpus --json
expect_json 'len(o["roots"]) == 1'

begin "one index for each set of folders, whatever way they are written"
small_corpus
footnote search heel --corpus corpus
footnote search heel --corpus ./corpus/
footnote search heel --corpus "$PWD/corpus"
ln -s corpus link
footnote search heel --corpus link
expect_equal "$(cached_indexes | wc -l)" 1
clinic one zebra
footnote search heel --corpus corpus --corpus one/corpus
expect_equal "$(cached_indexes | wc -l)" 2

begin "XDG_CACHE_HOME, else ~/.cache; a relative one is not heard"
small_corpus
XDG_CACHE_HOME=relative footnote search heel --corpus corpus
expect_code 0
refuse_file relative
expect_file "$HOME/.cache/footnote"

begin "FOOTNOTE_SHARE stands for what ships"
mkdir share
small_corpus
mv corpus share/
FOOTNOTE_SHARE=share footnote status --json
expect_code 0
expect_json 'o["articles"] == 3'
FOOTNOTE_SHARE=nowhere footnote search heel
expect_code 6
expect_stderr "no corpus found"

finish

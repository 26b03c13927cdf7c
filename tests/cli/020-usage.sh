#!/usr/bin/env bash
# The command line itself: misspelt, incomplete and odd ones.
. "$(dirname "$0")/lib.sh"

begin "no command prints the commands on stderr"
footnote
expect_code 2
expect_no_stdout
expect_stderr "usage: footnote COMMAND"

begin "a misspelt command gets the nearest"
footnote serach heel
expect_code 2
expect_stderr "unknown command 'serach' (did you mean 'search'?)"
expect_no_stdout
footnote xyzzy
expect_code 2
expect_stderr "unknown command 'xyzzy'"

begin "a misspelt option gets the nearest, in light and heavy commands"
small_corpus
footnote search heel --limt 3
expect_code 2
expect_stderr "unknown option '--limt' (did you mean '--limit'?)"
footnote make x.lua --pateint p.json
expect_code 2
expect_stderr "did you mean '--patient'?"
footnote status -limit
expect_code 2
footnote index -x
expect_code 2
expect_stderr "unknown option '-x'"

begin "a value given to an unknown option is not repeated"
footnote make x.lua --patient_nam=Verysecret
expect_code 2
refuse_stderr Verysecret

begin "options with and without value"
small_corpus
footnote search heel --corpus corpus --limit=1 --json
expect_code 0
expect_json 'len(o["hits"]) == 1'
footnote search --json=yes heel
expect_code 2
expect_stderr "--json takes no value"
footnote search heel --limit
expect_code 2
expect_stderr "--limit needs a value"
footnote search heel --limit --json
expect_code 2
expect_stderr "--limit needs a value"
for bad in 0 -1 1001 ten 1x '' 99999999999999999999; do
  footnote search heel --corpus corpus --limit="$bad"
  expect_code 2
  expect_stderr "from 1 to 1000"
done
footnote search heel --corpus corpus --limit=1000
expect_code 0
footnote search heel --color sometimes
expect_code 2
expect_stderr "auto, always, never"

begin "options stand anywhere, also before the command"
small_corpus
for line in "--corpus corpus --json search heel --limit 1" "--limit 1 --corpus=corpus search heel --json" \
  "search --json heel --corpus corpus --limit 1" "search --limit=1 --json --corpus corpus -- heel"; do
  # shellcheck disable=SC2086
  footnote $line
  expect_code 0
  expect_json 'o["query"] == "heel" and len(o["hits"]) == 1'
done

begin "missing and surplus words"
small_corpus
for line in search show make "show a b" "status x" "make a b" "reports a b" "api a b" "version x"; do
  # shellcheck disable=SC2086
  footnote $line --corpus corpus
  expect_code 2
  expect_no_stdout
  expect_stderr "footnote "
done

begin "folders that are not there"
footnote search heel --corpus nowhere
expect_code 2
expect_stderr "nowhere"
footnote search heel --clinic nowhere
expect_code 2
expect_stderr "--clinic: no folder 'nowhere'"
FOOTNOTE_CLINIC=elsewhere footnote search heel
expect_code 2
expect_stderr "FOOTNOTE_CLINIC: no folder 'elsewhere'"
[ -z "$(cached_indexes | xargs -r ls -s | awk '$1 > 1000')" ] || fail "an index was built"

begin "no place for an index"
small_corpus
HOME='' XDG_CACHE_HOME='' footnote search heel --corpus corpus
expect_code 6
expect_stderr "--index FILE"

finish

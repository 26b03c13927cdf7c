#!/usr/bin/env bash
# make --explain: every class of words on a handout has its line, with all that the sentence rests on.
. "$(dirname "$0")/lib.sh"

explain_own() {
  small_corpus
  mkdir -p clinic/wording
  cat >clinic/wording/en.yaml <<'YAML'
language: en
version: "1.0"
reviewer: R. Reader
reviewed_on: 2026-10-01
entries:
  lift.raise: {class: R, text: "It raises your heel a little.", facts: [F018], query: heel lift, must_hit: [raises the heel]}
  lift.quote: {class: Q, text: "raises the heel a little", facts: [F018], query: heel lift, must_hit: [raises the heel]}
  lift.false: {class: Q, text: "raises the heel a lot", facts: [F018], query: heel lift, must_hit: [raises the heel]}
  lift.advice: {class: C, text: "Ask us.", approver: A. Approver, approved_on: 2026-10-02}
  label.today: {class: G, text: "Today"}
YAML
  cat >own.lua <<'LUA'
local report = footnote.report { api = 1, name = "own", title = "Own", description = "d", lang = "en", fields = {} }
function report.build()
  return document { title = report.title, heading { level = 1, words "label.today" },
    para { restate "lift.raise", " ", restate "lift.quote", " ", restate "lift.false", " ", restate "lift.advice" },
    para { value "3 mm" }, sources {} }
end
return report
LUA
  footnote make own.lua --clinic clinic --corpus corpus --date 2020-06-01 "$@"
}

begin "restatement, quote, clinic advice, value and glue"
explain_own --explain
expect_code 0
expect_stdout "R | lift.raise | It raises your heel a little. | F018 | heel lift | 1 | lifts#what-a-lift-does | "
grep -qE '^R \| lift.raise .*/lifts\.md:[0-9]+ \| [0-9a-f]{32} \| R\. Reader \| 2026-10-01$' "$out" ||
  fail "the restatement lacks file, hash or reviewer"
expect_stdout "Q | lift.quote | “raises the heel a little” | F018 | heel lift | 1 | "
expect_stdout "C | lift.advice | Ask us. | - | - | - | - | - | - | A. Approver | 2026-10-02"
expect_stdout "V | - | 3 mm | "
expect_stdout "G | - | Today | "
refuse_stdout "lift.false"

begin "a quote that does not stand in the passage letter for letter is dropped, and the rule is named"
explain_own -o own.txt --format text
expect_code 0
expect_stderr "warning: S15: sentence 'lift.false' dropped: no passage for 'heel lift' holds 'raises the heel' and the quoted words"
grep -qF '“raises the heel a little”' own.txt || fail "the quote is not marked as one"
if grep -qF 'a lot' own.txt; then fail "a false quote is printed"; fi

finish

#!/usr/bin/env bash
# footnote search: nothing is found without a reason, and nothing is read otherwise than it looks
# without a word about it.
. "$(dirname "$0")/lib.sh"

prepared() {
  article corpus/lifts.md "Heel lifts" "What a lift does" "A heel lift raises the heel a little." \
    "id: lifts" "language: en-gb" "topics: heel lift, gait" "reviewed: 2025-01-02"
  article corpus/talon.md "Talon" "Dolor" "El talón duele al correr, heel." "id: talon" \
    "language: es" "topics: running" "reviewed: 2026-05-01"
  settle corpus
  footnote index corpus --index own.sqlite
}
search() { footnote search --index own.sqlite "$@"; }

begin "a filter that names nothing says what there is"
prepared
search heel lang:de
expect_code 1
expect_stderr "no article is in the language 'de': there are en-gb and es"
search heel --lang de
expect_stderr "there are en-gb and es"
search heel tag:runing
expect_code 1
expect_stderr "no article has the tag 'runing' (did you mean 'running'?): there are gait, heel lift and running"
search heel type:pdf
expect_stderr "no article is of the type 'pdf': there is md"
search heel reviewed:2024
expect_stderr "no article was reviewed then: there are 2025 and 2026"
search heel reviewed:none
expect_stderr "each article says when it was reviewed"
search heel reviewed:overdue
expect_stderr "no article is overdue"
search heel tag:running lang:en
expect_code 1
expect_stderr "no article fits all of these filters together"
search heel -tag:typo
expect_code 0
expect_stderr "no article has the tag 'typo'"
search heel tag:gait lang:en reviewed:2025
expect_code 0
expect_no_stderr
search heel lang:de --json
expect_json '"there are en-gb and es" in o["remarks"][0] and o["hits"] == []'
search heel --json
expect_json 'o["remarks"] == []'

begin "what looks like a filter or a phrase and is none is said to be text"
prepared
search heel type:scroll
expect_stderr "'type:scroll' is searched for as text (type: takes md"
search heel reviewed:soon
expect_stderr "'reviewed:soon' is searched for as text"
search '"heel lift'
expect_code 0
expect_stderr "a quotation mark is never closed"

begin "a word to leave out is never searched for, wherever it stands"
prepared
search -lift heel
expect_code 0
expect_stdout "talon#"
refuse_stdout "lifts#"
search heel -lift
refuse_stdout "lifts#"
search -lift
expect_code 2
expect_stderr "only what to leave out"
search -- -lift -heel
expect_code 2
search -q lift
expect_code 0
expect_stdout "lifts#"

begin "a sure suggestion says how to take it, and --fix does"
prepared
search raizes
expect_stderr "no article holds 'raizes' (did you mean 'raises'? --fix takes it)"
search raizes --fix
expect_code 0
expect_stderr "searched for 'raises'"
refuse_stderr "--fix"
search raizes --json
expect_json 'o["unknown"][0]["suggestions"] == ["raises"] and o["unknown"][0]["sure"] is True'

begin "what says nothing to a match expression is refused, not passed over"
prepared
for option in "--near 3" --fix "--feedback on"; do
  search --match heel $option
  expect_code 2
  expect_stderr "don't go together"
done
search --match 'NEAR(heel lift, 3)'
expect_code 0

begin "a match expression that would take long is refused at once"
prepared
many() { printf "$1%.0s" $(seq "$2"); }
for expression in "a$(many ' OR heel*' 9)" "a$(many ' OR the' 60)" "NEAR($(many 'the ' 60), 9)" "$(many '(' 5000)"; do
  processor_time && before=$processor_ms
  search --match -- "$expression"
  processor_time
  expect_code 2
  [ $((processor_ms - before)) -lt 900 ] || fail "it took $((processor_ms - before)) ms"
done
expect_stderr "brackets stand too deep"

begin "the caret stands under the mistake, behind wide letters too"
prepared
search --match '足底 AND )'
expect_code 2
expect_equal "$(grep -n '^ *^$' "$err" | sed 's/^.*://' | tr -d '\n' | wc -c)" 14

begin "the shares shown make the score shown, for words and for an expression"
prepared
adds_up='all(abs(h["score"] - sum(w["score"] for w in h["explanation"]["words"]) - sum(h["explanation"][k] for k in ("coverage", "adjacency", "question", "feedback"))) < 0.001 for h in o["hits"])'
for query in "heel" "raizes heel --fix" "what does a heel lift do --feedback on" "\"heel lift\" rais*"; do
  eval "search $query --explain --json"
  expect_json "len(o['hits']) > 0 and $adds_up"
done
search --match 'heel AND (lift OR tal*) NOT zebra' --explain --json
expect_json "len(o['hits']) == 2 and $adds_up"
expect_json '[w["word"] for w in o["hits"][0]["explanation"]["words"]] == ["heel", "lift", "tal", "zebra"]'
search heel lift --explain --limit 1
python3 - "$out" <<'PY' || fail "the line does not add up"
import re, sys
line = re.search(r"= .*", open(sys.argv[1]).read().replace("\n   ", " ")).group(0)
numbers = [round(100 * float(n)) for n in re.findall(r"-?\d+\.\d\d", line)]
sys.exit(numbers[0] != sum(numbers[1:]))
PY

begin "an abbreviation of which only words stand apart is named as one that nobody uses"
prepared
article corpus/plantar.md "Plantar" "Plantar" "The plantar side; necrotizing fasciitis." "id: plantar"
settle corpus
footnote index corpus --index own.sqlite
search PF
expect_code 1
expect_stderr "no article holds 'pf'"
article corpus/plantar.md "Plantar" "Plantar" "Plantar fasciitis is common." "id: plantar"
settle corpus
footnote index corpus --index own.sqlite
search PF
expect_code 0
expect_stdout "Plantar"

begin "a correction that may be chance finds, but answers nothing; one by the ear that fits answers"
prepared
article corpus/static.md "Static feet" "Static" "A static deformity changes how muscles pull." "id: static"
article corpus/lift.md "Heel lift" "Heel lift" "A heel lift eases the calf." "id: lift"
settle corpus
footnote index corpus --index own.sqlite
# is_fixed CODE TYPED USED SHOWN
is_fixed() {
  search $2 --fix
  expect_code "$1"
  expect_stderr "searched for '$3'"
  expect_stdout "$4"
}
is_fixed 1 "statin" "static" "nothing found; nearest:"
is_fixed 1 "statin" "static" "Static feet"
is_fixed 0 "heal lift" "heel lift" "Heel lift"
is_fixed 0 "statin OR feet" "static OR feet" "Static feet"
is_fixed 0 "statin static" "static static" "Static feet"

begin "a small word that was mistyped does not make the whole question unanswered"
footnote search heal pain afer runing --fix
expect_code 0
expect_stderr "searched for 'heel pain after running'"
expect_stdout "Is heel pain after running common?"

begin "help tells what can be typed"
footnote help search
expect_stdout "lift OR raise"
expect_stdout "reviewed:overdue"

finish

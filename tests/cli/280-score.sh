#!/usr/bin/env bash
# footnote score: a page that passes every check, and the same page spoilt once for each of them; the
# worked examples pass what applies.
. "$(dirname "$0")/lib.sh"

clinic=$tests_folder/score-clinic
score() { # [OPTION...]: of the copy in ./clinic
  footnote score --clinic clinic --corpus clinic/corpus --reports clinic/reports "$@"
}
copy_clinic() {
  cp -r "$clinic" clinic
  cp "$FOOTNOTE_SOURCE/corpus/wording/en.style.yaml" clinic/wording/
  cp -r "$FOOTNOTE_SOURCE"/corpus/wording/*syllables* clinic/wording/ 2>/dev/null
}
check_is() { # ID RESULT
  expect_json "[c['result'] for h in o['handouts'] for c in h['checks'] if c['id'] == $1] == ['$2']"
}

begin "a good page passes all 27 checks"
copy_clinic
score --json
expect_code 0
expect_json "[c['id'] for c in o['handouts'][0]['checks']] == [4,5,6,7,8,10,13,14,16,17,18,19,22,26,27,28,29,33,34,35,36,37,38,39,40,41,42]"
expect_json "all(c['result'] == 'pass' and c['value'] for c in o['handouts'][0]['checks'])"

# Spoils one line of a file of the clinic; the check of that number must fail.
spoil() { # ID WHAT FILE SED-EXPRESSION
  begin "check $1 fails: $2"
  copy_clinic
  sed -i "$4" "clinic/$3"
  ! cmp -s "clinic/$3" "$clinic/$3" || fail "nothing was spoilt"
  score --json
  expect_code 1
  check_is "$1" fail
}
page=scripts/sheet.lua
spoil 4 "words that are too hard" $page 's/restate "lift.raises", " ", restate "start.slowly"/restate "long.sentence"/'
spoil 5 "too many long words" $page 's/restate "lift.raises", " ", restate "start.slowly"/restate "long.sentence"/'
spoil 6 "a sentence that does not end" $page 's/restate "lift.raises", " ", restate "start.slowly"/restate "long.sentence"/'
spoil 7 "a term nobody explains" wording/en.yaml 's/The lift raises your heel a little/The lift eases your osteoporosis a little/'
spoil 8 "nobody acts, nobody is spoken to" wording/en.yaml 's/text: "\(The lift\|Start\|It can\).*"/text: "The heel is raised."/'
spoil 10 "a list of eight" $page 's/"Walk for a short time\.",/"Walk.", "Walk.", "Walk.", "Walk.", "Walk.", "Walk.",/'
spoil 13 "a number with a third of a kilometre" $page 's/2\.5 km/2.3 km/'
spoil 14 "the reader has to count" $page 's/"Walk for a short time\."/"Walk 5 minutes per day."/'
spoil 16 "a picture full of labels" $page 's/canvas:text(20, 30, "heel bone", { size = 12 })/for i = 1, 7 do canvas:text(10 + i, 30, "heel bone", { size = 12 }) end/'
spoil 17 "a long table heading" $page 's/head = { "Day", "Pain" }/head = { "Day of this week", "Pain" }/'
spoil 18 "a step without a verb" $page 's/"Look at your foot\."/"Your foot."/'
spoil 19 "no diary" $page 's/style = "diary"/style = "plain"/'
spoil 22 "two gains, one risk" $page 's/{ restate "treat.help" }/{ restate "treat.help" }, { restate "lift.raises" }/'
spoil 26 "a warning sign left out" $page 's/{ restate "red_flag.snap" }, //'
spoil 26 "a box without a phone" $page 's/para("Call us on ".*"\.") }/para "Call us." }/'
spoil 27 "no date of the next visit" $page 's/value "17 March 2026"/value "soon"/'
spoil 27 "nothing for the case that it is no better" $page 's/restate "red_flag.not_better"/restate "red_flag.numb"/'
spoil 29 "no version in the margin" $page 's/footer_left = "version " .. clinic.version .. " · /footer_left = "/'
spoil 29 "a review in ten years" clinic.yaml 's/2028-03/2036-03/'
spoil 34 "both margins straight" $page 's/title = report.title, short_title/justified = true, title = report.title, short_title/'
spoil 37 "a picture in two words" $page 's/A heel on a lift, seen from the side\./A heel/'
spoil 38 "the other side" $page 's/in your left shoe\./in your right shoe./'
spoil 38 "somebody else's name" $page 's/value(patient.patient_name)/value "Somebody"/'
spoil 39 "a week that the patient never ran" $page 's/4 runs of 5 km/4 runs of 6 km/'
spoil 40 "no caution for diabetes" $page 's/, { restate "caution.diabetes.look" }//'
spoil 41 "three pages" $page 's/sources {},/page_break(), page_break(), page_break(), sources {},/'

begin "text names each check, with its number and what was measured"
copy_clinic
score
expect_stdout "sheet/one: 27 of 27 that apply"
expect_stdout "33 pass  type of 12 pt and more"

begin "an unknown case is a usage error"
copy_clinic
score sheet/two
expect_code 2
expect_stderr "no worked example 'sheet/two'"

begin "every worked example passes every check that applies"
footnote score --failed
expect_code 0
expect_stdout ", 0 with a check that fails"

begin "a safety box stands on page 1 where it finds room, whatever hole that leaves behind it"
footnote score inserts/numb-feet-foam-pad --variants --json
expect_json "[c['result'] for h in o['handouts'] if h['variant'] == 'large print, A4' for c in h['checks'] if c['id'] == 26] == ['pass']"

begin "with a long name, on Letter, in large print: when to stop stands on page 1, and it is two sheets"
for case in insole-long-names cyrillic-name numb-feet-foam-pad gel-pad-diabetes; do
  footnote score inserts/$case --variants --failed
  expect_code 0
done

finish

#!/usr/bin/env bash
# Wording, style, syllables, terms, facts and worked examples that are damaged or hostile: each is
# refused by name and line, never a crash, never a page, never a pass.
. "$(dirname "$0")/lib.sh"
example=reports/inserts/gel-pad-diabetes
patient=$FOOTNOTE_SOURCE/$example/patient.json

copy_corpus() {
  cp -r "$FOOTNOTE_SOURCE/corpus" "$FOOTNOTE_SOURCE/scripts" .
  mkdir -p reports/inserts
  cp -r "$FOOTNOTE_SOURCE/$example" reports/inserts/
  chmod -R u+w corpus reports
}

# damage FILE HOW
damage() {
  local size
  size=$(stat -c %s "$1")
  case $2 in
    empty) : >"$1" ;;
    words) echo "no such thing" >"$1" ;;
    list) echo "- 1" >"$1" ;;
    deep) python3 -c 'print("a: " + "[" * 20000)' >"$1" ;;
    references) printf 'a: &a [x, x]\nb: [*a, *a, *a]\n' >"$1" ;;
    bytes) printf '\nmore: "\xff\xfe"\n' >>"$1" ;;
    huge) python3 -c 'print("key: " + "x" * 20000000)' >"$1" ;;
    cut) truncate -s $((size / 2 + 3)) "$1" ;;
  esac
}

# Checks COMMAND... for each way of damage: exit code CODE, the FILE's name, and no crash.
each_damage() { # FILE CODE HOW... -- COMMAND...
  local file=$1 expected=$2 ways=() how
  shift 2
  while [ "$1" != -- ]; do
    ways+=("$1")
    shift
  done
  shift
  cp "$file" whole
  for how in "${ways[@]}"; do
    damage "$file" "$how"
    footnote "$@" --corpus corpus
    [ "$code" -eq "$expected" ] || fail "$how: exit code $code, not $expected"
    grep -qF "$(basename "$file")" "$out" "$err" || fail "$how: $file is not named"
    cp whole "$file"
  done
}

begin "a damaged wording stops the handout, with file and line; a check and a score tell it"
copy_corpus
all=(empty words list deep references bytes huge cut)
each_damage corpus/wording/en.yaml 3 "${all[@]}" -- \
  make inserts -p "$patient" --date 2026-03-09 --no-log test -o page.pdf
refuse_file page.pdf
each_damage corpus/wording/en.yaml 1 list cut -- score --reports reports
each_damage corpus/wording/en.yaml 1 list cut bytes -- check

begin "a damaged style file is no style that all is fine with"
copy_corpus
each_damage corpus/wording/en.style.yaml 3 "${all[@]}" -- score --reports reports

begin "a damaged list of syllables, of terms"
copy_corpus
each_damage corpus/wording/en.syllables 3 words deep bytes huge -- score --reports reports
each_damage corpus/wording/en.syllables 3 words deep bytes huge -- check
each_damage corpus/wording/terms.yaml 1 empty list deep bytes -- check

begin "a damaged list of facts"
copy_corpus
each_damage corpus/facts.yaml 3 "${all[@]}" -- check --facts --reports reports

begin "a damaged worked example fails the test and the score, it is not passed over"
copy_corpus
each_damage $example/case.yaml 3 "${all[@]}" -- test --reports reports
each_damage $example/patient.json 2 "${all[@]}" -- test --reports reports
each_damage $example/case.yaml 3 empty cut -- score --reports reports
each_damage $example/patient.json 2 empty cut -- score --reports reports
printf 'datee: 2026-03-09\nexpect: {exit: 0}\n' >$example/case.yaml
footnote test --corpus corpus --reports reports
expect_code 3
expect_stderr "case.yaml:1: unknown key 'datee'"

begin "what is no article is not measured for how it reads"
head -c 50000 /dev/urandom >noise.pdf
: >empty.md
printf 'one\0two' >nul.md
for file in noise.pdf empty.md nul.md /dev/zero absent.md; do
  footnote readability "$file" --corpus "$FOOTNOTE_SOURCE/corpus"
  expect_code 2
  expect_stderr "$file"
done

begin "no room for the ledger: no handout, and it goes on when there is"
full=$PWD/full
mkdir "$full"
if mount -t tmpfs -o size=1m none "$full" 2>/dev/null; then
  export XDG_STATE_HOME=$full
  page() { footnote make inserts -p "$patient" --date 2026-03-09 --corpus "$FOOTNOTE_SOURCE/corpus" -o "$1"; }
  page before.pdf
  expect_code 0
  head -c 2000000 /dev/zero >"$full/other" 2>/dev/null
  page during.pdf
  expect_code 6
  expect_stderr "no handout, because it can't be recorded"
  refuse_file during.pdf
  rm "$full/other"
  page after.pdf
  expect_code 0
  cmp before.pdf after.pdf || fail "the page is another one"
  footnote log --json --corpus "$FOOTNOTE_SOURCE/corpus"
  expect_code 0
  umount "$full"
  unset XDG_STATE_HOME
else
  echo "note: no tmpfs may be mounted here: a full disk was not tried"
fi
finish

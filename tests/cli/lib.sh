# lib.sh - the harness of the command-line tests; sourced by each of them.
#
#     . "$(dirname "$0")/lib.sh"
#     begin "a misspelt command is named with the nearest one"
#     footnote serach heel
#     expect_code 2
#     expect_stderr "did you mean 'search'"
#     finish
#
# Every `begin` starts in an empty folder of its own, with its own cache and home. `footnote` runs
# the program and keeps its code, its stdout and its stderr ($code, $out, $err: the last two are
# files). A failed expectation is printed with both streams and makes `finish` leave with 1.
set -u

tests_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
FOOTNOTE_SOURCE=${FOOTNOTE_SOURCE:-$(cd "$tests_folder/../.." && pwd)}
FOOTNOTE_BUILD=${FOOTNOTE_BUILD:-$FOOTNOTE_SOURCE/build/release}
program=$FOOTNOTE_BUILD/footnote
unset XDG_STATE_HOME FOOTNOTE_BY FOOTNOTE_CLINIC FOOTNOTE_SHARE FOOTNOTE_FULL SOURCE_DATE_EPOCH NO_COLOR
export LC_ALL=C.UTF-8 TERM=xterm

scratch=$(mktemp -d)
trap 'chmod -R u+rwx "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
out=$scratch/out
err=$scratch/err
code=0
cases=0
failures=0
current=

[ -x "$program" ] || {
  echo "no program at $program: set FOOTNOTE_BUILD to the build folder"
  exit 1
}

begin() {
  current=$1
  cases=$((cases + 1))
  mkdir -p "$scratch/$cases/here" "$scratch/$cases/home"
  cd "$scratch/$cases/here" || exit 1
  export HOME=$scratch/$cases/home XDG_CACHE_HOME=$scratch/$cases/cache
}

footnote() {
  "$program" "$@" >"$out" 2>"$err" </dev/null
  code=$?
}

# The same with standard input from this function's own.
footnote_stdin() {
  "$program" "$@" >"$out" 2>"$err"
  code=$?
}

# The same in the background; end_behind stops it.
behind=
footnote_behind() {
  "$program" "$@" >"$out" 2>"$err" </dev/null &
  behind=$!
}
end_behind() {
  kill "$behind" 2>/dev/null
  wait "$behind" 2>/dev/null
  code=$?
}

# until_true CONDITION...: looks again, for 20 seconds at most.
until_true() {
  local tries
  for tries in $(seq 400); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.05
  done
  fail "it never happened: $*"
  return 1
}

# What the programs run so far took of a processor, in milliseconds, in $processor_ms: a limit holds
# on a busy machine too.
processor_time() {
  local user system
  times >"$scratch/times"
  read -r user system < <(tail -1 "$scratch/times" | tr 'ms' '  ' | awk '{print ($1 * 60 + $2) * 1000, ($3 * 60 + $4) * 1000}')
  processor_ms=$((${user%.*} + ${system%.*}))
}

fail() {
  failures=$((failures + 1))
  echo "FAILED: $current: $*"
  sed 's/^/    stdout: /' "$out" | head -20
  sed 's/^/    stderr: /' "$err" | head -20
}

expect_code() { [ "$code" -eq "$1" ] || fail "exit code $code, not $1"; }
expect_stdout() { grep -qF -- "$1" "$out" || fail "stdout lacks: $1"; }
expect_stderr() { grep -qF -- "$1" "$err" || fail "stderr lacks: $1"; }
refuse_stdout() { ! grep -qF -- "$1" "$out" || fail "stdout holds: $1"; }
refuse_stderr() { ! grep -qF -- "$1" "$err" || fail "stderr holds: $1"; }
expect_no_stdout() { [ ! -s "$out" ] || fail "stdout is not empty"; }
expect_no_stderr() { [ ! -s "$err" ] || fail "stderr is not empty"; }
expect_file() { [ -e "$1" ] || fail "no file $1"; }
refuse_file() { [ ! -e "$1" ] || fail "there is a file $1"; }
expect_equal() { [ "$1" = "$2" ] || fail "'$1' is not '$2'"; }

# A Python expression over the object printed, as `o`.
expect_json() {
  python3 -c 'import json, sys
o = json.load(open(sys.argv[1], encoding="utf-8"))
sys.exit(0 if eval(sys.argv[2]) else 1)' "$out" "$1" 2>>"$err" || fail "JSON is not so: $1"
}

# article FILE TITLE HEADING TEXT [HEADER-LINE...]
article() {
  local file=$1 title=$2 heading=$3 text=$4
  shift 4
  mkdir -p "$(dirname "$file")"
  {
    printf -- '---\ntitle: %s\n' "$title"
    [ $# -eq 0 ] || printf '%s\n' "$@"
    printf -- '---\n\n## %s\n\n%s\n' "$heading" "$text"
  } >"$file"
}

# A corpus of three articles in ./corpus, long enough ago that its times are settled.
small_corpus() {
  article corpus/lifts.md "Heel lifts" "What a lift does" \
    "A heel lift raises the heel a little and takes load off the Achilles tendon." \
    "id: lifts" "language: en" "version: \"1.0\"" "reviewed: 2020-01-02" "review_due: 2021-01-02"
  article corpus/cups.md "Heel cups" "What a cup does" \
    "A soft cup holds the fat pad under the heel bone." \
    "id: cups" "language: en" "reviewed: 2026-10-01" "review_due: 2090-10-01"
  article corpus/fascia.md "Plantar fasciitis" "First steps" \
    "Plantar fasciitis hurts most with the first steps in the morning." "id: fascia" "language: en"
  settle corpus
}

# Files written within two seconds of indexing count as changed once more: make them older.
settle() { find "$1" -exec touch -h -d '2026-01-01 12:00:00' {} +; }

# What the index is named when none is: the only file of the cache.
cached_indexes() { find "$XDG_CACHE_HOME/footnote" -name '*.sqlite' 2>/dev/null; }

# Calls make_handout NAME ARGUMENTS... for every worked example that is made, then for every golden
# page: the tests of formats say what they do with each.
for_every_example() {
  local case folder report patient accepted rule
  for case in "$FOOTNOTE_SOURCE"/reports/*/*/case.yaml; do
    folder=$(dirname "$case")
    grep -q '^  exit: 0' "$case" || continue
    report=$(basename "$(dirname "$folder")")
    patient=("$folder"/patient.*)
    accepted=()
    for rule in $(sed -n 's/^accept: *\[\(.*\)\]/\1/p' "$case" | tr -d ',"'); do
      accepted+=(--accept "$rule")
    done
    grep -q '^allow_draft: true' "$case" && accepted+=(--allow-draft)
    make_handout "$report-$(basename "$folder")" "$report" -p "${patient[0]}" "${accepted[@]}" \
      --date "$(sed -n 's/^date: *//p' "$case")"
  done
}
for_every_golden_page() {
  local script folder patient
  for script in "$tests_folder"/../golden/*/script.lua; do
    folder=$(dirname "$script")
    patient=()
    [ ! -e "$folder/patient.json" ] || patient=(-p "$folder/patient.json")
    make_handout "golden-$(basename "$folder")" "$script" "${patient[@]}" \
      --corpus "$tests_folder/../golden/corpus" --date 2026-03-02
  done
}

finish() {
  if [ $failures -eq 0 ]; then
    echo "$cases cases: fine"
    exit 0
  fi
  echo "$failures failed in $cases cases"
  exit 1
}

#!/usr/bin/env bash
# footnote search without words, at a terminal: the finder. Through tmux, with the screens of two
# sizes kept in tests/cli/finder.
. "$(dirname "$0")/lib.sh"
. "$tests_folder/tmux.sh"

finder_corpus() {
  small_corpus
  local i
  {
    printf -- '---\ntitle: A long read\nid: long\nlanguage: en\nreviewed: 2026-10-01\n---\n\n## All of it\n\n'
    for i in $(seq 40); do printf 'Paragraph number %s tells of a wobbleboard.\n\n' "$i"; done
  } >corpus/long.md
  printf -- '---\ntitle: "足底筋膜炎 Füße"\nid: wide\nlanguage: zh\n---\n\n## 早晨\n\n足底筋膜炎会在早晨的头几步引起疼痛。\n' >corpus/wide.md
  printf -- '---\ntitle: "ألم الكعب"\nid: arabic\nlanguage: ar\n---\n\n## كعب\n\nألم الكعب gelpad 5 mg\n' >corpus/arabic.md
  # what would clear the screen, set the title and answer back, in every place of an article
  printf -- '---\ntitle: "Evil\\e[2J title"\nid: evil\nlanguage: en\n---\n\n## Head\033[31m\n\nZebra\033[2J\033]0;pwned\007 \302\2332J stripes\033[6n here.\n' >corpus/evil.md
  settle corpus
}
finder_begin() { # COLUMNS ROWS [ARGUMENTS]
  finder_corpus
  footnote index corpus --index own.sqlite --quiet
  terminal_open "$1" "$2"
  terminal_run "$program search --index own.sqlite ${3:-}; echo left with \$?"
  until_screen "F1"
}

begin "without a terminal it is a usage error, as ever"
finder_corpus
footnote search --corpus corpus
expect_code 2
expect_stderr "footnote search"
footnote search --json --corpus corpus
expect_code 2

begin "results narrow as one types, in 80 by 24"
finder_begin 80 24
expect_screen empty-80x24
type_text "hee"
until_screen "Heel lifts"
until_screen "Heel cups"
type_text "l tend"
until_screen "> 1. Heel lifts"
expect_screen list-80x24
press Down
until_screen "> 2. Heel cups"
press Up
until_screen "> 1. Heel lifts"
press Enter
until_screen "1 of "
expect_screen section-80x24
press q
until_screen "Search: heel tend"
press Escape
until_screen "left with 0"

begin "in 40 by 10, and after another size"
finder_begin 40 10
type_text "heel tendon"
until_screen "> 1."
expect_screen list-40x10
press Enter
until_screen "1 of "
expect_screen section-40x10
press Left
terminal_size 80 24
until_screen "2. Heel cups > What a cup does"
terminal_size 300 80
until_screen "2. Heel cups > What a cup does"
terminal_size 40 10
expect_screen list-40x10
press Escape
until_screen "left with 0"

begin "matched words are marked, in colour or without"
finder_begin 80 24
type_text "achilles"
until_screen "Achilles tendon"
look_styled
grep -q $'\033\[1m\033\[31mAchilles' "$screen" || fail "the word is not marked"
press Enter
until_screen "takes load off"
look_styled
grep -q $'\033\[1m\033\[31mAchilles' "$screen" || fail "the word is not marked in the section"
press Escape Escape
until_screen "left with 0"
terminal_run "clear; NO_COLOR=1 $program search --index own.sqlite"
until_screen "F1"
type_text "achilles"
until_screen "Achilles tendon"
look_styled
grep -qE $'\033\\[[0-9;]*3[0-7]m' "$screen" && fail "colour in spite of NO_COLOR"
grep -q $'\033\[1;4mAchilles\|\033\[1m\033\[4mAchilles' "$screen" || fail "the word is not marked without colour"

begin "an unknown word is named, and Ctrl-F takes the suggestion"
finder_begin 80 24
type_text "fascitis morning"
until_screen "no article holds 'fascitis': did you mean 'fasciitis' or 'fasciosis'? (Ctrl-F"
press C-f
until_screen "Search: fasciitis morning"
until_screen_lacks "no article holds"
press C-u
type_text "fascii"
until_screen "> 1. Plantar fasciitis"
screen_lacks "no article holds" || fail "a word that is being typed is called unknown"
press C-u
type_text "qqqqzzzz "
until_screen "nothing found"
press C-f
until_screen "no suggestion to take"

begin "Ctrl-Y copies the reference with title and review date, from list and section"
finder_begin 80 24
type_text "achilles"
until_screen "> 1. Heel lifts"
press C-y
until_screen "copied to the terminal: lifts#what-a-lift-does"
until_true in_tmux show-buffer
expect_equal "$(in_tmux show-buffer)" \
  "lifts#what-a-lift-does (Heel lifts > What a lift does, reviewed 2020-01-02, review overdue since 2021-01-02)"
in_tmux delete-buffer
press Enter
until_screen "1 of 1"
press C-y
until_screen "copied to the terminal: lifts#"
until_true in_tmux show-buffer

begin "a desktop's tool takes it too"
mkdir tools
printf '#!/bin/sh\ncat >taken\n' >tools/xclip
chmod +x tools/xclip
finder_corpus
footnote index corpus --index own.sqlite --quiet
terminal_open 80 24
terminal_run "PATH=\$PWD/tools:\$PATH DISPLAY=:99 $program search --index own.sqlite"
until_screen "F1"
type_text "achilles"
until_screen "> 1. Heel lifts"
press C-y
until_screen "copied to the terminal and by xclip: lifts#"
grep -q "^lifts#what-a-lift-does (Heel lifts" taken || fail "xclip was given something else"

begin "Ctrl-O prints the reference for a shell; leaving without one tells it so"
finder_begin 80 24
press Escape
until_screen "left with 0"
terminal_run "clear; $program show \"\$($program search --index own.sqlite)\" --index own.sqlite"
until_screen "F1"
type_text "fat pad"
until_screen "> 1. Heel cups"
press C-o
until_screen "A soft cup holds the fat pad"
until_screen "shell>"
screen_lacks "Search:" || fail "the finder's screen stayed"
terminal_run "clear; $program search --index own.sqlite >chosen; echo left with \$?"
until_screen "F1"
press Escape
until_screen "left with 1"
[ ! -s chosen ] || fail "something was printed"

begin "Tab shows documents, Enter the whole of one; a long one scrolls"
finder_begin 80 24
type_text "wobbleboard"
until_screen "A long read"
press Tab
until_screen "1 document"
press Enter
until_screen "Paragraph number 1 tells"
press NPage
until_screen_lacks "Paragraph number 1 tells"
press End
until_screen "Paragraph number 40 tells"
press Home
until_screen "Paragraph number 1 tells"
press Down
until_screen_lacks "Paragraph number 1 tells"
press C-c
until_screen "left with 0"

begin "help, editing, and a pasted text as one change"
finder_begin 80 24
press F1
until_screen "copy its reference"
press x
until_screen "Search: x"
press C-u
type_text "?"
until_screen "copy its reference"
press Escape
until_screen_lacks "copy its reference"
paste_text $'heel\nachilles\ttendon \033[31mred'
until_screen "Search: heel achilles tendon"
press C-a
type_text "soft "
until_screen "Search: soft heel achilles tendon"
press C-e C-w C-w BSpace
until_screen_lacks "tendon  "
press C-u
type_text "ʼné"
press BSpace
until_screen "Search: ʼn"

begin "wide and Arabic letters stand where they should, and nothing in an article commands the terminal"
finder_begin 80 24
type_text "足底筋膜炎"
until_screen "足底筋膜炎 Füße > 早晨"
until_screen "Search: 足底筋膜炎"
press C-u
type_text "gelpad"
until_screen "ألم الكعب gelpad 5 mg"
press C-u
type_text "zebra"
until_screen "stripes"
press Enter
until_screen "1 of 1"
press q
press C-l
until_screen "Search: zebra"
until_screen "here."
expect_equal "$(in_tmux display-message -p '#{pane_title}' | grep -c pwned)" 0
press C-u
terminal_size 40 10
type_text "足底筋膜炎"
until_screen "早晨"

begin "the screen is given back: on leaving, on a signal, on a stop"
finder_corpus
footnote index corpus --index own.sqlite --quiet
terminal_open 80 24
terminal_run "stty -a >before"
terminal_run "echo what was here; $program search --index own.sqlite; stty -a >after; echo left"
until_screen "F1"
screen_lacks "what was here" || fail "the shell's screen is drawn over"
press Escape
until_screen "what was here"
until_true test -s after
cmp -s before after || fail "the terminal's modes differ: $(diff before after)"
for signal in TERM HUP SEGV; do
  rm -f after
  terminal_run "clear; $program search --index own.sqlite; stty -a >after; echo gone"
  until_screen "F1"
  kill -$signal "$(pgrep -n -f "search --index own.sqlite")"
  until_screen "gone"
  until_true test -s after
  screen_lacks "Search:" || fail "SIG$signal: the finder's screen stayed"
  cmp -s before after || fail "SIG$signal: the terminal's modes differ"
done
terminal_run "clear; $program search --index own.sqlite"
until_screen "F1"
type_text "heel"
until_screen "Heel cups"
press C-z
until_screen "shell>"
screen_lacks "Search:" || fail "stopped: the finder's screen stayed"
terminal_run "fg"
until_screen "Search: heel"
until_screen "Heel cups"
kill -TSTP "$(pgrep -n -f "search --index own.sqlite")"
until_screen "shell>"
terminal_run "fg"
until_screen "Search: heel"
press Escape
until_screen_lacks "Search: heel"

begin "a terminal that can't move its cursor is refused with a hint"
finder_corpus
footnote index corpus --index own.sqlite --quiet
terminal_open 80 24
terminal_run "TERM=dumb $program search --index own.sqlite; echo left with \$?"
until_screen "this terminal can't move its cursor"
until_screen "left with 2"

begin "options hold in it, and an index made anew meanwhile is read"
finder_begin 80 24 "--article cups"
type_text "heel"
until_screen "only:  article cups"
until_screen "> 1. Heel cups"
screen_lacks "Heel lifts" || fail "the filter is not heard"
article corpus/cups.md "Heel cups" "What a cup does" "A new cup of rubber holds the heel." "id: cups" \
  "language: en"
settle corpus
"$program" index --rebuild --index own.sqlite --quiet
type_text " rubber"
until_screen "new cup of rubber"

finish

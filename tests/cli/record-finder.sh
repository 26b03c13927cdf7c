#!/usr/bin/env bash
# record-finder.sh [FILE] - records a session of the finder over the example corpus, screen by screen,
# as text: reports/finder-session.txt unless FILE says otherwise. Made again by running it.
. "$(dirname "$0")/lib.sh"
. "$tests_folder/tmux.sh"
recording=${1:-$FOOTNOTE_SOURCE/reports/finder-session.txt}

# step KEYS-AS-SHOWN WORDS-TO-WAIT-FOR
step() {
  until_screen "$2"
  {
    printf '\n== %s\n' "$1"
    sed 's/[[:space:]]*$//; s/^/    /; s/[[:space:]]*$//' "$screen" | cat -s
  } >>"$scratch/session"
}

begin "the session"
printf 'footnote search, without words: a session of the finder, made by tests/cli/record-finder.sh\n' \
  >"$scratch/session"
"$program" index "$FOOTNOTE_SOURCE/corpus" --index a.sqlite --quiet
export PATH=$FOOTNOTE_BUILD:$PATH # the command line is on the screen: the same wherever it was built
terminal_open 80 24
terminal_run "footnote search --index a.sqlite"
step "footnote search" "F1 names the keys"
type_text "heel fasc"
step "typed: heel fasc" "Search: heel fasc "
press C-u
type_text "heel spur fascitis"
step "typed instead: heel spur fascitis" "Ctrl-F"
press C-f
step "Ctrl-F" "Search: heel spur fasciitis"
press Down Down
step "Down, Down" "> 3."
press Enter
step "Enter" "3 of "
press C-y
step "Ctrl-Y" "copied to the terminal"
press q Tab
step "q, Tab" "documents"
press Enter
step "Enter" "more line"
press Escape
terminal_size 40 10
step "Esc, and the window made small" "Search: heel spur"
press C-o
step "Ctrl-O" "shell>"
[ $failures -gt 0 ] || cp "$scratch/session" "$recording"
finish

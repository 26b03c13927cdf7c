# tmux.sh - a terminal to test in; sourced after lib.sh. Nothing waits by the clock: all looks at the
# screen are repeated until what is wanted is there, for 20 seconds at the most.
#
#     terminal_open 80 24              a shell in the folder of the case, on a tmux server of its own
#     terminal_run "$program search"   a command line, typed
#     type_text "heel"; press Down Enter C-y
#     until_screen "Heel lifts"        $screen (a file) holds what is shown then
#     terminal_close
command -v tmux >/dev/null || {
  echo "skipped: no tmux here"
  exit 0
}
screen=$scratch/screen
unset TMUX TMUX_PANE DISPLAY WAYLAND_DISPLAY
terminals=0 # each has a server and a socket of its own: one that ends is no trouble to the next
in_tmux() { tmux -L "footnote-$$-$terminals" -f /dev/null "$@"; }
terminal_close() { in_tmux kill-server 2>/dev/null; }
trap 'terminal_close; chmod -R u+rwx "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT

terminal_open() { # COLUMNS ROWS
  terminal_close
  terminals=$((terminals + 1))
  in_tmux new-session -d -x "$1" -y "$2" "PS1='shell> ' exec sh" || fail "no terminal"
  in_tmux set-option -g set-clipboard on
  in_tmux set-option -s escape-time 10
  until_screen "shell>"
}
terminal_run() {
  in_tmux send-keys -l -- "$1"
  in_tmux send-keys Enter
}
terminal_size() { in_tmux resize-window -x "$1" -y "$2"; }
type_text() { in_tmux send-keys -l -- "$1"; }
press() { in_tmux send-keys "$@"; }
paste_text() { # as a terminal does
  in_tmux set-buffer -- "$1"
  in_tmux paste-buffer -p
}
look() { in_tmux capture-pane -p >"$screen"; }
look_styled() { in_tmux capture-pane -pe >"$screen"; }

screen_holds() { look && grep -qF -- "$1" "$screen"; }
screen_lacks() { look && ! grep -qF -- "$1" "$screen"; }
until_screen() { until_true screen_holds "$1" || show_screen; }
until_screen_lacks() { until_true screen_lacks "$1" || show_screen; }
show_screen() {
  sed 's/^/    screen: /' "$screen"
  return 1
}

# The screen as it is kept in tests/cli/finder/NAME.txt; FOOTNOTE_GOLDEN_UPDATE=1 writes it anew.
screen_is() {
  look
  cmp -s "$screen" "$1"
}
expect_screen() {
  local golden=$tests_folder/finder/$1.txt
  if [ -n "${FOOTNOTE_GOLDEN_UPDATE:-}" ]; then
    sleep 0.3
    look && cp "$screen" "$golden"
  else
    until_true screen_is "$golden" || diff "$golden" "$screen"
  fi
}

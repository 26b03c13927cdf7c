#!/usr/bin/env python3
"""Runs a program at a terminal of its own and talks to it.

Usage: terminal.py TRANSCRIPT PROGRAM ARGUMENTS... < TALK

TALK has a line a step:   < words     wait until these words are shown (after what was waited for before)
                          > words     type these words and Enter
                          ^C, ^D      press these keys
What was shown goes to TRANSCRIPT without colours. Leaves with the program's exit code, or 99 when the
words of a step did not come within 20 seconds (the step is named on stderr).
"""
import os
import pty
import re
import select
import sys
import time

WAIT_SECONDS = 20
PROMPTS = ("> ", ": ", "] ")


def plain(shown):
    text = shown.decode("utf-8", "replace")
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]", "", text)
    return text.replace("\r", "")


class Terminal:
    def __init__(self, command):
        self.shown, self.seen, self.child = b"", 0, None
        self.child, self.screen = pty.fork()
        if self.child == 0:
            os.execv(command[0], command)

    def read(self, seconds):
        ready, _, _ = select.select([self.screen], [], [], seconds)
        if not ready:
            return True
        try:
            more = os.read(self.screen, 65536)
        except OSError:  # the program has ended
            return False
        self.shown += more
        return bool(more)

    def wait_for(self, words):
        end = time.monotonic() + WAIT_SECONDS
        while True:
            at = plain(self.shown).find(words, self.seen)
            if at >= 0:
                self.seen = at + len(words)
                return True
            if time.monotonic() > end or not self.read(0.2):
                return plain(self.shown).find(words, self.seen) >= 0

    def type(self, keys):
        """At a prompt only: what is typed while the program sets up the terminal may be lost."""
        end = time.monotonic() + WAIT_SECONDS
        while not plain(self.shown).endswith(PROMPTS) and time.monotonic() < end and self.read(0.2):
            pass
        time.sleep(0.02)
        os.write(self.screen, keys)

    def end(self):
        end = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < end and self.read(0.2):
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


def main():
    transcript, command = sys.argv[1], sys.argv[2:]
    terminal, code = Terminal(command), None
    for step in sys.stdin.read().splitlines():
        kind, words = step[:2], step[2:]
        if kind == "< " and not terminal.wait_for(words):
            print(f"not shown: {words}", file=sys.stderr)
            code = 99
            break
        if kind == "> " or step == ">":
            terminal.type(words.encode() + b"\n")
        if step == "^C":
            terminal.type(b"\x03")
        if step == "^D":
            terminal.type(b"\x04")
    if code == 99:
        os.kill(terminal.child, 15)
    ended = terminal.end()
    with open(transcript, "w", encoding="utf-8") as out:
        out.write(plain(terminal.shown))
    sys.exit(code if code is not None else (ended if ended >= 0 else 128 - ended))


main()

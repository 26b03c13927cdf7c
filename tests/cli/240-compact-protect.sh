#!/usr/bin/env bash
# make --compact: the same pages in fewer bytes. make --protect: a PDF that opens with a password only,
# which comes from a file or the terminal and is never on a command line.
. "$(dirname "$0")/lib.sh"

patient=$FOOTNOTE_SOURCE/reports/inserts/achilles-lift/patient.json
make=(make inserts -p "$patient" --date 2026-03-02)
check=$FOOTNOTE_SOURCE/tests/pdfua/check.py
export PYTHONDONTWRITEBYTECODE=1

begin "a compact file is smaller, the same each time, and says the same"
footnote "${make[@]}" -o usual.pdf
expect_code 0
footnote "${make[@]}" --compact -o a.pdf
expect_code 0
footnote "${make[@]}" --compact -o b.pdf
cmp -s a.pdf b.pdf || fail "two runs differ"
[ "$(stat -c %s a.pdf)" -lt "$(stat -c %s usual.pdf)" ] || fail "not smaller"
[ "$(stat -c %s usual.pdf)" -lt 45000 ] || fail "the usual file has grown to $(stat -c %s usual.pdf)"
expect_equal "$(pdftotext -raw a.pdf - | sha256sum)" "$(pdftotext -raw usual.pdf - | sha256sum)"
qpdf --check a.pdf >"$out" 2>"$err" || fail "qpdf --check"
python3 "$check" a.pdf >"$out" 2>"$err" || fail "PDF/UA"

begin "a protected file opens with its password, stays accessible, and can't be changed"
printf 'seven green heels\nsecond line\n' >password
footnote "${make[@]}" --protect-password-file password -o safe.pdf
expect_code 0
refuse_stderr "heels"
expect_equal "$(stat -c %a safe.pdf)" 600
printf 'seven green heels' >first-line
! qpdf --check safe.pdf >"$out" 2>"$err" || fail "opens without a password"
! grep -aq "Footnote\|heel" safe.pdf || fail "words stand in the open"
qpdf --check --password-file=first-line safe.pdf >"$out" 2>"$err" || fail "qpdf --check"
qpdf --show-encryption --password-file=first-line safe.pdf >"$out" 2>"$err"
expect_stdout "R = 6"
expect_stdout "stream encryption method: AESv3"
expect_stdout "extract for accessibility: allowed"
expect_stdout "print high resolution: allowed"
expect_stdout "modify anything: not allowed"
python3 "$check" --password-file first-line safe.pdf >"$out" 2>"$err" || fail "PDF/UA"
pdftotext -raw -upw "seven green heels" safe.pdf a.txt
footnote "${make[@]}" -o open.pdf
pdftotext -raw open.pdf b.txt
cmp -s a.txt b.txt || fail "other words"

begin "the password is asked for twice, and not shown"
python3 - "$program" "${make[@]}" --protect -o asked.pdf >"$out" 2>"$err" <<'PY' || fail "at the terminal"
import os, pty, sys
answers = [b"seven green heels\n", b"seven green heels\n"]
child, terminal = pty.fork()
if child == 0:
    os.execv(sys.argv[1], sys.argv[1:])
shown = b""
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    shown += piece
    if answers and shown.count(b": ") and shown.rstrip(b" ").endswith((b"PDF:", b"again:")):
        os.write(terminal, answers.pop(0))
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(shown.decode())
sys.exit(status or bool(answers) or b"heels" in shown)
PY
printf 'seven green heels' >first-line
qpdf --check --password-file=first-line asked.pdf >"$out" 2>"$err" || fail "qpdf --check"

begin "without a terminal, and with a bad password, nothing is written"
footnote_stdin "${make[@]}" --quiet -o none.pdf --protect-password-file nowhere
expect_code 2
expect_stderr "--protect-password-file nowhere"
printf 'short\n' >short
footnote "${make[@]}" --protect-password-file short -o none.pdf
expect_code 2
expect_stderr "a password has 8 to 127 characters"
printf '\377\376not text\n' >bytes
footnote "${make[@]}" --protect-password-file bytes -o none.pdf
expect_code 2
expect_stderr "not UTF-8"
head -c 400 /dev/zero | tr '\0' a >long
footnote "${make[@]}" --protect-password-file long -o none.pdf
expect_code 2
setsid -w "$program" "${make[@]}" --protect -o none.pdf >"$out" 2>"$err" </dev/null
code=$?
expect_code 2
expect_stderr "there is no terminal"
refuse_file none.pdf

begin "only a PDF can be compact or protected"
for option in --compact --protect; do
  footnote "${make[@]}" $option --format text
  expect_code 2
  expect_stderr "are for PDFs"
done

finish

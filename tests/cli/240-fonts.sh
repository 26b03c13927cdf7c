#!/usr/bin/env bash
# Faces by family: from the clinic's folder fonts, from the computer, or an error by name; and font
# files that are damaged, through the whole of `footnote make`.
. "$(dirname "$0")/lib.sh"

# Fontconfig itself keeps a pattern of 256 bytes for good when it first loads its settings.
echo "leak:libfontconfig" >"$scratch/leaks"
export LSAN_OPTIONS=suppressions=$scratch/leaks:print_suppressions=0

write_script() {
  cat >faces.lua <<'LUA'
local theme = require "lib.theme"
local report = footnote.report {
  api = 1, name = "faces", title = "Faces", lang = "en",
  fields = { { name = "face", type = "text", required = true } },
}
function report.build(patient)
  return document {
    title = report.title, theme = theme.extend(theme.clinic, { face = patient.face, heading_face = patient.face }),
    heading { level = 1, "Faces" },
    para { "Il1 plain ", bold "and bold", " ☐" },
  }
end
return report
LUA
}

write_clinic() {
  printf 'name: Test clinic\ncode_key: a-secret-of-the-test\n' >clinic/clinic.yaml
}

andika=/usr/share/fonts/truetype/andika
dejavu=/usr/share/fonts/truetype/dejavu

make_with() { # FAMILY ARGUMENTS...
  local family=$1
  shift
  footnote make faces.lua --set "face=$family" --corpus "$FOOTNOTE_SOURCE/corpus" \
    --date 2026-03-02 "$@" -o faces.pdf
}

begin "a family of the clinic's folder is used, whatever its files are called"
if [ -e "$dejavu/DejaVuSerif.ttf" ] && [ -e "$dejavu/DejaVuSerif-Bold.ttf" ]; then
  write_script
  mkdir -p clinic/fonts/ours
  cp "$dejavu/DejaVuSerif.ttf" clinic/fonts/ours/one.ttf
  cp "$dejavu/DejaVuSerif-Bold.ttf" clinic/fonts/two.ttf
  write_clinic
  make_with "dejavu serif" --clinic clinic
  expect_code 0
  pdffonts faces.pdf >"$out"
  expect_stdout "+DejaVuSerif "
  expect_stdout "+DejaVuSerif-Bold "
  grep -q "+Andika" "$out" && fail "another face was taken"
else
  echo "skipped: fonts-dejavu is not installed"
fi

begin "a family that is not there is named, with the nearest one, and no file is written"
write_script
make_with "Andica"
expect_code 6
expect_stderr "faces.lua:7: theme 'clinic': there is no font family 'Andica' (did you mean 'Andika'?)"
[ ! -e faces.pdf ] || fail "a PDF was written"

begin "a family without a bold face is refused: it would not be bold"
write_script
mkdir -p clinic/fonts
if [ -e "$dejavu/DejaVuSansMono.ttf" ]; then
  cp "$dejavu/DejaVuSansMono.ttf" clinic/fonts/
  write_clinic
  # Only where the computer has no bold one of its own.
  [ -e "$dejavu/DejaVuSansMono-Bold.ttf" ] || {
    make_with "DejaVu Sans Mono" --clinic clinic
    expect_code 6
    expect_stderr "has no bold face"
  }
fi

begin "a family can't name a file"
write_script
make_with "file:../../etc/passwd"
expect_code 5
expect_stderr "without a colon"

# Each damaged file in the place of a family's, and in that of the patient face. It may turn out to
# be usable; what it may not do is crash, hang, or be refused without its name.
hostile=${FOOTNOTE_DATA_DIR:-$FOOTNOTE_SOURCE/../shared/data}/hostile/ttf-crash
check_hostile() { # NAME FAMILY
  processor_time
  local start=$processor_ms
  (
    [[ $FOOTNOTE_BUILD == *asan* ]] || ulimit -v 1500000 # ASan's shadow is larger
    make_with "$2" --clinic clinic
    exit "$code"
  )
  code=$?
  processor_time
  [ $((processor_ms - start)) -le 5000 ] || fail "$1: took longer than 5 s"
  [ "$code" -eq 0 ] || [ "$code" -eq 6 ] || fail "$1: ended with $code"
  grep -qi "signal\|crash\|internal error" "$err" && fail "$1: $(cat "$err")"
  return 0
}

begin "damaged font files of a clinic neither crash nor hang the program"
if [ -d "$hostile" ]; then
  write_script
  mkdir -p clinic && write_clinic && cp clinic/clinic.yaml .
  for file in "$hostile"/*.gz; do
    name=$(basename "$file" .gz)
    rm -rf clinic && mkdir -p clinic/fonts && cp clinic.yaml clinic/
    gunzip -c "$file" >clinic/fonts/x.ttf
    family=$(fc-scan --format '%{family[0]}\n' clinic/fonts/x.ttf 2>/dev/null | head -1)
    check_hostile "$name as a family" "${family:-Andica}"
    check_hostile "$name beside a family that is not there" "No Such Family"
    mv clinic/fonts/x.ttf clinic/fonts/Andika-Regular.ttf
    check_hostile "$name as the patient face" "Andika"
    [ "$code" -eq 0 ] || expect_stderr "Andika-Regular.ttf"
  done
else
  echo "skipped: no folder of damaged fonts (FOOTNOTE_DATA_DIR)"
fi

begin "a font that is cut off is refused by its file's name"
write_script
mkdir -p clinic/fonts
write_clinic
head -c 20000 "$andika/Andika-Regular.ttf" >clinic/fonts/Andika-Regular.ttf
make_with "Andika" --clinic clinic
expect_code 6
expect_stderr "clinic/fonts/Andika-Regular.ttf: damaged font file"
mv clinic/fonts/Andika-Regular.ttf clinic/fonts/cut.ttf
make_with "Nosuch" --clinic clinic
expect_code 6
expect_stderr "the font family 'Nosuch' is not among the clinic's"
expect_stderr "cut.ttf"

begin "a clinic's damaged file is not silently replaced by the computer's family of that name"
write_script
mkdir -p clinic/fonts
write_clinic
head -c 3000 "$andika/Andika-Regular.ttf" >clinic/fonts/serif.ttf
make_with "Noto Serif" --clinic clinic
expect_code 6
expect_stderr "serif.ttf"
rm clinic/fonts/serif.ttf
make_with "Noto Serif" --clinic clinic
expect_code 0

begin "a font whose letters are blank is refused by its file's name"
write_script
mkdir -p clinic/fonts
write_clinic
python3 - "$andika/Andika-Regular.ttf" clinic/fonts/Andika-Regular.ttf <<'PY'
import struct, sys
data = bytearray(open(sys.argv[1], "rb").read())
for i in range(struct.unpack_from(">H", data, 4)[0]):
    tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * i)
    if tag == b"glyf":
        data[offset:offset + length] = bytes(length)
open(sys.argv[2], "wb").write(data)
PY
make_with "Andika" --clinic clinic
expect_code 6
expect_stderr "Andika-Regular.ttf: the font can't be used: its letters are blank"

finish

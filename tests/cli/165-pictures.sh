#!/usr/bin/env bash
# Pictures in handouts: where they are looked for, what is refused, and what the PDF holds of them;
# QR codes; a clinic's logo.
. "$(dirname "$0")/lib.sh"
golden=$tests_folder/../golden

# report BODY: a script in ./sheet/report.lua
report() {
  mkdir -p sheet
  cat >sheet/report.lua <<EOF
local report = footnote.report { api = 1, name = "sheet", title = "A sheet", description = "A test.",
  lang = "en", fields = {} }
function report.build()
  return document { title = "A sheet", heading { level = 1, "A sheet" },
    $1
  }
end
return report
EOF
}
make_sheet() {
  footnote make sheet/report.lua --corpus "$golden/corpus" --date 2026-03-02 -o sheet.pdf "$@"
}
images() { pdfimages -list sheet.pdf | tail -n +3; }

begin "a JPEG keeps its compressed bytes"
report 'figure { picture = "photo.jpg", width = 40, alt = "A photograph." },'
# The golden photograph without its Exif block: it stands upright then.
python3 - "$golden/picture-turned/arrow.jpg" sheet/photo.jpg <<'EOF'
import sys
data = open(sys.argv[1], "rb").read()
length = 2 + int.from_bytes(data[4:6], "big")
open(sys.argv[2], "wb").write(data[:2] + data[2 + length:])
EOF
make_sheet
expect_code 0
pdfimages -all sheet.pdf image
cmp -s image-000.jpg sheet/photo.jpg || fail "the JPEG in the PDF is another"

begin "a picture that is shown twice is in the file once"
report 'figure { picture = "ramp.png", width = 50, alt = "One." },
  figure { picture = "ramp.png", width = 80, alt = "Two." },'
cp "$golden/picture/ramp.png" sheet
make_sheet
expect_code 0
expect_equal "$(images | awk '{ print $11 }' | sort -u | wc -l)" 1
expect_equal "$(images | wc -l)" 2

begin "pixels that let the page show through have a mask"
report 'figure { picture = "disc.png", width = 50, alt = "A disc." },'
cp "$golden/picture-alpha/disc.png" sheet
make_sheet
expect_equal "$(images | awk '{ print $3 }' | tr '\n' ' ')" "image smask "
pdftoppm -r 72 -png -singlefile sheet.pdf page
python3 - <<'EOF' || fail "the disc is not where it should be, or its corner hides the page"
import subprocess, sys
ppm = subprocess.run(["pdftoppm", "-r", "72", "sheet.pdf"], capture_output=True, check=True).stdout
header, width, height, rest = ppm.split(maxsplit=3)
pixels = rest.split(b"\n", 1)[1]
at = lambda x, y: tuple(pixels[(y * int(width) + x) * 3:(y * int(width) + x) * 3 + 3])
near = lambda a, b: all(abs(i - j) < 8 for i, j in zip(a, b))
sys.exit(0 if near(at(76, 110), (32, 96, 160)) and near(at(52, 86), (255, 255, 255)) else 1)
EOF

begin "alternative text stands in the tags, a decorative picture does not"
report 'figure { picture = "ramp.png", width = 50, alt = "A ramp of colours." },
  figure { picture = "ramp.png", width = 50, decorative = true },'
cp "$golden/picture/ramp.png" sheet
make_sheet
qpdf --qdf --object-streams=disable sheet.pdf plain.pdf
expect_equal "$(grep -a -c '/S /Figure' plain.pdf)" 1
expect_equal "$(grep -a -c 'A ramp of colours' plain.pdf)" 1
grep -a -q '/BBox \[' plain.pdf || grep -a -A1 '/BBox' plain.pdf | grep -q . || fail "no BBox"

begin "a picture too coarse for its size is warned of, with the script's line"
report 'figure { picture = "steps.png", width = 200, alt = "Steps." },'
cp "$golden/picture/steps.png" sheet
make_sheet
expect_code 0
expect_stderr "sheet/report.lua:5: 'steps.png' is printed at 23 dots an inch"

begin "a picture that is not there is named with the figure's line"
report 'figure { picture = "none.png", width = 50, alt = "None." },'
make_sheet
expect_code 6
expect_stderr "sheet/report.lua:5: there is no picture 'none.png' beside the script"
refuse_file sheet.pdf

begin "no path leads out of the script's folder"
cp "$golden/picture/ramp.png" secret.png
for path in ../secret.png "$PWD/secret.png" sub/../../secret.png .hidden.png ./ramp.png 'a\\b.png' \
  a//b.png; do
  report "figure { picture = '$path', width = 50, alt = 'Out.' },"
  make_sheet
  expect_code 5
  expect_stderr "is no name of a picture"
done
report 'figure { picture = "link.png", width = 50, alt = "Out." },'
ln -sf ../secret.png sheet/link.png
make_sheet
expect_code 5
expect_stderr "'link.png' leads out of its folder"

begin "only PNG and JPEG files are read"
report 'figure { picture = "patient.json", width = 50, alt = "No." },'
echo '{}' >sheet/patient.json
make_sheet
expect_code 5
expect_stderr "'patient.json': expected a picture that ends in .png, .jpg or .jpeg"

begin "a damaged picture stops the handout"
report 'figure { picture = "ramp.png", width = 50, alt = "A ramp." },'
head -c 200 "$golden/picture/ramp.png" >sheet/ramp.png
make_sheet
expect_code 5
expect_stderr "sheet/report.lua:5: ramp.png: damaged"
refuse_file sheet.pdf
echo "no picture" >sheet/ramp.png
make_sheet
expect_stderr "ramp.png: not a PNG or JPEG picture"

begin "a file too large is refused before it is read"
report 'figure { picture = "large.png", width = 50, alt = "Large." },'
truncate -s 17M sheet/large.png
make_sheet
expect_code 5
expect_stderr "'large.png' is 17 MB large, the most is 16 MB"

begin "a large photograph makes a small file"
report 'figure { picture = "large.png", width = 150, alt = "Large." },'
python3 - <<'EOF'
import struct, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
width, height = 4000, 3000
row = b"\0" + bytes((x >> 4 ^ c) & 255 for x in range(width) for c in (0, 85, 170))
with open("sheet/large.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
               + chunk(b"IDAT", zlib.compress(row * height, 1)) + chunk(b"IEND", b""))
EOF
make_sheet
expect_code 0
expect_equal "$(images | awk '{ print $4 "x" $5 }')" 625x469
[ "$(stat -c %s sheet.pdf)" -lt 100000 ] || fail "the file has $(stat -c %s sheet.pdf) bytes"

begin "the same pictures give the same bytes"
report 'figure { picture = "arrow.jpg", width = 50, alt = "Turned." }, figure { picture = "ramp.png", alt = "A." },'
cp "$golden/picture-turned/arrow.jpg" "$golden/picture/ramp.png" sheet
make_sheet
mv sheet.pdf first.pdf
LC_ALL=C TZ=Asia/Tokyo make_sheet
cmp -s first.pdf sheet.pdf || fail "two runs differ"

begin "a QR code leads to its address"
report 'qr { "https://clinic.example/heel?a=1&b=2" },'
make_sheet
expect_code 0
if command -v zbarimg >"$out"; then
  pdftoppm -r 150 -png -singlefile sheet.pdf page
  expect_equal "$(zbarimg -q --raw page.png 2>"$err")" "https://clinic.example/heel?a=1&b=2"
else
  echo "skipped: no zbarimg to read the code (package zbar-tools)"
fi
pdftotext sheet.pdf - >"$out"
expect_stdout "clinic.example/heel?a=1&b=2"

begin "a clinic's logo stands beside the title, which takes no more room for it"
mkdir clinic
cp "$FOOTNOTE_SOURCE/corpus/clinic.yaml" clinic
cp "$golden/picture-alpha/disc.png" clinic/logo.png
achilles=$FOOTNOTE_SOURCE/reports/inserts/achilles-lift
make_insert() {
  footnote make inserts -p "$achilles/patient.json" --date 2026-03-02 --clinic clinic \
    --corpus "$FOOTNOTE_SOURCE/corpus" "$@"
}
make_insert --format dump
expect_code 0
refuse_stdout "logo.png"
echo "logo: logo.png" >>clinic/clinic.yaml
make_insert --format dump
expect_code 0
expect_stdout 'Figure "logo.png" "Example Foot Clinic"'
expect_equal "$(grep -c '^page ' "$out")" 3
expect_equal "$(grep -c '^picture ' "$out")" 1

begin "a logo that can't be read is told, and the page does without: the clinic's name stands in the header"
mkdir clinic
cp "$FOOTNOTE_SOURCE/corpus/clinic.yaml" clinic
make_insert --format dump
cp "$out" without.dump
echo "logo: logo.png" >>clinic/clinic.yaml
without_code() { sed 's/[0-9A-Z]\{10\}/CODE/g' "$1"; }
for damage in none cut words; do
  case $damage in
    cut) head -c 60 "$golden/picture-alpha/disc.png" >clinic/logo.png ;;
    words) echo "no picture" >clinic/logo.png ;;
  esac
  make_insert --format dump
  expect_code 0
  expect_stderr "warning: logo: the page has none"
  expect_stderr "logo.png"
  cmp <(without_code "$out") <(without_code without.dump) || fail "the page is not what it is without a logo"
done

finish

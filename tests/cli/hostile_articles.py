"""Files that mean harm, and files that are broken, for 350-hostile-articles.sh.

    hostile_articles.py make FOLDER [DATA]   bombs, traps, mutations; the public hostile sets from DATA
    hostile_articles.py check FOLDER PROGRAM each of the hard ones alone: ends by itself, in time and
                                             memory, and is read or refused with the right reason
"""
import json
import os
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile

CONTAINER = ('<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
             '<rootfile full-path="b.opf"/></rootfiles></container>')
PACKAGE = ('<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
           'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine>'
           '</package>')
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
       'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"')


def docx(body="<w:p><w:r><w:t>Words.</w:t></w:r></w:p>", head=""):
    return {"word/document.xml": f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"}


def odt(body="<text:p>Words.</text:p>", head=""):
    return {"content.xml": f"{head}<office:document-content {ODF}><office:body><office:text>{body}"
                           "</office:text></office:body></office:document-content>"}


def epub(page="<html><body><p>Words.</p></body></html>"):
    return {"META-INF/container.xml": CONTAINER, "b.opf": PACKAGE, "a.xhtml": page}


def pack(path, members, more=()):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in list(members.items()) + list(more):
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, text)


def pdf(text="Words in a page."):
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[4 0 R]>>",
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R"
               "/Resources<</Font<</F 3 0 R>>>>>>"]
    content = f"BT /F 12 Tf 50 700 Td ({text}) Tj ET"
    objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


def overlapping():
    """Many members of the list that are one and the same in the file."""
    import zlib
    data = b"<x>" + b" " * 500000 + b"</x>"
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeezer.compress(data) + squeezer.flush()
    common = struct.pack("<HHHIIIIHH", 20, 0, 8, 0, zlib.crc32(data), len(packed), len(data), 17, 0)
    out = b"PK\3\4" + common + b"word/document.xml" + packed
    start, names = len(out), ["word/document.xml"] + [f"word/{n:04}_part.xml" for n in range(900)]
    for name in names:
        name = name.encode()[:17].ljust(17, b"x")
        out += b"PK\1\2\24\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    size = len(out) - start
    return out + b"PK\5\6\0\0\0\0" + struct.pack("<HHIIH", len(names), len(names), size, start, 0)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">' + "".join(
    f'<!ENTITY {chr(98 + i + 1)} "{("&" + chr(98 + i) + ";") * 10}">' for i in range(9)) + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

# name -> (what makes it, words that the reason must hold)
REFUSED = {
    "laughs.docx": (lambda p: pack(p, docx("<w:p><w:r><w:t>&k;</w:t></w:r></w:p>", LAUGHS)), "DOCTYPE"),
    "laughs.odt": (lambda p: pack(p, odt("<text:p>&k;</text:p>", LAUGHS)), "DOCTYPE"),
    "outside.docx": (lambda p: pack(p, docx("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", OUTSIDE)), "DOCTYPE"),
    "outside.odt": (lambda p: pack(p, odt("<text:p>&a;</text:p>", OUTSIDE)), "DOCTYPE"),
    "ratio.docx": (lambda p: pack(p, docx(" " * 50_000_000)), "100 times"),
    "ratio.odt": (lambda p: pack(p, odt(" " * 50_000_000)), "100 times"),
    "ratio.epub": (lambda p: pack(p, epub(" " * 50_000_000)), "more than 4 MB"),
    "members.docx": (lambda p: pack(p, docx(), [(f"m{n}", "") for n in range(1500)]), "at most 1000"),
    "overlap.docx": (lambda p: open(p, "wb").write(overlapping()), "overlap"),
    "path.docx": (lambda p: pack(p, docx(), [("../../../tmp/escaped", "x")]), "lead out"),
    "path.odt": (lambda p: pack(p, odt(), [("/tmp/escaped", "x")]), "lead out"),
    "path.epub": (lambda p: pack(p, epub(), [("..\\escaped", "x")]), "lead out"),
    "deep.docx": (lambda p: pack(p, docx("<w:p>" * 5000)), "200 elements"),
    "deep.odt": (lambda p: pack(p, odt("<text:span>" * 5000)), "200 elements"),
    "deep.html": (lambda p: open(p, "w").write("<div>" * 100_000 + "x"), "deeply"),
    "deep.epub": (lambda p: pack(p, epub("<div>" * 100_000 + "x")), "deeply"),
    "text.docx": (lambda p: open(p, "w").write("no archive at all"), "damaged"),
    "text.pdf": (lambda p: open(p, "w").write("no PDF at all"), "no PDF"),
    "old.docx": (lambda p: open(p, "wb").write(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(512)), "password"),
    "loop.pdf": (lambda p: open(p, "wb").write(pdf().replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]")), "no text"),
    "cells.md": (lambda p: open(p, "w").write("|a" * 50_000 + "\n" + "|-" * 50_000 + "\n"), "cells"),
    "zero.txt": (lambda p: open(p, "wb").write(b"words\0words\nand more"), "NUL"),
    "bytes.txt": (lambda p: open(p, "wb").write(bytes(range(128, 256)) * 8), "UTF-8"),
    "dense.md": (lambda p: open(p, "w").write("*a*_b_" * 600_000), "500,000"),
    "rows.md": (lambda p: open(p, "w").write("a|b\n-|-\n" * 500_000), "500,000"),
    "dense.html": (lambda p: open(p, "w").write("<p>a" * 1_000_000), "500,000"),
    "dense.txt": (lambda p: open(p, "w").write("A\n\n" * 1_300_000), "500,000"),
    "long.txt": (lambda p: open(p, "w").write("word " * 1_000_000), "4 MB"),
}

# Hard, but articles all the same.
READ = {
    "nested.docx": lambda p: pack(p, docx(), [("inner.zip", open(os.path.join(os.path.dirname(p), "ratio.docx"), "rb").read())]),
    "tables.md": lambda p: open(p, "w").write("a|b\n-|-\n" * 80_000),
    "paragraphs.html": lambda p: open(p, "w").write("<p>a" * 240_000),
    "stars.md": lambda p: open(p, "w").write("*a **b " * 100_000 + "\n"),
    "quotes.md": lambda p: open(p, "w").write(">" * 100_000 + " x\n"),
    "links.md": lambda p: open(p, "w").write("[a](" * 100_000 + " x\n"),
    "ticks.md": lambda p: open(p, "w").write("".join("`" * n + " x " for n in range(1, 900))),
    "tags.html": lambda p: open(p, "w").write("<b>x</b><i>y</i>" * 30_000),
    "cells.html": lambda p: open(p, "w").write("<table><tr>" + "<td>x" * 200_000),
    "lines.txt": lambda p: open(p, "w").write("\n\r".join(["Word"] * 20_000)),
    "returns.txt": lambda p: open(p, "w").write("\r" * 2_000_000 + "x"),
    "page.pdf": lambda p: open(p, "wb").write(pdf()),
}


def mutate(folder):
    """Ten broken copies of each kind of file; any of them may be refused or read."""
    source = {"docx": docx(), "odt": odt(), "epub": epub()}
    rng = random.Random(7)
    for kind in ("docx", "odt", "epub", "pdf"):
        path = f"{folder}/mutated.{kind}"
        if kind == "pdf":
            whole = pdf()
        else:
            pack(path, source[kind])
            whole = open(path, "rb").read()
            os.remove(path)
        for n in range(10):
            data = bytearray(whole)
            for _ in range(1 + n):
                data[rng.randrange(len(data))] = rng.randrange(256)
            if n % 3 == 2:
                data = data[:rng.randrange(len(data))]
            open(f"{folder}/mutated{n}.{kind}", "wb").write(data)


def public_sets(folder, data):
    hostile = f"{data}/hostile"
    if not os.path.isdir(hostile):
        return
    lines = open(f"{hostile}/blns/blns.txt", "rb").read()
    for kind in ("md", "txt", "html"):
        open(f"{folder}/naughty.{kind}", "wb").write(lines)
    spec = open(f"{hostile}/commonmark/spec.txt", "rb").read()
    for kind in ("md", "txt", "html"):
        open(f"{folder}/spec.{kind}", "wb").write(spec)
    count = 0
    for name in sorted(os.listdir(f"{hostile}/html5lib/tokenizer")):
        if not name.endswith(".test"):
            continue
        tests = json.load(open(f"{hostile}/html5lib/tokenizer/{name}", encoding="utf-8"))
        for test in tests.get("tests", []):
            page = test["input"].encode("utf-8", "surrogatepass")
            if count % (8 if "FOOTNOTE_TEST_ALL" in os.environ else 40) == 0 or len(page) > 200:
                open(f"{folder}/token{count}.html", "wb").write(page)
            count += 1
    for root, _, files in os.walk(f"{hostile}/html5lib/encoding"):
        for name in files:
            tests = open(f"{root}/{name}", "rb").read().split(b"#data\n")
            for n, test in enumerate(tests):
                open(f"{folder}/encoding-{name.split('.')[0]}-{n}.html", "wb").write(test)
    for name in sorted(os.listdir(f"{hostile}/json/test_parsing")):
        record = open(f"{hostile}/json/test_parsing/{name}", "rb").read()
        open(f"{folder}/json-{name[:-5]}.jsonl", "wb").write(record)


MOST_SECONDS = 30  # the promise is 5; a busy machine gets six times that
MOST_KB = 256 * 1024


def check_one(program, path, words):
    """The reason why not, or None."""
    with tempfile.TemporaryDirectory() as place:
        shutil.copy(path, place)
        with open(f"{place}/good.md", "w", encoding="utf-8") as good:
            good.write("# Good\n\nWords.\n")
        run = [program, "index", "--corpus", place, "--index", f"{place}/i.sqlite", "--json"]
        try:
            done = subprocess.run(run, capture_output=True, timeout=MOST_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return f"takes more than {MOST_SECONDS} s"
        if done.returncode not in (0, 3):
            return f"exit code {done.returncode}: {done.stderr[-300:]}"
        answer = json.loads(done.stdout)
        if words is None:
            return None if answer["failed"] == 0 else f"is refused: {answer['failures']}"
        if answer["failed"] != 1 or words not in answer["failures"][0]["reason"]:
            return f"expected '{words}', got {answer['failures']}"
    return None


def check(folder, program):
    bad = 0
    hard = [(name, words) for name, (_, words) in REFUSED.items()] + [(name, None) for name in READ]
    for name, words in hard:
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        problem = check_one(program, f"{folder}/{name}", words)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        if not problem and peak > max(before, MOST_KB) and "asan" not in program:
            problem = f"takes {peak // 1024} MB"
        if problem:
            bad += 1
            print(f"{name}: {problem}")
    sys.exit(1 if bad else 0)


def main():
    what, folder = sys.argv[1:3]
    if what == "check":
        check(folder, sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    for name, (make, _) in REFUSED.items():
        make(f"{folder}/{name}")
    for name, make in READ.items():
        make(f"{folder}/{name}")
    mutate(folder)
    if len(sys.argv) > 3:
        public_sets(folder, sys.argv[3])
    with open(os.path.join(os.fsencode(folder), b"caf\xe9 name.md"), "w") as file:
        file.write("# A name\n\nThat is no UTF-8.\n")


main()

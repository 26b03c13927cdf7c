"""Fonts of a file: which codes mean what, how wide they are, and what the font program says.

Composite fonts with two-byte codes are read in full. TrueType programs: hmtx, maxp. A bare CFF
program has no metrics table of its own; its widths are not compared (Font.program_widths is None).
"""
import re
import struct

ROW = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f]+>|\[[^\]]*\])")


def unicode_map(data):
    """ToUnicode: code -> text."""
    found = {}

    def characters(digits):
        return bytes.fromhex(digits.decode()).decode("utf-16-be", errors="surrogatepass")

    for section in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        for code, meaning in ROW.findall(section):
            found[int(code, 16)] = characters(meaning)
    for section in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.S):
        for first, last, meaning in RANGE.findall(section):
            first, last = int(first, 16), int(last, 16)
            listed = re.findall(rb"<([0-9A-Fa-f]+)>", meaning)
            for code in range(first, last + 1):
                if meaning.startswith(b"["):
                    if code - first < len(listed):
                        found[code] = characters(listed[code - first])
                else:
                    base = characters(listed[0])
                    found[code] = base[:-1] + chr(ord(base[-1]) + code - first)
    return found


class Program:
    """A TrueType font program."""

    def __init__(self, data):
        count = struct.unpack_from(">H", data, 4)[0]
        self.tables = {}
        for i in range(count):
            tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * i)
            self.tables[tag.decode()] = data[offset:offset + length]
        self.units_per_em = struct.unpack_from(">H", self.tables["head"], 18)[0]
        self.glyph_count = struct.unpack_from(">H", self.tables["maxp"], 4)[0]
        self.metric_count = struct.unpack_from(">H", self.tables["hhea"], 34)[0]

    def width(self, glyph):
        """In 1/1000 em."""
        entry = min(glyph, self.metric_count - 1)
        return struct.unpack_from(">H", self.tables["hmtx"], 4 * entry)[0] * 1000 / self.units_per_em


class Font:
    def __init__(self, file, reference):
        self.file, self.reference = file, reference
        self.dictionary = file.get(reference)
        self.subtype = self.dictionary.get("/Subtype")
        self.code_bytes = 2 if self.subtype == "/Type0" else 1
        descendants = file.get(self.dictionary.get("/DescendantFonts")) or [None]
        self.descendant = file.get(descendants[0]) or {}
        self.descriptor = file.get(self.descendant.get("/FontDescriptor")) or {}
        self.name = self.dictionary.get("/BaseFont", "?")
        to_unicode = self.dictionary.get("/ToUnicode")
        self.meanings = unicode_map(file.data(to_unicode)) if file.is_stream(to_unicode) else None
        self.program = None
        if file.is_stream(self.descriptor.get("/FontFile2")):
            try:
                self.program = Program(file.data(self.descriptor["/FontFile2"]))
            except (struct.error, KeyError, UnicodeDecodeError):
                self.program = None
        self.widths = self.read_widths()

    def read_widths(self):
        widths, row = {}, self.file.get(self.descendant.get("/W")) or []
        i = 0
        while i + 1 < len(row):
            following = self.file.get(row[i + 1])
            if isinstance(following, list):
                widths.update({row[i] + j: width for j, width in enumerate(following)})
                i += 2
            else:
                widths.update(dict.fromkeys(range(row[i], row[i + 1] + 1), row[i + 2]))
                i += 3
        return widths

    def meaning(self, code):
        return None if self.meanings is None else self.meanings.get(code)

    def width(self, code):
        return self.widths.get(code, self.descendant.get("/DW", 1000))

    @property
    def is_embedded(self):
        return any(self.file.is_stream(self.descriptor.get(key))
                   for key in ("/FontFile", "/FontFile2", "/FontFile3"))


class FontTable:
    def __init__(self, file):
        self.file, self.fonts = file, {}

    def get(self, reference):
        if reference not in self.fonts:
            self.fonts[reference] = Font(self.file, reference)
        return self.fonts[reference]

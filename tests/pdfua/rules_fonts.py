"""Rules about fonts and the codes that are shown with them."""
from rule_table import not_applicable, rule, simple, without_key, without_pair

INVISIBLE = 3  # text rendering mode


def used_codes(document):
    """font -> codes shown; the second value: those that are seen."""
    used, seen = {}, {}
    for page in document.pages:
        for item in page.items:
            if item.kind != "text" or item.font is None:
                continue
            font = document.fonts.get(item.font)
            used.setdefault(font, set()).update(item.codes)
            if item.mode != INVISIBLE:
                seen.setdefault(font, set()).update(item.codes)
    return used, seen


def for_each_code(name, meaning, faulty, of_seen=True):
    """faulty(font, code): a text, or None where all is well."""
    def check(document):
        return [f"{font.name}, code {code}: {fault}"
                for font, codes in used_codes(document)[of_seen].items() for code in sorted(codes)
                for fault in [faulty(font, code)] if fault]
    simple(name, meaning, check)


def for_each_font(name, meaning, faulty):
    simple(name, meaning, lambda document: [f"{font.name}" for font in used_codes(document)[0]
                                            if faulty(document.file, font)])


for_each_font("7.21.3.1-1", "the encoding is the identity",
              lambda _, font: font.subtype == "/Type0" and
              font.dictionary.get("/Encoding") not in ("/Identity-H", "/Identity-V"))
for_each_font("7.21.3.2-1", "codes lead to glyph numbers",
              lambda file, font: font.descendant.get("/Subtype") == "/CIDFontType2" and
              not (font.descendant.get("/CIDToGIDMap") == "/Identity" or
                   file.is_stream(font.descendant.get("/CIDToGIDMap"))))
for_each_font("7.21.3.3-1", "the encoding is one that readers know",
              lambda _, font: font.subtype == "/Type0" and
              font.dictionary.get("/Encoding") not in ("/Identity-H", "/Identity-V"))
for_each_font("7.21.4.1-1", "fonts are embedded", lambda _, font: not font.is_embedded)
for_each_code("7.21.4.1-2", "the embedded font has each glyph that is shown",
              lambda font, code: "no such glyph"
              if font.program and code >= font.program.glyph_count else None)


def width_fault(font, code):
    if not font.program or code >= font.program.glyph_count:
        return None
    said, drawn = font.width(code), font.program.width(code)
    return f"width {said}, drawn {drawn:.2f}" if abs(said - drawn) > 1 else None


for_each_code("7.21.5-1", "widths are those of the font program", width_fault)
for_each_code("7.21.7-1", "each code has a meaning in Unicode",
              lambda font, code: None if font.meaning(code) else "means nothing", False)


@rule("7.21.7-2", "no code means U+0000, U+FEFF or U+FFFE")
def forbidden_meanings(document):
    return [f"{font.name}, code {code}" for font in used_codes(document)[0]
            for code, meaning in (font.meanings or {}).items()
            if set(meaning) & set("\0\ufeff\ufffe")]


for_each_code("7.21.8-1", "the empty box of a missing glyph is never shown",
              lambda font, code: "glyph 0" if code == 0 else None, False)


@rule("X-font-readable", "each TrueType program can be read, and names agree")
def readable(document):
    faults = []
    for font in used_codes(document)[0]:
        if "/FontFile2" in font.descriptor and not font.program:
            faults.append(f"{font.name}: damaged program")
        names = {font.name, font.descendant.get("/BaseFont"), font.descriptor.get("/FontName")}
        if len(names) != 1:
            faults.append(f"three names: {names}")
    return faults


not_applicable("7.21.3.3-2 7.21.3.3-3", "no encoding is embedded",
               lambda document: without_key("/UseCMap", "/WMode")(document))
not_applicable("7.21.4.2-1", "no Type 1 font is embedded",
               lambda document: without_pair("/Subtype", "/Type1", "/MMType1")(document))
not_applicable("7.21.4.2-2", "no CIDSet is written", without_key("/CIDSet"))
not_applicable("7.21.6-1 7.21.6-2 7.21.6-3 7.21.6-4", "fonts are composite",
               without_pair("/Subtype", "/TrueType", "/Type3"))

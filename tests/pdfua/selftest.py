#!/usr/bin/env python3
"""A check that can't fail is none: good files are spoilt, one fault each, and the right rule must see it.

    selftest.py [--lacking COUNT] FILE.pdf...      each fault is made in the first file that has what it spoils
"""
import re
import sys

from check import faults_of
from document import Document
from pdf_file import File
from rule_table import NOT_APPLICABLE, RULES

SPOILERS = []  # (rule, function)


def spoils(rule):
    def add(function):
        SPOILERS.append((rule, function))
        return function
    return add


def element(file, *types, where=lambda one: True):
    """The dictionary of the first such element; StopIteration where there is none."""
    return next(one for one in Document(file).of_type(*types) if where(one)).dictionary


def content(file, change, page=0):
    reference = file.get(file.pages()[page])["/Contents"]
    before = file.data(reference)
    after = change(before)
    if after == before:
        raise StopIteration
    file.set_data(reference, after)


def metadata(file, before, after):
    reference = file.catalog["/Metadata"]
    data = file.data(reference)
    if before not in data:
        raise StopIteration
    file.set_data(reference, data.replace(before, after))


def font(file):
    return Document(file).fonts.get(next(item.font for page in Document(file).pages
                                         for item in page.items if item.kind == "text"))


def used_code(file):
    return next(item.codes[0] for page in Document(file).pages for item in page.items
                if item.kind == "text")


def link(file):
    return next(file.get(reference) for _, reference in Document(file).annotations)


def retype(file, old, new, where=lambda one: True):
    element(file, old, where=where)["/S"] = "/" + new


def add_object(file, value):
    number = 1 + max(int(name.split(":")[1].split()[0]) for name in file.objects if ":" in name)
    file.objects[f"obj:{number} 0 R"] = {"value": value}
    return f"{number} 0 R"


def add_child(file, parent, kind, **entries):
    reference = next(name for name, entry in file.objects.items() if entry.get("value") is parent)
    child = add_object(file, {"/S": "/" + kind, "/P": reference[4:], **entries})
    kids = parent.get("/K", [])
    parent["/K"] = [child] + (kids if isinstance(kids, list) else [kids])
    return file.get(child)


# ---- the file ----------------------------------------------------------------------------------

spoils("5-1")(lambda file: metadata(file, b"pdfuaid:part", b"pdfuaid:mart"))
spoils("5-2")(lambda file: metadata(file, b"<pdfuaid:part>1", b"<pdfuaid:part>2"))
spoils("5-3")(lambda file: metadata(file, b"pdfuaid", b"ua"))
spoils("7.1-8")(lambda file: file.catalog.pop("/Metadata"))
spoils("7.1-9")(lambda file: metadata(file, b"dc:title", b"dc:source"))
spoils("6.2-1")(lambda file: file.catalog.pop("/MarkInfo"))
spoils("7.1-4")(lambda file: file.catalog["/MarkInfo"].update({"/Suspects": True}))
spoils("7.1-10")(lambda file: file.catalog.pop("/ViewerPreferences"))
spoils("7.1-11")(lambda file: file.catalog.pop("/StructTreeRoot"))
for name in ("7.2-2", "7.2-22", "7.2-33", "7.2-34", "7.2-24"):
    spoils(name)(lambda file, name=name: (link(file) if name == "7.2-24" else None,
                                          element(file, "Figure") if name == "7.2-22" else None,
                                          file.catalog["/Outlines"] if name == "7.2-2" else None,
                                          file.catalog.pop("/Lang")))
spoils("7.2-29")(lambda file: file.catalog.update({"/Lang": "u:en_GB"}))
spoils("7.15-1")(lambda file: file.catalog.update({"/AcroForm": {"/XFA": "u:"}}))
spoils("7.20-1")(lambda file: add_object(file, {"/Subtype": "/Form"}))


@spoils("6.1-1")
def no_version(file):
    file.header = b"%PDF-2.0"


@spoils("7.16-1")
def shut_out(file):
    file.encryption.update({"encrypted": True})
    file.encryption["parameters"]["P"] = -4 & ~512


# ---- content -----------------------------------------------------------------------------------

spoils("7.1-3")(lambda file: content(file, lambda data: re.sub(
    rb"/Artifact(<<.*?>>BDC| BMC)\n(.*?)EMC", rb"\2", data, count=1, flags=re.S)))
spoils("7.1-1")(lambda file: content(file, lambda data: re.sub(
    rb"(/P<</MCID \d+>>BDC\n)(.*?)EMC", rb"\1/Artifact BMC\n\2EMC EMC", data, count=1, flags=re.S)))
spoils("7.1-2")(lambda file: content(file, lambda data: re.sub(
    rb"(/P<</MCID \d+>>BDC\n.*?EMC)", rb"/Artifact BMC\n\1 EMC", data, count=1, flags=re.S)))
spoils("X-content")(lambda file: content(file, lambda data: data.replace(b"EMC", b"", 1)))
spoils("X-mark-once")(lambda file: content(file, lambda data: data.replace(
    b"/MCID 1>", b"/MCID 2>", 1)))
spoils("X-tag-type")(lambda file: content(file, lambda data: data.replace(b"/P<<", b"/Quote<<", 1)))


@spoils("X-parent-tree")
def wrong_parent(file):
    rows = next(value for value in Document(file).parent_tree.values() if isinstance(value, list))
    rows[0], rows[-1] = rows[-1], rows[0]


@spoils("7.21.8-1")
def notdef_shown(file):
    content(file, lambda data: re.sub(rb"(BT\n(?:.*? Tf )?[^\n]*Td\n)", rb"\1<0000>Tj\n", data, count=1))


# ---- fonts -------------------------------------------------------------------------------------

spoils("7.21.4.1-1")(lambda file: font(file).descriptor.pop("/FontFile2"))
spoils("7.21.3.1-1")(lambda file: font(file).dictionary.update({"/Encoding": "/UniGB-UCS2-H"}))
spoils("7.21.3.2-1")(lambda file: font(file).descendant.pop("/CIDToGIDMap"))
spoils("7.21.7-1")(lambda file: font(file).dictionary.pop("/ToUnicode"))
spoils("X-font-readable")(lambda file: font(file).descriptor.update({"/FontName": "/Other"}))


@spoils("7.21.7-1")
def one_meaning_less(file):
    reference = font(file).dictionary["/ToUnicode"]
    text = file.data(reference)
    file.set_data(reference, re.sub(rb"<[0-9A-F]{4}>(?=[^<]*end)|<[0-9A-F]{4}>(?=\s*\])", b"", text))


@spoils("7.21.7-2")
def forbidden_meaning(file):
    reference = font(file).dictionary["/ToUnicode"]
    data = file.data(reference)
    file.set_data(reference, re.sub(rb"\[<[0-9A-F]{4}>", b"[<FEFF>", data))


@spoils("7.21.5-1")
def wrong_width(file):
    row = font(file).descendant["/W"]
    row[1][used_code(file) - row[0]] += 3


@spoils("7.21.4.1-2")
def glyph_missing(file):
    content(file, lambda data: re.sub(rb"(BT\n(?:.*? Tf )?[^\n]*Td\n)", rb"\1<0FFF>Tj\n", data, count=1))


# ---- structure ---------------------------------------------------------------------------------

spoils("7.3-1")(lambda file: element(file, "Figure").pop("/Alt"))
spoils("X-figure-box")(lambda file: element(file, "Figure")["/A"].pop("/BBox"))
spoils("7.4.2-1")(lambda file: retype(file, "H2", "H4"))
spoils("7.4.2-1")(lambda file: (element(file, "H2"), retype(file, "H1", "P")))
spoils("7.4.4-2")(lambda file: retype(file, "H2", "H"))
spoils("7.4.4-3")(lambda file: retype(file, "H2", "H"))
spoils("7.1-5")(lambda file: retype(file, "P", "Paragraph"))
spoils("7.1-6")(lambda file: file.item(file.catalog, "/StructTreeRoot").update(
    {"/RoleMap": {"/A": "/B", "/B": "/A"}}))
spoils("7.1-7")(lambda file: file.item(file.catalog, "/StructTreeRoot").update(
    {"/RoleMap": {"/P": "/H1"}}))
spoils("7.1-12")(lambda file: element(file, "P").pop("/P"))
spoils("7.2-3")(lambda file: retype(file, "TR", "P"))
spoils("7.2-4")(lambda file: retype(file, "Table", "Div"))
spoils("7.2-8")(lambda file: retype(file, "TR", "Div"))
spoils("7.2-9")(lambda file: retype(file, "TR", "Div", lambda row: row.kids[-1].type == "TD"))
spoils("7.2-10")(lambda file: retype(file, "TD", "P"))
spoils("7.2-17")(lambda file: retype(file, "L", "Div"))
spoils("7.2-18")(lambda file: retype(file, "LI", "Div"))
spoils("7.2-19")(lambda file: retype(file, "LI", "P"))
spoils("7.2-20")(lambda file: retype(file, "LBody", "P"))
spoils("7.5-1")(lambda file: element(file, "TH").pop("/A"))
spoils("7.5-2")(lambda file: element(file, "TD").update(
    {"/A": {"/O": "/Table", "/Headers": ["u:nowhere"]}}))
spoils("7.2-11")(lambda file: [add_child(file, element(file, "Table"), "THead") for _ in "12"])
spoils("7.2-12")(lambda file: [add_child(file, element(file, "Table"), "TFoot") for _ in "12"])
spoils("7.2-13")(lambda file: add_child(file, element(file, "Table"), "TFoot"))
spoils("7.2-14")(lambda file: add_child(file, element(file, "Table"), "THead"))
spoils("7.2-39")(lambda file: [add_child(file, element(file, "Table"), "Caption") for _ in "12"])
spoils("7.2-16")(lambda file: [add_child(file, element(file, "Table"), name)
                               for name in ("Caption", "TR")])
spoils("7.2-40")(lambda file: [add_child(file, element(file, "L"), name)
                               for name in ("Caption", "LI")])
spoils("7.2-26")(lambda file: add_child(file, element(file, "Document"), "TOCI"))
spoils("7.7-1")(lambda file: add_child(file, element(file, "Document"), "Formula"))
spoils("7.2-42")(lambda file: element(file, "TR", where=lambda row: len(row.kids) > 2)["/K"].pop())
spoils("7.2-43")(lambda file: element(file, "TD", where=lambda cell: len(
    cell.parent.parent.kids) > 2).update({"/A": {"/O": "/Table", "/ColSpan": 99}}))
spoils("7.2-41")(lambda file: element(file, "TD").update({"/A": {"/O": "/Table", "/RowSpan": 99}}))
spoils("X-table-spans")(lambda file: element(file, "TD").update(
    {"/A": {"/O": "/Table", "/ColSpan": 0}}))


@spoils("7.2-15")
def overlapping(file):
    """A cell that reaches down into a row, and one of that row that reaches over it."""
    for table in Document(file).of_type("Table"):
        rows = [row for row in table.kids if row.type == "TR" and len(row.kids) >= 2]
        if len(rows) >= 2:
            rows[0].kids[1].dictionary["/A"] = {"/RowSpan": 2, "/Scope": "/Column"}
            rows[1].kids[0].dictionary["/A"] = {"/ColSpan": 2, "/Scope": "/Column"}
            return
    raise StopIteration


# ---- notes and links ---------------------------------------------------------------------------

spoils("7.9-1")(lambda file: element(file, "Note").pop("/ID"))
spoils("X-ids")(lambda file: element(file, "Note").update({"/ID": "u:elsewhere"}))


@spoils("7.9-2")
def same_id(file):
    notes = Document(file).of_type("Note")
    notes[1:] or next(iter(()))
    notes[1].dictionary["/ID"] = notes[0].dictionary["/ID"]


spoils("7.18.5-1")(lambda file: (link(file), [retype(file, "Link", "Span")]))
spoils("7.18.5-2")(lambda file: link(file).pop("/Contents"))
spoils("7.18.1-2")(lambda file: link(file).pop("/Contents"))
spoils("7.18.1-1")(lambda file: link(file).update({"/Subtype": "/Text"}))
spoils("X-annotation-owner")(lambda file: link(file).pop("/StructParent"))
spoils("X-annotation-owner")(lambda file: link(file).update({"/Rect": [0, 0, 9999, 9]}))
spoils("X-link-target")(lambda file: (link(file).pop("/Dest", None), link(file).pop("/A", None)))


@spoils("7.18.3-1")
def no_tab_order(file):
    number = Document(file).annotations[0:1] or next(iter(()))
    file.get(file.pages()[number[0][0]]).pop("/Tabs")


def main():
    paths, lacking_allowed = sys.argv[1:], 0
    if paths[:1] == ["--lacking"]:  # how many faults may find no place in any file
        lacking_allowed, paths = int(paths[1]), paths[2:]
    good = [(path, File.read(path)) for path in paths]
    failures, passed = 0, set()
    for path, file in good:
        if faults_of(file):
            print(f"{path}: not good to begin with")
            sys.exit(1)
    for rule, spoil in SPOILERS:
        if rule not in RULES and rule not in NOT_APPLICABLE:
            print(f"there is no rule {rule}")
            failures += 1
            continue
        for _, file in good:
            spoilt = file.copy()
            try:
                spoil(spoilt)
            except (StopIteration, KeyError, IndexError):
                continue
            if rule in faults_of(spoilt):
                passed.add(rule)
            else:
                print(f"{rule}: a spoilt file passes ({spoil.__name__})")
                failures += 1
            break
        else:
            print(f"{rule}: no file has what this fault needs ({spoil.__name__})")
            lacking_allowed -= 1
            failures += lacking_allowed < 0
    print(f"{len(SPOILERS)} faults made, {len(passed)} rules seen to fail, {failures} wrong")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()

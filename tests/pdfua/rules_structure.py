"""Rules about the structure tree: types, nesting, headings, lists, tables, figures, notes, and how
it is tied to the content of the pages."""
from document import STANDARD_TYPES
from rule_table import rule, simple

HEADINGS = {f"H{level}": level for level in range(1, 7)}
SECTIONS = ("THead", "TBody", "TFoot")


# ---- content -----------------------------------------------------------------------------------


@rule("7.1-1", "no artifact inside tagged content")
def artifact_inside(document):
    return [f"page {number + 1}" for number, page in enumerate(document.pages)
            for mark in page.marks if mark.tag == "/Artifact" and
            any(one.mcid is not None for one in mark.chain())]


@rule("7.1-2", "no tagged content inside an artifact")
def tagged_inside(document):
    return [f"page {number + 1}, MCID {mark.mcid}" for number, page in enumerate(document.pages)
            for mark in page.marks if mark.mcid is not None and
            any(one.tag == "/Artifact" for one in mark.chain())]


@rule("7.1-3", "what is painted is an artifact or belongs to an element")
def all_is_tagged(document):
    return [f"page {number + 1}: {item.operator} {item.text!r}, MCID {item.mcid}"
            for number, page in enumerate(document.pages) for item in page.items
            if not item.is_artifact and (number, item.mcid) not in document.owners]


@rule("X-content", "content streams are well formed")
def well_formed(document):
    return [f"page {number + 1}: {fault}" for number, page in enumerate(document.pages)
            for fault in page.faults] + document.faults


@rule("X-mark-once", "each piece of content has one number, and one element names it")
def mark_once(document):
    faults, there = [], set()
    for number, page in enumerate(document.pages):
        for mark in page.marks:
            if mark.mcid is None:
                continue
            place = (number, int(mark.mcid))
            if place in there:
                faults.append(f"page {number + 1}: MCID {place[1]} twice")
            there.add(place)
    for place, owners in document.owners.items():
        if place not in there:
            faults.append(f"{owners[0]!r} names MCID {place[1]}, which is on no page")
        if len(owners) > 1:
            faults.append(f"MCID {place[1]} belongs to {owners}")
    return faults + [f"page {place[0] + 1}: MCID {place[1]} belongs to no element"
                     for place in sorted(there) if place not in document.owners]


@rule("X-parent-tree", "the parent tree names the element of each piece of content")
def parent_tree(document):
    faults, keys = [], set()
    for number, reference in enumerate(document.page_references):
        key = document.file.get(reference).get("/StructParents")
        if key is None or key in keys:
            faults.append(f"page {number + 1}: StructParents {key}")
        keys.add(key)
        row = document.parent_tree.get(key)
        owners = {mcid: elements[0].reference for (page, mcid), elements in document.owners.items()
                  if page == number}
        if not isinstance(row, list):
            faults.append(f"page {number + 1}: no row")
            continue
        for mcid, owner in owners.items():
            if mcid >= len(row) or row[mcid] != owner:
                faults.append(f"page {number + 1}: MCID {mcid} is not {owner}'s")
    return faults


@rule("X-tag-type", "content is marked with the type of its element")
def tag_type(document):
    return [f"page {number + 1}, MCID {mark.mcid}: {mark.tag} in a {owner.type}"
            for number, page in enumerate(document.pages) for mark in page.marks
            if mark.mcid is not None
            for owner in document.owners.get((number, int(mark.mcid)), [])
            if mark.tag != "/" + owner.type]


# ---- types -------------------------------------------------------------------------------------


def role_map(document):
    return document.file.item(document.tree, "/RoleMap") or {}


@rule("7.1-5", "each type is a standard one")
def standard_types(document):
    faults = []
    for element in document.elements:
        name, steps = "/" + element.type, 0
        while name[1:] not in STANDARD_TYPES and name in role_map(document) and steps < 50:
            name, steps = role_map(document)[name], steps + 1
        if name[1:] not in STANDARD_TYPES:
            faults.append(repr(element))
    return faults


@rule("7.1-6", "the map of types has no circle")
def circles(document):
    faults = []
    for name in role_map(document):
        seen = set()
        while name in role_map(document) and name not in seen:
            seen.add(name)
            name = role_map(document)[name]
        if name in seen:
            faults.append(name)
    return faults


simple("7.1-7", "standard types mean what they mean",
       lambda document: [name for name in role_map(document) if name[1:] in STANDARD_TYPES])


@rule("7.1-12", "each element names its parent")
def parents(document):
    faults = []
    root = document.file.catalog.get("/StructTreeRoot")
    for element in document.elements:
        wanted = element.parent.reference if element.parent else root
        if element.dictionary.get("/P") != wanted:
            faults.append(f"{element!r}: parent {element.dictionary.get('/P')}, not {wanted}")
    return faults


def only_inside(name, kind, *parents_allowed):
    simple(name, f"a {kind} stands in {', '.join(parents_allowed)}",
           lambda document: [f"{element!r} in {element.parent!r}" for element in
                             document.of_type(kind)
                             if not element.parent or element.parent.type not in parents_allowed])


def only_holds(name, kind, *allowed):
    simple(name, f"a {kind} holds only {', '.join(allowed)}",
           lambda document: [f"{element!r} holds {kid!r}" for element in document.of_type(kind)
                             for kid in element.kids if kid.type not in allowed])


def caption_only(name, kind, places, meaning):
    """places: indices of the children where a caption may stand."""
    simple(name, meaning,
           lambda document: [f"{element!r}" for element in document.of_type(kind)
                             for i, kid in enumerate(element.kids) if kid.type == "Caption" and
                             i not in [place % len(element.kids) for place in places]])


def at_most_one(name, kind, child):
    simple(name, f"a {kind} has at most one {child}",
           lambda document: [f"{element!r}" for element in document.of_type(kind)
                             if sum(kid.type == child for kid in element.kids) > 1])


only_holds("7.2-3", "Table", "TR", *SECTIONS, "Caption")
only_inside("7.2-4", "TR", "Table", *SECTIONS)
only_inside("7.2-5", "THead", "Table")
only_inside("7.2-6", "TBody", "Table")
only_inside("7.2-7", "TFoot", "Table")
only_inside("7.2-8", "TH", "TR")
only_inside("7.2-9", "TD", "TR")
only_holds("7.2-10", "TR", "TH", "TD")
at_most_one("7.2-11", "Table", "THead")
at_most_one("7.2-12", "Table", "TFoot")
caption_only("7.2-16", "Table", (0, -1), "a table's caption comes first or last")
only_inside("7.2-17", "LI", "L")
only_inside("7.2-18", "LBody", "LI")
only_holds("7.2-19", "L", "L", "LI", "Caption")
only_holds("7.2-20", "LI", "Lbl", "LBody")
only_inside("7.2-26", "TOCI", "TOC")
only_holds("7.2-27", "TOC", "TOC", "TOCI", "Caption")
caption_only("7.2-28", "TOC", (0,), "a contents list's caption comes first")
only_holds("7.2-36", "THead", "TR")
only_holds("7.2-37", "TBody", "TR")
only_holds("7.2-38", "TFoot", "TR")
at_most_one("7.2-39", "Table", "Caption")
caption_only("7.2-40", "L", (0,), "a list's caption comes first")
for number, part in ((13, "TFoot"), (14, "THead")):
    simple(f"7.2-{number}", f"a table with a {part} has a TBody",
           lambda document, part=part: [
               f"{table!r}" for table in document.of_type("Table")
               if part in [kid.type for kid in table.kids]
               and "TBody" not in [kid.type for kid in table.kids]])


# ---- tables ------------------------------------------------------------------------------------


def rows_of(table):
    for kid in table.kids:
        if kid.type == "TR":
            yield kid
        elif kid.type in SECTIONS:
            yield from (row for row in kid.kids if row.type == "TR")


def cells_of(row):
    return [cell for cell in row.kids if cell.type in ("TH", "TD")]


def span(cell, key):
    return max(1, int(cell.attributes.get(key, 1)))


def grid(table):
    """((row, column) -> cells there, number of rows): a cell takes the first free places."""
    places, rows = {}, list(rows_of(table))
    for number, row in enumerate(rows):
        column = 0
        for cell in cells_of(row):
            while (number, column) in places:
                column += 1
            for down in range(span(cell, "/RowSpan")):
                for right in range(span(cell, "/ColSpan")):
                    places.setdefault((number + down, column + right), []).append(cell)
            column += span(cell, "/ColSpan")
    return places, len(rows)


@rule("7.2-15", "cells of a table do not overlap")
def overlap(document):
    return [f"{table!r}: {cells}" for table in document.of_type("Table")
            for cells in grid(table)[0].values() if len(cells) > 1]


@rule("7.2-41", "the columns of a table have the same number of rows")
def equal_columns(document):
    return [f"{table!r}: a cell reaches below the last row" for table in document.of_type("Table")
            if any(row >= grid(table)[1] for row, _ in grid(table)[0])]


def uneven_rows(table):
    places, count = grid(table)
    widths = [sum(row == number for row, _ in places) for number in range(count)]
    usual = max(widths, key=widths.count, default=0)
    for number, row in enumerate(rows_of(table)):
        if widths[number] != usual:
            yield row, any("/ColSpan" in cell.attributes for cell in cells_of(row))


simple("7.2-42", "the rows of a table have the same number of columns",
       lambda document: [f"{row!r}" for table in document.of_type("Table")
                         for row, spans in uneven_rows(table) if not spans])
simple("7.2-43", "spans make the rows of a table equal",
       lambda document: [f"{row!r}" for table in document.of_type("Table")
                         for row, spans in uneven_rows(table) if spans])


def header_names(cell):
    names = cell.attributes.get("/Headers") or []
    return names if isinstance(names, list) else [names]


@rule("7.5-1", "a header cell says what it heads, or cells name it")
def scopes(document):
    faults = []
    for table in document.of_type("Table"):
        cells = [cell for row in rows_of(table) for cell in cells_of(row)]
        named = {name for cell in cells for name in header_names(cell)}
        faults += [f"{cell!r}" for cell in cells if cell.type == "TH" and
                   cell.attributes.get("/Scope") not in ("/Row", "/Column", "/Both") and
                   cell.dictionary.get("/ID") not in named]
    return faults


@rule("7.5-2", "the headers that a cell names are there")
def known_headers(document):
    known = {cell.dictionary.get("/ID") for cell in document.of_type("TH")}
    return [f"{cell!r}: {name}" for cell in document.of_type("TD", "TH")
            for name in header_names(cell) if name not in known]


@rule("X-table-spans", "a cell's span is a whole number of at least 1")
def spans_are_numbers(document):
    return [f"{cell!r}" for cell in document.of_type("TD", "TH") for key in ("/RowSpan", "/ColSpan")
            if key in cell.attributes and not (isinstance(cell.attributes[key], int)
                                               and cell.attributes[key] >= 1)]


# ---- headings, figures, notes ------------------------------------------------------------------


@rule("7.4.2-1", "headings begin with H1 and skip no level")
def headings(document):
    faults, before = [], 0
    for element in document.elements:
        level = HEADINGS.get(element.type)
        if level is None:
            continue
        if level > before + 1:
            faults.append(f"{element!r} after level {before}")
        before = level
    return faults


simple("7.4.4-1", "an element has at most one H",
       lambda document: [f"{element!r}" for element in document.elements
                         if sum(kid.type == "H" for kid in element.kids) > 1])
simple("7.4.4-2", "H does not stand beside H1 to H6",
       lambda document: [f"{element!r}" for element in document.of_type("H")
                         if document.of_type(*HEADINGS)])
simple("7.4.4-3", "H1 to H6 do not stand beside H",
       lambda document: [f"{element!r}" for element in document.of_type(*HEADINGS)
                         if document.of_type("H")])
simple("7.3-1", "a figure has words instead",
       lambda document: [f"{element!r}" for element in document.of_type("Figure")
                         if not element.text("/Alt") and element.text("/ActualText") is None])
simple("7.7-1", "a formula has words instead",
       lambda document: [f"{element!r}" for element in document.of_type("Formula")
                         if not element.text("/Alt") and element.text("/ActualText") is None])
simple("7.9-1", "a note has an ID",
       lambda document: [f"{element!r}" for element in document.of_type("Note")
                         if not element.text("/ID")])


@rule("7.9-2", "no two notes have the same ID")
def note_ids(document):
    ids = [element.text("/ID") for element in document.of_type("Note")]
    return sorted({name for name in ids if name and ids.count(name) > 1})


@rule("X-ids", "IDs are unique and stand in the tree of IDs")
def ids_in_tree(document):
    found, waiting = {}, [(document.tree or {}).get("/IDTree")]
    while waiting:
        node = document.file.get(waiting.pop())
        if isinstance(node, dict):
            names = document.file.get(node.get("/Names")) or []
            found.update(zip(names[::2], names[1::2]))
            waiting.extend(document.file.get(node.get("/Kids")) or [])
    return [f"{element!r}" for element in document.elements if "/ID" in element.dictionary
            and found.get(element.dictionary["/ID"]) != element.reference]


@rule("X-figure-box", "a figure with content says where it stands on its page")
def figure_box(document):
    faults = []
    for element in document.of_type("Figure"):
        box = document.file.get(element.attributes.get("/BBox")) or []
        page = document.file.item(element.dictionary.get("/Pg"), "/MediaBox") or [0, 0, 0, 0]
        right = len(box) == 4 and box[0] < box[2] <= page[2] + 1 and box[1] < box[3] <= page[3] + 1
        if element.parts and not right:
            faults.append(f"{element!r}: {box}")
    return faults

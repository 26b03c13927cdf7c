#!/usr/bin/env python3
"""What a finished HTML file must be, one function a rule, and what it must say.

    check.py FILE.html FILE.txt ...   pairs: the same handout as HTML and as plain text; prints the
                                      faults, leaves with 1 when there are any
    check.py --spoil FILE.html        spoils the file in known ways; each must be found
"""
import re
import sys
from collections import Counter

from page import Page

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LANDMARKS = {"main", "header", "footer"}
# Where blocks can't stand.
PHRASES_ONLY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "strong", "a", "sup", "label", "dt"}
BLOCKS = {"p", "ul", "ol", "dl", "div", "section", "table", "figure", "h1", "h2", "h3", "h4", "h5", "h6"}
PARENTS = {"li": ("ul", "ol"), "dt": ("div", "dl"), "dd": ("div", "dl"), "tr": ("thead", "tbody"),
           "td": ("tr",), "th": ("tr",), "caption": ("table",), "figcaption": ("figure",),
           "thead": ("table",), "tbody": ("table",), "col": ("colgroup",), "colgroup": ("table",)}


def well_formed(page):
    yield from page.faults
    if not page.raw.startswith("<!DOCTYPE html>\n"):
        yield "no doctype"
    for element in page.root.walk():
        if element.name in BLOCKS and element.inside(*PHRASES_ONLY):
            yield "<%s> where only words may stand" % element.name
        wanted = PARENTS.get(element.name)
        if wanted and element.parent.name not in wanted:
            yield "<%s> in <%s>" % (element.name, element.parent.name)
        if element.name == "a" and element.inside("a"):
            yield "a link inside a link"


def whole_document(page):
    html = page.root.find("html")
    if len(html) != 1 or not LANGUAGE.match(html[0].get("lang") or ""):
        yield "no language"
    titles = [title for title in page.root.find("title") if title.inside("head")]
    if len(titles) != 1 or not titles[0].text().strip():
        yield "no title"
    if len(page.root.find("main")) != 1:
        yield "not one <main>"
    for element in page.root.walk():
        if "lang" in element.attributes and not LANGUAGE.match(element.get("lang") or ""):
            yield "lang=%r" % element.get("lang")


def headings(page):
    levels = [int(heading.name[1]) for heading in page.root.find(*HEADINGS)]
    if levels.count(1) != 1:
        yield "%d headings of level 1" % levels.count(1)
    for before, after in zip(levels, levels[1:]):
        if after > before + 1:
            yield "a heading of level %d after one of %d" % (after, before)
    for heading in page.root.find(*HEADINGS):
        if not heading.text().strip():
            yield "a heading without words"


def references(page):
    ids = [element.get("id") for element in page.root.walk() if "id" in element.attributes]
    for name, count in Counter(ids).items():
        if count > 1 or not name:
            yield "id %r stands %d times" % (name, count)
    for element in page.root.walk():
        names = (element.get("aria-labelledby") or "").split() + (element.get("for") or "").split()
        for name in names:
            if name not in ids:
                yield "<%s> is named by #%s, which is not there" % (element.name, name)
        if element.name == "a":
            target = element.get("href") or ""
            if target.startswith("#") and target[1:] not in ids:
                yield "a link to %s, which is not there" % target
            if not (element.text().strip() or element.get("aria-label")):
                yield "a link without words"


def names(page):
    for element in page.root.walk():
        hidden = element.get("aria-hidden") == "true"
        if element.name == "img" and element.get("alt") is None:
            yield "a picture without alt"
        if element.name == "svg" and not hidden:
            if element.get("role") != "img":
                yield "a drawing that is no picture"
            if not (element.get("aria-label") or element.get("aria-labelledby")):
                yield "a drawing without a name"
        if element.name == "input":
            labels = [label for label in page.root.find("label")
                      if label.get("for") == element.get("id")]
            if not labels and not element.get("aria-labelledby"):
                yield "a check box without a label"
    sections = Counter()
    for section in page.root.find("section"):
        name = section.get("aria-labelledby")
        if name:
            target = next((e for e in page.root.walk() if e.get("id") == name), None)
            sections[" ".join(target.text().split()) if target else name] += 1
    for name, count in sections.items():
        if count > 1:
            yield "%d sections are called %r" % (count, name)


def tables(page):
    for table in page.root.find("table"):
        if not table.find("caption"):
            yield "a table without a caption"
        for head in table.find("th"):
            if head.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
                yield "a table head without scope"
            if not head.text().strip():
                yield "a table head without words"
        columns = None
        down = {}
        for row in table.find("tr"):
            at, width = 0, 0
            down = {column: rows - 1 for column, rows in down.items() if rows > 1}
            width = len(down)
            fresh = {}
            for cell in row.children:
                if isinstance(cell, str):
                    continue
                while at in down:
                    at += 1
                span, rows = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
                for column in range(at, at + span):
                    if rows > 1:
                        fresh[column] = rows
                at += span
                width += span
            down.update(fresh)
            if columns is None:
                columns = width
            elif width != columns:
                yield "a table row of %d columns, the first has %d" % (width, columns)


def alone(page):
    """Nothing is fetched, nothing runs; only links lead away."""
    for element in page.root.walk():
        if element.name in ("script", "link", "iframe", "object", "embed", "base", "form"):
            yield "<%s>" % element.name
        for key, value in element.attributes.items():
            if key.startswith("on"):
                yield "<%s %s>" % (element.name, key)
            away = re.match(r"\s*([a-z][a-z0-9+.-]*:|//)", value or "", re.I)
            if key in ("src", "srcset", "data", "action", "poster") and value \
                    and not value.startswith("data:image/"):
                yield "<%s %s> fetches" % (element.name, key)
            if key in ("href", "xlink:href") and away \
                    and (element.name != "a" or away.group(1) not in ("https:", "http:", "mailto:", "tel:")):
                yield "<%s href=%r>" % (element.name, value)
    styles = "".join(style.text() for style in page.root.find("style"))
    if re.search(r"url\(|@import|expression\(", styles):
        yield "the style sheet fetches"
    policies = [meta.get("content") for meta in page.root.find("meta")
                if meta.get("http-equiv") == "Content-Security-Policy"]
    if policies != ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]:
        yield "content policy %r" % policies


RULES = (well_formed, whole_document, headings, references, names, tables, alone)

# ---- words ----------------------------------------------------------------------------------------


def is_extra(element):
    """What the plain text does not have: names for those who can't see, drawn words."""
    return element.name in ("style", "title", "svg", "caption") or "hidden" in element.classes()


def said_words(page):
    """Words shown, and those that the plain text spells out: of symbols, of where links lead."""
    shown = page.root.find("body")[0].text(is_extra)
    symbols = [svg.get("aria-label") or "" for svg in page.root.find("svg")
               if "symbol" in svg.classes()]
    links = [link.get("href") for link in page.root.find("a") if link.get("href")[:1] != "#"]
    return words(shown), words(" ".join(symbols + links))


def words(text):
    return Counter(re.findall(r"[^\W_]+", text))


def same_words(page, plain):
    """Counted, not in order: the plain text sets cells side by side."""
    plain = re.sub(r"\(Picture:.*?\)\n", " ", plain, flags=re.S)
    plain = re.sub(r"\[x\]", " ", plain)
    # A word that fills its line goes on in the next, but not behind an empty one.
    plain = re.sub(r"(?<=[^\s]{70})\n *(?=[^\s])", "", plain)
    expected = words(plain)
    shown, symbols = said_words(page)
    # In a list of sources the numbers are the browser's: "[3]" in the text only.
    numbered = any("sources" in element.classes() for element in page.root.find("ol"))
    noted = any("notes" in element.classes() for element in page.root.find("ol"))
    for word, count in (expected - shown - symbols).items():
        if not (numbered and word.isdigit()) and not (noted and len(word) <= 2) \
                and not word.isdigit():
            yield "not in the HTML: %r (%d times)" % (word, count)
    for word, count in (shown - expected).items():
        yield "only in the HTML: %r (%d times)" % (word, count)


def check(path, plain=None):
    with open(path, encoding="utf-8", newline="") as file:
        page = Page(file.read())
    faults = ["%s: %s" % (rule.__name__, fault) for rule in RULES for fault in rule(page)]
    if plain is not None:
        with open(plain, encoding="utf-8") as file:
            faults += ["same_words: %s" % fault for fault in same_words(page, file.read())]
    return faults


# ---- spoilt files ----------------------------------------------------------------------------------

SPOILS = (  # what, pattern, replacement, the rule that must say so
    ("an end tag is gone", r"</section>", "", "well_formed"),
    ("no language", r'<html lang="[^"]*"', "<html", "whole_document"),
    ("a heading level is skipped", r"<(/?)h2\b", r"<\1h4", "headings"),
    ("a second title", r"<(/?)h2\b", r"<\1h1", "headings"),
    ("an id is gone", r' id="source-1"', "", "references"),
    ("an id stands twice", r' id="heading-2"', ' id="heading-1"', "references"),
    ("a drawing has no name", r' role="img" aria-labelledby="figure-1"', ' role="img"', "names"),
    ("a head has no scope", r' scope="col"', "", "tables"),
    ("a picture from elsewhere", r"<main>", '<main><img alt="" src="https://example.org/a.png">',
     "alone"),
    ("a script", r"</main>", "<script>1</script></main>", "alone"),
    ("no content policy", r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", "alone"),
)


def spoil(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    faults = []
    for what, pattern, replacement, rule in SPOILS:
        spoilt, count = re.subn(pattern, replacement, text)
        found = {function.__name__ for function in RULES for _ in function(Page(spoilt))}
        if not count:
            faults.append("%s: nothing to spoil" % what)
        elif rule not in found:
            faults.append("%s: not found by %s" % (what, rule))
    return faults


def main(arguments):
    if arguments[0] == "--spoil":
        faults = spoil(arguments[1])
        print("\n".join(faults) if faults else "%d spoilt files found" % len(SPOILS))
        return 1 if faults else 0
    failed = 0
    for path, plain in zip(arguments[::2], arguments[1::2]):
        faults = check(path, plain)
        failed += bool(faults)
        for fault in faults:
            print("%s: %s" % (path.rsplit("/", 1)[-1], fault))
    print("%d files, %d with faults" % (len(arguments) // 2, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

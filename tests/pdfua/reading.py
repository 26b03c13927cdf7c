#!/usr/bin/env python3
"""Does a reader get the words that were written, once each, whole, and in order?

    reading.py FILE.pdf FILE.txt [FILE.pdf FILE.txt ...]

FILE.txt is the same handout in the text format: the tree's words, without layout. Four comparisons:
1. the content of each page stands in the order of the structure tree (notes, which stand at the foot
   of a page but are read where their mark is, apart);
2. poppler's reading of each page (pdftotext -raw) has the same characters in the same order as ours
   through the font's maps and ActualText;
3. poppler's words are ours: none glued together, none split, where lines end or fonts change;
4. each word of the text is on the pages as often, and none is in the tags more often, but for what only
   one of them has (what a picture shows, signs of lists and boxes; the heads of tables in large print).
FILE.txt may be "-" for the first three alone: where parts found no room, or a place on another page.
"""
import collections
import os
import re
import subprocess
import sys
import unicodedata

from document import Document, Element
from pdf_file import File, Unreadable

WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’\-\u00ad](?=[^\W_]))*")


def mended(words):
    """Hyphens of divided words and what shows nothing taken away; equal letters made the same."""
    words = re.sub(r"(?<=\w)-\n(?=\w)", "-", words)  # a hyphen of the word itself
    words = re.sub("\u00ad\\s*|[\u200b-\u200f\u2060-\u2064]", "", words)
    words = unicodedata.normalize("NFKC", words).replace("\u2010", "-").replace("\u2011", "-")
    return without_vowels(words) if reversed_scripts(words) else words


def reversed_scripts(words):
    """Poppler puts text of right-to-left scripts in its own order."""
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in words)


def without_vowels(words):
    """The marks of Arabic and Hebrew stand on the page, but have no text of their own."""
    return "".join(letter for letter in words if unicodedata.category(letter) != "Mn")


def spoken(page, item, said):
    """An item's words in the order of reading: glyphs of a word that runs from right to left stand as
    the eye sees them, as in most files, and readers turn them around."""
    words = page.spoken(item, said)
    return words[::-1] if words == item.text and reversed_scripts(words) else words


# ---- 1. content in the order of the tree -------------------------------------------------------


def order_faults(document):
    """On each page the content rises; from page to page too, but for the cells of a row that goes over
    pages: each is read to its end before the next, which begins on an earlier page."""
    faults, last = [], {}
    for page, mcid in document.marks_in_order(skip=("Note",)):
        if mcid < last.get(page, 0):
            faults.append(f"page {page + 1}: MCID {mcid} is read after MCID {last[page]}")
        last[page] = mcid
    pages = [page for page, _ in document.marks_in_order(skip=("Note", "TR"))]
    return faults + [f"page {page + 1} is read after page {before + 1}"
                     for before, page in zip(pages, pages[1:]) if page < before]


# ---- 2. and 3. poppler ------------------------------------------------------------------------


def poppler_pages(path):
    run = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", path, "-"], capture_output=True,
                         check=True)
    return run.stdout.decode().split("\f")[:-1]


def our_page(document, number):
    page, said, pieces = document.pages[number], set(), []
    for item in page.items:
        if item.kind != "text":
            continue
        owner = document.owners.get((number, item.mcid), [None])[0]
        pieces.append((page.spoken(item, said), owner, item.mark))
    return pieces


def poppler_faults(document, path):
    faults = []
    for number, theirs in enumerate(poppler_pages(path)):
        pieces = our_page(document, number)
        ours = "".join(piece for piece, _, _ in pieces)
        if reversed_scripts(ours):
            continue
        bare = ["".join(mended(words).split()) for words in (ours, theirs)]
        if bare[0] != bare[1]:
            at = len(os.path.commonprefix(bare))
            faults.append(f"page {number + 1}: written {bare[0][at:at + 40]!r}, "
                          f"read {bare[1][at:at + 40]!r}")
            continue
        known, before = [], None
        for piece, owner, mark in pieces:
            same = owner is not None and before is not None and block(owner) == block(before)
            known.append(piece if same or mark is None else " " + piece)
            before = owner
        wanted = collections.Counter(WORD.findall(mended("".join(known))))
        read = collections.Counter(WORD.findall(mended(theirs)))
        for word in (wanted - read) | (read - wanted):
            faults.append(f"page {number + 1}: {word!r} is written {wanted[word]} times, "
                          f"read {read[word]} times")
    return faults


INLINE = {"Span", "Reference", "Link", "Quote", "Note"}


def block(element):
    while element.parent and (element.type in INLINE or (
            element.type == "Lbl" and element.parent.type == "Note")):
        element = element.parent
    return element.reference


# ---- 4. the tree's own words -------------------------------------------------------------------


def tagged_words(document, skip, with_shapes):
    """The words in the order of the structure; elements of the types in skip left out."""
    said, texts = {}, []
    for number, page in enumerate(document.pages):
        heard = set()
        for item in page.items:
            if item.kind == "text" and item.mcid is not None:
                place = (number, item.mcid)
                said[place] = said.get(place, "") + spoken(page, item, heard)
    before = None
    for place in document.marks_in_order(skip):
        owner = document.owners[place][0]
        if before is not None and block(owner) != before:
            texts.append(" ")
        before = block(owner)
        if owner.text("/ActualText") is None or with_shapes:
            mark = "Reference" in [one.type for one in (owner, *owner.ancestors())]
            texts.append(f" {said.get(place, '')} " if mark else said.get(place, ""))
    return "".join(texts)


def artifact_words(document):
    """Head and foot of each page, heads of tables that go on: once."""
    pieces = []
    for page in document.pages:
        pieces += [piece for piece in (spoken(page, item, set()) for item in page.items
                                   if item.is_artifact and item.kind == "text")
                   if piece not in pieces]
    return " ".join(pieces)


def text_words(path):
    with open(path, encoding="utf-8") as stream:
        words = stream.read()
    words = re.sub(r"\(Picture:.*?\)(?=\n|$)", " ", words, flags=re.S)
    words = re.sub(r"\s<[^\s<>][^<>]*>", " ", words)  # where a link leads
    return re.sub(r"\[[x ]\]", " ", words)


def counted(words):
    return collections.Counter(WORD.findall(mended(words)))


def elements_of(document, kind):
    waiting, found = list(document.roots), []
    while waiting:
        element = waiting.pop()
        found += [element] if element.type == kind else []
        waiting += [part for part in element.parts if isinstance(part, Element)]
    return found


def stacked_words(document, text_path):
    """Where large print sets tables as lists, each row says its head words, and those of cells over
    several rows: the words of tables may come again."""
    with open(text_path, encoding="utf-8") as stream:
        lines = stream.read().split("\n")
    tables = sum(" | " in line and " | " not in before for before, line in zip([""] + lines, lines)
                 if not re.search(r"-\+-", before))
    if len(elements_of(document, "Table")) >= tables:
        return set()
    return set(counted(" ".join(line for line in lines if " | " in line)))


def word_faults(document, text_path):
    tree = counted(text_words(text_path))
    again = stacked_words(document, text_path)
    page = counted(tagged_words(document, (), True) + " " + artifact_words(document))
    tags = counted(tagged_words(document, ("Figure",), False))
    return ([f"{word!r} is in the tree {tree[word]} times, on the pages {page[word]} times"
             for word in sorted(tree) if page[word] < tree[word]] +
            [f"{word!r} is in the tree {tree[word]} times, in the tags {tags[word]} times"
             for word in sorted(tags) if tags[word] > tree[word] and word not in again])


def faults_of(path, text_path):
    document = Document(File.read(path))
    faults = order_faults(document) + poppler_faults(document, path)
    return faults if text_path == "-" else faults + word_faults(document, text_path)


def main():
    paths, failed = sys.argv[1:], False
    for path, text_path in zip(paths[::2], paths[1::2]):
        try:
            faults = faults_of(path, text_path)
        except Unreadable as error:
            faults = [str(error)]
        if faults:
            failed = True
            print(f"{os.path.basename(path)}: FAILED")
            for fault in faults[:8]:
                print(f"  {fault}")
    print(f"{len(paths) // 2} files read as they were written" if not failed else "words are lost")
    sys.exit(failed)


if __name__ == "__main__":
    main()

"""Rules about the file as a whole: header, catalog, metadata, languages, annotations, encryption."""
import re
from xml.dom import minidom
from xml.parsers.expat import ExpatError

from pdf_file import text
from rule_table import not_applicable, rule, simple, without_key, without_pair

LANGUAGE = re.compile(r"^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$")
NAMESPACES = {"pdfuaid": "http://www.aiim.org/pdfua/ns/id/", "dc": "http://purl.org/dc/elements/1.1/"}
HIDDEN = 2


def catalog_language(document):
    return text(document.file.catalog.get("/Lang"))


def unless_language(document, what):
    """Words without a language of their own need the catalog's."""
    return [] if catalog_language(document) else [what]


# ---- XMP ---------------------------------------------------------------------------------------


def xmp(document):
    reference = document.file.catalog.get("/Metadata")
    if not document.file.is_stream(reference):
        return None
    try:
        return minidom.parseString(document.file.data(reference).strip())
    except ExpatError:
        return None


def properties(document, namespace, name):
    """(prefix, words) of each such property, as element or attribute."""
    tree, found = xmp(document), []
    for element in tree.getElementsByTagName("*") if tree else []:
        if (element.namespaceURI, element.localName) == (NAMESPACES[namespace], name):
            words = "".join(node.data for node in element.getElementsByTagName("*") + [element]
                            for node in node.childNodes if node.nodeType == node.TEXT_NODE)
            found.append((element.prefix, words.strip()))
        for i in range(element.attributes.length):
            attribute = element.attributes.item(i)
            if (attribute.namespaceURI, attribute.localName) == (NAMESPACES[namespace], name):
                found.append((attribute.prefix, attribute.value))
    return found


simple("5-1", "the metadata say that this is PDF/UA",
       lambda document: [] if properties(document, "pdfuaid", "part") else ["no pdfuaid:part"])
simple("5-2", "part 1 of the standard",
       lambda document: [f"part {words}" for _, words in properties(document, "pdfuaid", "part")
                         if words != "1"])
for number, name in ((3, "part"), (4, "amd"), (5, "corr")):
    simple(f"5-{number}", f"{name} has the prefix pdfuaid",
           lambda document, name=name: [f"prefix {prefix}" for prefix, _ in
                                        properties(document, "pdfuaid", name)
                                        if prefix != "pdfuaid"])


@rule("7.1-9", "the metadata name the document")
def title(document):
    found = properties(document, "dc", "title")
    if not found or not found[0][1]:
        return ["no dc:title"]
    return []


@rule("7.2-33", "metadata without a language of their own have the document's")
def metadata_language(document):
    tree = xmp(document)
    unsaid = [element for element in (tree.getElementsByTagName("rdf:li") if tree else [])
              if element.getAttribute("xml:lang") == "x-default"]
    return unless_language(document, "x-default without a language") if unsaid else []


# ---- the catalog -------------------------------------------------------------------------------

simple("6.1-1", "the header is %PDF-1.n",
       lambda document: [] if re.fullmatch(rb"%PDF-1\.[0-7]", document.file.header)
       else [repr(document.file.header)])


def catalog_is(name, meaning, keys, wanted):
    simple(name, meaning, lambda document: [] if wanted(document.file.item(
        document.file.catalog, *keys)) else ["/".join(keys)])


catalog_is("6.2-1", "the file says that it is tagged", ("/MarkInfo", "/Marked"),
           lambda value: value is True)
catalog_is("7.1-4", "no tag is only suspected", ("/MarkInfo", "/Suspects"),
           lambda value: value is not True)
catalog_is("7.1-10", "the window shows the title", ("/ViewerPreferences", "/DisplayDocTitle"),
           lambda value: value is True)
catalog_is("7.1-11", "there is a structure tree", ("/StructTreeRoot",),
           lambda value: isinstance(value, dict) and "/K" in value)


@rule("7.1-8", "there are metadata in XML")
def metadata(document):
    found = document.file.item(document.file.catalog, "/Metadata")
    if not isinstance(found, dict):
        return ["no metadata"]
    right = found.get("/Type") == "/Metadata" and found.get("/Subtype") == "/XML"
    return [] if right and xmp(document) else ["the metadata are no well-formed XML"]


# ---- languages ---------------------------------------------------------------------------------

simple("7.2-2", "bookmarks have a language",
       lambda document: unless_language(document, "bookmarks without a language")
       if document.file.catalog.get("/Outlines") else [])
simple("7.2-29", "each language is a language tag",
       lambda document: [f"{name}: {dictionary['/Lang']!r}" for name, dictionary in
                         document.file.dictionaries() if "/Lang" in dictionary and
                         not LANGUAGE.match(text(dictionary["/Lang"]) or "")])


def words_have_language(name, key):
    simple(name, f"the words of {key} have a language",
           lambda document: [f"{element!r}: {key}" for element in document.elements
                             if element.dictionary.get(key) is not None and
                             not any("/Lang" in one.dictionary for one in
                                     (element, *element.ancestors()))
                             and not catalog_language(document)])


words_have_language("7.2-21", "/ActualText")
words_have_language("7.2-22", "/Alt")
words_have_language("7.2-23", "/E")


def marks_have_language(name, key):
    simple(name, f"the words of {key} on a span of content have a language",
           lambda document: [f"{key} of a span" for page in document.pages for mark in page.marks
                             if mark.tag == "/Span" and key in mark.properties and
                             not any("/Lang" in one.properties for one in mark.chain())
                             and not catalog_language(document)])


marks_have_language("7.2-30", "/ActualText")
marks_have_language("7.2-31", "/Alt")
marks_have_language("7.2-32", "/E")


@rule("7.2-34", "the text of a page has a language")
def text_language(document):
    if catalog_language(document):
        return []
    bare = 0
    for number, page in enumerate(document.pages):
        for item in page.items:
            owners = document.owners.get((number, item.mcid), [])
            said = any("/Lang" in one.dictionary for owner in owners
                       for one in (owner, *owner.ancestors()))
            said = said or any("/Lang" in mark.properties for mark in item.marks())
            bare += item.kind == "text" and not said
    return [f"{bare} pieces of text without a language"] if bare else []


# ---- annotations -------------------------------------------------------------------------------


def seen_annotations(document, *subtypes):
    """(reference, dictionary, element it belongs to) of what is not hidden."""
    for _, reference in document.annotations:
        dictionary = document.file.get(reference)
        if dictionary.get("/F", 0) & HIDDEN or (
                subtypes and dictionary.get("/Subtype") not in subtypes):
            continue
        owner = document.parent_tree.get(dictionary.get("/StructParent"))
        yield reference, dictionary, document.file.get(owner) if isinstance(owner, str) else None


def owner_type(owner):
    return owner.get("/S") if isinstance(owner, dict) else None


@rule("7.18.1-1", "an annotation stands in an Annot element")
def annotation_tag(document):
    return [f"{reference} stands in {owner_type(owner)}" for reference, dictionary, owner in
            seen_annotations(document) if dictionary.get("/Subtype") not in
            ("/Widget", "/PrinterMark", "/Link") and owner_type(owner) != "/Annot"]


@rule("7.18.1-2", "an annotation says what it is")
def annotation_words(document):
    return [f"{reference} has no words" for reference, dictionary, owner in
            seen_annotations(document) if not text(dictionary.get("/Contents")) and
            not (owner and text(owner.get("/Alt")))]


@rule("7.18.3-1", "on a page with annotations the tabulator follows the structure")
def tab_order(document):
    return [f"page {number + 1}" for number, reference in enumerate(document.page_references)
            if document.file.get(reference).get("/Annots") is not None and
            document.file.get(reference).get("/Tabs") != "/S"]


simple("7.18.5-1", "a link stands in a Link element",
       lambda document: [f"{reference} stands in {owner_type(owner)}" for reference, _, owner in
                         seen_annotations(document, "/Link") if owner_type(owner) != "/Link"])
simple("7.18.5-2", "a link says where it leads",
       lambda document: [f"{reference}" for reference, dictionary, _ in
                         seen_annotations(document, "/Link")
                         if not text(dictionary.get("/Contents"))])
simple("7.2-24", "the words of an annotation have a language",
       lambda document: [f"{reference}" for reference, dictionary, owner in
                         seen_annotations(document) if dictionary.get("/Contents") and
                         not (owner and "/Lang" in owner) and not catalog_language(document)])


@rule("X-annotation-owner", "annotation and element name each other; the area is on the page")
def annotation_owner(document):
    named = {part[2]: element.reference for element in document.elements
             for part in element.parts if isinstance(part, tuple) and part[0] == "object"}
    faults, there = [], set()
    for number, reference in document.annotations:
        there.add(reference)
        dictionary = document.file.get(reference)
        owner = document.parent_tree.get(dictionary.get("/StructParent"))
        if owner is None or named.get(reference) != owner:
            faults.append(f"{reference}: element {named.get(reference)}, parent tree {owner}")
        box = document.file.item(document.page_references[number], "/MediaBox")
        area = document.file.get(dictionary.get("/Rect")) or []
        inside = len(area) == 4 and box[0] <= area[0] < area[2] <= box[2] and (
            box[1] <= area[1] < area[3] <= box[3])
        if not inside:
            faults.append(f"{reference}: area {area}")
    return faults + [f"{reference} is on no page" for reference in named if reference not in there]


@rule("X-link-target", "a link leads to an address or to a page of this file")
def link_target(document):
    faults = []
    for reference, dictionary, _ in seen_annotations(document, "/Link"):
        action = document.file.get(dictionary.get("/A")) or {}
        place = document.file.get(dictionary.get("/Dest") or action.get("/D")) or [None]
        address = text(action.get("/URI")) if action.get("/S") == "/URI" else None
        if not address and place[0] not in document.page_references:
            faults.append(f"{reference} leads nowhere")
    return faults


# ---- encryption --------------------------------------------------------------------------------


@rule("7.16-1", "a protected file lets screen readers in")
def permissions(document):
    said = document.file.encryption
    if not said.get("encrypted"):
        return []
    allowed = said["parameters"]["P"] & 512 and said["capabilities"]["accessibility"]
    return [] if allowed else [f"P {said['parameters']['P']}"]


not_applicable("7.10-1 7.10-2", "no optional content is written",
               without_key("/OCProperties", "/OCGs"))
not_applicable("7.11-1", "no file is embedded", without_key("/EF", "/EmbeddedFiles"))
not_applicable("7.15-1 7.18.1-3 7.18.4-1 7.18.4-2 7.2-25", "there are no forms",
               lambda document: without_key("/AcroForm", "/XFA")(document) +
               without_pair("/Subtype", "/Widget")(document) +
               without_pair("/S", "/Form")(document))
not_applicable("7.18.2-1 7.18.8-1", "printer's marks and traps are not written",
               without_pair("/Subtype", "/TrapNet", "/PrinterMark"))
not_applicable("7.18.6.2-1 7.18.6.2-2", "nothing sounds or moves",
               without_pair("/S", "/MCD", "/MCS", "/Rendition", "/Movie", "/Sound"))
not_applicable("7.20-1 7.20-2", "content is written on the page, not in forms that are drawn",
               without_pair("/Subtype", "/Form"))

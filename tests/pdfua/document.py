"""A file as a tagged document: pages with what they paint, the structure tree, annotations.

    document = Document(File.read("handout.pdf"))
    for element in document.elements: print(element.type, [kid.type for kid in element.kids])
"""
import functools

from content_stream import Page
from fonts import FontTable
from pdf_file import is_reference, text

STANDARD_TYPES = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 "
    "H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code "
    "Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form".split())


class Element:
    """A structure element. `parts` are, in order, elements, ("mark", page, MCID) and
    ("object", page, reference)."""

    def __init__(self, file, reference, parent):
        self.reference, self.parent = reference, parent
        self.dictionary = file.get(reference)
        self.type = str(self.dictionary.get("/S", "/?"))[1:]
        self.parts = []
        attributes = file.get(self.dictionary.get("/A")) or []
        self.attributes = {}
        for one in attributes if isinstance(attributes, list) else [attributes]:
            one = file.get(one)
            if isinstance(one, dict):
                self.attributes.update(one)

    @property
    def kids(self):
        return [part for part in self.parts if isinstance(part, Element)]

    def text(self, key):
        return text(self.dictionary.get(key))

    def ancestors(self):
        above = self.parent
        while above:
            yield above
            above = above.parent

    def __repr__(self):
        return f"{self.type} ({self.reference})"


class Document:
    def __init__(self, file):
        self.file = file
        self.fonts = FontTable(file)
        self.tree = file.item(file.catalog, "/StructTreeRoot")
        self.page_references = file.pages()
        self.faults = []  # of the tree itself
        self.elements = []
        self.roots = []
        if isinstance(self.tree, dict):
            self.roots = [self.read_element(kid, None, frozenset(), None)
                          for kid in self.listed(self.tree.get("/K"))]
            self.roots = [root for root in self.roots if root]

    @functools.cached_property
    def pages(self):
        return [Page(self.file, reference, self.fonts) for reference in self.page_references]

    @functools.cached_property
    def parent_tree(self):
        """The number tree: key -> reference or array of references."""
        found = {}

        def walk(node, depth):
            node = self.file.get(node)
            if not isinstance(node, dict) or depth > 30:
                return
            numbers = self.file.get(node.get("/Nums")) or []
            for key, value in zip(numbers[::2], numbers[1::2]):
                found[key] = value if is_reference(value) and isinstance(
                    self.file.get(value), dict) else self.file.get(value)
            for kid in self.file.get(node.get("/Kids")) or []:
                walk(kid, depth + 1)

        walk((self.tree or {}).get("/ParentTree"), 0)
        return found

    @functools.cached_property
    def annotations(self):
        """Pairs of page number and dictionary's reference."""
        return [(number, annotation) for number, page in enumerate(self.page_references)
                for annotation in self.file.get(self.file.get(page).get("/Annots")) or []]

    def listed(self, value):
        resolved = self.file.get(value)
        return resolved if isinstance(resolved, list) else [] if value is None else [value]

    def read_element(self, reference, parent, above, page):
        if reference in above:
            self.faults.append(f"element {reference} is its own ancestor")
            return None
        dictionary = self.file.get(reference)
        if not isinstance(dictionary, dict):
            self.faults.append(f"{reference} is no structure element")
            return None
        element = Element(self.file, reference, parent)
        self.elements.append(element)
        page = dictionary.get("/Pg", page)
        for kid in self.listed(dictionary.get("/K")):
            if isinstance(kid, (int, float)):
                element.parts.append(("mark", dictionary.get("/Pg"), int(kid)))
                continue
            value = self.file.get(kid)
            if isinstance(value, dict) and value.get("/Type") in ("/MCR", "/OBJR"):
                own = value.get("/Pg", dictionary.get("/Pg"))
                element.parts.append(("mark", own, value.get("/MCID")) if value["/Type"] == "/MCR"
                                     else ("object", own, value.get("/Obj")))
                continue
            child = self.read_element(kid, element, above | {reference}, page)
            if child:
                element.parts.append(child)
        return element

    def of_type(self, *types):
        return [element for element in self.elements if element.type in types]

    @functools.cached_property
    def owners(self):
        """(page number, MCID) -> the elements that name it."""
        found = {}
        numbers = {reference: i for i, reference in enumerate(self.page_references)}
        for element in self.elements:
            for part in element.parts:
                if isinstance(part, tuple) and part[0] == "mark":
                    found.setdefault((numbers.get(part[1]), part[2]), []).append(element)
        return found

    def marks_in_order(self, skip=()):
        """(page number, MCID) in the order of the tree, without elements of the types in skip."""
        numbers = {reference: i for i, reference in enumerate(self.page_references)}

        def walk(element):
            if element.type in skip:
                return
            for part in element.parts:
                if isinstance(part, Element):
                    yield from walk(part)
                elif part[0] == "mark":
                    yield numbers.get(part[1]), part[2]

        for root in self.roots:
            yield from walk(root)

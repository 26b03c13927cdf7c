"""A finished HTML file as a tree, read by Python's parser, strictly: every end tag must be there."""
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
        "wbr"}
SVG_LEAVES = {"path", "circle"}


class Element:
    def __init__(self, name, attributes, parent):
        self.name, self.attributes, self.parent = name, attributes, parent
        self.children = []  # elements and texts, in order

    def get(self, name, default=None):
        return self.attributes.get(name, default)

    def classes(self):
        return (self.get("class") or "").split()

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, *names):
        return [element for element in self.walk() if element.name in names]

    def inside(self, *names):
        element = self.parent
        while element is not None:
            if element.name in names:
                return True
            element = element.parent
        return False

    def text(self, skip=lambda element: False):
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif not skip(child):
                gap = " " if child.name not in INLINE else ""
                parts.append(gap + child.text(skip) + gap)
        return "".join(parts)


INLINE = {"a", "strong", "span", "svg", "input", "label", "b", "i"}


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.faults = []
        self.root = self.at = Element("#document", {}, None)
        self.raw = text
        self.feed(text)
        self.close()
        if self.at is not self.root:
            self.faults.append("<%s> is never closed" % self.at.name)

    def handle_starttag(self, name, attributes):
        names = [key for key, _ in attributes]
        for key in names:
            if names.count(key) > 1:
                self.faults.append("<%s> has %s twice" % (name, key))
        element = Element(name, dict(attributes), self.at)
        self.at.children.append(element)
        if name not in VOID:
            self.at = element

    def handle_startendtag(self, name, attributes):
        if name not in SVG_LEAVES:
            self.faults.append("<%s/> closes itself" % name)
        self.at.children.append(Element(name, dict(attributes), self.at))

    def handle_endtag(self, name):
        if self.at.name != name:
            self.faults.append("</%s> inside <%s>, line %d" % (name, self.at.name, self.getpos()[0]))
            return
        self.at = self.at.parent

    def handle_data(self, data):
        self.at.children.append(data)

"""Content streams: operators one by one, marked content, and what is shown inside it.

    page = Page(file, reference, fonts)     # fonts: a fonts.FontTable of the file
    page.items                              # what is painted, each with the marks around it
"""
import re

from pdf_file import is_reference, text

TOKEN = re.compile(rb"""
    (?P<space>[\x00\t\n\f\r ]+|%[^\r\n]*)
  | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)
  | (?P<name>/[^\x00\t\n\f\r ()<>\[\]{}/%]*)
  | (?P<open><<|\[)
  | (?P<close>>>|\])
  | (?P<hex><[0-9A-Fa-f\x00\t\n\f\r ]*>)
  | (?P<string>\()
  | (?P<word>[^\x00\t\n\f\r ()<>\[\]{}/%]+)
""", re.X)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"}
KNOWN = PAINTING | set(
    "b B BDC BMC BT c cm d Do EMC ET g G gs h i j J K k l M m n q Q re rg RG ri sc scn SC SCN CS cs Tc Td "
    "TD Tf Tj TJ TL Tm Tr Ts Tw Tz T* v w W W* y".split())


class Damaged(Exception):
    pass


def read_string(data, at):
    """A literal string whose bracket stands before `at`: its bytes, and where it ends."""
    out, depth = bytearray(), 1
    while at < len(data):
        byte = data[at:at + 1]
        at += 1
        if byte == b"\\":
            octal = re.compile(rb"[0-7]{1,3}").match(data, at)
            if octal:
                out.append(int(octal[0], 8) & 255)
                at = octal.end()
            elif data[at:at + 2] == b"\r\n":
                at += 2
            else:
                following = data[at:at + 1]
                at += 1
                if following not in b"\r\n":
                    out += ESCAPES.get(following, following)
            continue
        if byte == b"(":
            depth += 1
        elif byte == b")":
            depth -= 1
            if depth == 0:
                return bytes(out), at
        elif byte == b"\r":
            at += data[at:at + 1] == b"\n"
            byte = b"\n"
        out += byte
    raise Damaged("a string without end")


def operators(data):
    """Pairs of operator and operands. Names are '/N', strings bytes, dictionaries dict."""
    stack, operands, at = [], [], 0
    while at < len(data):
        token = TOKEN.match(data, at)
        if not token:
            raise Damaged(f"byte {at}: {data[at:at + 20]!r}")
        at, kind = token.end(), token.lastgroup
        if kind == "space":
            continue
        value = token[0]
        if kind == "word":
            word = value.decode("latin-1")
            if word in ("true", "false", "null"):
                operands.append({"true": True, "false": False, "null": None}[word])
                continue
            if stack:
                raise Damaged(f"operator {word} inside an array")
            yield word, operands
            operands = []
        elif kind == "open":
            stack.append((value, operands))
            operands = []
        elif kind == "close":
            opened, outer = stack.pop() if stack else (None, None)
            if (opened, value) == (b"<<", b">>"):
                outer.append(dict(zip(operands[::2], operands[1::2])))
            elif (opened, value) == (b"[", b"]"):
                outer.append(operands)
            else:
                raise Damaged(f"byte {at}: {value!r} closes nothing")
            operands = outer
        elif kind == "string":
            value, at = read_string(data, at)
            operands.append(value)
        elif kind == "hex":
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", value)
            operands.append(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
        elif kind == "number":
            operands.append(float(value))
        else:
            operands.append(value.decode("latin-1"))
    if stack or operands:
        raise Damaged("operands without an operator at the end")


def decode_text(value):
    """A text string of a property list."""
    if isinstance(value, bytes):
        if value.startswith(b"\xfe\xff"):
            return value[2:].decode("utf-16-be")
        return value.decode("latin-1")
    return text(value) if isinstance(value, str) else None


class Mark:
    """A marked-content sequence; outer ones are reached through `parent`."""

    def __init__(self, tag, properties, parent):
        self.tag, self.properties, self.parent = tag, properties, parent
        self.mcid = properties.get("/MCID")
        self.actual_text = decode_text(properties.get("/ActualText"))
        self.used = False  # its words instead were said

    def chain(self):
        mark = self
        while mark:
            yield mark
            mark = mark.parent


class Item:
    """Something painted: text (with codes), a path, or an external object."""

    def __init__(self, kind, mark, operator):
        self.kind, self.mark, self.operator = kind, mark, operator
        self.codes, self.font, self.mode, self.text = [], None, 0, ""

    def marks(self):
        return self.mark.chain() if self.mark else ()

    @property
    def mcid(self):
        for mark in self.marks():
            if mark.mcid is not None:
                return int(mark.mcid)
        return None

    @property
    def is_artifact(self):
        return any(mark.tag == "/Artifact" for mark in self.marks())


class Page:
    def __init__(self, file, reference, fonts):
        self.file, self.reference, self.fonts = file, reference, fonts
        self.dictionary = file.get(reference)
        self.items, self.marks, self.faults, self.xobjects = [], [], [], []
        contents = self.dictionary.get("/Contents")
        parts = [contents] if file.is_stream(contents) else file.get(contents) or []
        try:
            self.run(b"\n".join(file.data(part) for part in parts if is_reference(part)))
        except Damaged as damage:
            self.faults.append(f"content stream: {damage}")

    def property_list(self, value):
        if isinstance(value, dict):
            return value
        named = self.file.item(self.dictionary, "/Resources", "/Properties", value)
        return named if isinstance(named, dict) else {}

    def show(self, strings, state, mark):
        item = Item("text", mark, "Tj")
        item.font, item.mode = state["font"], state["mode"]
        font = self.fonts.get(item.font) if item.font else None
        if not font:
            self.faults.append("text without a font")
            return
        for string in strings:
            if len(string) % font.code_bytes:
                self.faults.append("a string ends inside a code")
            for at in range(0, len(string), font.code_bytes):
                item.codes.append(int.from_bytes(string[at:at + font.code_bytes], "big"))
        item.text = "".join(font.meaning(code) or "" for code in item.codes)
        self.items.append(item)

    def run(self, data):
        state, saved, mark, in_text = {"font": None, "mode": 0}, [], None, False
        depth_at_text = 0
        for operator, operands in operators(data):
            if operator not in KNOWN:
                self.faults.append(f"unknown operator {operator}")
            elif operator == "q":
                saved.append(dict(state))
            elif operator == "Q":
                if not saved:
                    self.faults.append("Q without q")
                else:
                    state = saved.pop()
            elif operator in ("BDC", "BMC"):
                properties = self.property_list(operands[1]) if operator == "BDC" else {}
                mark = Mark(operands[0], properties, mark)
                self.marks.append(mark)
            elif operator == "EMC":
                if not mark:
                    self.faults.append("EMC without BDC")
                else:
                    mark = mark.parent
            elif operator in ("BT", "ET"):
                if in_text == (operator == "BT"):
                    self.faults.append(f"{operator} where none may stand")
                depth = len(list(mark.chain())) if mark else 0
                if operator == "BT":
                    depth_at_text = depth
                elif depth != depth_at_text:
                    self.faults.append("marked content crosses a text object")
                in_text = operator == "BT"
            elif operator == "Tf":
                name = self.file.get(self.dictionary.get("/Resources")) or {}
                name = self.file.get(name.get("/Font")) or {}
                state["font"] = name.get(operands[0])
            elif operator == "Tr":
                state["mode"] = int(operands[0])
            elif operator in ("Tj", "TJ"):
                if not in_text:
                    self.faults.append(f"{operator} outside a text object")
                strings = operands[0] if operator == "TJ" else operands
                self.show([part for part in strings if isinstance(part, bytes)], state, mark)
            elif operator == "Do":
                item = Item("object", mark, operator)
                item.font = None
                self.items.append(item)
                self.xobjects.append(self.file.item(self.dictionary, "/Resources", "/XObject",
                                                    operands[0]))
            elif operator in PAINTING:
                self.items.append(Item("path", mark, operator))
                if in_text:
                    self.faults.append("a path inside a text object")
        if mark or saved or in_text:
            self.faults.append("marked content, a text object or a saved state is not ended")

    def spoken(self, item, said):
        """The words of one item as a reader takes them; ActualText is said once, by its first."""
        for mark in item.marks():
            if mark.actual_text is not None:
                if id(mark) in said:
                    return ""
                said.add(id(mark))
                return mark.actual_text
        return item.text

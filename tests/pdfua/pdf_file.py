"""A PDF as Python values, read by qpdf: objects, text strings, decoded streams.

The whole file is held as qpdf's JSON (version 2), so that a test can change an object as text and
have the checks look at the result. References are resolved by File.get, never by the caller.

    file = File.read("handout.pdf")
    file.catalog["/Lang"], file.text(file.catalog["/Lang"])
"""
import base64
import copy
import json
import re
import subprocess

REFERENCE = re.compile(r"^\d+ \d+ R$")


class Unreadable(Exception):
    pass


class File:
    def __init__(self, header, objects, encryption):
        self.header = header          # the first line, as bytes
        self.objects = objects        # "obj:1 0 R" -> {"value"} or {"stream": {"dict", "data"}}
        self.encryption = encryption  # what qpdf says of it

    @classmethod
    def read(cls, path, password_file=None):
        command = ["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized",
                   "--json-key=qpdf", "--json-key=encrypt"]
        if password_file:
            command.append(f"--password-file={password_file}")
        run = subprocess.run([*command, path], capture_output=True, check=False)
        if run.returncode:
            raise Unreadable(f"{path}: qpdf: {run.stderr.decode(errors='replace').strip()}")
        answer = json.loads(run.stdout)
        with open(path, "rb") as stream:
            header = stream.read(16).split(b"\n")[0]
        return cls(header, answer["qpdf"][1], answer["encrypt"])

    def copy(self):
        return File(self.header, copy.deepcopy(self.objects), copy.deepcopy(self.encryption))

    # ---- values ---------------------------------------------------------------------------------

    def get(self, value):
        """What a reference points to (a stream's dictionary); anything else as it is."""
        for _ in range(20):
            if not is_reference(value):
                return value
            entry = self.objects.get("obj:" + value)
            if entry is None:
                return None
            value = entry["stream"]["dict"] if "stream" in entry else entry["value"]
        return None

    def item(self, dictionary, *keys):
        """A value some dictionaries down, or None where one of them is missing."""
        for key in keys:
            dictionary = self.get(dictionary)
            if not isinstance(dictionary, dict):
                return None
            dictionary = dictionary.get(key)
        return self.get(dictionary)

    def is_stream(self, reference):
        return is_reference(reference) and "stream" in self.objects.get("obj:" + reference, {})

    def data(self, reference):
        """The decoded bytes of a stream."""
        return base64.b64decode(self.objects["obj:" + reference]["stream"].get("data", ""))

    def set_data(self, reference, data):
        self.objects["obj:" + reference]["stream"]["data"] = base64.b64encode(data).decode()

    @property
    def catalog(self):
        return self.get(self.objects["trailer"]["value"]["/Root"])

    def pages(self):
        """References of the pages, in order."""
        found = []

        def walk(node, depth):
            dictionary = self.get(node)
            if not isinstance(dictionary, dict) or depth > 50:
                raise Unreadable("the page tree is damaged")
            if dictionary.get("/Type") == "/Page":
                found.append(node)
                return
            for kid in self.get(dictionary.get("/Kids")) or []:
                walk(kid, depth + 1)

        walk(self.catalog.get("/Pages"), 0)
        return found

    def dictionaries(self):
        """Every dictionary of the file, direct ones too, with the name of its object."""
        for name, entry in self.objects.items():
            waiting = [entry["stream"]["dict"] if "stream" in entry else entry["value"]]
            while waiting:
                value = waiting.pop()
                if isinstance(value, dict):
                    yield name, value
                    waiting.extend(value.values())
                elif isinstance(value, list):
                    waiting.extend(value)


def is_reference(value):
    return isinstance(value, str) and bool(REFERENCE.match(value))


def text(value):
    """A text string's characters; None for anything else."""
    if not isinstance(value, str):
        return None
    if value.startswith("u:"):
        return value[2:]
    if value.startswith("b:"):
        return bytes.fromhex(value[2:]).decode("latin-1")
    return None

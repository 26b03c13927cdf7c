"""What search is measured on, and the indexes of the peers: made once, kept under build/bench.

A folder is named after what makes its content (the source and corpus.py), so that nothing stale is
measured; old folders may be deleted at any time. Source: docs.jsonl of MedQuAD in the folder named by
FOOTNOTE_DATA_DIR (../shared/data).
"""
import collections
import hashlib
import itertools
import json
import os
import random
import re
import shutil
import subprocess

import corpus
from measure import DATA, ROOT

MEDQUAD = os.path.join(DATA, "medquad", "docs.jsonl")
FILE_PASSAGES = 20000
QUERY_COUNT = 30
COMMON_COUNT = 10
COMMON_WORDS = 40  # common queries are made of so many of the most frequent words


class Corpora:
    def __init__(self, build):
        digest = hashlib.sha256(open(corpus.__file__, "rb").read())
        digest.update(str(os.path.getsize(MEDQUAD)).encode())
        self.folder = os.path.join(os.path.dirname(build), "bench", digest.hexdigest()[:8])
        os.makedirs(self.folder, exist_ok=True)

    def kept(self, name, make):
        """The path of what make(path) makes, made when it is not there; never half."""
        path = os.path.join(self.folder, name)
        if not os.path.exists(path):
            print(f"bench: making {name}", flush=True)
            part = path + ".part"
            remove(part)
            make(part)
            os.rename(part, path)
        return path

    # ---- MedQuAD, a file for each article

    def medquad_files(self):
        return self.kept("medquad-files",
                         lambda part: corpus.write_files(corpus.read_articles(MEDQUAD), part))

    def medquad_tsv(self):
        return self.kept("medquad.tsv", lambda part: write_tsv(MEDQUAD, part))

    def groonga_commands(self):
        """What groonga is fed: a table of articles, an index over both columns, all articles."""
        def make(part):
            with open(part, "w", encoding="utf-8") as out:
                out.write("table_create Docs TABLE_HASH_KEY ShortText\n"
                          "column_create Docs title COLUMN_SCALAR Text\n"
                          "column_create Docs text COLUMN_SCALAR Text\n"
                          "table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram"
                          " --normalizer NormalizerAuto\n"
                          "column_create Terms place COLUMN_INDEX|WITH_POSITION|WITH_SECTION Docs"
                          " title,text\nload --table Docs\n")
                rows = [{"_key": one["id"], "title": one["title"], "text": one["text"]}
                        for one in corpus.read_articles(MEDQUAD)]
                out.write(json.dumps(rows) + "\n")
        return self.kept("groonga.commands", make)

    # ---- generated passages

    def passages(self, count):
        """Corpora of corpus.py; a short one is the beginning of a longer one."""
        def make(part):
            longer = [size for size in self.sizes() if size > count]
            if longer:
                copy_lines(self.passages(min(longer)), part, count)
            else:
                with open(part, "w", encoding="utf-8") as out:
                    corpus.write_passages(corpus.read_articles(MEDQUAD), count, out)
        return self.kept(f"passages-{count}.jsonl", make)

    def sizes(self):
        names = (re.fullmatch(r"passages-(\d+)\.jsonl", name) for name in os.listdir(self.folder))
        return sorted(int(name[1]) for name in names if name)

    def root(self, count):
        """A corpus folder: the passages in files of 20,000 (one file may have 256 MB), and our
        thesaurus, so that queries are answered with it."""
        def make(part):
            os.mkdir(part)
            with open(self.passages(count), "rb") as lines:
                for number in range((count + FILE_PASSAGES - 1) // FILE_PASSAGES):
                    with open(os.path.join(part, f"passages-{number:02}.jsonl"), "wb") as out:
                        out.writelines(itertools.islice(lines, FILE_PASSAGES))
        folder = self.kept(f"corpus-{count}", make)
        thesaurus = os.path.join(ROOT, "corpus", "thesaurus.yaml")
        if os.path.exists(thesaurus):
            shutil.copy2(thesaurus, folder)
        return folder

    def tsv(self, count):
        return self.kept(f"passages-{count}.tsv", lambda part: write_tsv(self.passages(count), part))

    def text_bytes(self, tsv):
        """Bytes of titles and texts."""
        def make(part):
            with open(tsv, "rb") as lines:
                total = sum(len(line) - line.index(b"\t") - 3 for line in lines)
            with open(part, "w", encoding="ascii") as out:
                out.write(str(total))
        with open(self.kept(os.path.basename(tsv) + ".bytes", make), encoding="ascii") as file:
            return int(file.read())

    # ---- queries

    def queries(self):
        """Three words each, of one article."""
        def make(part):
            with open(part, "w", encoding="utf-8") as out:
                corpus.write_queries(corpus.read_articles(MEDQUAD), QUERY_COUNT, out)
        return self.kept("queries.txt", make)

    def common_queries(self):
        """Three each of the words that the most articles hold (stop words aside)."""
        def make(part):
            holding = collections.Counter()
            for article in corpus.read_articles(MEDQUAD):
                holding.update(set(re.findall(r"[a-z]{4,14}", article["text"].lower())))
            words = sorted((word for word in holding if word not in corpus.COMMON),
                           key=lambda word: (-holding[word], word))[:COMMON_WORDS]
            chance = random.Random(3)
            with open(part, "w", encoding="utf-8") as out:
                for _ in range(COMMON_COUNT):
                    out.write(" ".join(chance.sample(words, 3)) + "\n")
        return self.kept("common-queries.txt", make)

    # ---- the peers' indexes, for queries

    def fts5(self, bench, count):
        return self.kept(f"fts5-{count}.sqlite", lambda part: run(
            bench.program("bench_fts5"), "index", self.tsv(count), part))

    def xapian(self, bench, count):
        """None where xapian-core is missing."""
        program = bench.program("bench_xapian")
        return program and self.kept(f"xapian-{count}", lambda part: run(
            program, "index", self.tsv(count), part))


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def remove(path):
    """A file with what SQLite keeps beside it, or a folder."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
        return
    for ending in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(path + ending):
            os.remove(path + ending)


def size_of(path):
    """Bytes of a file, or of all files below a folder."""
    if not os.path.isdir(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(place, name))
               for place, _, names in os.walk(path) for name in names)


def copy_lines(source, target, count):
    with open(source, "rb") as lines, open(target, "wb") as out:
        for _, line in zip(range(count), lines):
            out.write(line)


def write_tsv(source, target):
    """Passages of JSON Lines as "id TAB title TAB text", for the peers: no reader costs them less."""
    with open(source, encoding="utf-8") as lines, open(target, "w", encoding="utf-8") as out:
        for line in lines:
            record = json.loads(line)
            cells = (re.sub(r"\s+", " ", record[name]) for name in ("id", "title", "text"))
            out.write("\t".join(cells) + "\n")

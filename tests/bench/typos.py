#!/usr/bin/env python3
"""typos.py - what one wrong letter costs, and what --fix gives back.

    tests/bench/typos.py PROGRAM COLLECTION [SPLIT]

COLLECTION holds docs.jsonl, queries.tsv, qrels.tsv and split-SPLIT.txt (test). In each query the
rarest word of four letters or more gets one slip (a letter left out, doubled, changed or exchanged
with its neighbour; the first one stays), the same ones every time. Prints nDCG@10 of the clean
queries, the clean ones with --fix, the ones with slips, and these with --fix.
"""
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile

WORD = re.compile(r"[a-z]{4,}")


def slip(word, chance):
    at = chance.randrange(1, len(word))
    kind = chance.choice(["out", "in", "change", "exchange"])
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    if kind == "out":
        return word[:at] + word[at + 1:]
    if kind == "in":
        return word[:at] + letter + word[at:]
    if kind == "exchange" and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    return word[:at] + ("e" if letter == word[at] else letter) + word[at + 1:]


def spoil(text, frequency, chance):
    words = WORD.findall(text.lower())
    if not words:
        return text
    rarest = min(words, key=lambda word: (frequency.get(word, 0) or 1 << 30, word))
    wrong = slip(rarest, chance)
    while wrong == rarest:
        wrong = slip(rarest, chance)
    return re.sub(r"\b%s\b" % rarest, wrong, text, count=1, flags=re.I)


def main():
    program, folder = sys.argv[1:3]
    split = os.path.join(folder, "split-%s.txt" % (sys.argv[3] if len(sys.argv) > 3 else "test"))
    frequency = collections.Counter()
    with open(os.path.join(folder, "docs.jsonl"), encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            frequency.update(set(WORD.findall((record["title"] + " " + record["text"]).lower())))
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as place:
        index = os.path.join(place, "index.sqlite")
        spoilt = os.path.join(place, "queries.tsv")
        with open(os.path.join(folder, "queries.tsv"), encoding="utf-8") as rows, \
                open(spoilt, "w", encoding="utf-8") as out:
            for row in rows:
                qid, text = row.rstrip("\n").split("\t", 1)
                out.write("%s\t%s\n" % (qid, spoil(text, frequency, chance)))
        subprocess.run([program, "index", os.path.join(folder, "docs.jsonl"), "--index", index],
                       check=True, stdout=subprocess.DEVNULL)
        clean = os.path.join(folder, "queries.tsv")
        for name, queries, more in [("clean", clean, []), ("clean, --fix", clean, ["--fix"]),
                                    ("slips", spoilt, []), ("slips, --fix", spoilt, ["--fix"])]:
            answer = subprocess.run(
                [program, "eval", "--index", index, "--queries", queries, "--ids", split, "--limit",
                 "10", "--qrels", os.path.join(folder, "qrels.tsv"), "--json"] + more,
                check=True, capture_output=True, text=True)
            print("%-14s nDCG@10 %.4f" % (name, json.loads(answer.stdout)["kinds"][-1]["ndcg_10"]))


main()

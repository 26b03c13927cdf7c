"""Quality beside peers on judged queries: MedQuAD, SciFact, our own judgments, the seed articles.

nDCG@10 with linear gain, as trec_eval has it. The peers' queries are OR queries: plain FTS5 (porter,
bm25) and Xapian (BM25, stop words left out, title counted three times), over the same passages.
Ours are measured by `footnote eval`, and by bench_search where passages are compared by what they say.
One wrong letter in the rarest word of each query: the same slips every time.
"""
import math
import os
import random
import re
import subprocess

from measure import DATA, ROOT
from search_corpora import remove, run, write_tsv

# Collection: goal and stretch of nDCG@10 on its test split.
COLLECTIONS = {"medquad": (0.74, 0.78), "scifact": (0.685, 0.70)}
TITLE_WEIGHT = "3"
TYPO_COST = 0.02


def read_table(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if line.strip()]


def write_table(path, rows):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines("\t".join(row) + "\n" for row in rows)
    return path


def answers(command):
    """{qid: [id, ...]}, best first, of a program that prints "qid TAB id"."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = {}
    for line in done.stdout.splitlines():
        query, passage = line.split("\t")
        found.setdefault(query, []).append(passage)
    return found


def ndcg_10(found, grades):
    """Mean over the judged queries; grades: {qid: {id: grade}}."""
    total = 0
    for query, graded in grades.items():
        gain = sum(graded.get(one, 0) / math.log2(place + 2)
                   for place, one in enumerate(found.get(query, [])[:10]))
        best = sorted(graded.values(), reverse=True)[:10]
        total += gain / sum(grade / math.log2(place + 2) for place, grade in enumerate(best))
    return total / len(grades)


def share_of_hits(found, relevant, places):
    """Per cent of the queries with a relevant passage among the first places; relevant: {qid: a
    function of a passage's id}."""
    hits = sum(any(is_one(passage) for passage in found.get(query, [])[:places])
               for query, is_one in relevant.items())
    return 100 * hits / len(relevant)


class Peers:
    """Plain FTS5 and Xapian over a file of passages; Xapian is missing where its program is."""

    def __init__(self, bench, tsv):
        self.bench, self.plain, self.omega = bench, bench.path("quality.sqlite"), bench.path("quality")
        self.xapian = bench.program("bench_xapian")
        remove(self.plain)
        run(bench.program("bench_fts5"), "index", tsv, self.plain)
        if self.xapian:
            run(self.xapian, "index", tsv, self.omega, TITLE_WEIGHT)

    def answers(self, queries, limit=10):
        found = {"FTS5, bm25": answers([self.bench.program("bench_fts5"), "answer", self.plain, queries,
                                        str(limit)]), "Xapian, BM25": None}
        if self.xapian:
            found["Xapian, BM25"] = answers([self.xapian, "answer", self.omega, queries, str(limit)])
        return found


# ---- judged collections


def with_typos(queries, passages):
    """One edit in the rarest word of each query that passages hold, its first letter kept."""
    holding, chance = {}, random.Random(11)
    for _, title, text in passages:
        for word in set(re.findall(r"[a-z]+", f"{title} {text}".lower())):
            holding[word] = holding.get(word, 0) + 1
    letters = "abcdefghijklmnopqrstuvwxyz"
    spoilt = []
    for query, text in queries:
        words = [match for match in re.finditer(r"[A-Za-z]{4,}", text) if match[0].lower() in holding]
        if words:
            rarest = min(words, key=lambda match: (holding[match[0].lower()], match.start()))
            word, place = rarest[0], chance.randrange(1, len(rarest[0]) - 1)
            letter = chance.choice([one for one in letters if one != word[place].lower()])
            word = chance.choice([
                word[:place] + letter + word[place + 1:],
                word[:place] + word[place + 1:],
                word[:place] + letter + word[place:],
                word[:place] + word[place + 1] + word[place] + word[place + 2:],
            ])
            text = text[:rarest.start()] + word + text[rarest.end():]
        spoilt.append((query, text))
    return spoilt


def our_ndcg_10(bench, index, queries, qrels, *more):
    """What `footnote eval` tells of all queries."""
    told = bench.figures([bench.footnote, "eval", "--json", "--index", index, "--queries", queries,
                          "--qrels", qrels, *more])
    return told["kinds"][-1]["ndcg_10"]


def judged_collection(bench, name, goal):
    """The test split, as written and with one wrong letter."""
    folder = os.path.join(DATA, name)
    qrels, index, tsv = os.path.join(folder, "qrels.tsv"), bench.path(f"{name}.sqlite"), bench.path(name)
    remove(index)
    bench.run([bench.footnote, "index", "--quiet", "--index", index, os.path.join(folder, "docs.jsonl")])
    write_tsv(os.path.join(folder, "docs.jsonl"), tsv)
    ids = {row[0] for row in read_table(os.path.join(folder, "split-test.txt"))}
    rows = [row for row in read_table(os.path.join(folder, "queries.tsv")) if row[0] in ids]
    grades = {}
    for query, passage, grade in read_table(qrels):
        if query in ids and int(grade) > 0:
            grades.setdefault(query, {})[passage] = int(grade)
    clean = write_table(bench.path("clean.tsv"), rows)
    spoilt = write_table(bench.path("spoilt.tsv"), with_typos(rows, read_table(tsv)))
    ours = our_ndcg_10(bench, index, clean, qrels)
    unspoilt, fixed = (our_ndcg_10(bench, index, path, qrels, "--fix") for path in (clean, spoilt))
    peers = Peers(bench, tsv)
    theirs = {peer: found and ndcg_10(found, grades) for peer, found in peers.answers(clean).items()}
    for peer, value in theirs.items():
        bench.row(f"nDCG@10, {name} test", ours=ours, beside=peer, theirs=value, ratio=ours,
                  goal=("at least", *goal))
    bench.row("  one wrong letter in the rarest word, --fix: lost", ours=unspoilt - fixed,
              ratio=unspoilt - fixed, goal=("at most", TYPO_COST))


# ---- our own judgments, by kind


def own_judgments(bench):
    """corpus/judgments.tsv: a passage that is judged relevant among the first three, or five."""
    index, tsv = bench.path("own.sqlite"), bench.path("own.tsv")
    corpus = os.path.join(ROOT, "corpus")
    bench.run([bench.footnote, "index", "--quiet", "--index", index, corpus])
    with open(tsv, "w", encoding="utf-8") as out:
        subprocess.run([bench.program("bench_search"), "passages", index], check=True, stdout=out)
    kinds, grades = {}, {}
    for query, text, passage, grade, kind in read_table(os.path.join(corpus, "judgments.tsv"))[1:]:
        if passage and passage != "-" and int(grade) > 0:
            kinds.setdefault(kind, {})[query] = text
            grades.setdefault(query, set()).add(passage)
    peers = Peers(bench, tsv)
    for kind, queries in kinds.items():
        path = write_table(bench.path("kind.tsv"), list(queries.items()))
        relevant = {query: grades[query].__contains__ for query in queries}
        ours = answers([bench.program("bench_search"), "answer", index, path, "10", "fix"])
        for peer, found in peers.answers(path).items():
            for places in (3, 5):
                bench.row(f"judged, {kind} ({len(queries)}): % in the top {places}",
                          ours=share_of_hits(ours, relevant, places), beside=peer,
                          theirs=found and share_of_hits(found, relevant, places))


# ---- the articles of the checklist


def normalised(text):
    return re.sub(r"\s+", " ", text.replace("’", "'").lower())


def seed_facts(bench):
    """The plain query of each fact of the checklist finds a passage that holds the fact's words."""
    beside = os.path.dirname(os.path.abspath(DATA))  # both stand beside the data
    checklist, seeds = os.path.join(beside, "clinical", "SEED-FACTS.md"), os.path.join(beside, "seeds")
    if not os.path.exists(checklist) or not os.path.isdir(seeds):
        print("\nseed articles: skipped, no", checklist)
        return
    index, tsv = bench.path("seeds.sqlite"), bench.path("seeds.tsv")
    bench.run([bench.footnote, "index", "--quiet", "--index", index, seeds])
    with open(tsv, "w", encoding="utf-8") as out:
        subprocess.run([bench.program("bench_search"), "passages", index], check=True, stdout=out)
    texts = {row[0]: normalised(" ".join(row[1:])) for row in read_table(tsv)}
    queries, relevant = [], {}
    with open(checklist, encoding="utf-8") as lines:
        for line in lines:
            cells = [cell.strip() for cell in line.split("|")[1:]]
            if len(cells) >= 5 and re.fullmatch(r"F\d{3}", cells[0]):
                words = re.findall("`([^`]*)`", cells[3])
                queries.append((cells[0], cells[4]))
                relevant[cells[0]] = lambda one, words=words: all(word in texts[one] for word in words)
    path = write_table(bench.path("seed-queries.tsv"), queries)
    ours = answers([bench.program("bench_search"), "answer", index, path, "10"])
    for peer, found in Peers(bench, tsv).answers(path).items():
        bench.row(f"seed facts ({len(queries)}): % in the top 3", ours=share_of_hits(ours, relevant, 3),
                  beside=peer, theirs=found and share_of_hits(found, relevant, 3),
                  ratio=share_of_hits(ours, relevant, 3), goal=("at least", 98))


def quality(bench):
    for name, goal in COLLECTIONS.items():
        if os.path.isdir(os.path.join(DATA, name)):
            judged_collection(bench, name, goal)
        else:
            print(f"\n{name}: skipped, no {os.path.join(DATA, name)}")
    own_judgments(bench)
    seed_facts(bench)

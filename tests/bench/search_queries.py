"""Queries beside peers: a new process with one word, and thirty queries in a running program."""
import statistics

from measure import installed
from search_corpora import MEDQUAD, remove

WORD = "osteoporosis"  # in a good hundred articles


def new_process(bench, ours, omega):
    """Over MedQuAD as one file, and as 16,350 of which each is looked at for its time first."""
    single = bench.path("single.sqlite")
    bench.run([bench.footnote, "index", "--quiet", "--index", single, MEDQUAD])
    commands = {"/bin/true": ["/bin/true"],
                "one file": [bench.footnote, "search", "--index", single, WORD],
                "16,350 files": [bench.footnote, "search", "--index", ours, WORD]}
    if omega and installed("quest"):
        commands["quest"] = ["quest", f"--db={omega}", "--msize=10", WORD]
    samples = bench.measure(commands, rounds=bench.rounds * 8)
    for name in ("one file", "16,350 files"):
        bench.compare(f"new process, one word, snippets, {name}", samples, name,
                      {"/bin/true": ("at most", 3.5), "quest": ("at most", 1)})
    remove(single)


def warm_queries(bench, corpora, count):
    """The same queries, ten passages with title and snippet each, thesaurus on."""
    ours = bench.path("queries.sqlite")
    remove(ours)
    bench.run([bench.footnote, "index", "--quiet", "--index", ours, corpora.root(count)])
    xapian = corpora.xapian(bench, count)
    plain = corpora.fts5(bench, count)
    for kind, queries in (("random", corpora.queries()), ("common words", corpora.common_queries())):
        programs = {"footnote": [bench.program("bench_search"), "ask", ours, queries],
                    "with feedback": [bench.program("bench_search"), "ask", ours, queries, "feedback"]}
        if xapian:
            programs["xapian-core"] = [bench.program("bench_xapian"), "ask", xapian, queries]
        tasks = {name: lambda command=command: bench.figures(command)
                 for name, command in programs.items()}
        samples = bench.rounds_of(tasks)
        command = [bench.program("bench_fts5"), "ask", plain, queries]
        samples["ORDER BY rank"] = [bench.figures(command) for _ in range(2)]  # it takes minutes
        lines = len(samples["footnote"][0]["queries"])
        work = f"{lines} queries, {kind}, {count:,} passages"
        goals = {"xapian-core": ("at least", 1, 3), "ORDER BY rank": ("at least", 20)}
        bench.compare(work, samples, "footnote", goals)
        bench.findings[-1]["median_ms"] = statistics.median(samples["footnote"][0]["queries"])
        bench.compare("  with feedback", samples, "with feedback",
                      {peer: ("at least", None) for peer in goals})
    remove(ours)

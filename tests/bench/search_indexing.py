"""Indexing beside peers: many small files, a gigabyte, nothing changed, ten files changed, growth."""
import math
import os
import shutil

from measure import installed, middle
from search_corpora import remove, size_of

STEPS = (1000, 10000, 100000, 1000000)  # of the growth, as far as the run goes


def index_medquad(bench, corpora):
    files = corpora.medquad_files()
    ours, shell = bench.path("medquad.sqlite"), bench.path("shell.sqlite")
    omega, recoll, groonga = bench.path("omega"), bench.path("recoll"), bench.path("groonga")
    commands = {
        "footnote": [bench.footnote, "index", "--quiet", "--index", ours, files],
        "sqlite3 shell": ["sqlite3", shell,
                          "CREATE VIRTUAL TABLE t USING fts5(name UNINDEXED, text,"
                          " tokenize='porter unicode61');"
                          f"INSERT INTO t SELECT name, data FROM fsdir('{files}')"
                          " WHERE data IS NOT NULL;"],
        "omindex": ["omindex", "--db", omega, "--url", "/", "--mime-type=md:text/plain", files],
        "recollindex": ["recollindex", "-c", recoll],
        "groonga": ["groonga", "--file", corpora.groonga_commands(), "-n",
                    os.path.join(groonga, "db")],
    }
    programs = {name: command[0] for name, command in commands.items()}
    commands = {name: command for name, command in commands.items() if installed(programs[name])}

    def clean(name):
        place = {"footnote": ours, "sqlite3 shell": shell, "omindex": omega, "recollindex": recoll,
                 "groonga": groonga}[name]
        remove(place)
        if name == "groonga":
            os.mkdir(groonga)
        if name == "recollindex":
            os.mkdir(recoll)
            with open(os.path.join(recoll, "recoll.conf"), "w", encoding="utf-8") as settings:
                settings.write(f"topdirs = {files}\nindexstemminglanguages = english\n")

    # Read once, instead of a round that is not counted: some of these take long.
    for place, _, found in os.walk(files):
        for name in found:
            with open(os.path.join(place, name), "rb") as file:
                file.read()
    samples = bench.measure(commands, before=clean, warm=False)
    work = "index medquad, 16,350 files"
    bench.compare(work, samples, "footnote",
                  {"omindex": ("at most", 1 / 30), "recollindex": ("at most", 1 / 30),
                   "groonga": ("at most", 1 / 10), "sqlite3 shell": ("at most", 1)}, unit="s")
    text = corpora.text_bytes(corpora.medquad_tsv())
    bench.row("index size, medquad", ours=size_of(ours) / 1e6, unit="MB", beside="its text",
              theirs=text / 1e6, ratio=size_of(ours) / text, goal=("at most", 1.7, 1.5))
    return ours, omega if os.path.isdir(omega) else None


def nothing_changed(bench, corpora):
    """A copy of the files, because ten are edited; then none again."""
    files, ours = bench.path("files"), bench.path("watched.sqlite")
    shutil.copytree(corpora.medquad_files(), files)
    bench.run([bench.footnote, "index", "--quiet", "--index", ours, files])
    names = sorted(os.path.join(place, name)
                   for place, _, found in os.walk(files) for name in found if name.endswith(".txt"))
    # Indexed again, so that no file counts as written just now.
    old = os.stat(names[0]).st_mtime - 3600
    for place, _, found in os.walk(files):
        for name in found:
            os.utime(os.path.join(place, name), (old, old))
    update = [bench.footnote, "index", "--quiet", "--index", ours]
    bench.run(update)
    find = ["find", files, "-printf", "%p %s %T@\n"]
    turn = [0]

    def edit(name):
        if name != "ten changed":
            return
        turn[0] += 1
        for path in names[::len(names) // 10][:10]:
            with open(path, "a", encoding="utf-8") as file:
                file.write(f"\nEdited for the {turn[0]}. time.\n")
            os.utime(path, (old + turn[0], old + turn[0]))

    samples = bench.measure({"nothing": update, "find -printf": find, "ten changed": update},
                            rounds=bench.rounds * 3, before=edit)
    bench.compare("index, nothing changed, 16,350 files", samples, "nothing",
                  {"find -printf": ("at most", 1.3)})
    samples["footnote, nothing changed"] = samples["nothing"]
    bench.compare("index, ten files changed", samples, "ten changed",
                  {"footnote, nothing changed": ("at most", 1.2)})


def index_large(bench, corpora, count):
    """One big file against one transaction of a plain FTS5 table with the same passages."""
    ours, plain = bench.path("ours.sqlite"), bench.path("plain.sqlite")
    tsv = corpora.tsv(count)
    commands = {
        "footnote": [bench.footnote, "index", "--quiet", "--index", ours, corpora.root(count)],
        "FTS5, one transaction": [bench.program("bench_fts5"), "index", tsv, plain],
    }
    samples = bench.measure(commands, rounds=min(bench.rounds, 3), warm=False,
                            before=lambda name: remove(ours if name == "footnote" else plain))
    text = corpora.text_bytes(tsv)
    work = f"index {text / 1e9:.1f} GB, {count:,} passages"
    bench.compare(work, samples, "footnote",
                  {"FTS5, one transaction": ("at most", 1 / 1.9, 1 / 2.3)}, unit="s")
    bench.row("  memory", ours=max(sample["peak_mb"] for sample in samples["footnote"]), unit="MB",
              ratio=max(sample["peak_mb"] for sample in samples["footnote"]), goal=("at most", 256))
    bench.row("  index size", ours=size_of(ours) / 1e6, unit="MB", beside="its text",
              theirs=text / 1e6, ratio=size_of(ours) / text, goal=("at most", 1.9, 1.5))
    remove(plain)
    remove(ours)


def growth(bench, corpora, most):
    """How time grows with passages: the slope of the logarithms, from a thousand passages on."""
    steps = [step for step in STEPS if step <= most]
    indexing, asking = [], []
    for step in steps:
        ours = bench.path(f"growth-{step}.sqlite")
        rounds = []
        for _ in range(1 if step >= 1000000 else 3):
            remove(ours)
            rounds.append(bench.run([bench.footnote, "index", "--quiet", "--index", ours,
                                     corpora.root(step)]))
        indexing.append(middle(rounds, "cpu_ms"))
        asking.append(middle([bench.figures([bench.program("bench_search"), "ask", ours,
                                             corpora.queries()]) for _ in range(3)], "cpu_ms"))
        remove(ours)
    span = f"1,000 to {steps[-1]:,} passages"
    for work, times, limit in (("indexing", indexing, 1.15), ("30 queries", asking, 1.10)):
        slopes = [math.log10(later / earlier) for earlier, later in zip(times, times[1:])]
        bench.row(f"growth of {work}, {span}", ours=times[-1], unit="ms", ratio=slope(steps, times),
                  goal=("at most", limit), decades=slopes, cpu_ms=times)


def slope(sizes, times):
    """Of the line of least squares through the logarithms."""
    x, y = [math.log10(size) for size in sizes], [math.log10(time) for time in times]
    middle_x, middle_y = sum(x) / len(x), sum(y) / len(y)
    return (sum((a - middle_x) * (b - middle_y) for a, b in zip(x, y)) /
            sum((a - middle_x) ** 2 for a in x))

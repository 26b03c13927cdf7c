#!/usr/bin/env python3
"""Ratios against peers in the same run: medians of interleaved rounds, CPU beside wall.

Usage: bench.py --build build/release [--json FILE] [--rounds N] [--quick] [--only NAME]

Search and indexing first (search_bench.py; --quick: in smaller corpora), then handouts. How it is
measured stands in measure.py.
Data: the folder named by FOOTNOTE_DATA_DIR (../shared/data); what needs it is skipped without.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from measure import ROOT, Bench, print_findings
from search_bench import PARTS, bench_all


def bench_make(bench):
    patient = os.path.join(ROOT, "reports", "inserts", "achilles-lift", "patient.json")
    pdf = bench.path("out.pdf")
    samples = bench.measure({
        "footnote make": [bench.footnote, "make", "inserts", "--quiet", "-p", patient, "-o", pdf,
                          "--date", "2026-03-02"],
        "/bin/true": ["/bin/true"],
    }, bench.rounds * 4)
    work = f"a two-page handout, whole process, {os.path.getsize(pdf):,} bytes"
    bench.compare(work, samples, "footnote make", {"/bin/true": None})
    wall = statistics.median(sample["wall_ms"] for sample in samples["footnote make"])
    bench.row("  under 25 ms", ours=wall, unit="ms", ratio=wall, goal=("at most", 25))
    print_findings("handouts", bench)
    warm = bench.program("bench_make")
    if warm:
        bench_batch(warm, bench.env, bench.out)


def bench_batch(warm, env, out):
    """Many handouts from one template, each in a confined child: as a batch makes them."""
    for report, case in (("inserts", "plantar-fasciitis-cup"), ("heel-pain", "every-caution")):
        patient = os.path.join(ROOT, "reports", report, case, "patient.json")
        command = [warm, ROOT, patient]
        few, many = (figures_of(command + [str(count)], env) for count in (100, 1000))
        per_core = 1000 / many["cpu_ms_each"]
        began = time.monotonic()
        jobs = [subprocess.Popen(command + ["500"], env=env, stdout=subprocess.DEVNULL)
                for _ in range(2)]
        if any([job.wait() for job in jobs]):
            sys.exit("bench: bench_make failed")
        two_jobs = 1000 / (time.monotonic() - began) / many["per_second"]
        print(f"\n1,000 handouts of {report}, a confined child each (goal: 150 a second and core)")
        print(f"  {per_core:.0f} a second and core ({many['cpu_ms_each']:.2f} ms of processor time each)")
        print(f"  memory {few['memory_mb']} MB after 100, {many['memory_mb']} MB after 1,000 (goal: the same)")
        print(f"  two jobs at once: {two_jobs:.2f} times one (goal: 1.8)")
        out.append({"title": f"1,000 handouts of {report}", "figures": many, "per_core": per_core,
                    "memory_mb_after_100": few["memory_mb"], "two_jobs": two_jobs})


def write_roster(path, count):
    """Rows of one made-up patient, told apart by their ids."""
    patient = os.path.join(ROOT, "reports", "inserts", "plantar-fasciitis-cup", "patient.json")
    with open(patient) as file:
        row = json.load(file)
    with open(path, "w") as file:
        for number in range(count):
            file.write(json.dumps({**row, "id": f"test-{number:05}"}) + "\n")


def run_batch(footnote, roster, folder, jobs, env):
    """Seconds on the clock, of processor time, and the megabytes of the largest process."""
    began = time.monotonic()
    batch = subprocess.Popen([footnote, "batch", "inserts", roster, "-o", folder, "--jobs", str(jobs),
                              "--no-log", "bench", "--quiet",
                              "--date", "2026-03-09"], env=env, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(batch.pid, 0)
    if status:
        sys.exit("bench: footnote batch failed")
    return (time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def bench_roster(footnote, folder, env, out):
    """The whole of a batch: roster, workers, files on the disk, manifest."""
    rows, figures = {}, {}
    for count in (100, 1000):
        rows[count] = os.path.join(folder, f"roster-{count}.jsonl")
        write_roster(rows[count], count)
    for name, count, jobs in (("few", 100, 1), ("one", 1000, 1), ("two", 1000, 2)):
        figures[name] = run_batch(footnote, rows[count], os.path.join(folder, name), jobs, env)
    seconds, processor, megabytes = figures["one"]
    two_jobs = seconds / figures["two"][0]
    print("\nfootnote batch, 1,000 rows (goal: 150 a second and core)")
    print(f"  {1000 / seconds:.0f} a second with one job, {1000 / processor:.0f} a second of processor time")
    print(f"  largest process {figures['few'][2]:.1f} MB of 100 rows, {megabytes:.1f} MB of 1,000 (goal: the same)")
    print(f"  two jobs: {two_jobs:.2f} times one (goal: 1.8)")
    out.append({"title": "footnote batch, 1,000 rows", "seconds": seconds, "processor_s": processor,
                "largest_mb_after_100": figures["few"][2], "largest_mb": megabytes,
                "two_jobs": two_jobs})


def figures_of(command, env):
    result = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return json.loads(result.stdout)


def bench_pages(build, folder, rounds, env, out):
    """Two pages with table, figure and QR code in a running process; then 1,000 pages."""
    content = os.path.join(ROOT, "tests", "bench", "handout.txt")
    ours = os.path.join(build, "tests", "bench_pages")
    cairo = os.path.join(build, "tests", "bench_cairo")
    commands = {"footnote, tagged": [ours, content, "60", "1"]}
    if os.path.exists(cairo):
        commands["Cairo and Pango, untagged"] = [cairo, content, "60", "1"]
    if subprocess.run(["/usr/bin/python3", "-c", "import weasyprint"], capture_output=True).returncode == 0:
        script = os.path.join(ROOT, "tests", "bench", "bench_weasyprint.py")
        commands["WeasyPrint"] = ["/usr/bin/python3", script, content, "3"]
    goals = {"Cairo and Pango, untagged": 2, "WeasyPrint": 40}
    samples = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            samples[name].append(figures_of(command, env))
    print("\ntwo pages with table, figure and QR code, warm process (goal: at most 3.5 ms)")
    print(f"  {'':28}{'cpu ms':>9}{'pages':>7}{'bytes':>9}{'peak MB':>9}  this / ours")
    rows, mine = [], None
    for name, figures in samples.items():
        row = dict(figures[0], name=name,
                   cpu_ms_each=statistics.median(one["cpu_ms_each"] for one in figures))
        mine = mine or row["cpu_ms_each"]
        ratio = row["cpu_ms_each"] / mine
        goal = goals.get(name)
        note = f"  goal {goal}: {'met' if ratio >= goal else 'NOT met'}" if goal else ""
        print(f"  {name:28}{row['cpu_ms_each']:9.2f}{row['pages']:7}{row['bytes']:9}"
              f"{row['peak_mb']:9.1f}  {ratio:.2f}{note}")
        rows.append(dict(row, this_over_ours=ratio))
    first = samples["footnote, tagged"][0]
    print(f"  of ours: tree {first['build_ms']:.2f}, layout {first['layout_ms']:.2f}, "
          f"PDF {first['write_ms']:.2f} ms")
    out.append({"title": "two pages, warm process", "rows": rows})
    print("\nlong documents, words and tables (goal: 1,000 pages in 1 s and 120 MB, linear)")
    rows = []
    words = os.path.join(folder, "words.txt")
    with open(content, encoding="utf-8") as lines, open(words, "w", encoding="utf-8") as file:
        file.writelines(line for line in lines if not line.startswith(("!figure", "!qr")))
    for repeat in (6, 60, 600):
        row = figures_of([ours, words, "1", str(repeat)], env)
        print(f"  {row['pages']:5} pages{row['cpu_ms_each']:10.1f} ms{row['peak_mb']:8.1f} MB"
              f"{row['bytes']:10} bytes  {row['cpu_ms_each'] / row['pages']:.3f} ms a page")
        rows.append(row)
    out.append({"title": "long documents", "rows": rows})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--json")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=["search", *PARTS, "make", "batch", "pages"])
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="footnote-bench-")
    bench = Bench(os.path.abspath(options.build), folder, options.rounds)
    only = options.only
    try:
        if only in (None, "search", *PARTS):
            bench_all(bench, options.quick, only if only in PARTS else None)
        if only in (None, "make"):
            bench_make(bench)
        if only in (None, "batch"):
            bench_roster(bench.footnote, folder, bench.env, bench.out)
        if only in (None, "pages"):
            bench_pages(bench.build, folder, options.rounds, bench.env, bench.out)
    finally:
        shutil.rmtree(folder)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"schema": 1, "measurements": bench.out}, file, indent=2)
        print("\nas JSON:", options.json)


main()

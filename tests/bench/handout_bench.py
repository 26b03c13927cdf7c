"""Handouts beside their goals: one in a new process, many from a template, a whole batch; the page
engine beside Cairo with Pango and WeasyPrint, and over a thousand pages."""
import json
import os
import subprocess
import sys
import time

from measure import ROOT, middle, paired, print_findings

SECOND_AND_CORE = 150  # handouts, of a batch
TWO_JOBS = 1.8         # times as fast as one
SAME_MEMORY = 1.05     # of many, beside that of a tenth of them
PEERS = {"Cairo and Pango, untagged": 2, "WeasyPrint": 40}  # times our processor time, at least


def patient_file(report, case):
    return os.path.join(ROOT, "reports", report, case, "patient.json")


def bench_one(bench):
    pdf = bench.path("out.pdf")
    samples = bench.measure({
        "footnote make": [bench.footnote, "make", "inserts", "--quiet", "-p",
                          patient_file("inserts", "achilles-lift"), "-o", pdf, "--date", "2026-03-02"],
        "/bin/true": ["/bin/true"],
    }, bench.rounds * 4)
    work = f"a two-page handout, whole process, {os.path.getsize(pdf):,} bytes"
    bench.compare(work, samples, "footnote make", {"/bin/true": None})
    wall = middle(samples["footnote make"], "wall_ms")
    bench.row("  under 25 ms", ours=wall, unit="ms", ratio=wall, goal=("at most", 25))


def rows_of_many(bench, work, cpu_ms_each, few_mb, many_mb, two_jobs):
    """The goals of many handouts, however they are made."""
    per_core = 1000 / cpu_ms_each
    bench.row(work, ours=per_core, unit="a second and core", ratio=per_core,
              goal=("at least", SECOND_AND_CORE))
    bench.row("  memory after 1,000", ours=many_mb, unit="MB", beside="after 100", theirs=few_mb,
              ratio=many_mb / few_mb, goal=("at most", SAME_MEMORY))
    bench.row("  two jobs, times as fast as one", ours=two_jobs, ratio=two_jobs,
              goal=("at least", TWO_JOBS))


def bench_template(bench, report, case):
    """Many handouts from one template, each in a confined child: as a batch makes them."""
    command = [bench.program("bench_make"), ROOT, patient_file(report, case)]
    few, many = (bench.figures(command + [str(count)]) for count in (100, 1000))
    began = time.monotonic()
    jobs = [subprocess.Popen(command + ["500"], env=bench.env, stdout=subprocess.DEVNULL)
            for _ in range(2)]
    if any([job.wait() for job in jobs]):
        sys.exit("bench: bench_make failed")
    two_jobs = 1000 / (time.monotonic() - began) / many["per_second"]
    rows_of_many(bench, f"1,000 handouts of {report}, a confined child each", many["cpu_ms_each"],
                 few["memory_mb"], many["memory_mb"], two_jobs)


def bench_make(bench):
    bench_one(bench)
    bench_template(bench, "inserts", "plantar-fasciitis-cup")
    bench_template(bench, "heel-pain", "every-caution")
    print_findings("handouts", bench)


def write_roster(path, count):
    """Rows of one made-up patient, told apart by their ids."""
    with open(patient_file("inserts", "plantar-fasciitis-cup"), encoding="utf-8") as file:
        row = json.load(file)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps({**row, "id": f"test-{number:05}"}) + "\n")
    return path


def bench_batch(bench):
    """The whole of a batch: roster, workers, files on the disk, lists."""
    def run(count, jobs):
        name = f"{count}-{jobs}"
        roster = write_roster(bench.path(f"roster-{name}.jsonl"), count)
        return bench.run([bench.footnote, "batch", "inserts", roster, "-o", bench.path(name), "--jobs",
                          str(jobs), "--no-log", "bench", "--quiet", "--date", "2026-03-09"])
    run(1, 1)  # makes the index, which takes more memory than rows do
    few, one, two = run(100, 1), run(1000, 1), run(1000, 2)
    rows_of_many(bench, "footnote batch, 1,000 rows", one["cpu_ms"] / 1000, few["peak_mb"],
                 one["peak_mb"], one["wall_ms"] / two["wall_ms"])
    print_findings("handouts: a batch", bench)


def has_weasyprint():
    return subprocess.run(["/usr/bin/python3", "-c", "import weasyprint"], capture_output=True,
                          check=False).returncode == 0


def bench_short(bench, content):
    """Two pages with table, figure and QR code in a running process."""
    commands = {"footnote, tagged": [bench.program("bench_pages"), content, "60", "1"]}
    if bench.program("bench_cairo"):
        commands["Cairo and Pango, untagged"] = [bench.program("bench_cairo"), content, "60", "1"]
    if has_weasyprint():
        script = os.path.join(ROOT, "tests", "bench", "bench_weasyprint.py")
        commands["WeasyPrint"] = ["/usr/bin/python3", script, content, "3"]
    samples = bench.rounds_of({name: lambda command=command: bench.figures(command)
                               for name, command in commands.items()}, warm=False)
    mine = samples["footnote, tagged"]
    work = f"two pages, running process, {mine[0]['bytes']:,} bytes, {mine[0]['peak_mb']:.0f} MB"
    each = middle(mine, "cpu_ms_each")
    bench.row(work, ours=each, unit="ms cpu", ratio=each, goal=("at most", 3.5))
    for step in ("build", "layout", "write"):
        bench.row(f"  of these: {step}", ours=middle(mine, step + "_ms"), unit="ms cpu")
    for peer, goal in PEERS.items():
        theirs = samples.get(peer)
        size = f", {theirs[0]['bytes']:,} bytes, {theirs[0]['peak_mb']:.0f} MB" if theirs else ""
        bench.row(f"  beside {peer}{size}", ours=each, unit="ms cpu", beside=peer,
                  theirs=theirs and middle(theirs, "cpu_ms_each"),
                  ratio=theirs and 1 / paired(mine, theirs, "cpu_ms_each"), goal=("at least", goal))


def bench_long(bench, content):
    """Words and tables, up to a thousand pages."""
    words = bench.path("words.txt")
    with open(content, encoding="utf-8") as lines, open(words, "w", encoding="utf-8") as file:
        file.writelines(line for line in lines if not line.startswith(("!figure", "!qr")))
    figures = [bench.figures([bench.program("bench_pages"), words, "1", str(repeat)])
               for repeat in (6, 60, 600)]
    for one in figures:
        bench.row(f"{one['pages']:,} pages", ours=one["cpu_ms_each"] / one["pages"],
                  unit="ms cpu a page")
    most = figures[-1]
    thousand = most["cpu_ms_each"] / most["pages"] * 1000
    bench.row("  1,000 pages", ours=thousand, unit="ms cpu", ratio=thousand, goal=("at most", 1000))
    bench.row("  their memory", ours=most["peak_mb"], unit="MB", ratio=most["peak_mb"],
              goal=("at most", 120))


def bench_pages(bench):
    content = os.path.join(ROOT, "tests", "bench", "handout.txt")
    bench_short(bench, content)
    bench_long(bench, content)
    print_findings("handouts: the page engine", bench)


PARTS = {"make": bench_make, "batch": bench_batch, "pages": bench_pages}

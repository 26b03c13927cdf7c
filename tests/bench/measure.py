"""Measuring commands beside each other: interleaved rounds, medians, and the table of findings.

Each measurement runs its commands in turn (A B C A B C ...), so that a machine that gets slower gets
slower for all of them. Times are the operating system's own accounting of all processes of a command
(bench_process.c). A ratio is the median of the rounds' own ratios. Where a peer is not installed its
row says "-".
"""
import json
import os
import shutil
import statistics
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.environ.get("FOOTNOTE_DATA_DIR", os.path.join(ROOT, "..", "shared", "data"))


class Bench:
    """What all measurements share: where programs are, how often to ask, what was found."""

    def __init__(self, build, folder, rounds):
        self.build = build
        self.programs = os.path.join(build, "tests")
        self.footnote = os.path.join(build, "footnote")
        self.folder = folder
        self.rounds = rounds
        self.env = dict(os.environ, XDG_CACHE_HOME=os.path.join(folder, "cache"),
                        XDG_STATE_HOME=os.path.join(folder, "state"))
        self.findings = []  # of the rows of the last table
        self.out = []       # what goes into the JSON file

    def program(self, name):
        """One of our measuring programs, or None: some need a library that may be missing."""
        path = os.path.join(self.programs, name)
        return path if os.path.exists(path) else None

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, command):
        """{"wall_ms", "cpu_ms", "peak_mb"} of one command; its output is thrown away."""
        return self.figures([self.program("bench_process")] + command)

    def figures(self, command):
        """What one of our measuring programs prints as JSON."""
        done = subprocess.run(command, env=self.env, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, check=False)
        if done.returncode:
            sys.exit(f"bench: {' '.join(command)[:300]} failed ({done.returncode}): {done.stderr[:400]}")
        return json.loads(done.stdout)

    def rounds_of(self, tasks, rounds=None, warm=True):
        """Lists by name of what each task (a function) gives; one round before is not counted."""
        samples = {name: [] for name in tasks}
        for turn in range((rounds or self.rounds) + bool(warm)):
            for name, task in tasks.items():
                sample = task()
                if turn or not warm:
                    samples[name].append(sample)
        return samples

    def measure(self, commands, rounds=None, before=None, warm=True):
        """Samples by name, of commands with their arguments."""
        def task_of(name):
            def task():
                if before:
                    before(name)
                return self.run(commands[name])
            return task
        return self.rounds_of({name: task_of(name) for name in commands}, rounds, warm)

    def row(self, work, **told):
        """Keeps a row of the table at the end (see print_findings), and tells it on stderr."""
        self.findings.append(dict(told, work=work))
        print(f"bench: {work}: {shown(told.get('ours'))} {told.get('unit', '')}", file=sys.stderr)

    def compare(self, work, samples, ours, goals, unit="ms"):
        """Rows for samples that hold wall_ms and cpu_ms; goals: {peer: (kind, limit[, stretch])},
        kind "at most" (ours / theirs) or "at least" (theirs / ours) of the time on the clock; limit
        None: told, not judged. A peer without samples could not be measured."""
        mine = samples[ours]
        for peer, goal in goals.items():
            theirs = samples.get(peer)
            wall, cpu = (paired(mine, theirs, member) if theirs else None
                         for member in ("wall_ms", "cpu_ms"))
            if goal and goal[0] == "at least":
                wall, cpu = (1 / value if value else value for value in (wall, cpu))
            scale = 1000 if unit == "s" else 1
            self.row(work, ours=middle(mine, "wall_ms") / scale, unit=unit, beside=peer,
                     theirs=middle(theirs, "wall_ms") / scale if theirs else None,
                     ours_cpu=middle(mine, "cpu_ms") / scale,
                     theirs_cpu=middle(theirs, "cpu_ms") / scale if theirs else None,
                     peak_mb=max(sample.get("peak_mb", 0) for sample in mine),
                     ratio=wall, ratio_cpu=cpu, goal=goal)


def middle(samples, member):
    return statistics.median(sample[member] for sample in samples)


def paired(ours, theirs, member):
    """The median of ours / theirs over the rounds; None where the times are too small to divide."""
    ratios = [one[member] / other[member] for one, other in zip(ours, theirs) if other[member] > 0]
    return statistics.median(ratios) if ratios else None


def installed(name):
    return shutil.which(name) is not None


def verdict(row):
    goal, ratio = row.get("goal"), row.get("ratio")
    if not goal or goal[1] is None:
        return ""
    if ratio is None:
        return "-"

    def holds(limit):
        return ratio >= limit if goal[0] == "at least" else ratio <= limit
    if len(goal) > 2 and holds(goal[2]):
        return "met, and the stretch"
    return "met" if holds(goal[1]) else "MISSED"


def shown(number):
    if number is None:
        return "-"
    if number == 0 or abs(number) >= 100:
        return f"{number:.0f}"
    return f"{number:.2f}" if abs(number) >= 1 else f"{number:.3f}"


def goal_text(goal):
    if not goal or goal[1] is None:
        return ""
    stretch = f" ({shown(goal[2])})" if len(goal) > 2 else ""
    return f"{goal[0]} {shown(goal[1])}{stretch}"


def print_findings(title, bench):
    """One table: the work, ours, beside whom, theirs, their ratio (at most: ours / theirs, at least:
    theirs / ours), the same of processor time, the goal (with its stretch) and whether it is met."""
    print(f"\n{title}")
    head = ("work", "ours", "unit", "beside", "theirs", "ratio", "cpu", "goal", "")
    lines = [head]
    for row in bench.findings:
        lines.append((row["work"], shown(row.get("ours")), row.get("unit", ""), row.get("beside", ""),
                      shown(row.get("theirs")) if row.get("beside") else "", shown(row.get("ratio")),
                      shown(row["ratio_cpu"]) if row.get("ratio_cpu") else "",
                      goal_text(row.get("goal")), verdict(row)))
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    for line in lines:
        print("  " + "  ".join(cell.rjust(width) if column in (1, 4, 5, 6) else cell.ljust(width)
                               for column, (cell, width) in enumerate(zip(line, widths))).rstrip())
    sys.stdout.flush()
    bench.out.append({"title": title, "rows": [dict(row, verdict=verdict(row))
                                               for row in bench.findings]})
    bench.findings = []

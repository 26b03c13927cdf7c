#!/usr/bin/env python3
"""Ratios against peers in the same run: medians of interleaved rounds, CPU beside wall.

Usage: bench.py --build build/release [--json FILE] [--rounds N] [--quick] [--only NAME]

Search and indexing first (search_bench.py; --quick: in smaller corpora), then handouts
(handout_bench.py). How it is measured stands in measure.py.
Data: the folder named by FOOTNOTE_DATA_DIR (../shared/data); what needs it is skipped without.
"""
import argparse
import json
import os
import shutil
import tempfile

import handout_bench
import search_bench
from measure import Bench


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", default="build/release")
    parser.add_argument("--json")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=["search", *search_bench.PARTS, *handout_bench.PARTS])
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="footnote-bench-")
    bench = Bench(os.path.abspath(options.build), folder, options.rounds)
    only = options.only
    try:
        if only in (None, "search", *search_bench.PARTS):
            search_bench.bench_all(bench, options.quick, only if only in search_bench.PARTS else None)
        for name, part in handout_bench.PARTS.items():
            if only in (None, name):
                part(bench)
    finally:
        shutil.rmtree(folder)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump({"schema": 1, "measurements": bench.out}, file, indent=2)
        print("\nas JSON:", options.json)


main()

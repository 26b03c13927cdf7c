"""Search and indexing beside their peers, in the same run, as tables with their goals.

Quick: MedQuAD and 100,000 passages, some minutes; else 250,000 and a million passages too, a gigabyte,
with indexes of the peers that are made once and kept (build/bench; most of an hour, and 15 GB).
"""
import os

from measure import print_findings
from search_corpora import MEDQUAD, Corpora
from search_indexing import growth, index_large, index_medquad, nothing_changed
from search_quality import quality
from search_queries import new_process, warm_queries

QUICK_SIZE, MIDDLE_SIZE, LARGE_SIZE = 100000, 250000, 1000000


def bench_indexing(bench, corpora, quick):
    index, omega = index_medquad(bench, corpora)
    nothing_changed(bench, corpora)
    new_process(bench, index, omega)
    index_large(bench, corpora, QUICK_SIZE if quick else LARGE_SIZE)
    growth(bench, corpora, QUICK_SIZE if quick else LARGE_SIZE)
    print_findings("search: indexing and starting", bench)


def bench_queries(bench, corpora, quick):
    for count in (QUICK_SIZE,) if quick else (MIDDLE_SIZE, LARGE_SIZE):
        warm_queries(bench, corpora, count)
    print_findings("search: queries in a running program", bench)


def bench_quality(bench, corpora, quick):
    del corpora, quick
    quality(bench)
    print_findings("search: quality", bench)


PARTS = {"indexing": bench_indexing, "queries": bench_queries, "quality": bench_quality}


def bench_all(bench, quick, only=None):
    """All parts, or one; none where the data is missing."""
    if not os.path.exists(MEDQUAD):
        print("\nsearch: skipped, no", MEDQUAD)
        return
    corpora = Corpora(bench.build)
    for name, part in PARTS.items():
        if only in (None, name):
            part(bench, corpora, quick)

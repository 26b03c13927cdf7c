#!/usr/bin/env python3
"""PDF/UA-1 (ISO 14289-1): every rule that a program can check, over finished files.

    check.py [--password-file FILE] FILE...      prints the faults; leaves with 1 when there are any
    check.py --rules                             prints the table of rules

The rules stand in rules_file.py, rules_structure.py and rules_fonts.py, each under the id that it has
in veraPDF's profile; ids with X- are our own. profile.txt lists all ids of the profile: one that is
neither checked nor explained is a fault of this program.
"""
import argparse
import os
import sys

import rules_file  # noqa: F401  (fill the table)
import rules_fonts  # noqa: F401
import rules_structure  # noqa: F401
from document import Document
from pdf_file import File, Unreadable
from rule_table import NOT_APPLICABLE, RULES, profile

SHOWN = 3  # faults of one rule


def unknown_rules():
    folder = os.path.dirname(os.path.abspath(__file__))
    known = set(RULES) | set(NOT_APPLICABLE)
    ids = profile(os.path.join(folder, "profile.txt"))
    strange = [name for name in known if not name.startswith("X-") and name not in ids]
    return [name for name in ids if name not in known] + strange


def faults_of(file):
    """rule id -> faults, of a File."""
    document = Document(file)
    found = {}
    for name, (function, _) in RULES.items():
        faults = function(document)
        if faults:
            found[name] = faults
    for name, (premise, reason) in NOT_APPLICABLE.items():
        faults = premise(document)
        if faults:
            found[name] = [f"thought not to apply ({reason}), but {fault}" for fault in faults]
    return found


def counts(file):
    document = Document(file)
    codes = sum(len(item.codes) for page in document.pages for item in page.items)
    return (f"{len(document.pages)} pages, {len(document.elements)} elements, "
            f"{len(document.annotations)} annotations, {codes} codes")


def main():
    parser = argparse.ArgumentParser(description="checks PDF/UA-1")
    parser.add_argument("--password-file")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    failed = False
    for name in unknown_rules():
        print(f"rule {name} is neither checked nor explained")
        failed = True
    if options.rules:
        for name, (_, meaning) in RULES.items():
            print(f"{name:18} {meaning}")
        for name, (_, reason) in NOT_APPLICABLE.items():
            print(f"{name:18} not applicable: {reason}")
    for path in options.files:
        try:
            file = File.read(path, options.password_file)
            found, summary = faults_of(file), counts(file)
        except Unreadable as error:
            found, summary = {"unreadable": [str(error)]}, ""
        failed = failed or bool(found)
        print(f"{os.path.basename(path)}: {'FAILED' if found else 'fine'} ({summary})")
        for name, faults in found.items():
            meaning = RULES[name][1] if name in RULES else "this rule has to be written"
            print(f"  {name}: {meaning}: {len(faults)} times")
            for fault in faults[:SHOWN]:
                print(f"    {fault}")
    print(f"{len(RULES)} rules checked, {len(NOT_APPLICABLE)} not applicable, "
          f"{len(options.files)} files")
    sys.exit(failed)


if __name__ == "__main__":
    main()

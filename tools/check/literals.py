#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails where a name of a closed set is compared as text: such sets are enumerations (CONTRIBUTING.md).

usage: tools/check/literals.py [--count]

A comparison with a literal is allowed at a border, where text of others comes in, and of words and marks of a report's own
text, whose set is open. Both are listed here, with how many lines of each file have one; more fail. `--count` tells the sums.
"""

import pathlib
import re
import sys

COMPARED = re.compile(r'(==|!=) *"')

BORDERS = {  # names of formats and protocols of others
    "src/ingest/": "HTML, feeds, WARC, JSON, names of charsets and of languages",
    "src/follow/": "robots.txt, HTTP, addresses",
    "src/server/": "HTTP",
}
FILES = {
    # At a border.
    "src/cli/inputs.cc": (1, "- is standard input"),
    "src/cli/output.cc": (1, "the terminal's kind"),
    "src/language/network.cc": (2, "a model file's labels"),
    "src/language/time_words.h": (1, "a table is checked by its last"),
    "src/store/upkeep.cc": (1, "SQLite's answer"),
    # Words and marks of a text.
    "src/actors/name_forms.cc": (1, "a prefix of names"),
    "src/actors/resolver.cc": (2, "marks"),
    "src/actors/resolver_names.cc": (1, "a word"),
    "src/core/calendar.cc": (1, "an abbreviation"),
    "src/language/mentions.cc": (2, "words, Penn tags"),
    "src/language/syntax.cc": (3, "words"),
    "src/language/syntax.h": (2, "Penn tags, of which the model has its own list"),
    "src/language/tokenizer.cc": (3, "marks"),
    "src/reading/commitments.cc": (1, "a preposition"),
    "src/reading/cues.cc": (5, "verbs, a Penn tag"),
    "src/reading/quantities.cc": (1, "a preposition"),
    "src/reading/relations.cc": (6, "words"),
    "src/reading/statements.cc": (4, "words"),
    # Names of bodies in a table of ours.
    "src/outlook/bodies.cc": (3, "two bodies, a column of memberships.tsv"),
    "src/outlook/outlook_testing.h": (1, "a state of a test"),
    # To be enumerations.
    "src/exports/outlook_text.cc": (1, "for, against, none"),
}


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    found, failed = {}, False
    for path in sorted((root / "src").rglob("*")):
        if path.suffix not in (".h", ".cc") or path.name.endswith("_test.cc"):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        number = sum(bool(COMPARED.search(line)) for line in lines)
        if number:
            found[str(path.relative_to(root))] = number
    for file in sorted(found.keys() | FILES.keys()):
        if file.startswith(tuple(BORDERS)):
            continue
        number, listed = found.get(file, 0), FILES.get(file, (0, ""))[0]
        if number > listed:
            failed = True
            print(
                f"{file}: {number} lines compare text with a literal, {listed} may (tools/check/literals.py)"
            )
    if "--count" in sys.argv:
        borders = sum(n for file, n in found.items() if file.startswith(tuple(BORDERS)))
        print(
            f"{sum(found.values())} comparisons with literals, {borders} of them in {', '.join(BORDERS)}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

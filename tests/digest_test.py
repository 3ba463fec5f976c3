#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A digest tells every new item and what became of those told before: a claim that is contested now, an appeal that was answered, a day
that passed; each once.

usage: digest_test.py CASUS EXAMPLES
"""

import pathlib
import sqlite3
import subprocess
import sys
import tempfile

casus, examples = sys.argv[1], pathlib.Path(sys.argv[2])
record = pathlib.Path(tempfile.mkdtemp(prefix="casus-digest-")) / "record.db"
reports = sorted(map(str, examples.glob("*.html")))


def run(*arguments):
    return subprocess.run(
        [casus, *arguments, "--record", str(record)], capture_output=True, text=True, check=True
    ).stdout


def part(text, heading):
    """The lines under a heading; none where it is not there."""
    lines, inside = [], False
    for line in text.splitlines():
        if not line.startswith(" "):
            inside = line == heading
        elif inside:
            lines.append(line.strip())
    return lines


run("add", "--actors", str(examples / "actors.tsv"), *reports[:5])
run("watch", "disputes", "--kind", "claims")
run("watch", "contested", "--kind", "claims", "--status", "contested")
run("watch", "asked", "--kind", "commitments")
first = run("digest")
known = int(run("commitments", "--format", "json").split('"total": ')[1].split(",")[0])
assert f"asked: {known} new" in first, first
assert "changed" not in first, first
assert run("digest").strip().count("\n") == 0, "what was told is told once"

run("add", *reports[5:])
peeked = run("digest", "--peek")
second = run("digest")
assert peeked.splitlines()[1:] == second.splitlines()[1:], "a peek changes nothing"
turned = part(second, "disputes: 1 changed")
assert turned and " contested: c" in turned[0] and "2025-10-14" in turned[0], second
assert "contested: 1 new" in second, "it was no answer of this watch before"
assert any("diverted water from Lake Ardal since May 2024" in line for line in turned), second
answered = [line for line in second.splitlines() if " rejected: k" in line]
assert answered and all("2025-10-14" in line for line in answered), second
assert "changed" not in run("digest"), "each change is told once"

with sqlite3.connect(record) as file:
    file.execute("UPDATE watches SET told = '2025-10-19'")
overdue = run("digest", "asked", "--peek")
assert any(" overdue: k" in line and "2025-10-20" in line for line in overdue.splitlines()), overdue
assert "&quot;" in run("digest", "asked", "--peek", "--format", "html")
assert "<id>urn:casus:watch:asked:k" in run("digest", "asked", "--peek", "--format", "atom")
everything = run("digest", "--since", "2025-09-01", "--peek")
assert " rejected: k" not in "\n".join(part(everything, "asked: 4 new")), (
    "what is new is told with what became of it"
)
print("new items and changes are told, each once")

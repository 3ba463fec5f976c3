#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Nothing is lost on the way out: a record written as NDJSON and added again, or as SQL and loaded by the shell `sqlite3`, gives the same
rows of every kind, the same views and the same brief.

usage: out_and_in_test.py CASUS EXAMPLES
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

casus, examples = sys.argv[1], pathlib.Path(sys.argv[2])
folder = pathlib.Path(tempfile.mkdtemp(prefix="casus-out-"))
actors = str(examples / "actors.tsv")
KINDS = (
    "reports",
    "statements",
    "events",
    "claims",
    "commitments",
    "relations",
    "actors",
    "stories",
)


def run(record, *arguments):
    return subprocess.run(
        [casus, *arguments, "--record", str(folder / record)], capture_output=True, check=True
    ).stdout


def said(record):
    out = {kind: run(record, "export", "--to", "ndjson", "--kind", kind) for kind in KINDS}
    for view in (
        ("brief", "--since", "2025-09", "--until", "2025-11"),
        ("brief", "--format", "json"),
        ("overview", "--format", "json"),
        ("dispute", "Velmar", "Sorania", "--format", "json"),
        ("show", "t1"),
        ("claims", "--text", "Lake Ardal", "--format", "json"),
    ):
        out[view] = run(record, *view)
    return out


(folder / "two.txt").write_text(
    "Lake Council Sends Two Envoys\n\nBy Ada Brandt\n\nKESTRIN (Casus Wire) \u2014 The Council of Lake States said on Monday that two envoys "
    "would travel to Ostel.\n\nSubscribe to our newsletter\n"
)
run("first.db", "add", "--actors", actors, *map(str, sorted(examples.glob("*.html"))))
run("first.db", "add", "--date", "2025-11-24", str(folder / "two.txt"))
whole = said("first.db")
assert all(whole[kind] for kind in KINDS), {kind: len(whole[kind]) for kind in KINDS}

(folder / "reports.ndjson").write_bytes(whole["reports"])
run("again.db", "add", "--jobs", "1", "--actors", actors, str(folder / "reports.ndjson"))
again = said("again.db")
for key, text in whole.items():
    assert again[key] == text, (key, text.decode()[:2000], again[key].decode()[:2000])

if shutil.which("sqlite3"):
    with open(folder / "record.sql", "wb") as out:
        out.write(run("first.db", "export", "--to", "sql"))
    with open(folder / "record.sql", "rb") as text:
        subprocess.run(["sqlite3", "-bail", str(folder / "loaded.db")], stdin=text, check=True)
    loaded = said("loaded.db")
    for key, text in whole.items():
        assert loaded[key] == text, key
    assert b"is whole" in run("loaded.db", "check")
print("a record out and in again is the same")

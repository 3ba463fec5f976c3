#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether two programs read the same: the examples and N reports of the pool, byte for byte.

usage: tools/check/same_bytes.py BEFORE AFTER [--reports N] [--pool FILE] [--jobs N]

For a change that is to change no output. Exit code: 0 the same, 1 not, 2 a program or the pool
cannot be read.
"""

import argparse
import itertools
import json
import lzma
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def output(program, options, texts):
    """What the program writes for NDJSON lines, a record a line."""
    done = subprocess.run(
        [program, *options, "--from", "ndjson", "-"], input=texts, capture_output=True
    )
    if done.returncode not in (0, 1):  # 1: a report could not be read, and has a line that says so
        raise OSError(f"{program}: {done.stderr.decode(errors='replace').strip()}")
    if not done.stdout:
        raise OSError(f"{program} wrote nothing")
    return done.stdout.splitlines(keepends=True)


def examples():
    for path in sorted((ROOT / "examples").rglob("*")):
        kind = {".txt": "text", ".html": "html"}.get(path.suffix)
        if kind:
            yield json.dumps({"id": path.stem, kind: path.read_text(encoding="utf-8")}) + "\n"


def pool(path, most):
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from itertools.islice(lines, most)


def first_difference(before, after):
    for number, (old, new) in enumerate(itertools.zip_longest(before, after, fillvalue=b"")):
        if old != new:
            at = next((i for i, (a, b) in enumerate(zip(old, new)) if a != b), 0)
            near = slice(max(at - 60, 0), at + 60)
            return f"record {number + 1}, byte {at + 1}:\n  {old[near]!r}\n  {new[near]!r}"
    return None


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("before")
    asked.add_argument("after")
    asked.add_argument("--reports", type=int, default=200, help="of the pool")
    asked.add_argument("--pool", default=str(ROOT.parent / "shared/data/reports/pool.ndjson.xz"))
    asked.add_argument("--jobs", type=int, default=2)
    given = asked.parse_args()
    texts = "".join([*examples(), *pool(given.pool, given.reports)]).encode()
    differs = False
    for options in (
        ["read", "--format", "ndjson", "--jobs", str(given.jobs)],
        ["dates", "--format", "json"],
    ):
        before, after = (output(one, options, texts) for one in (given.before, given.after))
        difference = first_difference(before, after)
        size = sum(map(len, before))
        print(f"{options[0]}: {len(before)} records, {size} bytes: {difference or 'the same'}")
        differs |= difference is not None
    return int(differs)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as error:
        print(f"same_bytes: {error}", file=sys.stderr)
        sys.exit(2)

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a folder of src/ includes one below it on the way of a report (tests look where they must). usage: includes.py SRC"""

import pathlib
import re
import sys

ORDER = [
    "core",
    "ingest",
    "language",
    "actors",
    "reading",
    "store",
    "assess",
    "outlook",
    "exports",
    "pipeline",
    "follow",
    "server",
    "cli",
]

source, wrong = pathlib.Path(sys.argv[1]), 0
for path in sorted(source.rglob("*.[hc]*")):
    if path.name.endswith("_test.cc"):
        continue
    own = path.relative_to(source).parts[0]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'#include "([a-z]+)/', line)
        if found and found[1] in ORDER and ORDER.index(found[1]) > ORDER.index(own):
            print(f"{path}:{number}: {own} must not include {found[1]}")
            wrong += 1
sys.exit(wrong > 0)

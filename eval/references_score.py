#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""On the touchstone: how many speakers given as a pronoun or a noun are resolved to the right actor.

usage: references_score.py SHARED CASUS
"""

import json
import pathlib
import subprocess
import sys

shared, casus = pathlib.Path(sys.argv[1]), sys.argv[2]
sys.path.insert(0, str(shared / "score"))
from score import content_words, dice, names, same_name, text_of

text = (shared / "data/seed/report.txt").read_text(encoding="utf-8")
gold = json.loads((shared / "data/seed/gold.json").read_text(encoding="utf-8"))
record = json.loads(
    subprocess.run(
        [casus, "read", "--format", "json", str(shared / "data/seed/report.txt")],
        capture_output=True,
        check=True,
    ).stdout
)
actors = {a["id"]: a["name"] for a in record["actors"]}
tally = {"pronouns": [0, 0], "nouns": [0, 0]}
for wanted in gold["statements"]:
    reference = text_of(wanted["speaker_text"])
    if any(name in reference for name in names(wanted["speaker"])):
        continue
    content = content_words(" ".join(map(text_of, wanted["content"])))
    alike = lambda s: dice(
        content, content_words(" ".join(text[b:e] for b, e in s["content_spans"]))
    )
    nearest = max(record["statements"], key=alike)
    kind = tally[
        "pronouns"
        if " " not in reference and reference.lower() in ("he", "she", "they", "it")
        else "nouns"
    ]
    kind[0] += alike(nearest) >= 0.5 and same_name(
        wanted["speaker"], actors.get(nearest["speaker"])
    )
    kind[1] += 1
print(
    "  ".join(
        f"speakers given as {kind}: {right} of {all_} right"
        for kind, (right, all_) in tally.items()
    )
)

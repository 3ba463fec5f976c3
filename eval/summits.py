#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Forecasts the summits of eval/summits by `casus outlook --stances` and prints what came beside. usage: summits.py CASUS"""

import json
import pathlib
import subprocess
import sys

OPTIONS, total, right, count = ("for", "against", "none"), 0.0, 0, 0
print(f"{'summit':<26} {'for':>5} {'against':>8} {'none':>5}   came      Brier")
for path in sorted((pathlib.Path(__file__).parent / "summits").glob("*.tsv")):
    head = dict(
        line[2:].split(";")[:2]
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("# ")
    )
    area = ["--area", head["area"]] if "area" in head and head["area"] != "all else" else []
    run = subprocess.run(
        [
            sys.argv[1],
            "outlook",
            head["body"],
            "--about",
            head["about"],
            "--on",
            head["on"],
            "--stances",
            str(path),
            "--format",
            "json",
            *area,
        ],
        capture_output=True,
        text=True,
    )
    if run.returncode != 0:
        sys.exit(f"{path.name}: {run.stderr.strip()}")
    forecast = json.loads(run.stdout)
    chance = {one["option"]: one["chance"] for one in forecast["options"]}
    brier = sum((chance[option] - (option == head["outcome"])) ** 2 for option in OPTIONS)
    total, right, count = (
        total + brier,
        right + (forecast["likeliest"] == head["outcome"]),
        count + 1,
    )
    print(
        f"{path.stem:<26} {chance['for']:5.2f} {chance['against']:8.2f} {chance['none']:5.2f}   {head['outcome']:<8} {brier:6.3f}"
    )
print(
    f"{right} of {count} likeliest came; mean Brier {total / count:.3f} (0.667 is knowing nothing)"
)

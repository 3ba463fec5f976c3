# SPDX-License-Identifier: Apache-2.0
"""Fits src/reading/tie_weights.h: which of the ties that a report may name hold.

usage: ties.py DUMP_TIES GOLD_DIR... [--write]      DUMP_TIES is built from train/dump_ties.cc; needs numpy
Logistic regression with a ridge over the features of src/reading/tie_evidence.cc, on reports the network was not trained on. A tie is
right where ../shared/score/score.py would pair it. Prints what five folds over the reports give, by the least likelihood given; with
--write writes the weights of all, and the likelihood at which the folds' F1 is best.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
from logistic import fit

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "shared/score"))
import score as scorer

FOLDS, RIDGE, LEAST_TOLD = 5, 3.0, 8  # a feature of fewer ties is left out
HEADER = HERE.parents[1] / "src/reading/tie_weights.h"


def examples(dump, golds):
    """(report, features, right) of every tie, and how many ties are wanted."""
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as rows:
        for gold in golds.values():
            rows.write(
                json.dumps({"id": gold["id"], "text": gold["text"], "date": gold["published"]})
                + "\n"
            )
        rows.flush()
        told = subprocess.run(
            [dump, rows.name], capture_output=True, text=True, check=True
        ).stdout.splitlines()
    out = []
    for report in map(json.loads, told):
        wanted = [(r["type"], r["from"], r["to"]) for r in golds[report["id"]]["relations"]]
        for kind, source, target, features in report["ties"]:
            right = any(
                kind == w[0] and scorer.same_name(w[1], source) and scorer.same_name(w[2], target)
                for w in wanted
            )
            out.append((report["id"], features, right))
    return out, sum(len(g["relations"]) for g in golds.values())


def main():
    dump, *folders = [a for a in sys.argv[1:] if a != "--write"]
    golds = {
        g["id"]: g
        for f in folders
        for g in (
            json.loads(p.read_text(encoding="utf-8"))
            for p in sorted(pathlib.Path(f).glob("*.json"))
        )
    }
    rows, wanted = examples(dump, golds)
    counts = {}
    for _, features, _ in rows:
        for name in features:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(n for n, count in counts.items() if count >= LEAST_TOLD)
    x = numpy.array([[features.get(n, 0.0) for n in names] for _, features, _ in rows])
    y = numpy.array([float(right) for *_, right in rows])
    ridge = numpy.array([0.01 if n in ("shift", "network") else RIDGE for n in names])
    reports = sorted(golds)
    fold = numpy.array([reports.index(r) % FOLDS for r, *_ in rows])
    p = numpy.zeros(len(rows))
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + numpy.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k], ridge)))

    def f1(least):
        given = p >= least
        return 2 * y[given].sum() / max(1, given.sum() + wanted)

    print(f"{len(rows)} ties may be, {int(y.sum())} are, {wanted} are wanted")
    steps = [t / 100 for t in range(15, 80)]
    best = max(steps, key=f1)
    for least in sorted({0.05, 0.1, 0.2, 0.3, 0.4, 0.5, best}):
        given = p >= least
        print(
            f"at {least:.2f}: {int(y[given].sum())} right of {int(given.sum())}, F1 {f1(least):.3f}"
            + (" <- best" if least == best else "")
        )
    if "--write" not in sys.argv:
        return
    pairs = ", ".join(
        f'{{"{n}", {w:.3f}}}' for n, w in zip(names, fit(x, y, ridge)) if abs(w) >= 0.005
    )
    HEADER.write_text(
        f"""// SPDX-License-Identifier: Apache-2.0
// Written by train/ties.py; what the features are: tie_evidence.cc.
#pragma once

#include <string_view>

namespace casus {{

struct TieWeight {{
  std::string_view feature;
  double weight;
}};

inline constexpr double kLeastTie = {best:.2f};  // what is less likely is not given
inline constexpr TieWeight kTieWeights[] = {{{pairs}}};

}}  // namespace casus
""",
        encoding="utf-8",
    )
    subprocess.run(["clang-format", "-i", HEADER], check=True)


if __name__ == "__main__":
    main()

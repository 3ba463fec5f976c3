# SPDX-License-Identifier: Apache-2.0
"""Fits the model of pairs by which the record says that two reports tell one event, and writes src/assess/event_pair_weights.h.

usage: joins.py DATA CASUS DUMP [HEADER]      DATA is ../shared/data, DUMP the built dump_event_pairs; needs numpy
Learns from the pairs of eval/pairs/ labelled by reading, halves dev and train (never test), and from random pairs of one type with a
party in common, which are taken for others. Logistic regression with a ridge. Prints cross-validated figures: reports are in five
folds, and a pair is judged by weights that saw no report of its reports' folds. The threshold is the lowest with a cross-validated
precision of three in four over dev and over all.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import zlib

import numpy

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "eval"))
import pairs as scorer

FEATURES = (
    "near",
    "trigger",
    "sentence",
    "named",
    "differ",
    "status",
    "figures",
    "day",
    "parties",
    "story",
)  # the order of features_of in src/assess/event_pairs.cc
RIDGE, FOLDS, RANDOM, PRECISION = 1.0, 5, 600, 0.75


def labelled(record):
    """The pairs whose events were both read: their rows, whether they are one, and their half."""
    out = []
    for line in (HERE.parent / "eval/pairs/pairs.ndjson").read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        if pair["kind"] != "event" or pair["half"] == "test":
            continue
        rows = [record.find("events", "span", pair[x]) for x in "ab"]
        if None not in rows:
            out.append((rows, pair["label"] == "same", pair["half"]))
    return out


def unlabelled(record, known):
    rows = record.db.execute(
        "SELECT DISTINCT a.id, b.id FROM parties p JOIN parties t ON t.actor = p.actor JOIN events a ON a.id = p.event JOIN events b "
        "ON b.id = t.event WHERE a.id < b.id AND a.type = b.type AND a.report <> b.report ORDER BY a.id, b.id"
    ).fetchall()
    rows = [row for row in rows if tuple(sorted(row)) not in known]
    return random.Random(7).sample(rows, min(RANDOM, len(rows)))


def fit(x, y):
    """Newton's method; the bias is not shrunk."""
    x = numpy.c_[x, numpy.ones(len(x))]
    ridge = numpy.eye(x.shape[1]) * RIDGE
    ridge[-1, -1] = 1e-4
    weights = numpy.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + numpy.exp(-x @ weights))
        step = numpy.linalg.solve(
            (x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (p - y) + ridge @ weights
        )
        weights -= step
        if abs(step).max() < 1e-8:
            break
    return weights


def likelihoods(weights, x):
    return 1 / (1 + numpy.exp(-(numpy.c_[x, numpy.ones(len(x))] @ weights)))


def cross_validated(x, y, folds):
    """Each pair's likelihood by weights of the pairs that have no report in its reports' folds."""
    out = numpy.zeros(len(y))
    for first in range(FOLDS):
        for second in range(first, FOLDS):
            held = {first, second}
            told = numpy.array([set(f) == held for f in folds])
            seen = numpy.array([not set(f) & held for f in folds])
            if told.any():
                out[told] = likelihoods(fit(x[seen], y[seen]), x[told])
    return out


def main():
    data, casus, dump = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    header = (
        pathlib.Path(sys.argv[4])
        if len(sys.argv) > 4
        else HERE.parent / "src/assess/event_pair_weights.h"
    )
    listed = map(
        json.loads,
        (HERE.parent / "eval/pairs/pairs.ndjson").read_text(encoding="utf-8").splitlines(),
    )
    reports = {
        p[x]["report"] for p in listed if p["half"] == "dev" and p["kind"] != "actor" for x in "ab"
    }
    with tempfile.TemporaryDirectory() as folder:
        record = scorer.Record(casus, scorer.texts_of(data), reports, folder)
        known = labelled(record)
        rows = [r for r, _, _ in known] + unlabelled(
            record, {tuple(sorted(r)) for r, _, _ in known}
        )
        y = numpy.array([same for _, same, _ in known] + [False] * (len(rows) - len(known)), float)
        dumped = subprocess.run(
            [dump, pathlib.Path(folder) / "pairs.db"],
            input="\n".join(f"{a} {b}" for a, b in rows),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        report_of = dict(
            record.db.execute(
                "SELECT e.id, r.source_id FROM events e JOIN reports r ON r.id = e.report"
            )
        )
    may, x = zip(*map(json.loads, dumped.splitlines()))
    may, x = numpy.array(may), numpy.array(x)
    folds = [[zlib.crc32(report_of[event].encode()) % FOLDS for event in row] for row in rows]
    weights = fit(x[may], y[may])
    judged = numpy.where(may, cross_validated(x, y, folds), 0)
    halves = {
        "dev": numpy.array([half == "dev" for _, _, half in known]),
        "dev and train": numpy.ones(len(known), bool),
    }
    judged, truth = judged[: len(known)], y[: len(known)] == 1

    def shares(half, threshold):
        given = halves[half] & (judged >= threshold)
        return (given & truth).sum(), given.sum(), (halves[half] & truth).sum()

    steps = [t / 100 for t in range(30, 95)]
    good = [t for t in steps if all(shares(h, t)[0] >= PRECISION * shares(h, t)[1] for h in halves)]
    threshold = good[0]
    print("  ".join(f"{name} {weight:+.2f}" for name, weight in zip((*FEATURES, "bias"), weights)))
    for half in halves:
        for t in sorted({threshold, 0.4, 0.5, 0.6, 0.7}):
            right, given, wanted = shares(half, t)
            print(
                f"{half:<14} at {t:.2f}: {right} right of {given} given, {wanted} wanted (P {right / max(1, given):.3f}, R {right / wanted:.3f})"
                + (" <- threshold" if t == threshold else "")
            )
    numbers = ", ".join(f"{w:.3f}" for w in weights[:-1])
    header.write_text(
        f"""// Made by train/joins.py; do not edit.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace casus {{

// {", ".join(FEATURES)}
inline constexpr std::array<double, {len(FEATURES)}> kEventPairWeights = {{{numbers}}};
inline constexpr double kEventPairBias = {weights[-1]:.3f};
inline constexpr double kEventPairThreshold = {threshold:.2f};

}}  // namespace casus
""",
        encoding="utf-8",
    )
    subprocess.run(["clang-format", "-i", header], check=True)


if __name__ == "__main__":
    main()

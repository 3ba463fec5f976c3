#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""MUC, B3 and CEAFe of coreference chains, raw text in, and their mean, the CoNLL score (Pradhan et al. 2014).

usage: coreference_score.py ONTOGUM.conll.xz TREEBANK.conllu.xz -- COMMAND ...
COMMAND reads NDJSON and prints CoNLL-U with Entity= in MISC; the treebank has the same texts with their spaces.
"""

import collections
import json
import pathlib
import subprocess
import sys

import numpy
from scipy.optimize import linear_sum_assignment

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "train"))
from conllu_entities import entities, letters
from coreference_data import documents


def f1(right_p, p, right_r, r):
    precision, recall = right_p / max(1e-9, p), right_r / max(1e-9, r)
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def parts(chain, of):
    """How many pieces the other side breaks a chain into."""
    return len({of[m] for m in chain if m in of}) + sum(m not in of for m in chain)


def muc(key, response):
    def sums(chains, of):
        return sum(len(c) - parts(c, of) for c in chains), sum(len(c) - 1 for c in chains)

    return sums(response, index(key)) + sums(key, index(response))


def index(chains):
    return {m: i for i, c in enumerate(chains) for m in c}


def b_cubed(key, response):
    def sums(chains, others):
        of, total = index(others), 0.0
        for c in chains:
            common = collections.Counter(of[m] for m in c if m in of)
            total += sum(n * n for n in common.values()) / len(c)
        return total, sum(len(c) for c in chains)

    return sums(response, key) + sums(key, response)


def ceaf(key, response):
    if not key or not response:
        return 0, len(response), 0, len(key)
    alike = numpy.array(
        [[2 * len(set(a) & set(b)) / (len(a) + len(b)) for b in response] for a in key]
    )
    rows, columns = linear_sum_assignment(-alike)
    best = alike[rows, columns].sum()
    return best, len(response), best, len(key)


def letter_chains(document):
    """Gold chains in letters."""
    at, count, offset = {}, 0, 0
    for c in document["text"]:
        at[offset] = count
        count += letters(c)
        offset += len(c.encode())
    at[offset] = count
    return [[(at[b], at[e]) for b, e in chain] for chain in document["chains"]]


def main():
    mark = sys.argv.index("--")
    docs = list(documents(sys.argv[1], sys.argv[2]))
    stream = "".join(
        json.dumps({"id": str(i), "text": d["text"]}) + "\n" for i, d in enumerate(docs)
    )
    out = subprocess.run(
        sys.argv[mark + 1 :], input=stream.encode(), capture_output=True, check=True
    ).stdout.decode()
    found = entities(out)
    totals = {
        "MUC": numpy.zeros(4),
        "B3": numpy.zeros(4),
        "CEAFe": numpy.zeros(4),
        "mentions": numpy.zeros(4),
    }
    for i, document in enumerate(docs):
        key = [c for c in letter_chains(document) if len(c) > 1]
        groups = collections.defaultdict(list)
        for begin, end, group, _, _ in found.get(i, []):
            groups[group].append((begin, end))
        response = [c for c in groups.values() if len(c) > 1]
        for name, measure in (("MUC", muc), ("B3", b_cubed), ("CEAFe", ceaf)):
            totals[name] += measure(key, response)
        gold, given = {m for c in key for m in c}, {m for c in response for m in c}
        totals["mentions"] += (len(gold & given), len(given), len(gold & given), len(gold))
    scores = {}
    for name, (right_p, p, right_r, r) in totals.items():
        scores[name], precision, recall = f1(right_p, p, right_r, r)
        print(
            f"{name:9} P {100 * precision:.1f}  R {100 * recall:.1f}  F1 {100 * scores[name]:.1f}"
        )
    print(
        f"CoNLL F1  {100 * (scores['MUC'] + scores['B3'] + scores['CEAFe']) / 3:.1f}   ({len(docs)} documents)"
    )


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Trains the section "references": whom a pronoun or a description means. Softmax over a mention's candidates by AdaGrad; right
are the candidates whose name the annotation accepts, and the description itself where its own words are accepted; where both are, the
name gets most of it, for a link tells more.

usage: train_references.py FOLDER WEIGHTS.f32 [--epochs N]      FOLDER is what train/corpus.py prepares
"""

import argparse
import pathlib
import random

import numpy
import readings_data

WEIGHTS, RATE, DECAY, NAMED = 1 << 15, 0.05, 2e-5, 0.8


def examples(reports):
    """(candidates' features, which are right, their shares or None for any, is a pronoun) of every annotated mention that is no name."""
    out = []
    for report in reports:
        seen = set()
        for word, names in report.mentions:
            candidates = report.words[word].get("refers")
            if not candidates or word in seen:
                continue
            seen.add(word)
            accepted = {report.scorer.canon(name) for name in names}
            right = [
                i for i, (name, _) in enumerate(candidates) if name and report.same(names, name)
            ]
            exact = [i for i in right if report.scorer.canon(candidates[i][0]) in accepted]
            itself = (
                [len(candidates) - 1] if report.same(names, report.words[word].get("party")) else []
            )
            shares = None
            if exact and itself:
                shares = {i: NAMED / len(exact) for i in exact} | {itself[0]: 1 - NAMED}
            right = exact + itself if exact else right + itself
            if right:  # else whoever is meant is no candidate: nothing to learn
                out.append(
                    (
                        [numpy.array(features) for _, features in candidates],
                        right,
                        shares,
                        report.words[word]["upos"] == "PRON",
                    )
                )
    return out


def probabilities(weights, candidates):
    scores = numpy.array([weights[f].sum() for f in candidates])
    scores = numpy.exp(scores - scores.max())
    return scores / scores.sum()


def accuracy(weights, data):
    right = [int(probabilities(weights, c).argmax()) in r for c, r, *_ in data]
    kind = lambda pronoun: [ok for ok, (*_, p) in zip(right, data) if p == pronoun]
    share = lambda xs: 100 * sum(xs) / max(1, len(xs))
    return f"all {share(right):.1f} pronouns {share(kind(True)):.1f} of {len(kind(True))} descriptions {share(kind(False)):.1f} of {len(kind(False))}"


def train(data, epochs, seed=1):
    weights, squares, total, rng = (
        numpy.zeros(WEIGHTS),
        numpy.full(WEIGHTS, 1e-3),
        numpy.zeros(WEIGHTS),
        random.Random(seed),
    )
    for _ in range(epochs):
        rng.shuffle(data)
        for candidates, right, shares, _ in data:
            p = probabilities(weights, candidates)
            mass = sum(p[i] for i in right)
            wanted = shares or {i: p[i] / mass for i in right}
            for i, features in enumerate(candidates):
                push = p[i] - wanted.get(i, 0)
                if abs(push) < 1e-4:
                    continue
                gradient = push + DECAY * weights[features]
                squares[features] += gradient**2
                weights[features] -= RATE * gradient / numpy.sqrt(squares[features])
        total += weights
    return total / epochs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=6)
    a = parser.parse_args()
    data = examples(readings_data.load([a.folder / "train.dump"], [a.folder / "train"]))
    dev = examples(readings_data.load([a.folder / "dev.dump"], [a.folder / "dev"]))
    print(len(data), "mentions; always the nearest named:", accuracy(numpy.zeros(WEIGHTS), dev))
    weights = train(data, a.epochs)
    print("train", accuracy(weights, data), "| dev", accuracy(weights, dev))
    weights.astype("<f4").tofile(a.weights)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Forecasts the roll calls of sessions of the UN General Assembly, and scores them beside simple rules, in one run.

usage: backtest.py FOLDER [MORE ...] [--test 66-70] [--learn 38-65] [--write ROOT]        needs numpy and scipy
FOLDER holds rollcalls.csv and votes.csv (.xz too; ../shared/data/votes/README.md has the columns); MORE adds later sessions in the same
form. Nothing of a tested session is used but what is known before its votes: the titles and subjects of its resolutions.
--write puts what casus itself learns from the votes under ROOT (votes/silent.py).
"""

import argparse
import os
import pathlib
import sys

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import numpy
from votes import silent
from votes.model import Softmax, from_before, from_half
from votes.rollcalls import REGIONS, YES, RollCalls

SEED = 19
PENALTY = 3e-3  # this and how far back to learn were chosen on sessions 61 to 65, learning on those before
LATE = 6  # sessions of which halves are learned, by chances from those before them
RECENT = 11  # sessions of which silent members are learned


def sessions(text):
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def scores(name, chances, votes):
    """Accuracy, Brier score (0 to 2), log score and calibration error (ten bins of the likeliest vote's chance)."""
    said, sure = chances.argmax(1), chances.max(1)
    right = said == votes
    brier = ((chances - numpy.eye(3)[votes]) ** 2).sum(1).mean()
    loss = -numpy.log(numpy.clip(chances[numpy.arange(len(votes)), votes], 1e-3, 1)).mean()
    bins = numpy.minimum((sure * 10).astype(int), 9)
    error = sum(
        (bins == one).mean() * abs(sure[bins == one].mean() - right[bins == one].mean())
        for one in set(bins)
    )
    print(
        f"  {name:<58} {100 * right.mean():6.2f} {brier:8.4f} {loss:8.4f} {error:8.4f}", flush=True
    )


def head(title):
    print(f"{title}\n  {'':<58} {'right %':>6} {'Brier':>7} {'log':>8} {'calib.':>8}")


class Rules:
    """The simple rules: each gives a share of votes a state, as its chances, from the sessions before."""

    def __init__(self, data, session):
        self.data, self.session, self.past = data, session, data.before(session, 20)
        self.recent = data.before(session, 5)
        self.like = data.likeness(session, self.past) - 0.0001 * (session - data.session[self.past])
        self.habit = data.cast[self.recent].sum(0) + 1e-3 * numpy.array([0, 0, 1])

    def yes(self, call, at):
        return numpy.tile([0, 0, 1.0], (len(self.data.states), 1))

    def most_frequent(self, call, at):
        return self.habit

    def last_on_subject(self, call, at):
        """The last vote on a resolution with the same subjects; what is most frequent where there is none."""
        last = numpy.eye(3)[self.habit.argmax(1)]
        for other in self.past:
            if self.data.subjects[other] == self.data.subjects[call]:
                there = self.data.votes[other] >= 0
                last[there] = self.data.cast[other][there]
        return last

    def region(self, call, at):
        """What the region voted on these subjects in five sessions."""
        same = [
            other for other in self.recent if self.data.subjects[other] == self.data.subjects[call]
        ]
        cast = self.data.cast[same if same else self.recent].sum(0)
        groups = numpy.stack(
            [cast[self.data.region == one].sum(0) for one in range(len(REGIONS) + 1)]
        )
        return groups[self.data.region] + 1e-3 * numpy.array([0, 0, 1])

    def nearest(self, count):
        def rule(call, at):
            near = self.past[numpy.argsort(-self.like[at], kind="stable")[:count]]
            cast = self.data.cast[near].sum(0)
            return numpy.where(cast.sum(1, keepdims=True) > 0, cast, self.habit)

        return rule

    def tables(self):
        named = {
            "always yes": self.yes,
            "the state's most frequent vote of five sessions": self.most_frequent,
            "the state's last vote on the subject": self.last_on_subject,
            "majority of the region on the subject": self.region,
            "the state's vote on the resolution nearest in words": self.nearest(1),
            "... on the five nearest": self.nearest(5),
        }
        now = self.data.within(self.session)
        for name, rule in named.items():
            found = numpy.stack([rule(call, at) for at, call in enumerate(now)])
            yield name, found / found.sum(2, keepdims=True)


def voted(data, which, tables):
    """What was foreseen and what came, of those who voted."""
    there = [data.votes[data.within(session)] >= 0 for session in which]
    return (
        numpy.concatenate([table[mask] for table, mask in zip(tables, there)]),
        numpy.concatenate(
            [data.votes[data.within(session)][mask] for session, mask in zip(which, there)]
        ),
    )


def learn(data, features, which):
    model = Softmax().fit(
        *voted(data, which, [features[session] for session in which]), penalty=PENALTY
    )
    return lambda session: model(features[session].reshape(-1, features[session].shape[2])).reshape(
        features[session].shape[:2] + (3,)
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--test", type=sessions, default=range(66, 71))
    parser.add_argument("--learn", type=sessions, default=range(38, 66))
    parser.add_argument("--write", type=pathlib.Path)
    arguments = parser.parse_args()
    for folder in arguments.folders:
        if not any(folder.glob("rollcalls.csv*")) or not any(folder.glob("votes.csv*")):
            sys.exit(f"{folder}: no rollcalls.csv and votes.csv there")
    data = RollCalls(arguments.folders)
    tested, learned = list(arguments.test), list(arguments.learn)
    if (
        len(learned) <= LATE
        or max(learned) >= min(tested)
        or any(not len(data.within(session)) for session in tested + learned)
    ):
        sys.exit(
            f"the sessions to learn from must come before those tested, be more than {LATE}, and all must be there"
        )

    head(
        f"A session's votes from the sessions before: {tested[0]} to {tested[-1]}, learned on {learned[0]} to {learned[-1]}"
    )
    rules = [dict(Rules(data, session).tables()) for session in tested]
    for name in rules[0]:
        scores(name, *voted(data, tested, [table[name] for table in rules]))
    features = {session: from_before(data, session) for session in learned + tested}
    chances = learn(data, features, learned)
    scores(
        "casus: words, habit, neighbours, last votes",
        *voted(data, tested, [chances(session) for session in tested]),
    )

    # What is learned of halves must rest on chances for sessions that the first model did not learn from.
    early, late = learned[:-LATE], learned[-LATE:]
    earlier, random = learn(data, features, early), numpy.random.default_rng(SEED)
    known = [from_half(data, session, earlier(session), random) for session in late]
    model = Softmax().fit(
        *(numpy.concatenate([part[at] for part in known]) for at in (0, 1)), steps=150
    )
    asked = [from_half(data, session, chances(session), random) for session in tested]
    given, votes, simple = (numpy.concatenate([part[at] for part in asked]) for at in range(3))
    head("The other half of the members from the votes of a random half")
    for name, column in (
        ("always yes", None),
        ("majority of the known", 3),
        ("majority of the region's known", 2),
        ("nearest neighbour in past votes", 0),
        ("nearest neighbour in past votes on this matter", 1),
    ):
        scores(
            name,
            numpy.eye(3)[
                numpy.full(len(votes), YES) if column is None else simple[:, column].astype(int)
            ],
            votes,
        )
    scores("casus: the forecast above, moved by the known half", model(given), votes)
    silent.backtest(data, learned[-RECENT:], tested, scores, head, arguments.write)


if __name__ == "__main__":
    main()

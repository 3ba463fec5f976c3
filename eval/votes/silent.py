# SPDX-License-Identifier: Apache-2.0
"""What casus uses itself: how the stance of a member that is silent follows from those who spoke (src/outlook/silent.cc).

Bodies are drawn at random, half of them of states that vote alike; some members are known, the others asked. Which way is yes is
drawn too, so that no side is the likelier; a roll call on which nine in ten vote the same way is left out.
"""

import numpy

from .model import Softmax, logs
from .rollcalls import CODES

KERNELS, AXES, LEAST, FADE = (
    (4, 10),
    8,
    0.02,
    4,
)  # FADE: in how many who spoke the caution of few fades


def coordinates(data, session):
    """A point a state, so that the product of two is how alike they vote."""
    values, vectors = numpy.linalg.eigh(data.agreement(session)[0])
    return vectors[:, -AXES:] * numpy.sqrt(numpy.maximum(values[-AXES:], 0))


def features(points, asked, known, told):
    """`told`: shares of (against, none, for) of each that is known. As silent.cc has it."""
    share = (told.sum(0) + 1 / 3) / (len(told) + 1)
    tie = numpy.clip(points[asked] @ points[known].T, -1, 1)
    columns = [numpy.tile(logs(share), (len(asked), 1))]
    for steep in KERNELS:
        kernel = numpy.exp(steep * (tie - 1))
        columns.append(
            logs((kernel @ told + LEAST * share) / (kernel.sum(1, keepdims=True) + LEAST))
        )
    own = numpy.concatenate(columns, 1)
    return numpy.concatenate(
        [numpy.ones((len(asked), 1)), own, own * numpy.exp(-len(told) / FADE)], 1
    )


def draw(data, which, random, bodies):
    """Features and votes of silent members of drawn bodies."""
    found = []
    for session in which:
        points = coordinates(data, session)
        for call in data.within(session):
            voters = numpy.where(data.votes[call] >= 0)[0]
            if data.cast[call][voters].mean(0).max() > 0.9:
                continue
            for _ in range(bodies):
                size = random.integers(5, 31)
                near = points[voters] @ points[random.choice(voters)]
                order = numpy.argsort(
                    -(near + random.normal(0, 0.3 if random.random() < 0.5 else 100, len(voters)))
                )
                members = voters[order[:size]]
                random.shuffle(members)
                spoke = random.integers(1, size)
                turn = [0, 1, 2] if random.random() < 0.5 else [2, 1, 0]
                given = features(
                    points,
                    members[spoke:],
                    members[:spoke],
                    data.cast[call][members[:spoke]][:, turn],
                )
                votes = numpy.array(turn)[data.votes[call][members[spoke:]]]
                majority = numpy.full(
                    len(votes), data.cast[call][members[:spoke]][:, turn].sum(0).argmax()
                )
                nearest = (points[members[spoke:]] @ points[members[:spoke]].T).argmax(1)
                found.append(
                    (
                        given,
                        votes,
                        majority,
                        numpy.array(turn)[data.votes[call][members[:spoke]]][nearest],
                    )
                )
    return [numpy.concatenate(part) for part in zip(*found)]


def evened(model):
    """Weights on the features as they are, for and against made the same from either side."""
    weights = model.weights / model.scale[:, None]
    weights[0] -= (model.mean / model.scale) @ model.weights - model.mean[0] * model.weights[0]
    turned = weights[[0] + [1 + 3 * block + (2 - vote) for block in range(6) for vote in range(3)]][
        :, ::-1
    ]
    return (weights + turned) / 2


def backtest(data, learned, tested, scores, head, root):
    random = numpy.random.default_rng(20)
    given, votes, _, _ = draw(data, learned, random, 4)
    weights = evened(Softmax().fit(given, votes))
    given, votes, majority, nearest = draw(data, tested, random, 4)
    head(
        "Silent members of small bodies from those who spoke, contested votes only (what `casus outlook` uses)"
    )
    scores("majority of those who spoke", numpy.eye(3)[majority], votes)
    scores("the nearest of those who spoke", numpy.eye(3)[nearest], votes)
    scores(
        "casus: those who spoke, weighed by past agreement",
        Softmax._chances(given @ weights),
        votes,
    )
    if root:
        write(data, tested[-1] + 1, weights, root)


def write(data, session, weights, root):
    points = coordinates(data, session)
    met = (data.votes[data.before(session, 8)] >= 0).sum(0) >= 50
    lines = [
        "# state; its place on eight axes, so that the product of two states' places is how alike they vote (-1 to 1).",
        "# Made by eval/backtest.py --write from the roll calls of the UN General Assembly, the eight sessions before "
        f"{session} (Voeten's data, MIT).",
    ]
    lines += [
        CODES[state] + ";" + " ".join(f"{value:.3f}" for value in points[at])
        for at, state in enumerate(data.states)
        if met[at] and state in CODES
    ]
    (root / "model/outlook/agreement.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = ",\n".join("    {" + ", ".join(f"{value:.4f}" for value in row) + "}" for row in weights)
    (root / "src/outlook/silent_weights.h").write_text(
        f"""// SPDX-License-Identifier: Apache-2.0
// Made by eval/backtest.py --write (eval/votes/silent.py): what a silent member's stance has to do with
// those who spoke. A row a feature, a column each against, none, for.
#pragma once

namespace casus::outlook {{

inline constexpr double kSilentWeights[{len(weights)}][3] = {{
{rows}}};

}}  // namespace casus::outlook
""",
        encoding="utf-8",
    )

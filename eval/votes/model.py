# SPDX-License-Identifier: Apache-2.0
"""What is measured of a vote before it is cast, and a softmax regression over it."""

import numpy
from scipy.optimize import minimize

KERNELS = (
    (25, 3),
    (12, 6),
    (6, 12),
)  # how sharply likeness of words counts, and in how many sessions the past fades


def logs(shares):
    return numpy.log(numpy.clip(shares, 0.005, 1))


class Softmax:
    """Three classes, features scaled, L2. Deterministic."""

    def fit(self, features, votes, penalty=1e-4, steps=120):
        self.mean, self.scale = features.mean(0), features.std(0) + 1e-6
        self.mean[0], self.scale[0] = 0, 1  # the first is the constant
        scaled = ((features - self.mean) / self.scale).astype(numpy.float32)
        wanted, count = numpy.eye(3, dtype=numpy.float32)[votes], len(votes)

        def loss(flat):
            weights = flat.reshape(-1, 3)
            chances = self._chances(scaled @ weights.astype(numpy.float32))
            slope = scaled.T @ (chances - wanted) / count
            kept = weights.copy()
            kept[0] = 0
            value = (
                -numpy.log(chances[numpy.arange(count), votes] + 1e-12).mean()
                + penalty * (kept**2).sum()
            )
            return float(value), (slope + 2 * penalty * kept).ravel().astype(float)

        found = minimize(
            loss,
            numpy.zeros(features.shape[1] * 3),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": steps},
        )
        self.weights = found.x.reshape(-1, 3)
        return self

    @staticmethod
    def _chances(scores):
        powers = numpy.exp(scores - scores.max(1, keepdims=True))
        return powers / powers.sum(1, keepdims=True)

    def __call__(self, features):
        return self._chances((features - self.mean) / self.scale @ self.weights)


def from_before(data, session):
    """Features of each vote of a session from the sessions before it: (roll calls, states, features)."""
    past, now = data.before(session, 20), data.within(session)
    like, ages = data.likeness(session, past), session - data.session[past]
    near = numpy.exp(6 * data.agreement(session, 10)[0])
    numpy.fill_diagonal(near, numpy.exp(6))
    shape, out = (len(now), len(data.states)), []

    def put(*values):
        for value in values:
            out.append(numpy.broadcast_to(value, shape).astype(numpy.float32))

    put(1)
    habit = data.cast[past[ages <= 5]].sum(0)
    habit = (habit + numpy.array([0.25, 0.75, 4])) / (habit.sum(1, keepdims=True) + 5)
    lately = data.cast[past[ages <= 1]].sum(0)
    lately = (lately + habit * 5) / (lately.sum(1, keepdims=True) + 5)
    for shares in (habit, lately):
        put(*logs(shares).T[:, None, :])
    sure = numpy.clip((like - 0.02 * ages).max(1), 0, 1)[:, None] ** numpy.array([1, 2, 4])
    for steep, fading in KERNELS:
        kernel = numpy.exp(steep * (like - 1) - ages / fading).astype(numpy.float32)
        own = numpy.tensordot(kernel, data.cast[past], axes=(1, 0))
        around = near.astype(numpy.float32) @ own
        everyone = own.sum(1, keepdims=True)
        around /= around.sum(2, keepdims=True) + 1e-9
        everyone = everyone / (everyone.sum(2, keepdims=True) + 1e-9)
        most = 0.15 * kernel.max(1)[:, None, None]
        own = (own + most * around) / (own.sum(2, keepdims=True) + most + 1e-30)
        for shares in (own, around, everyone):
            for vote in range(3):
                put(logs(shares[:, :, vote]))
                if steep > 6:
                    put(logs(shares[:, :, vote]) * sure[:, 2:])
    last, before_last = (numpy.zeros(shape + (3,), numpy.float32) for _ in range(2))
    age = numpy.full(shape, 30.0)
    for at in range(len(now)):
        for call in numpy.where(like[at] > 0.7)[0]:  # the same matter in an earlier session
            there = data.votes[past[call]] >= 0
            before_last[at, there] = last[at, there]
            last[at, there] = data.cast[past[call]][there]
            age[at, there] = ages[call]
    for vote in range(3):
        put(
            last[:, :, vote],
            last[:, :, vote] * numpy.exp(-age / 3),
            before_last[:, :, vote],
            last[:, :, vote] * before_last[:, :, vote],
        )
    put(*sure.T[:, :, None])
    put(numpy.array([[float(data.calls[call]["important"] or 0)] for call in now]))
    for subject in ("me", "nu", "di", "hr", "co", "ec"):
        put(numpy.array([[subject in data.subjects[call]] for call in now]))
    return numpy.stack(out, 2)


def from_half(data, session, chances, random):
    """Of each roll call a random half of who voted is known. Features of the others, their votes, and what neighbours say."""
    past, now = data.before(session, 15), data.within(session)
    like, ages = data.likeness(session, past), session - data.session[past]
    alike, same = data.agreement(session)
    values, vectors = numpy.linalg.eigh(alike)
    ideal = vectors[:, -8:] * numpy.sqrt(numpy.maximum(values[-8:], 0))
    features, votes, simple = [], [], []
    for at, call in enumerate(now):
        voters = numpy.where(data.votes[call] >= 0)[0]
        random.shuffle(voters)
        known, asked = (
            numpy.sort(voters[: len(voters) // 2]),
            numpy.sort(voters[len(voters) // 2 :]),
        )
        told, thought = data.cast[call][known], chances[at][known]
        share, expected = told.mean(0), thought.mean(0)
        columns = [
            numpy.ones((len(asked), 1)),
            logs(chances[at][asked]),
            numpy.tile(numpy.r_[logs(share), share - expected], (len(asked), 1)),
        ]
        weight = numpy.exp(10 * (like[at] - 1) - ages / 8)
        nearest = numpy.argsort(-weight, kind="stable")[:40]
        weight, cast = weight[nearest][:, None], data.cast[past[nearest]]
        there = cast.sum(2)
        met = (there[:, asked] * weight).T @ there[:, known]
        agreed = sum((cast[:, asked, vote] * weight).T @ cast[:, known, vote] for vote in range(3))
        general = same[numpy.ix_(asked, known)]
        on_this = (agreed + general * weight.sum() * 0.3) / (met + weight.sum() * 0.3)
        tie = alike[numpy.ix_(asked, known)]
        for nearness in (
            4 * (tie - 1),
            10 * (tie - 1),
            12 * (on_this - 1),
            25 * (on_this - 1),
            10 * (tie + on_this - 2),
        ):
            kernel = numpy.exp(nearness)
            total = kernel.sum(1, keepdims=True) + 0.02
            said, foreseen = (
                (kernel @ told + 0.02 * share) / total,
                (kernel @ thought + 0.02 * expected) / total,
            )
            columns += [logs(said), said - foreseen, logs(said) - logs(foreseen)]
        basis = numpy.c_[numpy.ones(len(known)), ideal[known]]
        fitted = numpy.linalg.solve(
            basis.T @ basis + numpy.diag([0.1] + [1.5] * 8), basis.T @ (told - thought)
        )
        moved = numpy.c_[numpy.ones(len(asked)), ideal[asked]] @ fitted
        columns += [moved, logs(numpy.clip(chances[at][asked] + moved, 0.01, 1))]
        for kernel in (general, on_this):
            first = kernel.argmax(1)
            columns.append(told[first] * kernel.max(1)[:, None] ** 4)
        features.append(numpy.concatenate(columns, 1).astype(numpy.float32))
        votes.append(data.votes[call][asked])
        group = [
            data.cast[call][known[data.region[known] == data.region[state]]].sum(0)
            for state in asked
        ]
        simple.append(
            numpy.c_[
                data.votes[call][known[general.argmax(1)]],
                data.votes[call][known[on_this.argmax(1)]],
                [(one if one.sum() else share).argmax() for one in group],
                numpy.full(len(asked), share.argmax()),
            ]
        )
    return tuple(numpy.concatenate(part) for part in (features, votes, simple))

# SPDX-License-Identifier: Apache-2.0
"""Logistic regression with a ridge of its own for each weight, as calibrate.py and ties.py fit it."""

import numpy


def fit(x, y, ridge):
    """Weights [F] of rows x [N,F] with y 0 or 1, by Newton's method with halved steps."""
    loss = lambda w: numpy.logaddexp(0, -(2 * y - 1) * (x @ w)).sum() + 0.5 * (ridge * w * w).sum()
    w = numpy.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + numpy.exp(-x @ w))
        step = numpy.linalg.solve(
            (x * (p * (1 - p))[:, None]).T @ x + numpy.diag(ridge), x.T @ (p - y) + ridge * w
        )
        while loss(w - step) > loss(w) and numpy.abs(step).max() > 1e-6:
            step = step / 2
        w = w - step
    return w

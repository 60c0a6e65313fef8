#!/usr/bin/python3
"""References for losses over rows of scores that the compiler puts into a stabler form; writes stable-rows.json beside this file.

The losses are written in C# in StableRowTests.cs; here is what they compute, with 800 digits, and their gradients by central differences of that precision (step 1e-250, so
that some 500 digits agree). Rounded to 25 digits. Needs python3-mpmath.
"""

import json
import pathlib

from mpmath import mp, mpf

mp.dps = 800
HERE = pathlib.Path(__file__).resolve().parent
STEP = mpf(10) ** -250
exp, log = mp.exp, mp.log


def softmax(s):
    total = mp.fsum(exp(x) for x in s)
    return [exp(x) / total for x in s]


def log_sum_exp(s):
    return log(mp.fsum(exp(x) for x in s))


WEIGHTS = [0.5, 0, 2, 1.25, 0.75]

LOSSES = {
    "CrossEntropy": lambda s, y: -log(softmax(s)[y]),
    "LogSumExp": lambda s, y: log_sum_exp(s),
    "LogSumExpOfOthers": lambda s, y: log_sum_exp([x for j, x in enumerate(s) if j != y]),
    "WeightedLogSumExp": lambda s, y: log(mp.fsum(mpf(WEIGHTS[j % 5]) * exp(x) for j, x in enumerate(s))),
    "SoftMaximum": lambda s, y: mp.fsum(p * x for p, x in zip(softmax(s), s)),
    "OneAndOthers": lambda s, y: log(1 + mp.fsum(exp(x - s[y]) for j, x in enumerate(s) if j != y)),
    "Brier": lambda s, y: mp.fsum((p - (1 if j == y else 0)) ** 2 for j, p in enumerate(softmax(s))),
    "Entropy": lambda s, y: -mp.fsum(p * log(p) for p in softmax(s)),
    "Smoothed": lambda s, y: -mp.fsum((mpf(0.875 if j == y else 0) + mpf(0.125) / len(s)) * log(p) for j, p in enumerate(softmax(s))),
    "Focal": lambda s, y: -(1 - softmax(s)[y]) ** 2 * log(softmax(s)[y]),
    "Temperature": lambda s, y: log_sum_exp([x / mpf(0.5) for x in s]) * mpf(0.5),
    "ProductOfProbabilities": lambda s, y: -mp.fsum(log(1 / (1 + exp(-x))) for x in s),
}

ROWS = [
    ([0.3, -1.2, 0.7], 0),
    ([123.0, 456.0, 789.0], 0),
    ([123.0, 456.0, 789.0], 2),
    ([1000.0, 1000.0, 999.0, -4000.0], 1),
    ([-800.0, -801.0, -799.5], 1),
    ([1e30, 5.0, -1e30], 0),
    ([2.0, 2.5, 1.5, 40.0, 3.0, -3.0], 3),
]


def digits(value):
    return mp.nstr(value, 25, strip_zeros=False, min_fixed=0, max_fixed=0) if value != 0 else "0"


def gradient(loss, scores, label):
    partials = []
    for k in range(len(scores)):
        above, below = list(scores), list(scores)
        above[k] += STEP
        below[k] -= STEP
        slope = (loss(above, label) - loss(below, label)) / (2 * STEP)
        partials.append(slope if abs(slope) > mpf(10) ** -240 else mpf(0))
    return partials


if __name__ == "__main__":
    table = []
    for name, loss in LOSSES.items():
        for scores, label in ROWS:
            if name == "ProductOfProbabilities" and max(abs(x) for x in scores) > 1e4:
                continue
            exact = [mpf(x) for x in scores]
            table.append({"loss": name, "scores": scores, "label": label, "value": digits(loss(exact, label)), "gradient": [digits(x) for x in gradient(loss, exact, label)]})
    text = ",\n".join(json.dumps(row, separators=(",", ":")) for row in table)
    (HERE / "stable-rows.json").write_text(f"[\n{text}\n]\n")

#!/usr/bin/python3
"""The reference optimum of softmax cross-entropy + L2 on all digits, by SciPy; writes softmax-digits.json beside this file.

    F(W, b) = mean_i ( log sum_c exp(s_ic) - s_i,y_i ) + strength * sum W^2,    s_i = W x_i + b

in double, with features of [0, 16] divided by 16 and a bias that is not penalised. Needs the Debian packages python3-numpy and
python3-scipy; nothing of the library is used but its data file.
"""

import gzip
import json
import pathlib

import numpy as np
import scipy
from scipy.optimize import minimize
from scipy.special import logsumexp

HERE = pathlib.Path(__file__).resolve().parent
DIGITS = HERE.parents[1] / "src/AutoGradLinear/Data/Samples/digits.bin.gz"
PIXELS, CLASSES, STRENGTH = 64, 10, 1e-3
OPTIONS = {"maxiter": 100_000, "maxfun": 1_000_000, "maxcor": 50, "ftol": 0.0, "gtol": 1e-10}


def load():
    rows = np.frombuffer(gzip.decompress(DIGITS.read_bytes()), np.uint8).reshape(-1, PIXELS + 1)
    return rows[:, :PIXELS] / 16.0, rows[:, PIXELS].astype(int)


def objective(parameters, features, labels):
    count = len(labels)
    weights = parameters[: CLASSES * PIXELS].reshape(CLASSES, PIXELS)
    bias = parameters[CLASSES * PIXELS :]
    scores = features @ weights.T + bias
    normaliser = logsumexp(scores, axis=1)
    value = np.mean(normaliser - scores[np.arange(count), labels]) + STRENGTH * np.sum(weights**2)
    slopes = np.exp(scores - normaliser[:, None])
    slopes[np.arange(count), labels] -= 1.0
    slopes /= count
    return value, np.concatenate([(slopes.T @ features + 2.0 * STRENGTH * weights).ravel(), slopes.sum(axis=0)])


def main():
    features, labels = load()
    start = np.zeros(CLASSES * (PIXELS + 1))
    result = minimize(objective, start, args=(features, labels), jac=True, method="L-BFGS-B", options=OPTIONS)
    value, gradient = objective(result.x, features, labels)
    scores = features @ result.x[: CLASSES * PIXELS].reshape(CLASSES, PIXELS).T + result.x[CLASSES * PIXELS :]
    report = {
        "objective": float(value),
        "gradientNorm": float(np.linalg.norm(gradient)),
        "objectiveAtZero": float(objective(start, features, labels)[0]),
        "accuracy": float(np.mean(scores.argmax(axis=1) == labels)),
        "iterations": int(result.nit),
        "formula": "mean cross-entropy + strength * sum of squared weights; bias not penalised",
        "examples": len(labels),
        "featureScale": "1/16",
        "strength": STRENGTH,
        "solver": {"name": "scipy.optimize.minimize L-BFGS-B", "scipy": scipy.__version__, "numpy": np.__version__, **OPTIONS},
    }
    (HERE / "softmax-digits.json").write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""References for formulas that the compiler puts into a stabler form; writes stable-forms.json beside this file.

Each case is a formula as a user writes it in C#, its value and its partial derivatives at points over the whole range, computed with 800 digits and rounded to 25. Beside each
result stands its scale: the sum of the magnitudes of the terms that it is the sum of, where they cancel; otherwise the magnitude of the result. Needs python3-mpmath.
"""

import json
import pathlib

from mpmath import mp, mpf

mp.dps = 800
HERE = pathlib.Path(__file__).resolve().parent

one = mpf(1)
exp, log, sqrt, cosh, tanh = mp.exp, mp.log, mp.sqrt, mp.cosh, mp.tanh


def sigmoid(x):
    return one / (1 + exp(-x))


def softplus(x):
    return log(1 + exp(x))


def share(x, *others):
    return 1 / (1 + sum(exp(other - x) for other in others))


def own_slope(x, y, z):
    """p - p^2, which cancels where p is near 1."""
    p = share(x, y, z)
    return {"value": p * (1 - p), "scale": blurred(p, x - y, x - z, y - z)["scale"]}


def cross_slope(x, y, z):
    return blurred(-share(x, y, z) * share(y, x, z), x - y, x - z, y - z)


TINY = [1e-300, 1e-160, 1e-40, 1e-17, 3e-9, 2e-4]
MIDDLE = [0.01, 0.1, 0.3, 0.5, 0.6931, 1.0, 1.7, 2.5, 6.0, 17.0]
FAR = [33.0, 36.9, 40.0, 88.0, 300.0, 700.0]
HUGE = [720.0, 5000.0, 1e10, 1e200]
POSITIVE = TINY + MIDDLE + FAR + HUGE
SIGNED = [0.0] + POSITIVE + [-x for x in POSITIVE]
NEAR = [x for x in SIGNED if abs(x) <= 700]
PAIRS = [(x, y) for x in (-5000.0, -700.0, -3.0, -1e-9, 0.4, 36.0, 710.0, 4000.0) for y in (-5000.0, -2.9, 1e-9, 0.41, 700.0, 4000.0)]



def blurred(value, *exponents):
    """A result with e to a difference of the arguments: rounding the difference d already costs the factor 1 + |d| / 2 units."""
    return {"value": value, "scale": abs(value) * (1 + max(abs(exponent) for exponent in exponents) / 2)}


TRIPLES = [(x, y, 0.3) for x, y in PAIRS if max(abs(x), abs(y)) < 1000]

MODEST = [pair for pair in PAIRS if max(abs(pair[0]), abs(pair[1])) < 1000]
BELOW_ONE = TINY + MIDDLE[:5] + [0.999] + [-x for x in TINY + MIDDLE + FAR]

# name, parameters, formula in C#, points, value, partial derivatives; a result may be a list of terms that are added.
CASES = [
    ("Softplus", "double x", "Math.Log(1 + Math.Exp(x))", SIGNED, softplus, [sigmoid]),
    ("LogOfOnePlus", "double x", "Math.Log(1 + x)", [0.0] + POSITIVE + [-x for x in TINY + MIDDLE[:5]] + [-0.999, -0.9999999],
     lambda x: log(1 + x), [lambda x: 1 / (1 + x)]),
    ("ExpLessOne", "double x", "Math.Exp(x) - 1", NEAR, lambda x: exp(x) - 1, [exp]),
    ("OneLessExp", "double x", "1 - Math.Exp(x)", NEAR, lambda x: 1 - exp(x), [lambda x: -exp(x)]),
    ("LogOfOneLessExp", "double x", "Math.Log(1 - Math.Exp(x))", [-x for x in POSITIVE], lambda x: log(1 - exp(x)), [lambda x: -exp(x) / (1 - exp(x))]),
    ("LogOfExpLessOne", "double x", "Math.Log(Math.Exp(x) - 1)", POSITIVE, lambda x: log(exp(x) - 1), [lambda x: exp(x) / (exp(x) - 1)]),
    ("LogOfOneLess", "double x", "Math.Log(1 - x)", [0.0] + TINY + MIDDLE[:5] + [0.999] + [-x for x in POSITIVE], lambda x: log(1 - x), [lambda x: -1 / (1 - x)]),
    ("Sigmoid", "double x", "1 / (1 + Math.Exp(-x))", SIGNED, sigmoid, [lambda x: sigmoid(x) * sigmoid(-x)]),
    ("SigmoidByExp", "double x", "Math.Exp(x) / (1 + Math.Exp(x))", SIGNED, sigmoid, [lambda x: sigmoid(x) * sigmoid(-x)]),
    ("ScaledSigmoid", "double y, double x", "y / (1 + Math.Exp(x))", [(y, x) for y in (-2.5, 1e-3) for x in NEAR],
     lambda y, x: y * sigmoid(-x), [lambda y, x: sigmoid(-x), lambda y, x: -y * sigmoid(x) * sigmoid(-x)]),
    ("OtherSigmoid", "double x", "1 - 1 / (1 + Math.Exp(-x))", SIGNED, lambda x: sigmoid(-x), [lambda x: -sigmoid(x) * sigmoid(-x)]),
    ("LogSigmoid", "double x", "Math.Log(1 / (1 + Math.Exp(-x)))", SIGNED, lambda x: -softplus(-x), [lambda x: sigmoid(-x)]),
    ("LogOfOtherSigmoid", "double x", "Math.Log(1 - 1 / (1 + Math.Exp(-x)))", SIGNED, lambda x: -softplus(x), [lambda x: -sigmoid(x)]),
    ("BinaryCrossEntropy", "double x, double t", "-(t * Math.Log(1 / (1 + Math.Exp(-x))) + (1 - t) * Math.Log(1 - 1 / (1 + Math.Exp(-x))))",
     [(x, t) for x in SIGNED for t in (0.0, 0.25, 1.0)], lambda x, t: t * softplus(-x) + (1 - t) * softplus(x),
     [lambda x, t: [(1 - t) * sigmoid(x), -t * sigmoid(-x)], lambda x, t: [softplus(-x), -softplus(x)]]),
    ("Focal", "double x", "-Math.Pow(1 - 1 / (1 + Math.Exp(-x)), 2) * Math.Log(1 / (1 + Math.Exp(-x)))", [x for x in SIGNED if x <= 300],
     lambda x: sigmoid(-x) ** 2 * softplus(-x), [lambda x: -2 * sigmoid(-x) ** 2 * sigmoid(x) * softplus(-x) - sigmoid(-x) ** 3]),
    ("TwoExponentials", "double x, double y", "Math.Log(Math.Exp(x) + Math.Exp(y))", PAIRS,
     lambda x, y: [max(x, y), log(1 + exp(-abs(x - y)))], [lambda x, y: blurred(sigmoid(x - y), x - y), lambda x, y: blurred(sigmoid(y - x), x - y)]),
    ("ThreeExponentials", "double x, double y, double z", "Math.Log(Math.Exp(x) + Math.Exp(y) + Math.Exp(z))", [(x, y, 0.3) for x, y in PAIRS],
     lambda x, y, z: [max(x, y, z), log(exp(x) + exp(y) + exp(z)) - max(x, y, z)],
     [lambda x, y, z: blurred(share(x, y, z), x - y, x - z), lambda x, y, z: blurred(share(y, x, z), x - y, y - z), lambda x, y, z: blurred(share(z, x, y), x - z, y - z)]),
    ("FirstOfThree", "double x, double y, double z", "Math.Exp(x) / (Math.Exp(x) + Math.Exp(y) + Math.Exp(z))", TRIPLES,
     lambda x, y, z: blurred(share(x, y, z), x - y, x - z), [own_slope, cross_slope, lambda x, y, z: cross_slope(x, z, y)]),
    ("SecondOfThree", "double x, double y, double z", "Math.Exp(y) / (Math.Exp(x) + Math.Exp(y) + Math.Exp(z))", TRIPLES,
     lambda x, y, z: blurred(share(y, x, z), x - y, y - z), [cross_slope, lambda x, y, z: own_slope(y, x, z), lambda x, y, z: cross_slope(y, z, x)]),
    ("ThirdOfThree", "double x, double y, double z", "Math.Exp(z) / (Math.Exp(x) + Math.Exp(y) + Math.Exp(z))", TRIPLES,
     lambda x, y, z: blurred(share(z, x, y), x - z, y - z), [lambda x, y, z: cross_slope(x, z, y), lambda x, y, z: cross_slope(y, z, x), lambda x, y, z: own_slope(z, x, y)]),
    ("OneAndTwoExponentials", "double x, double y", "Math.Log(1 + Math.Exp(x) + Math.Exp(y))", PAIRS,
     lambda x, y: log(1 + exp(x) + exp(y)), [lambda x, y: blurred(share(x, y, 0), x - y, x), lambda x, y: blurred(share(y, x, 0), x - y, y)]),
    ("TwoExponentialsAndOne", "double x, double y", "Math.Log(Math.Exp(y) + Math.Exp(x) + 1)", PAIRS,
     lambda x, y: log(1 + exp(x) + exp(y)), [lambda x, y: blurred(share(x, y, 0), x - y, x), lambda x, y: blurred(share(y, x, 0), x - y, y)]),
    ("FirstBesideOne", "double x, double y", "Math.Exp(x) / (1 + Math.Exp(x) + Math.Exp(y))", MODEST,
     lambda x, y: blurred(share(x, y, 0), x - y, x), [lambda x, y: own_slope(x, y, mpf(0)), lambda x, y: cross_slope(x, y, mpf(0))]),
    ("SecondBesideOne", "double x, double y", "Math.Exp(y) / (1 + Math.Exp(x) + Math.Exp(y))", MODEST,
     lambda x, y: blurred(share(y, x, 0), x - y, y), [lambda x, y: cross_slope(x, y, mpf(0)), lambda x, y: own_slope(y, x, mpf(0))]),
    ("FirstBesideLastOne", "double x, double y", "Math.Exp(x) / (Math.Exp(y) + Math.Exp(x) + 1)", MODEST,
     lambda x, y: blurred(share(x, y, 0), x - y, x), [lambda x, y: own_slope(x, y, mpf(0)), lambda x, y: cross_slope(x, y, mpf(0))]),
    ("OneBesideTwo", "double x, double y", "1 / (1 + Math.Exp(x) + Math.Exp(y))", MODEST,
     lambda x, y: blurred(share(0, x, y), x, y), [lambda x, y: cross_slope(x, mpf(0), y), lambda x, y: cross_slope(y, mpf(0), x)]),
    ("LastOneBesideTwo", "double x, double y", "1 / (Math.Exp(x) + Math.Exp(y) + 1)", MODEST,
     lambda x, y: blurred(share(0, x, y), x, y), [lambda x, y: cross_slope(x, mpf(0), y), lambda x, y: cross_slope(y, mpf(0), x)]),
    ("DifferenceOfExponentials", "double x, double y", "Math.Log(Math.Exp(x) - Math.Exp(y))", [(max(p), min(p)) for p in PAIRS if p[0] != p[1]],
     lambda x, y: [x, log(1 - exp(y - x))], [lambda x, y: exp(x) / (exp(x) - exp(y)), lambda x, y: blurred(-exp(y) / (exp(x) - exp(y)), x - y)]),
    ("QuotientOfExponentials", "double x, double y", "Math.Exp(x) / (Math.Exp(x) + Math.Exp(y))", PAIRS,
     lambda x, y: blurred(sigmoid(x - y), x - y), [lambda x, y: blurred(sigmoid(x - y) * sigmoid(y - x), x - y), lambda x, y: blurred(-sigmoid(x - y) * sigmoid(y - x), x - y)]),
    ("LogOfExp", "double x", "Math.Log(Math.Exp(x)) * x", SIGNED[:-1], lambda x: x * x, [lambda x: 2 * x]),
    ("LogOfExpUnder", "double x, double y", "Math.Log(y / Math.Exp(x))", [(x, y) for x in (-5000.0, -3.0, 800.0, 1e10) for y in (1e-300, 0.3, 7.0)],
     lambda x, y: [-x, log(y)], [lambda x, y: -one, lambda x, y: 1 / y]),
    ("LogOfScaledSigmoid", "double y, double x", "Math.Log(y / (1 + Math.Exp(-x)))", [(y, x) for y in (1e-300, 0.3, 7.0) for x in SIGNED if abs(x) < 1e100],
     lambda y, x: [log(y), -softplus(-x)], [lambda y, x: 1 / y, lambda y, x: sigmoid(-x)]),
    ("ExpPlusMinusOne", "double x", "-1 + Math.Exp(x)", NEAR, lambda x: exp(x) - 1, [exp]),
    ("LogOfExpTimes", "double x, double y", "Math.Log(Math.Exp(x) * y)", [(x, y) for x in (-5000.0, -3.0, 800.0, 1e10) for y in (1e-300, 0.3, 7.0)],
     lambda x, y: [x, log(y)], [lambda x, y: one, lambda x, y: 1 / y]),
    ("LogOfExpOver", "double x, double y", "Math.Log(Math.Exp(x) / y)", [(x, y) for x in (-5000.0, -3.0, 800.0, 1e10) for y in (1e-300, 0.3, 7.0)],
     lambda x, y: [x, -log(y)], [lambda x, y: one, lambda x, y: -1 / y]),
    ("LogCosh", "double x", "Math.Log(Math.Cosh(x))", [x for x in SIGNED if abs(x) > 1e-150 or x == 0], lambda x: log(cosh(x)), [tanh]),
    ("XLogX", "double x", "x * Math.Log(x)", [x for x in POSITIVE if x > 1e-290], lambda x: x * log(x), [lambda x: [log(x), one]]),
    ("NegativeXLogX", "double x", "-x * Math.Log(x)", [x for x in POSITIVE if x > 1e-290], lambda x: -x * log(x), [lambda x: [-log(x), -one]]),
    ("XNegativeLogX", "double x", "x * -Math.Log(x)", [x for x in POSITIVE if x > 1e-290], lambda x: -x * log(x), [lambda x: [-log(x), -one]]),
    ("YXLogX", "double y, double x", "y * x * Math.Log(x)", [(y, x) for y in (-2.5, 1e-3) for x in POSITIVE if 1e-200 < x < 1e190],
     lambda y, x: y * x * log(x), [lambda y, x: x * log(x), lambda y, x: [y * log(x), y]]),
    ("XYLogX", "double y, double x", "x * (Math.Log(x) * y)", [(y, x) for y in (-2.5, 1e-3) for x in POSITIVE if 1e-200 < x < 1e190],
     lambda y, x: y * x * log(x), [lambda y, x: x * log(x), lambda y, x: [y * log(x), y]]),
    ("EntropyOfOther", "double x", "(1 - x) * Math.Log(1 - x)", BELOW_ONE, lambda x: (1 - x) * log(1 - x), [lambda x: [-log(1 - x), -one]]),
    ("NegativeEntropyOfOther", "double x", "-(1 - x) * Math.Log(1 - x)", BELOW_ONE, lambda x: -(1 - x) * log(1 - x), [lambda x: [log(1 - x), one]]),
    ("DifferenceOfLogarithms", "double x, double y", "Math.Log(x) - Math.Log(y)",
     [(1.0, 1.0 + 2 ** -40), (3.0, 3.0 + 2 ** -50), (1e200, 1e-200), (1e-300, 1e300), (0.7, 0.3), (5.0, 4.9999), (1e-300, 1.1e-300), (2.0, 7.0)],
     lambda x, y: log(x / y), [lambda x, y: 1 / x, lambda x, y: -1 / y]),
    ("Root", "double x, double y", "Math.Sqrt(x * x + y * y)", [(3.0, 4.0), (1e200, 1e200), (1e-200, 2e-200), (-1e160, 3.0), (1e-170, 0.0), (0.3, -0.4)],
     lambda x, y: sqrt(x * x + y * y), [lambda x, y: x / sqrt(x * x + y * y), lambda x, y: y / sqrt(x * x + y * y)]),
    ("RootOfSquareLessOne", "double x", "Math.Sqrt(1 + x * x) - 1", [x for x in SIGNED if 1e-150 < abs(x) < 1e150] + [0.0], lambda x: sqrt(1 + x * x) - 1, [lambda x: x / sqrt(1 + x * x)]),
    ("RootLessOne", "double x", "Math.Sqrt(1 + x) - 1", [0.0] + POSITIVE + [-x for x in TINY + MIDDLE[:5]], lambda x: sqrt(1 + x) - 1, [lambda x: 1 / (2 * sqrt(1 + x))]),
]


def digits(value):
    return mp.nstr(value, 25, strip_zeros=False, min_fixed=0, max_fixed=0) if value != 0 else "0"


def entry(result):
    if isinstance(result, dict):
        return [digits(result["value"]), digits(result["scale"])]
    terms = result if isinstance(result, list) else [result]
    total, scale = mp.fsum(terms), mp.fsum([abs(term) for term in terms])
    return [digits(total)] if len(terms) == 1 else [digits(total), digits(scale)]


def case(name, parameters, formula, points, value, partials):
    rows = []
    for point in points:
        arguments = point if isinstance(point, tuple) else (point,)
        exact = [mpf(argument) for argument in arguments]
        rows.append({"at": [repr(argument) for argument in arguments], "results": [entry(function(*exact)) for function in [value, *partials]]})
    return {"name": name, "parameters": parameters, "formula": formula, "points": rows}


if __name__ == "__main__":
    text = ",\n".join(json.dumps(case(*row), separators=(",", ":")) for row in CASES)
    (HERE / "stable-forms.json").write_text(f"[\n{text}\n]\n")

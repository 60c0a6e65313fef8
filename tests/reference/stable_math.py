#!/usr/bin/python3
"""References for the numerically stable functions and their derivatives, by mpmath; writes stable-math.json beside this file.

    python3 stable_math.py                                       # the file of the tests
    python3 stable_math.py --density 20 --output dense.json      # twenty times the arguments, to measure errors

Every function and derivative is computed as it is defined, with no stable form, in 800 digits, which leaves more than 50 where
numbers of 1e-300 are added to 1. Numbers that every double rounds to 0 or an infinity are written so. Needs mpmath; nothing of the library
is used.

For each real type the file has families of functions with the same arguments: the names of the columns, then a row for each argument.
F' is the derivative, F'0 and F'1 are those by the first and second argument. Arguments are numbers of the type, written so that reading
them as double (and converting to float) is exact; results are strings of 20 digits.
"""

import argparse
import json
import pathlib

from mpmath import mp

from stable_math_arguments import FORMATS, Arguments

HERE = pathlib.Path(__file__).resolve().parent
DIGITS = 20
mp.dps = 800


def over(numerator, denominator):
    """The quotient, an infinity where the denominator is 0."""
    return mp.sign(numerator) * mp.inf if denominator == 0 else numerator / denominator


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def sigmoid_slope(x):
    return mp.exp(-x) / (1 + mp.exp(-x)) ** 2


def x_log_x(x):
    return mp.mpf(0) if x == 0 else x * mp.log(x)


# One argument: the function and its derivative.
UNARY = {
    "Log1P": (lambda x: mp.log(1 + x), lambda x: over(mp.mpf(1), 1 + x)),
    "ExpM1": (lambda x: mp.exp(x) - 1, mp.exp),
    "Log1MExp": (lambda x: mp.log(1 - mp.exp(x)), lambda x: over(-mp.exp(x), 1 - mp.exp(x))),
    "LogExpM1": (lambda x: mp.log(mp.exp(x) - 1), lambda x: over(mp.exp(x), mp.exp(x) - 1)),
    "Sigmoid": (sigmoid, sigmoid_slope),
    "Softplus": (lambda x: mp.log(1 + mp.exp(x)), sigmoid),
    "LogSigmoid": (lambda x: -mp.log(1 + mp.exp(-x)), lambda x: sigmoid(-x)),
    "LogCosh": (lambda x: mp.log((mp.exp(x) + mp.exp(-x)) / 2), mp.tanh),
    "XLogX": (x_log_x, lambda x: mp.log(x) + 1),
    "Sqrt1PM1": (lambda x: mp.sqrt(1 + x) - 1, lambda x: over(mp.mpf(1), 2 * mp.sqrt(1 + x))),
}

# Two arguments: the function and both partial derivatives.
BINARY = {
    "LogAddExp": (
        lambda x, y: mp.log(mp.exp(x) + mp.exp(y)),
        lambda x, y: 1 / (1 + mp.exp(y - x)),
        lambda x, y: 1 / (1 + mp.exp(x - y)),
    ),
    "LogSubExp": (
        lambda x, y: mp.log(mp.exp(x) - mp.exp(y)),
        lambda x, y: over(mp.mpf(1), 1 - mp.exp(y - x)),
        lambda x, y: over(mp.mpf(-1), mp.exp(x - y) - 1),
    ),
    "LogRatio": (lambda x, y: mp.log(x) - mp.log(y), lambda x, y: 1 / x, lambda x, y: -1 / y),
}


def text(value):
    magnitude = abs(value)
    if magnitude < mp.mpf("1e-400"):
        return "0"
    if magnitude > mp.mpf("1e400"):
        return "-Infinity" if value < 0 else "Infinity"
    return mp.nstr(value, DIGITS)


def family(names, functions, rows):
    table = [[*row, *(text(function(*map(mp.mpf, row))) for function in functions)] for row in rows]
    return {"columns": names, "rows": table}


def rows_family(rows):
    table = []
    for row in rows:
        exponentials = [mp.exp(mp.mpf(x)) for x in row]
        total = mp.fsum(exponentials)
        logarithm = mp.log(total)
        softmax = [text(exponential / total) for exponential in exponentials]
        log_softmax = [text(mp.mpf(x) - logarithm) for x in row]
        table.append([row, text(logarithm), softmax, log_softmax])
    return {"columns": ["x", "LogSumExp", "Softmax", "LogSoftmax"], "rows": table}


def references(arguments):
    report = {}
    for name, functions in UNARY.items():
        rows = arguments.unary(name)
        report[name] = family(["x", name, f"{name}'"], functions, rows)
    for name, functions in BINARY.items():
        report[name] = family(["x", "y", name, f"{name}'0", f"{name}'1"], functions, arguments.binary(name))
    report["Rows"] = rows_family(arguments.rows())
    return report


def write(path, report):
    """One line for each row of a table."""
    lines = []
    for kind, families in report.items():
        tables = []
        for name, table in families.items():
            rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in table["rows"])
            tables.append(f'{json.dumps(name)}: {{"columns": {json.dumps(table["columns"])}, "rows": [\n{rows}]}}')
        lines.append(f"{json.dumps(kind)}: {{\n" + ",\n".join(tables) + "}")
    path.write_text("{\n" + ",\n".join(lines) + "}\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--density", type=int, default=1)
    parser.add_argument("--output", type=pathlib.Path, default=HERE / "stable-math.json")
    options = parser.parse_args()
    write(options.output, {f.name: references(Arguments(f, options.density)) for f in FORMATS})


if __name__ == "__main__":
    main()

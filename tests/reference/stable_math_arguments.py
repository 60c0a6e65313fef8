"""The arguments at which stable_math.py computes its references: where functions change form, cancel, under- and overflow, and at random."""

import dataclasses
import math
import random
import struct

LN2 = math.log(2.0)


@dataclasses.dataclass(frozen=True)
class Format:
    """A real type: tiny and huge numbers well inside its range, and where the exponential leaves it."""

    name: str
    tiny: float
    huge: float
    exponent: float
    bits: int
    count: int

    @property
    def epsilon(self):
        return 2.0**-self.bits

    def round(self, x):
        """The nearest number of the type."""
        return x if self.name == "double" else struct.unpack("f", struct.pack("f", x))[0]


FORMATS = [Format("double", 1e-300, 1e300, 708.0, 52, 13), Format("float", 1e-37, 1e37, 87.0, 23, 7)]


class Arguments:
    """Lists of arguments for each function, the same in every run; `density` multiplies the random ones."""

    def __init__(self, kind, density):
        self.kind = kind
        self.count = kind.count * density
        self.random = random.Random(20260729)

    def uniform(self, low, high, factor=1):
        return [self.random.uniform(low, high) for _ in range(self.count * factor)]

    def logarithmic(self, low, high, factor=1):
        """Magnitudes whose logarithms are uniform, from `low` to `high`."""
        start, end = math.log(low), math.log(high)
        return [low, high, *(math.exp(self.random.uniform(start, end)) for _ in range(self.count * factor))]

    def around(self, x):
        """The point, its neighbours, and points at distances of many magnitudes."""
        x = self.kind.round(x)
        near = [x * (1 + k * self.kind.epsilon) for k in (-2, -1, 0, 1, 2)]
        far = [x * (1 + self.random.choice((-1, 1)) * d) for d in self.logarithmic(2 * self.kind.epsilon, 0.1)[2:]]
        return near + far

    def both(self, values):
        return [*values, *(-x for x in values)]

    def unary(self, name):
        k = self.kind
        small = self.logarithmic(k.tiny, 1.0)
        minute = self.logarithmic(k.epsilon / 8, 64 * k.epsilon)
        near_minus_one = [-1 + d for d in self.logarithmic(k.epsilon, 0.5)]
        points = {
            "Log1P": lambda: [-1.0, 0.0, *self.both(small), *self.both(minute), *near_minus_one, *self.uniform(-0.9, 4, 2), *self.logarithmic(1, k.huge)],
            "ExpM1": lambda: [0.0, *self.both(small), *self.both(minute), *self.both(self.around(LN2)), *self.uniform(-2, 2, 2), *self.uniform(-40, k.exponent)],
            "Log1MExp": lambda: [0.0, *(-x for x in [*small, *minute, *self.around(LN2), *self.uniform(0, 3, 3), *self.uniform(0, k.exponent, 2)])],
            "LogExpM1": lambda: [0.0, *small, *minute, *self.around(LN2), *self.around(LN2 / 2), *self.around(2 * LN2), *self.uniform(0, 3, 2),
                                 *self.uniform(0, 40), *self.logarithmic(1, k.huge)],
            "Sigmoid": lambda: [0.0, *self.both(small), *self.uniform(-4, 4, 2), *self.uniform(-40, 40), *self.uniform(-k.exponent, k.exponent, 2),
                                *self.both([k.huge, 2 * k.exponent])],
            "LogCosh": lambda: [0.0, *self.both(self.logarithmic(math.sqrt(k.tiny), 1)), *self.around(1.0), *self.both(self.uniform(0, 4, 2)),
                                *self.uniform(-k.exponent, k.exponent), *self.logarithmic(1, k.huge)],
            "XLogX": lambda: [0.0, 1.0, *small, *self.around(1.0), *self.around(1 / math.e), *self.uniform(0, 4, 2), *self.logarithmic(1, k.huge / 1e3)],
            "Sqrt1PM1": lambda: [-1.0, 0.0, 3.0, *self.both(small), *self.both(minute), *near_minus_one, *self.uniform(-0.9, 4, 2), *self.logarithmic(1, k.huge)],
        }
        points["Softplus"] = points["LogSigmoid"] = points["Sigmoid"]
        return self.distinct([x] for x in points[name]())

    def binary(self, name):
        return self.distinct({"LogAddExp": self.log_add_exp, "LogSubExp": self.log_sub_exp, "LogRatio": self.log_ratio}[name]())

    def log_add_exp(self):
        k = self.kind
        pairs = [(0.0, 0.0), (-LN2, -LN2), (k.huge, k.huge), (-k.huge, -k.huge), (k.huge, -k.huge), (0.0, -k.exponent), (-k.exponent, 0.0)]
        pairs += zip(self.uniform(-3, 3, 2), self.uniform(-3, 3, 2))
        pairs += zip(self.uniform(-k.exponent, k.exponent, 2), self.uniform(-k.exponent, k.exponent, 2))
        pairs += [(x, x + d) for x, d in zip(self.uniform(-100, 100), self.uniform(-40, 40))]
        pairs += zip(self.both(self.logarithmic(k.tiny, 1)), self.uniform(-40, 0, 3))
        pairs += [(math.exp(-d), -d) for d in self.uniform(5, 40)]
        pairs += [(math.log(p), math.log1p(-p)) for p in self.uniform(0, 1)]
        return pairs

    def log_sub_exp(self):
        k = self.kind
        pairs = [(0.0, 0.0), (1.0, 1.0), (LN2, 0.0), (k.huge, -k.huge), (0.0, -k.exponent)]
        pairs += [(x, x - d) for x, d in zip(self.uniform(-3, 3, 3), self.logarithmic(k.epsilon, 10, 3)[2:])]
        pairs += [(x, x - d) for x, d in zip(self.uniform(-k.exponent, k.exponent, 3), self.uniform(0, 3, 3))]
        pairs += [(x, -d) for x, d in zip(self.both(self.logarithmic(k.tiny, 1)), self.uniform(1, 40, 3))]
        pairs += [(math.log1p(e), math.log(e)) for e in self.logarithmic(k.epsilon, 10)]
        pairs += [(math.exp(-d), -d) for d in self.uniform(5, 40)]
        pairs += [(x, x - LN2) for x in self.uniform(-2, 2)]
        return [(x, y) for x, y in pairs if self.kind.round(x) >= self.kind.round(y)]

    def log_ratio(self):
        k = self.kind
        pairs = [(1.0, 1.0), (2.0, 1.0), (1.0, 2.0), (3.0, 1.5), (k.huge, k.tiny), (k.tiny, k.huge), (k.tiny, k.tiny)]
        pairs += [(x, x * (1 + k.epsilon)) for x in self.logarithmic(k.tiny, k.huge)]
        pairs += [(x, x * (1 - d)) for x, d in zip(self.logarithmic(k.tiny, k.huge), self.logarithmic(k.epsilon, 0.6))]
        pairs += [(x * (1 - d), x) for x, d in zip(self.logarithmic(k.tiny, k.huge), self.logarithmic(k.epsilon, 0.6))]
        pairs += [(x * f, x) for x, f in zip(self.logarithmic(1e-30, 1e30), self.uniform(0.4, 2.5, 2))]
        pairs += zip(self.logarithmic(k.tiny, k.huge, 2), self.logarithmic(k.tiny, k.huge, 2))
        pairs += zip(self.logarithmic(k.tiny, k.tiny * 1e10), self.logarithmic(k.huge / 1e10, k.huge))
        pairs += zip(self.logarithmic(k.huge / 1e10, k.huge), self.logarithmic(k.tiny, k.tiny * 1e10))
        return pairs

    def rows(self):
        k = self.kind
        rows = [[0.0], [1.0, 1.0], [-LN2, -LN2], [k.huge, 0.0], [k.huge, k.huge, -k.huge], [0.0, -k.exponent]]
        for spread in (1e-3, 1.0, 5.0, 30.0, k.exponent / 2):
            for offset in (0.0, 100.0, -1000.0):
                for _ in range(max(1, self.count // 10)):
                    length = self.random.randint(2, 6)
                    rows.append([offset + self.random.uniform(-spread, spread) for _ in range(length)])
        for _ in range(max(1, self.count // 5)):
            weights = [self.random.random() for _ in range(self.random.randint(2, 6))]
            rows.append([math.log(w / sum(weights)) for w in weights])
            rows.append([math.exp(-self.random.uniform(5, 40)), *(-self.random.uniform(5, 40) for _ in range(3))])
        rows.append([self.random.gauss(0, 3) for _ in range(60)])
        return [[k.round(x) for x in row] for row in rows]

    def distinct(self, rows):
        """Rounds to the type and drops what occurs twice."""
        return [list(row) for row in dict.fromkeys(tuple(self.kind.round(float(x)) for x in row) for row in rows)]

using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Functions of every shape that the language has, away from kinks. Each engine of the tests runs all of them.</summary>
internal static class Corpus
{
    private static readonly double[] Row = [0.7, -1.3, 2.1, 0.4];
    private static readonly double[] Other = [1.5, 0.3, -0.8, 2.2];

    public static IReadOnlyList<Subject> All { get; } =
    [
        // Straight lines and assignments.
        new("Rosenbrock", "double x, double y", "=> (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);", [[-1.2, 1d], [0.3, 0.9]]),
        new("ReassignedLocal", "double x", "double t = x; t = t * t; t = t * t; return t;", [[2d], [-1.5]]),
        new("ReassignedParameter", "double x, double y", "x = x * y; y = x + y; x = x * y; return x * x;", [[1.1, -0.7]]),
        new("Swap", "double x, double y", "for (int i = 0; i < 3; i++) { double t = x; x = y; y = t * 2 + x; } return x - 3 * y * x;", [[0.4, 1.7]]),
        new("CompoundAssignment", "double x, double y", "double t = x; t += y; t *= t; t -= x * y; t /= 1 + y * y; t++; return t;", [[0.8, 1.4], [-2d, 0.3]]),
        new("Remainder", "double x, double y", "=> x % y * x;", [[7.3, 2.1], [-7.3, 2.1]]),
        new("Constants", "double x", "const int n = 3; return n * x + Math.PI * x * x - Math.E;", [[1.2]]),
        new("UnusedParameter", "double x, double y", "=> x * x;", [[3d, 4d]]),
        new("ConstantResultPart", "double x, int n", "double c = n * 2.5; return c * x + c;", [[1.5, 4]]),

        // Branches.
        new("BothArms", "double x, double y", "double t; if (x > y) t = x * y; else t = y * y; return t * t;", [[3d, 2d], [1d, 2d]]),
        new("OneArm", "double x, double y", "double t = x; if (y > 1.0) t = t * y; return t * t + y;", [[3d, 2d], [1d, 0.5]]),
        new("NestedArms", "double x, double y", "double t = 1; if (x > 0) { if (y > 0) t = x * y; else t = x - y; } else if (y > 0) t = x * x * y; return t * t;", [[1d, 2d], [1d, -2d], [-1d, 2d], [-1d, -2d]]),
        new("GuardedSqrt", "double x", "=> x > 0 ? Math.Sqrt(x) : 0;", [[4d], [0.3]]),
        new("Ternaries", "double x, double y", "=> (x > y ? x * x : y) * (x < 0 ? y * 2 : x + y);", [[1d, 2d], [2d, 1d], [-1d, -3d]]),
        new("EarlyReturn", "double x, double y", "if (x > y) return x * x; double t = x * y; if (t > 1) return t * t; return t + y;", [[3d, 1d], [2d, 2.5], [0.2, 0.9]]),
        new("ShortCircuit", "ReadOnlySpan<double> v, int i", "double s = 0; if (i < v.Length && v[i] > 0) s = v[i] * v[i]; if (i >= v.Length || v[i] < 1) s += 2 * v[0]; return s;", [[Row, 0], [Row, 1], [Row, 9]]),
        new("BooleanParameter", "double x, bool square", "=> square ? x * x : 3 * x;", [[2d, true], [2d, false]]),
        new("BooleanLocal", "double x, double y", "bool both = x > 0 & y > 0; bool one = x > 0 ^ y > 0; double t = both ? x * y : one ? x - y : x + y * y; return t * t;", [[1d, 2d], [1d, -2d], [-1d, -2d]]),

        // Loops.
        new("SumOfSquaresLoop", "double x, int n", "double s = 0; for (int i = 0; i < n; i++) s += x * x; return s;", [[3d, 5], [3d, 0]]),
        new("ProductLoop", "double x, int n", "double p = 1; for (int i = 0; i < n; i++) p *= x; return p;", [[2d, 3], [0d, 3], [2d, 0], [-1.5, 4]]),
        new("ProductOfElements", "ReadOnlySpan<double> v", "double p = 1; for (int i = 0; i < v.Length; i++) p *= v[i]; return p;", [[Row], [new[] { 0.0, 2, 3 }], [Array.Empty<double>()]]),
        new("OverwritingLoop", "double x, int n", "for (int i = 0; i < n; i++) x = Math.Sin(x) + 0.1 * x; return x;", [[1.3, 7], [1.3, 0], [-0.4, 1]]),
        new("DotLoop", "ReadOnlySpan<double> v, double[] w", "double s = 0; for (int i = 0; i < v.Length; i++) s += v[i] * w[i]; return s * s;", [[Row, Other]]),
        new("NestedLoops", "ReadOnlySpan<double> v", "double s = 0; for (int i = 0; i < v.Length; i++) for (int j = 0; j < v.Length; j++) s += v[i] * v[j] * (i + 2 * j); return s;", [[Row]]),
        new("TriangularLoops", "ReadOnlySpan<double> v", "double s = 0; for (int i = 0; i < v.Length; i++) { double p = 1; for (int j = 0; j <= i; j++) p *= v[j]; s += p * p; } return s;", [[Row]]),
        new("TriangularReversed", "ReadOnlySpan<double> v", "double s = 0; for (int i = v.Length - 1; i >= 0; i--) for (int j = i + 1; j < v.Length; j++) s = s * 0.5 + v[i] * v[j]; return s;", [[Row]]),
        new("WideSteps", "ReadOnlySpan<double> v", "double s = 1; for (int i = 0; i < v.Length; i += 2) s = s * v[i] + 1; for (int i = v.Length - 1; i > 0; i -= 3) s *= v[i]; return s;", [[Row], [new[] { 2.5 }]]),
        new("LoopCarriedPair", "double x, double y, int n", "for (int i = 0; i < n; i++) { double t = x * y; y = x + 0.5 * y; x = t; } return x * y;", [[0.9, 1.2, 4]]),
        new("Horner", "ReadOnlySpan<double> c, double x", "double r = 0; for (int i = c.Length - 1; i >= 0; i--) r = r * x + c[i]; return r;", [[Row, 1.7]]),
        new("Newton", "double a", "double x = a; for (int i = 0; i < 6; i++) x = 0.5 * (x + a / x); return x;", [[2d], [7d]]),
        new("BranchInLoop", "ReadOnlySpan<double> v", "double s = 0; for (int i = 0; i < v.Length; i++) { if (v[i] > 0) s += v[i] * v[i]; else s = s * v[i]; } return s;", [[Row]]),
        new("HingeLoop", "ReadOnlySpan<double> v, int label", "double s = 0; for (int j = 0; j < v.Length; j++) if (j != label) s += Math.Max(0, v[j] - v[label] + 1); return s;", [[Row, 0], [Row, 2], [Row, 1]]),
        new("SoftmaxLoop", "ReadOnlySpan<double> v, int label", "double m = v[0]; for (int j = 1; j < v.Length; j++) m = Math.Max(m, v[j]); double s = 0; for (int j = 0; j < v.Length; j++) s += Math.Exp(v[j] - m); return Math.Log(s) + m - v[label];", [[Row, 0], [Row, 2]]),
        new("NaiveSoftmax", "ReadOnlySpan<double> v, int label", "double s = 0; foreach (double e in v) s += Math.Exp(e); return -Math.Log(Math.Exp(v[label]) / s);", [[Row, 1]]),
        new("Variance", "ReadOnlySpan<double> v", "double m = 0; foreach (double e in v) m += e; m /= v.Length; double s = 0; foreach (double e in v) s += (e - m) * (e - m); return Math.Sqrt(s / v.Length);", [[Row]]),
        new("IndexArithmetic", "ReadOnlySpan<double> v, int n", "double s = 0; for (int i = 0; i < n; i++) s += v[(i * 3 + 1) % v.Length] * (double)i; return s * s;", [[Row, 6]]),
        new("RunningMaximum", "ReadOnlySpan<double> v", "double m = v[0]; int at = 0; for (int i = 1; i < v.Length; i++) if (v[i] > m) { m = v[i]; at = i; } return m * v[at] * (at + 1);", [[Row], [Other]]),

        // While, break, continue, return.
        new("DataDependentExit", "double x", "int n = 0; while (x < 100 && n < 50) { x = x * x + 1; n++; } return x * n;", [[1.1], [2.5], [200d]]),
        new("DoWhile", "double x", "double s = 0; int i = 0; do { s += x * i; x = x * 0.5; i++; } while (s < 3 && i < 20); return s * x;", [[2.3], [8d]]),
        new("Break", "ReadOnlySpan<double> v, double limit", "double s = 0; for (int i = 0; i < v.Length; i++) { s += v[i] * v[i]; if (s > limit) break; s *= 1.1; } return s * limit;", [[Row, 2d], [Row, 100d], [Row, 0.1]]),
        new("Continue", "ReadOnlySpan<double> v", "double s = 1; for (int i = 0; i < v.Length; i++) { if (v[i] < 0) continue; s *= v[i]; if (i == 2) continue; s += v[i]; } return s;", [[Row]]),
        new("ContinueInWhile", "double x", "int i = 0; double s = 0; while (i < 6) { i++; if (i % 2 == 0) continue; s += x * x * i; x += 0.1; } return s;", [[1.4]]),
        new("ReturnInNestedLoops", "ReadOnlySpan<double> v, double limit", "double s = 0; for (int i = 0; i < v.Length; i++) { for (int j = 0; j < v.Length; j++) { s += v[i] * v[j]; if (s > limit) return s * s + v[j]; } s += v[i]; } return s * limit;", [[Row, 1d], [Row, 0.2], [Row, 1000d]]),
        new("BreakInInnerLoop", "ReadOnlySpan<double> v", "double s = 0; for (int i = 0; i < v.Length; i++) { double p = 1; for (int j = i; j < v.Length; j++) { if (v[j] < 0) break; p *= v[j] + 1; } s += p * v[i]; } return s;", [[Row], [Other]]),
        new("WhileInFor", "ReadOnlySpan<double> v", "double s = 0; for (int i = 0; i < v.Length; i++) { double t = v[i]; int k = 0; while (t * t > 0.3 && k < 8) { t = t * 0.6; k++; } s += t * v[i] * (k + 1); } return s;", [[Row]]),

        // Helpers.
        new("Helper", "double x, double y", "=> Square(x) * Square(y + Square(x));", [[1.2, 0.4]], "private static double Square(double t) => t * t;"),
        new("NestedHelpers", "double x, double y", "double a = Outer(x, y); return a * Outer(y, a);", [[0.6, 1.1]], "private static double Outer(double a, double b) => Inner(a) + Inner(b) * a; private static double Inner(double t) { if (t > 1) return t * t * t; return Math.Sin(t); }"),
        new("HelperInLoop", "ReadOnlySpan<double> v", "double s = 0; for (int i = 0; i < v.Length; i++) s += Softplus(v[i]) * s + v[i]; return s;", [[Row]], "private static double Softplus(double t) => Math.Max(t, 0) + Math.Log(1 + Math.Exp(-Math.Abs(t)));"),
        new("HelperWithLoop", "double x", "=> Power(x, 3) + Power(x * 2, 2);", [[1.3]], "private static double Power(double x, int n) { double p = 1; for (int i = 0; i < n; i++) p *= x; return p; }"),
        new("HelperOfRow", "ReadOnlySpan<double> v, ReadOnlySpan<double> w", "=> Dot(v, w) * Dot(w, w);", [[Row, Other]], "private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) { double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * b[i]; return s; }"),
        new("HelperInCondition", "double x", "int n = 0; while (Grow(x) < 20 && n < 30) { x = Grow(x); n++; } return x * x;", [[1.2]], "private static double Grow(double t) => t * 1.5 + 0.2;"),

        // Functions.
        new("Powers", "double x, double y", "=> Math.Pow(x, y) + Math.Pow(x, 2) + Math.Pow(x, 3) * Math.Pow(y, -1) + Math.Pow(x, 0.5) + Math.Pow(2.0, y);", [[1.4, 2.3], [0.6, -1.2]]),
        new("Exponentials", "double x", "=> Math.Exp(x) * Math.Log(x) + Math.Log2(x) * Math.Log10(x) + Math.Sqrt(x) * Math.Cbrt(x) + Math.Log(x, 3.0);", [[1.7], [0.2]]),
        new("Circular", "double x", "=> Math.Sin(x) * Math.Cos(x) + Math.Tan(x) * Math.Asin(x) + Math.Acos(x) * Math.Atan(x);", [[0.3], [-0.7]]),
        new("Hyperbolic", "double x", "=> Math.Sinh(x) * Math.Cosh(x) + Math.Tanh(x) * Math.Asinh(x) + Math.Atanh(x / 4) * Math.Acosh(x + 3);", [[0.3], [-0.7]]),
        new("TwoArguments", "double x, double y", "=> Math.Atan2(x, y) * Math.FusedMultiplyAdd(x, y, x) + Math.CopySign(x, y) * y;", [[0.3, 1.1], [-0.7, -2d], [1d, -0.4]]),
        new("Pieces", "double x, double y", "=> Math.Max(x, y) * Math.Min(x, 2 * y) + Math.Abs(x - y) + Math.Clamp(x, -1, 1) * Math.Clamp(y, x, x + 1);", [[0.3, 1.1], [-1.7, -2d], [1.5, 0.4]]),
        new("MembersOfDouble", "double x, double y", "=> double.Exp2(x) * double.Exp10(y / 4) + double.ExpM1(x) * double.LogP1(y) + double.Hypot(x, y) + Math.Log(x + 3, y + 2) + Math.Clamp(x * 5, y - 9, y + 1);", [[0.3, 1.1], [1.7, 0.4]]),
        new("Steps", "double x", "=> Math.Floor(x) * x + Math.Ceiling(x) + Math.Round(x) * x * x + Math.Truncate(x) * x;", [[1.3], [-2.7]]),
        new("Casts", "double x, int n", "int whole = (int)x; double half = n / 2; return x * whole + half * x * x + (double)(n % 3) * x;", [[2.6, 5], [-3.2, 7]]),

        // Reductions of TensorPrimitives.
        new("Reductions", "ReadOnlySpan<double> v, ReadOnlySpan<double> w", "=> TensorPrimitives.Sum<double>(v) * TensorPrimitives.Dot<double>(v, w) + TensorPrimitives.SumOfSquares<double>(w) * TensorPrimitives.Norm<double>(v) + TensorPrimitives.Max<double>(v) * TensorPrimitives.Min<double>(w);", [[Row, Other]]),
        new("RidgePenalty", "ReadOnlySpan<double> w, [NoGradient] double strength", "=> strength * TensorPrimitives.SumOfSquares<double>(w);", [[Row, 0.3]]),

        // What is a constant.
        new("NoGradientScalar", "double x, [NoGradient] double y", "=> x * x * y + y;", [[2d, 3d]]),
        new("NoGradientRow", "ReadOnlySpan<double> v, [NoGradient] ReadOnlySpan<double> w", "double s = 0; for (int i = 0; i < v.Length; i++) { double d = v[i] - w[i]; s += d * d; } return s;", [[Row, Other]]),
        new("IntegerTypes", "double x, long n, byte b", "long total = 0; for (long i = 0; i < n; i++) total += i * b; return x * total + x * x * (n - b);", [[1.5, 4L, (byte)3]]),

        // Found by random programs: values that a branch merges, literal conditions, extreme bounds, names that meet.
        new("TwoSinksThatHoldExponentials", "ReadOnlySpan<double> v, ReadOnlySpan<double> w", "double s = 0; for (int i = 0; i < w.Length; i++) s += Math.Exp(w[i] * v[i % v.Length]); double t = 0; for (int i = 0; i < v.Length; i++) t += Math.Exp(v[i]); return Math.Log(s) * Math.Log(t);", [[Row, Other]]),
        new("MergedForwardValue", "double x, double y, double[] v", "=> x > 0 ? v[0] * y : x;", [[1.5, 0.4, Row], [-1.5, 0.4, Row]]),
        new("MergedProduct", "double x, double y", "double r = x; if (x > 0) r = y * (x * x) + x; return r;", [[1.5, 0.4], [-1.5, 0.4]]),
        new("MergedCount", "double x, double z, int n", "=> z > 1 ? z : n * z * x;", [[0.5, 2d, 3], [0.5, 0.2, 3]]),
        new("LoopThatNeverRuns", "double x, double y", "double s = x * 0.5; bool f = false; for (int i = 0; i < 2 && f; i++) { if (!f) continue; s /= x; } return y + s;", [[0.7, 1.2]]),
        new("BranchThatNeverRuns", "double x, double y, double[] v, int n", "bool f = false; if (n == 1) { } else if (f || f) { y = x + v[0] * x; } return x * 0.5 + x + v[0] * y;", [[0.7, 1.2, Row, 1], [0.7, 1.2, Row, 2]]),
        new("LiteralCondition", "double x, double y", "int k = 0; if (k > 3) return x; return x * y;", [[0.7, 1.2]]),
        new("HugeSteps", "double x, int a, int b", "double s = x; for (int i = a; i < b; i += 1000000000) s = s * x; return s;", [[0.5, -1500000000, 1400000000], [0.5, 0, 1900000000], [0.5, int.MaxValue, 3]]),
        new("TwoStepsDown", "double x, double[] v", "double s = x; for (int i = v.Length - 1; i >= 0; i -= 2) s = Math.Sin(s * v[i]) + 0.1 * i; return s;", [[0.5, Row], [0.5, new double[] { 2 }]]),
        new("TwoBranchesOfOneCondition", "double x, double y, int m", "double s = y; if (m % 2 != 0) { x = x - Math.Atan(s); s = x + s * 1.1; } s = Math.Tanh(s); if (m % 2 != 0) { x = x - Math.Atan(s); s = s - Math.Cos(0.6 - x); } return s * x;", [[-1.1, 0.7, 1], [-1.1, 0.7, 2]]),
        new("CountedWhile", "ReadOnlySpan<double> v, double x", "double s = 0; int i = 1; while (i < v.Length) { s = s * x + v[i] * v[i - 1]; i++; } return s * i;", [[Row, 0.6], [Row, 1.4]]),
        new("CountedDown", "ReadOnlySpan<double> v, double x", "double s = 0; int n = v.Length; while (0 < n) { n -= 1; s = s * x + v[n]; } return s * (n + 2);", [[Row, 0.6], [Row, 1.4]]),
        new("CountedFromBothEnds", "ReadOnlySpan<double> v, double x", "double s = 0; int i = 0, j = v.Length - 1; while (j >= 0) { s += v[i] * v[j] * x; i++; j--; x += s; } return s * (i - j);", [[Row, 0.6], [Row, 1.4]]),
        new("CountedInCounted", "ReadOnlySpan<double> v, double x", "double s = 0; int i = 0; while (i < v.Length) { double t = 1; int k = i; while (k < v.Length) { t *= v[k] * x; k = k + 1; } s += t * k; i = i + 1; } return s;", [[Row, 0.6], [Row, 1.4]]),
        new("CountedToAMovingEnd", "ReadOnlySpan<double> v, double x", "double s = 0; int i = 0, n = v.Length; while (i < n) { s += v[i] * x; x *= 1.1; i++; if (s > 0.5) n--; } return s * n;", [[Row, 0.6], [Row, 1.4]]),
        new("CountedFromAnIndexThatChanges", "ReadOnlySpan<double> v, double x", "double s = 0; int i = 0; while (i < v.Length) { s += v[i] * x; if (s < 0.4) i++; x = x * 0.9 + 0.1; i++; } return s * i;", [[Row, 0.6], [Row, 1.4]]),
        new("CountedNever", "ReadOnlySpan<double> v, double x", "double s = v[0]; int i = 5; while (i < 3) { s += x; i++; } return s * x * i;", [[Row, 0.6], [Row, 1.4]]),
        new("WhileWithinDo", "double x", "double s = x; int i = 3; do { while (s > 0.5) s = Math.Sin(s) * 0.9; s += x; i--; } while (i > 0); return s * s;", [[0.8], [1.7]]),
        new("ArrayParameter", "double[] v, double[] w", "double s = 0; for (int i = 0; i < v.Length; i++) s += v[i] * w[w.Length - 1 - i] * w[i]; return s;", [[Row, Other]]),
        .. ValueCorpus.All,
        .. RoundCorpus.All,
        .. ArrayCorpus.All,
    ];

    /// <summary>What is one function when it is differentiated, which the rooms' own tests need.</summary>
    public static TheoryData<string> Names => [.. All.Where(subject => subject.Points.Length > 0).Select(subject => subject.Name)];

    /// <summary>All, and what stays several functions.</summary>
    public static TheoryData<string> AllNames => [.. All.Concat(ArrayCorpus.Recursive).Where(subject => subject.Points.Length > 0).Select(subject => subject.Name)];

    public static Subject Find(string name) => All.Concat(ArrayCorpus.Recursive).First(subject => subject.Name == name);
}

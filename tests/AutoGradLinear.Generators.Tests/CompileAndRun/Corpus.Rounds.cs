namespace AutoGradLinear.Generators.Tests;

/// <summary>Loops that count in other ways, and memory that is used round by round.</summary>
internal static class RoundCorpus
{
    private static readonly double[] Row = [0.7, -1.3, 2.1, 0.4, -0.6, 1.7];
    private static readonly double[] Other = [1.5, 0.3, -0.8, 2.2, 0.9, -1.1];

    public static IReadOnlyList<Subject> All { get; } =
    [
        // Counters.
        new("StepOfAParameter", "ReadOnlySpan<double> v, int d", "double s = 0; for (int i = 0; i < v.Length; i += d) s = s * 0.5 + v[i] * v[i]; return s;", [[Row, 1], [Row, 2], [Row, 4], [Row, 9]]),
        new("StepThatIsNotTaken", "ReadOnlySpan<double> v, int d", "double s = v[0]; for (int i = v.Length; i < v.Length; i += d) s *= v[i]; return s * s;", [[Row, 0], [Row, -1]]),
        new("CounterBehindItsLoop", "ReadOnlySpan<double> v, int d", "int i = 1; double s = 0; while (i < v.Length) { s += v[i] * v[i - 1]; i += d; } return s * i + v[(i + 1) % v.Length];", [[Row, 2], [Row, 3], [Row, 7]]),
        new("StepsBackwards", "ReadOnlySpan<double> v", "double s = 1; int i = v.Length - 1; while (i > 0) { s = s * v[i] + v[i - 1]; i -= 2; } return s * (i + 3);", [[Row], [new[] { 0.5, 2 }]]),
        new("RunningCounter", "ReadOnlySpan<double> v", "int next = 0; double s = 0; for (int i = 0; i < 3; i++) for (int j = i; j < 3; j++) { s = s * 0.7 + v[next] * v[j]; next++; } return s * v[next - 1];", [[Row]]),
        new("TwoCounters", "ReadOnlySpan<double> v", "int up = 0, down = v.Length - 1; double s = 0; for (int i = 0; i < v.Length; i++) { s += v[up] * v[down] * v[i]; up++; down--; } return s * (up - down);", [[Row]]),
        new("CounterInABranch", "ReadOnlySpan<double> v", "int next = 0; double s = 0; for (int i = 0; i < v.Length; i++) { if (v[i] > 0) next++; s += v[next] * v[i]; } return s;", [[Row]]),
        new("QuotientBounds", "ReadOnlySpan<double> v, int d", "double s = 0; for (int t = 0; t < 2; t++) for (int k = 0; k < v.Length / d; k++) for (int j = 0; j < d; j++) s = s * 0.9 + Math.Sin(s + v[k * d + j]); return s;", [[Row, 2], [Row, 3], [Row, 6], [Row, 7]]),

        new("CounterOfNoRound", "ReadOnlySpan<double> v, int n, int m", "int c = 1; for (int i = n; i < m; i++) c++; for (int i = m; i > n; i--) c += 2; return c * v[0] * v[0];", [[Row, 9, -5], [Row, 2, 4]]),
        new("StepBeyondTheEnd", "ReadOnlySpan<double> v, int n", "double s = 0; int c = 0; for (int i = 0; i < 5; i += n) { c++; s = s * 0.5 + v[0] * c; } return s * s;", [[Row, 3], [Row, 7]]),

        // Memory of a round.
        new("RowOfARound", "ReadOnlySpan<double> v, ReadOnlySpan<double> w", "var p = new double[v.Length]; double s = 0; for (int t = 0; t < w.Length; t++) { for (int i = 0; i < p.Length; i++) p[i] = v[i] * w[t]; double q = 0; for (int i = 0; i < p.Length; i++) q += p[i] * p[p.Length - 1 - i]; s += Math.Sin(q); } return s;", [[Row, Other]]),
        new("RowsOfNestedRounds", "ReadOnlySpan<double> v, int n", "var p = new double[n]; var q = new double[3]; double s = 0; for (int t = 0; t < 4; t++) { for (int k = 0; k < 3; k++) { for (int i = 0; i < n; i++) p[i] = v[i + k] * (t + 1); double r = 0; for (int i = 0; i < n; i++) r += p[i] * p[i]; q[k] = r; } double z = 0; for (int k = 0; k < 3; k++) z += Math.Exp(-q[k]); s += Math.Log(z); } return s;", [[Row, 4], [Row, 1]]),
        new("RowThatARoundLeaves", "ReadOnlySpan<double> v", "var p = new double[3]; double s = 0; for (int t = 0; t < v.Length; t++) { for (int i = 0; i < 2; i++) p[i] = v[t] * (i + 1); s += p[0] * p[2] + p[1]; p[2] = v[t] * v[t]; } return s;", [[Row]]),
        new("RowReadBeforeItIsWritten", "ReadOnlySpan<double> v", "var p = new double[2]; double s = 0; for (int t = 0; t < v.Length; t++) { s += p[0] * v[t] + p[1]; for (int i = 0; i < p.Length; i++) p[i] = v[t] * v[i]; } return s;", [[Row]]),
        new("RowReadBehindTheLoop", "ReadOnlySpan<double> v", "var p = new double[2]; for (int t = 0; t < v.Length; t++) for (int i = 0; i < p.Length; i++) p[i] = v[t] * v[i]; return p[0] * p[1] + p[0];", [[Row]]),
        new("RowWrittenInABranch", "ReadOnlySpan<double> v", "var p = new double[2]; double s = 0; for (int t = 0; t < v.Length; t++) { if (v[t] > 0) for (int i = 0; i < p.Length; i++) p[i] = v[t] * v[i]; s += p[0] * p[1] + v[t]; } return s;", [[Row]]),
        new("RowAndItsFirstElement", "ReadOnlySpan<double> v", "var p = new double[v.Length]; double s = 0; for (int t = 0; t < 3; t++) { p[0] = v[t]; for (int i = 1; i < p.Length; i++) p[i] = p[0] * v[i - 1] + t; for (int i = 0; i < p.Length; i++) s += p[i] * p[i]; } return s;", [[Row]]),
        new("RowOfARoundWithExits", "ReadOnlySpan<double> v", "var p = new double[2]; double s = 0; for (int t = 0; t < v.Length; t++) { for (int i = 0; i < p.Length; i++) p[i] = v[t] + i; if (v[t] < 0) continue; s += p[0] * p[1]; if (s > 20) break; } return s * p[0];", [[Row]]),
        new("StepsOfAMethod", "ReadOnlySpan<double> v, double h", "var y = new double[v.Length]; var k = new double[v.Length]; for (int t = 0; t < 4; t++) { k[0] = v[0]; for (int i = 1; i < v.Length; i++) k[i] = v[i] * y[i - 1]; for (int i = 0; i < v.Length; i++) y[i] += h * k[i]; } return y[^1] + y[1] * y[2];", [[Row, 0.3]]),

        new("RowReducedWhileItIsWritten", "ReadOnlySpan<double> v", "var t = new double[v.Length]; double s = 0; for (int j = 0; j < t.Length; j++) { t[j] = v[j]; s += TensorPrimitives.Sum<double>(t) * v[j]; } return s;", [[Row]]),
        new("RowReducedInPlace", "Span<double> v", "double s = 0; for (int j = 0; j < v.Length; j++) { v[j] = v[j] * 0.5; s += TensorPrimitives.SumOfSquares<double>(v); } for (int j = 0; j < v.Length; j++) v[j] = v[j] / TensorPrimitives.SumOfSquares<double>(v); return s * v[1];", [[Row]]),
        new("LengthMadeElsewhere", "ReadOnlySpan<double> x, ReadOnlySpan<double> y, int n, int m", "double s = x.Length; if (m > 0) { var t = new double[n]; for (int i = 0; i < x.Length; i++) { for (int j = 0; j < n; j++) t[j] = x[i] * (j + 1); s += t[0] * t[0]; } } else { for (int i = 0; i < y.Length; i++) { var u = new double[n]; for (int j = 0; j < n; j++) u[j] = y[i] * (j + 1); s += u[0] * u[0]; } } return s;", [[Row, Other, 2, 1], [Row, Other, 2, 0], [Array.Empty<double>(), Array.Empty<double>(), -3, 0]]),

        // Second derivatives that join two rows at one index.
        new("RowsJoinedAtAnIndex", "ReadOnlySpan<double> x, ReadOnlySpan<double> y", "double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * y[i] * x[i]; return s;", [[Row, Other]]),
        new("DotOfTwoRows", "ReadOnlySpan<double> x, ReadOnlySpan<double> y", "=> TensorPrimitives.Dot<double>(x, y);", [[Row, Other]]),

        // Selections, and memory that is final.
        new("NearestRow", "ReadOnlySpan<double> c, ReadOnlySpan<double> v, int d", "double s = 0; for (int p = 0; p < v.Length; p += d) { double best = 100; for (int k = 0; k < c.Length; k += d) { double q = 0; for (int j = 0; j < d; j++) { double t = v[p + j] - c[k + j]; q += t * t; } best = Math.Min(best, q); } s += best; } return s;", [[Row, Other, 2], [Row, Other, 3]]),
        new("NearestSlice", "ReadOnlySpan<double> c, ReadOnlySpan<double> v, int d", "double s = 0; for (int p = 0; p < v.Length / d; p++) { double best = 100; for (int k = 0; k < c.Length / d; k++) { double q = 0; ReadOnlySpan<double> a = v.Slice(p * d, d), b = c.Slice(k * d, d); for (int j = 0; j < d; j++) q += (a[j] - b[j]) * (a[j] - b[j]); best = Math.Min(best, q); } s += best * best; } return s;", [[Row, Other, 2], [Row, Other, 3]]),
        new("LargestProduct", "ReadOnlySpan<double> v, ReadOnlySpan<double> w", "double top = -100; for (int t = 0; t < w.Length; t++) { double q = 0; for (int i = 0; i < v.Length; i++) q += v[i] * w[(i + t) % w.Length]; top = Math.Max(top, q); } return top * top;", [[Row, Other]]),
        new("FinalRow", "ReadOnlySpan<double> v", "var e = new double[v.Length]; for (int i = 0; i < e.Length; i++) e[i] = Math.Exp(v[i]); double s = 0; for (int t = 0; t < 3; t++) { double q = 1; for (int i = 0; i < e.Length; i++) q += e[i] * v[(i + t) % v.Length] * q * 0.1; s += q * q; } return s;", [[Row]]),
        new("RowThatIsNotFinal", "ReadOnlySpan<double> v", "var e = new double[v.Length]; for (int i = 0; i < e.Length; i++) e[i] = v[i] * v[i]; double s = 0; for (int t = 0; t < 3; t++) { double q = 1; for (int i = 0; i < e.Length; i++) q += e[i] * v[i] * q * 0.1; s += q * q; e[t] = s * 0.1; } return s;", [[Row]]),
        new("InPlaceElementByElement", "Span<double> v, ReadOnlySpan<double> w", "for (int t = 0; t < 3; t++) { for (int i = 0; i < v.Length; i++) v[i] = v[i] * w[i] + 0.5 * v[i] * v[i]; for (int i = v.Length - 1; i >= 0; i--) v[i] = Math.Sin(v[i]); } double s = 0; foreach (double e in v) s += e * e; return s;", [[Row, Other]]),
        new("OutOfRangeSliceOfNoRound", "ReadOnlySpan<double> v, int n", "double s = v[0]; for (int i = 0; i < n; i++) { ReadOnlySpan<double> a = v.Slice(9 * (1 - n), 2); s = s * 0.5 + a[0] * a[1] * v[i]; } return s * s;", [[Row, 0], [Row, 1]]),
    ];
}

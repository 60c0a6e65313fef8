using System.Reflection;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>
/// Loops with vectors beside the same functions as written: rows of every length around the number of lanes, remainders included.
/// </summary>
public class VectorLoopTests
{
    private const int LongestRow = 40;

    /// <summary>Bodies of a function of two rows and a whole number.</summary>
    private static readonly (string Name, string Body)[] Loops =
    [
        ("Squares", "R s = 0; for (int i = 0; i < v.Length; i++) s += v[i] * v[i]; return s;"),
        ("Hinge", "R s = 0; for (int i = 0; i < v.Length; i++) if (i != k) s += M.Max(0, v[i] - v[k] + 1); return s;"),
        ("HingeByContinue", "R s = 0; for (int i = 0; i < v.Length; i++) { if (i == k) continue; R m = v[i] - v[k] + 1; if (m > 0) s += m * m; } return s;"),
        ("Dot", "R s = 0; for (int i = 0; i < v.Length; i++) s += v[i] * w[i]; return s;"),
        ("Exponentials", "R s = 0; for (int i = 0; i < v.Length; i++) s += M.Exp(v[i] * w[i]); return M.Log(s);"),
        ("Roots", "R s = 1; for (int i = 0; i < v.Length; i++) s += M.Sqrt(1 + v[i] * v[i]) - 1; return s * s;"),
        ("Magnitudes", "R s = 0; for (int i = 0; i < v.Length; i++) s -= M.Abs(v[i]); return s;"),
        ("Branches", "R s = 0, t = 0; for (int i = 0; i < v.Length; i++) { if (v[i] > 0) { s += v[i] * v[i]; } else if (v[i] < -1) { t -= v[i]; } else { s -= v[i]; t += 1; } } return s * t;"),
        ("Clipped", "R s = 0; for (int i = 0; i < v.Length; i++) { R x = M.Min(M.Max(v[i], -1), 1); s += x * x; } return s;"),
        ("Largest", "R top = -100; for (int i = 0; i < v.Length; i++) top = v[i] > top ? v[i] : top; return top * top;"),
        ("Marked", "R s = 0; for (int i = 0; i < v.Length; i++) { R t = i == k ? 1 : 0; s += (v[i] - t) * (v[i] - t); } return s;"),
        ("MarkedTwice", "R s = 0; for (int i = 0; i < v.Length; i++) { R t = i == k ? 1 : 0; if (i != k) s += t * v[i] + v[i] * v[i]; else s -= t * v[i]; } return s;"),
        ("TwoMarks", "R s = 0; for (int i = 0; i < v.Length; i++) { R t = i == k ? 1 : 0; R u = i == 2 ? 1 : 0; s += (v[i] - t) * (v[i] - t) + u * v[i]; } return s;"),
        ("SquaredHinge", "R s = 0; for (int i = 0; i < v.Length; i++) { R m = M.Max(0, v[i] - w[i] + 1); s += m * m; } return s;"),
        ("CubedHinge", "R s = 0; for (int i = 0; i < v.Length; i++) { R m = M.Min(v[i] - 1, 0); s += m * m * m; } return s;"),
        ("Divided", "R c = w.Length > 0 ? w[0] : 1; R s = 0; for (int i = 0; i < v.Length; i++) s += v[i] / c * (v[i] / c); return s;"),
        ("DividedTwice", "R c = k - 1; R s = 0; for (int i = 0; i < v.Length; i++) { R q = v[i] / c; s += M.Sqrt(1 + q * q) - 1; } R t = 0; for (int i = 0; i < v.Length; i++) t += v[i] / c / (c + 3); return s * t;"),
        ("TwoOfThree", "R s = 0; for (int i = 0; i < v.Length; i++) { bool near = v[i] > -1 && v[i] < 1; bool far = !near || v[i] == 0; if (far) s += v[i]; else s -= 2 * v[i] * v[i]; } return s;"),
        ("LastOfAll", "R last = 0, s = 0; for (int i = 0; i < v.Length; i++) { last = v[i] * 2; s += last; } return last * s;"),
        ("Nested", "R s = 0; for (int j = 0; j < 3; j++) { R t = 0; for (int i = 0; i < v.Length; i++) t += v[i] * v[i] * j; s += t * t; } return s;"),
        ("Shifted", "Span<R> a = new R[v.Length + 1]; a[0] = 1; Span<R> b = a.Slice(1); for (int i = 0; i < v.Length; i++) b[i] = a[i] * M.Sqrt(2) / 2 + v[i]; R s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * a[i]; return s;"),
        ("ElementOfAnotherView", "Span<R> a = new R[v.Length + 1]; a.Fill(2); Span<R> b = a.Slice(1); if (v.Length > 0) for (int i = 0; i < v.Length; i++) a[i] = v[i] * b[0]; R s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * a[i]; return s;"),
        ("Guarded", "R s = 0; for (int i = 0; i < v.Length; i++) if (v[i] > 1.99f && v[i] < w[k + 1]) s += v[i] * v[i]; return s;"),
        ("InPlace", "Span<R> e = new R[v.Length]; for (int i = 0; i < v.Length; i++) e[i] = v[i]; for (int i = 0; i < e.Length; i++) e[i] *= e[i] * v[i]; R s = 0; for (int i = 0; i < e.Length; i++) s += e[i] * e[i]; return s;"),
        ("Huber", "R s = 0; for (int i = 0; i < v.Length; i++) { R x = v[i] - w[i]; if (x > 1) s += x - 0.5f; else if (x < -1) s -= x + 0.5f; else s += x * x / 2; } return s;"),
        ("SmoothRoots", "R s = 0; for (int i = 0; i < v.Length; i++) s += w[0] * (M.Sqrt(1 + v[i] * v[i]) - 1); return s;"),
        ("AllButTheLabelInPlace", "Span<R> e = new R[v.Length]; for (int i = 0; i < v.Length; i++) e[i] = 2 * v[i]; R s = 0; for (int i = 0; i < e.Length; i++) { if (i != k) s += e[i] * v[i]; else s -= e[i]; e[i] *= e[i]; } for (int i = 0; i < e.Length; i++) s += e[i] * v[i]; return s;"),
        ("Scaled", "Span<R> p = stackalloc R[v.Length]; for (int i = 0; i < v.Length; i++) p[i] = v[i] * v[i]; R s = 0; for (int i = 0; i < p.Length; i++) s += p[i] * v[i]; return s;"),
    ];

    /// <summary>Loops that have a stable form, which gives a number where the source overflows.</summary>
    private static readonly string[] IsRestated = ["Exponentials", "Roots", "DividedTwice"];

    private static readonly GeneratorRun Run = GeneratorRun.Of(Source("double"), Source("float"));

    private static readonly Lazy<Assembly> Compiled = new(Run.Load);

    public static TheoryData<string> Names => [.. Loops.Select(loop => loop.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void DoublesAreThoseOfTheLoopAsWritten(string name) => Compare<double>(name, 1e-13);

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatsAreThoseOfTheLoopAsWritten(string name) => Compare<float>(name, 2e-5);

    /// <summary>The shorter row ends the part with vectors; the exception comes from the element that is missing.</summary>
    [Fact]
    public void AShorterRowThrowsAsTheLoopDoes()
    {
        foreach (string kind in new[] { "Written", "" })
        {
            object[] arguments = [Row<double>(20), Row<double>(17), 3, new double[20], new double[17]];
            var exception = Assert.Throws<TargetInvocationException>(() => Method<double>("CallDot" + kind).Invoke(null, arguments));
            Assert.IsType<IndexOutOfRangeException>(exception.InnerException);
        }
    }

    [Fact]
    public void ALabelOutOfRangeThrowsAsTheLoopDoes()
    {
        foreach (string name in new[] { "Hinge", "HingeByContinue" })
        {
            for (int length = 0; length < LongestRow; length += 3)
            {
                object[] arguments = [Row<double>(length), Row<double>(length), -1, new double[length], new double[length]];
                Assert.Equal(Record.Exception(() => Method<double>($"Call{name}Written").Invoke(null, arguments))?.InnerException?.GetType(),
                    Record.Exception(() => Method<double>("Call" + name).Invoke(null, arguments))?.InnerException?.GetType());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaNStaysNaNWhereverItIs(string name)
    {
        for (int place = 0; place < LongestRow; place++)
        {
            double[] row = Row<double>(LongestRow);
            row[place] = double.NaN;
            object Value(string method) => Method<double>(method).Invoke(null, [row, Row<double>(LongestRow), 3, new double[LongestRow], new double[LongestRow]])!;
            Assert.Equal(double.IsNaN((double)Value($"Call{name}Written")), double.IsNaN((double)Value("Call" + name)));
        }
    }

    /// <summary>Masks leave nothing behind of what they mask out: whole numbers, so that no order of a sum rounds, with a number in one place that would show.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void UnusualNumbersGiveWhatTheLoopGives(string name)
    {
        if (IsRestated.Contains(name))
            return;
        foreach (int length in new[] { 4, 7, 10, 21 })
        {
            foreach (double unusual in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, 1.0, -1.0, double.MaxValue })
            {
                for (int place = 0; place < length; place++)
                {
                    double[] v = [.. Enumerable.Range(0, length).Select(i => (double)((i * 5 % 7) - 3))];
                    v[place] = unusual;
                    double[] Call(string method)
                    {
                        (double[] first, double[] second) = (new double[length], new double[length]);
                        object value = Method<double>(method).Invoke(null, [v, Row<double>(length), 2, first, second])!;
                        return [(double)value, .. first, .. second];
                    }

                    Reference.Near(Call($"Call{name}Written"), Call("Call" + name), 1e-13, () => $"{name} of {length} elements, {unusual} at {place}");
                }
            }
        }
    }

    /// <summary>A loop multiplies by an inverse only where that has all its digits.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(5e-324)]
    [InlineData(1e-309)]
    [InlineData(-1e-300)]
    [InlineData(1.7e308)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void AnyDivisorGivesWhatTheLoopGives(double divisor)
    {
        double[] v = [.. Row<double>(LongestRow).Select(element => element * divisor)];
        v[5] = 0;
        double[] w = Row<double>(LongestRow);
        w[0] = divisor;
        double[] Call(string method)
        {
            double[] gradient = new double[LongestRow];
            object value = Method<double>(method).Invoke(null, [v, w, 0, gradient, new double[LongestRow]])!;
            return [(double)value, .. gradient];
        }

        Reference.Near(Call("CallDividedWritten"), Call("CallDivided"), 1e-13, () => $"divided by {divisor}");
    }

    /// <summary>Otherwise the other tests would compare loops with themselves.</summary>
    [Fact]
    public void MostLoopsHaveVectors()
    {
        IEnumerable<string> With(bool vectors) => Run.Sources.Where(source => source.SourceText.ToString().Contains("Vector<", StringComparison.Ordinal) == vectors).Select(source => source.HintName);
        Assert.DoesNotContain(With(vectors: true), name => name.Contains("Written", StringComparison.Ordinal));
        Assert.Equal(["Largest", "LastOfAll", "Guarded"], With(vectors: false).Where(name => !name.Contains("Written", StringComparison.Ordinal) && name.Contains("double", StringComparison.Ordinal)).Select(name => name.Split('.')[1]));
    }

    private static void Compare<T>(string name, double tolerance) where T : IConvertible
    {
        for (int length = 0; length <= LongestRow; length++)
        {
            foreach (int label in new[] { 0, length / 2, length - 1 })
            {
                if (length == 0 && name.StartsWith("Hinge", StringComparison.Ordinal))
                    continue;
                (T[] v, T[] w) = (Row<T>(length), Row<T>(length));
                (double[] expected, double[] actual) = (Call($"Call{name}Written"), Call("Call" + name));
                Reference.Near(expected, actual, tolerance, () => $"{name} of {length} elements, label {label}");

                double[] Call(string method)
                {
                    (T[] first, T[] second) = (new T[length], new T[length]);
                    object value = Method<T>(method).Invoke(null, [v, w, label, first, second])!;
                    return [.. new[] { (T)value }.Concat(first).Concat(second).Select(number => number.ToDouble(null))];
                }
            }
        }
    }

    private static MethodInfo Method<T>(string name) => Compiled.Value.GetType("Loops_" + (typeof(T) == typeof(double) ? "double" : "float"))!.GetMethod(name)!;

    private static T[] Row<T>(int length) => [.. Enumerable.Range(0, length).Select(i => (T)System.Convert.ChangeType(Math.Round(2 * Math.Sin((3.1 * i) + 0.4), 2), typeof(T), null))];

    private static string Source(string real)
    {
        string Methods(string suffix, string option) => string.Join("\n", Loops.Select(loop => $$"""
                [Differentiable{{option}}] public static {{real}} {{loop.Name}}{{suffix}}(ReadOnlySpan<{{real}}> v, ReadOnlySpan<{{real}}> w, int k) { {{Body(loop.Body)}} }
                public static {{real}} Call{{loop.Name}}{{suffix}}({{real}}[] v, {{real}}[] w, int k, {{real}}[] a, {{real}}[] b) => {{loop.Name}}{{suffix}}WithGradient(v, w, k, a, b);
            """));
        string Body(string body) => body.Replace("M.", real == "float" ? "MathF." : "Math.", StringComparison.Ordinal).Replace("R ", real + " ", StringComparison.Ordinal).Replace("<R>", $"<{real}>", StringComparison.Ordinal).Replace("R[", real + "[", StringComparison.Ordinal);
        return $$"""
            using System;
            using AutoGradLinear;

            public static partial class Loops_{{real}}
            {
            {{Methods("", "")}}
            {{Methods("Written", "(Rewriting = false)")}}
            }
            """;
    }
}

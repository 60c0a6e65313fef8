using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Arrays of several dimensions, arrays of rows and tensor spans as parameters, against central differences.</summary>
public class DimensionTests
{
    private const string Source = """
        using System;
        using System.Numerics.Tensors;
        using AutoGradLinear;

        public static partial class C
        {
            private static readonly double[,] Weights = { { 0.5, -1 }, { 2, 0.25 } };

            [Differentiable(Derivatives.Pullback)]
            public static double OfTable(double[,] m, double x)
            {
                double s = 0;
                for (int i = 0; i < m.GetLength(0); i++)
                    for (int j = 0; j <= m.GetUpperBound(1); j++)
                    {
                        if (m[i, j] < -1) continue;
                        s = s * x + m[i, j] * m[i, (j + 1) % m.GetLength(1)] * Weights[i % 2, j % 2];
                    }
                return s * m.Length + Corner(m);
            }

            private static double Corner(double[,] m) => m[0, 0] * m[m.GetLength(0) - 1, m.GetLength(1) - 1] * m.Rank;

            [Differentiable(Derivatives.Pullback)]
            public static double OfRows(double[][] m, double x)
            {
                double s = x;
                for (int i = 0; i < m.Length; i++)
                {
                    double[] row = m[i];
                    for (int j = 0; j < row.Length; j++) s = s * 0.5 + row[j] * m[(i + 1) % m.Length][0];
                    s += TensorPrimitives.SumOfSquares<double>(m[i]) * x;
                }
                foreach (double[] row in m) s += Sum(row) * row[^1];
                return s;
            }

            private static double Sum(ReadOnlySpan<double> v) { double s = 0; foreach (double e in v) s += e; return s; }

            [Differentiable(Derivatives.Pullback)]
            public static double OfTensor(ReadOnlyTensorSpan<double> t, double x)
            {
                double s = 0;
                for (int i = 0; i < t.Lengths[0]; i++)
                    for (int j = 0; j < (int)t.Lengths[1]; j++)
                        s = s * x + t[i, j] * t[0, j];
                return s;
            }

            public static double[][] Run()
            {
                double[,] m = { { 0.5, -1.5, 0.75 }, { 1.25, 2, -0.5 } };
                double[,] g = new double[2, 3], a = new double[2, 3];
                double xa = 0;
                OfTableWithGradient(m, 0.7, g, out double gx);
                OfTablePullback(m, 0.7, 2, a, ref xa);
                double[][] r = [[0.5, -1.5], [2], [0.25, 1, -0.75]];
                double[][] rg = [[9, 9], [9], [9, 9, 9]], ra = [[0, 0], [0], [0, 0, 0]];
                double rxa = 0;
                OfRowsWithGradient(r, 0.7, rg, out double rgx);
                OfRowsPullback(r, 0.7, 2, ra, ref rxa);
                double[] flat = [0.5, -1.5, 0.75, 1.25, 2, -0.5], tg = new double[6], ta = new double[6];
                double txa = 0;
                OfTensorWithGradient(Shaped(flat), 0.7, Shaped(tg), out double tgx);
                OfTensorPullback(Shaped(flat), 0.7, 2, Shaped(ta), ref txa);
                return
                [
                    [.. Flat(g), gx], [.. Flat(a), xa], Differences(v => OfTable(Table(v), v[6]), [.. Flat(m), 0.7]),
                    [.. rg[0], .. rg[1], .. rg[2], rgx], [.. ra[0], .. ra[1], .. ra[2], rxa], Differences(v => OfRows([v[0..2], v[2..3], v[3..6]], v[6]), [.. r[0], .. r[1], .. r[2], 0.7]),
                    [.. tg, tgx], [.. ta, txa], Differences(v => OfTensor(Shaped(v[0..6]), v[6]), [.. flat, 0.7]),
                ];
            }

            private static TensorSpan<double> Shaped(double[] v) => new(v, [2, 3]);
            private static double[,] Table(double[] v) => new[,] { { v[0], v[1], v[2] }, { v[3], v[4], v[5] } };
            private static double[] Flat(double[,] m) { var v = new double[m.Length]; Buffer.BlockCopy(m, 0, v, 0, m.Length * 8); return v; }

            private static double[] Differences(Func<double[], double> f, double[] at)
            {
                var g = new double[at.Length];
                for (int i = 0; i < g.Length; i++)
                {
                    double[] high = [.. at], low = [.. at];
                    high[i] += 1e-5;
                    low[i] -= 1e-5;
                    g[i] = (f(high) - f(low)) / 2e-5;
                }

                return g;
            }

            public static string WrongShape() { try { OfTableWithGradient(new double[2, 3], 1, new double[3, 2], out _); return ""; } catch (ArgumentException e) { return e.ParamName!; } }
            public static string WrongRow() { try { OfRowsWithGradient([[1], [2]], 1, [[0], [0, 0]], out _); return ""; } catch (ArgumentException e) { return e.ParamName!; } }
            public static string SameRow() { double[] row = [1]; try { OfRowsWithGradient([row], 1, [row], out _); return ""; } catch (ArgumentException e) { return e.ParamName!; } }
            public static string SameTable() { var m = new double[2, 2]; try { OfTablePullback(m, 1, 1, m, ref m[0, 0]); return ""; } catch (ArgumentException e) { return e.ParamName!; } }
            public static string WrongTensor() { try { OfTensorWithGradient(Shaped(new double[6]), 1, new TensorSpan<double>(new double[6], [3, 2]), out _); return ""; } catch (ArgumentException e) { return e.ParamName!; } }
        }
        """;

    private static readonly Lazy<Type> Subject = new(() => GeneratorRun.Of(Source).Load().GetType("C")!);

    [Fact]
    public void GradientsAndPullbacksAgreeWithDifferences()
    {
        var results = (double[][])Subject.Value.GetMethod("Run")!.Invoke(null, null)!;

        // Differences with a step of 1e-5 of functions of magnitude 1 to 100: 1e-10 truncation, 1e-9 rounding.
        for (int i = 0; i < results.Length; i += 3)
        {
            Reference.Near(results[i + 2], results[i], 1e-7, () => "gradient");
            Reference.Near(results[i].Select(slope => 2 * slope).ToArray(), results[i + 1], 1e-12, () => "pullback");
        }
    }

    [Theory]
    [InlineData("WrongShape", "mGradient")]
    [InlineData("WrongRow", "mGradient")]
    [InlineData("SameRow", "mGradient")]
    [InlineData("SameTable", "mAdjoint")]
    [InlineData("WrongTensor", "tGradient")]
    public void SinksAreChecked(string method, string parameter) => Assert.Equal(parameter, Subject.Value.GetMethod(method)!.Invoke(null, null));
}

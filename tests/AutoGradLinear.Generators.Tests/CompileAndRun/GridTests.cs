using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Scratch arrays of several dimensions, against dual numbers and central differences.</summary>
public class GridTests
{
    private static readonly double[] Row = [0.7, -1.3, 2.1, 0.4];

    /// <summary>Extrapolated differences of functions of magnitude up to 10.</summary>
    private const double ByDifferences = 1e-7;

    public static TheoryData<string, string, string> Programs => new()
    {
        {
            "Warping",
            """
            int n = v.Length, m = w.Length;
            var cost = new double[n + 1, m + 1];
            for (int i = 1; i <= n; i++) cost[i, 0] = 9;
            for (int j = 1; j <= m; j++) cost[0, j] = 9;
            for (int i = 1; i <= n; i++)
                for (int j = 1; j <= m; j++)
                {
                    double d = v[i - 1] - w[j - 1];
                    cost[i, j] = d * d + Math.Min(cost[i - 1, j - 1] + 0.01, Math.Min(cost[i - 1, j], cost[i, j - 1]));
                }
            return cost[n, m];
            """,
            ""
        },
        {
            "Product",
            """
            double[,] a = { { v[0], v[1] }, { v[2], v[3] } };
            double[,] b = new double[2, 2];
            Fill(b, w);
            double s = 0;
            for (int k = 0; k < 3; k++)
            {
                var c = new double[a.GetLength(0), b.GetLength(1)];
                for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) for (int l = 0; l < 2; l++) c[i, j] += a[i, l] * b[l, j];
                for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) a[i, j] = Math.Tanh(c[i, j]);
                s += a[0, 1] * c[1, 0];
            }
            return s + a[1, 1];
            """,
            "private static void Fill(double[,] b, ReadOnlySpan<double> w) { for (int i = 0; i < b.GetLength(0); i++) for (int j = 0; j < b.GetLength(1); j++) b[i, j] = w[i * b.GetLength(1) + j]; }"
        },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void GradientsAreRight(string name, string body, string helpers)
    {
        object[] point = [Row, new[] { 0.3, 1.1, -0.2, 0.9 }];
        var subject = new Subject(name, "ReadOnlySpan<double> v, ReadOnlySpan<double> w", body, [point], helpers);
        var program = Program.Compile(subject);
        double[] gradient = program.Gradient(point);
        Assert.Equal(program.Value(point), gradient[0]);
        Reference.Near(Reference.Duals(subject)(point), gradient[1..], 1e-12, () => program.Run.Text);
        Reference.Near(Reference.Differences(program.Value, subject, point), gradient[1..], ByDifferences, () => program.Run.Text);
    }

    /// <summary>Lengths of dimensions are bounds like any other: such loops are counted.</summary>
    [Fact]
    public void LoopsOverDimensionsKeepNoTape()
    {
        string text = GeneratorRun.Of(
            """
            using System;
            using AutoGradLinear;

            public static partial class C
            {
                [Differentiable]
                public static double F(double[,] m)
                {
                    double s = 0;
                    for (int i = 0; i < m.GetLength(0); i++)
                        for (int j = 0; j <= m.GetUpperBound(1); j++)
                            s += Math.Exp(m[i, j]);
                    return Math.Log(s);
                }
            }
            """).Text;
        Assert.DoesNotContain("Tape", text, StringComparison.Ordinal);
        Assert.Contains("- shift", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnIndexOutOfRangeOfOneDimensionThrows()
    {
        var program = Program.Compile(new Subject("Throws", "double x, int i", "var t = new double[2, 3]; t[i, 2] = x; return t[0, 2] + t[1, 0];", []));
        Assert.Equal([2, 1], program.Gradient([2d, 0]));
        Assert.Throws<IndexOutOfRangeException>(() => program.Gradient([2d, 2]));
    }
}

using System.Reflection;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Jacobians against differences, in both modes, and members of functions with parameters of every kind.</summary>
public class JacobianTests
{
    /// <summary>Central differences, extrapolated once, of functions of magnitude 10: about 1e-9.</summary>
    private const double ByDifferences = 1e-7;

    [Theory]
    [InlineData("double x, double y", "r[0] = x * y; r[1] = Math.Sin(x); r[2] = y * y * x;", new[] { 0.7, -1.3 }, 3)]
    [InlineData("ReadOnlySpan<double> v", "r[0] = v[0] * v[1] * v[2]; r[1] = Math.Exp(v[2]) * v[0];", new[] { 0.7, -1.3, 0.4 }, 2)]
    [InlineData("ReadOnlySpan<double> v", "for (int i = 0; i < r.Length; i++) r[i] = v[i % 2] * v[1] + i * Math.Cos(v[0]);", new[] { 0.7, -1.3 }, 5)]
    [InlineData("ReadOnlySpan<double> v", "r[0] = v[0]; for (int i = 1; i < r.Length; i++) r[i] = r[i - 1] * v[i];", new[] { 0.7, -1.3, 2.1 }, 3)]
    public void EqualsDifferences(string signature, string body, double[] point, int results)
    {
        bool isRow = signature.StartsWith("ReadOnlySpan", StringComparison.Ordinal);
        string arguments = isRow ? "x" : string.Join(", ", point.Select((_, i) => $"x[{i}]"));
        string tangents = isRow ? "d" : string.Join(", ", point.Select((_, i) => $"d[{i}]"));
        MethodInfo caller(string name) => Compile($$"""
            public static partial class Subject
            {
                [Differentiable(Derivatives.Jacobian | Derivatives.Pushforward)]
                public static void F({{signature}}, Span<double> r) { {{body}} }
            }

            public static class Caller
            {
                public static double[] Value(double[] x, int n) { var r = new double[n]; Subject.F({{arguments}}, r); return r; }
                public static double[] Jacobian(double[] x, int n) { var r = new double[n]; var j = new double[n * x.Length]; Array.Fill(j, double.NaN); Subject.FJacobian({{arguments}}, r, j); return [.. r, .. j]; }
                public static double[] Pushforward(double[] x, double[] d, int n) { var r = new double[n]; var t = new double[n]; Array.Fill(t, double.NaN); Subject.FPushforward({{arguments}}, r, {{tangents}}, t); return [.. r, .. t]; }
            }
            """, name);
        double[] Value(double[] x) => (double[])caller("Value").Invoke(null, [x, results])!;
        double[][] columns = [.. point.Select((_, i) => Column(Value, point, i))];
        double[] value = Value(point);
        double[] jacobian = [.. Enumerable.Range(0, results).SelectMany(row => columns.Select(column => column[row]))];
        Reference.Near([.. value, .. jacobian], (double[])caller("Jacobian").Invoke(null, [point, results])!, ByDifferences, () => "the Jacobian");

        double[] direction = [.. point.Select((_, i) => Math.Cos(i + 1))];
        double[] along = [.. Enumerable.Range(0, results).Select(row => columns.Select((column, i) => column[row] * direction[i]).Sum())];
        Reference.Near([.. value, .. along], (double[])caller("Pushforward").Invoke(null, [point, direction, results])!, ByDifferences, () => "the pushforward");
    }

    /// <summary>
    /// Two results, a parameter that is written to, a struct and a matrix: r = (u₀ u₁ + s.A m₁₁, s.B² u₁), q = m₀₁ m₁₀ after u₁ ← u₀ u₁. There are more columns than rows, or with a
    /// longer q fewer, so both modes run.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public void ParametersOfEveryKindHaveJacobians(int length)
    {
        MethodInfo jacobian = Compile("""
            public record struct Pair(double A, double B);

            public static partial class Subject
            {
                [Differentiable(Derivatives.Jacobian)]
                public static void F(Span<double> u, Pair s, double[,] m, [Result] Span<double> r, [Result] Span<double> q)
                {
                    u[1] *= u[0];
                    r[0] = u[1] + s.A * m[1, 1];
                    r[1] = s.B * s.B * u[1];
                    for (int i = 0; i < q.Length; i++) q[i] = m[0, 1] * m[1, 0] * (i + 1);
                }
            }

            public static class Caller
            {
                public static double[] Jacobian(int length)
                {
                    double[] u = [2, 3], r = new double[2], q = new double[length], j = new double[(2 + length) * 8];
                    Array.Fill(j, double.NaN);
                    Subject.FJacobian(u, new Pair(5, 7), new double[,] { { 11, 13 }, { 17, 19 } }, r, q, j);
                    return [.. u, .. r, q[^1], .. j];
                }
            }
            """, "Jacobian");
        double[] found = (double[])jacobian.Invoke(null, [length])!;
        Assert.Equal([2, 6, 6 + 95, 49 * 6, 221 * length], found[..5]);
        double[][] rows = [[3, 2, 19, 0, 0, 0, 0, 5], [147, 98, 0, 84, 0, 0, 0, 0], .. Enumerable.Range(1, length).Select(i => new double[] { 0, 0, 0, 0, 0, 17 * i, 13 * i, 0 })];
        Assert.Equal(rows.SelectMany(row => row), found[5..]);
    }

    [Fact]
    public void TheStableValueIsAMemberOfItsOwn()
    {
        MethodInfo value = Compile("""
            public static partial class Subject
            {
                [Differentiable(Derivatives.Value)]
                public static double F(ReadOnlySpan<double> v, double x) { double s = 0; foreach (double e in v) s += e * x; return s * s; }
            }

            public static class Caller
            {
                public static double Value(double[] v, double x) => Subject.FStable(v, x);
            }
            """, "Value");
        Assert.Equal(81.0, value.Invoke(null, [new[] { 1.0, 2 }, 3.0]));
    }

    /// <summary>Arrays of several dimensions, rows, tensors, structs: the Hessian of a sum of products of two elements each is known.</summary>
    [Theory]
    [InlineData("double[,] p", "p[i / 2, i % 2]", "Grid(x)", "Grid(d)")]
    [InlineData("double[][] p", "p[i / 3][i % 3]", "[x[..3], x[3..]]", "[d[..3], d[3..]]")]
    [InlineData("ReadOnlyTensorSpan<double> p", "p[i / 2, i % 2]", "new(x, [2, 2])", "new(d, [2, 2])")]
    [InlineData("(double A, double B, double C, double D) p", "(i == 0 ? p.A : i == 1 ? p.B : i == 2 ? p.C : p.D)", "(x[0], x[1], x[2], x[3])", "(d[0], d[1], d[2], d[3])")]
    [InlineData("double[] p", "p[i]", "x", "d")]
    public void ParametersOfEveryKindHaveSecondDerivatives(string parameter, string element, string argument, string direction)
    {
        string type = parameter[..parameter.LastIndexOf(' ')];
        bool isTuple = type[0] == '(';
        string sink = isTuple ? $"out {type} h" : "h";
        string declaration = isTuple ? "" : $"var z = new double[4]; {type.Replace("ReadOnlyTensorSpan", "TensorSpan")} h = {argument.Replace("x[", "z[").Replace("x,", "z,").Replace("(x)", "(z)").Replace("x", type == "double[]" ? "z" : "x")};";
        string flat = type switch
        {
            "double[,]" => "[.. h.Cast<double>()]",
            "double[][]" => "[.. h[0], .. h[1]]",
            "ReadOnlyTensorSpan<double>" => "z",
            "double[]" => "h",
            _ => "[h.A, h.B, h.C, h.D]",
        };
        const double Scale = 1.5;
        MethodInfo caller(string name) => Compile($$"""
            public static partial class Subject
            {
                [Differentiable(Derivatives.HessianVectorProduct | Derivatives.Hessian | Derivatives.HessianDiagonal | Derivatives.Pushforward)]
                public static double F({{parameter}}, double s)
                {
                    double sum = 0;
                    for (int i = 0; i < 4; i++)
                        for (int j = 0; j <= i; j++)
                            sum += {{element}} * {{element.Replace('i', 'j').Replace("p[j", "p[j")}} * s;
                    return sum;
                }
            }

            public static class Caller
            {
                private static double[,] Grid(double[] x) => new[,] { { x[0], x[1] }, { x[2], x[3] } };
                public static double[] Product(double[] x, double[] d, double s) { {{declaration}} Subject.FHessianVectorProduct({{argument}}, s, {{direction}}, 0, {{sink}}, out double t); return [.. (double[]){{flat}}, t]; }
                public static double[] Hessian(double[] x, double s) { var h = new double[25]; Subject.FHessian({{argument}}, s, h); return h; }
            }
            """, name);

        double[] x = [0.7, -1.3, 2.1, 0.4];
        double[] d = [1, -0.5, 0.25, 2];
        double[] product = (double[])caller("Product").Invoke(null, [x, d, Scale])!;
        double[] hessian = (double[])caller("Hessian").Invoke(null, [x, Scale])!;
        double[] sums = [.. x.Select((value, i) => x.Sum() + value)];
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(Scale * (d.Sum() + d[i]), product[i], 1e-12);
            for (int j = 0; j < 4; j++)
                Assert.Equal(i == j ? 2 * Scale : Scale, hessian[(5 * i) + j], 1e-12);
            Assert.Equal(sums[i], hessian[(5 * i) + 4], 1e-12);
            Assert.Equal(sums[i], hessian[20 + i], 1e-12);
        }

        Assert.Equal(sums.Zip(d, (sum, part) => sum * part).Sum(), product[4], 1e-12);
        Assert.Equal(0, hessian[24], 1e-12);
    }

    /// <summary>The number of times that the function is called for a Hessian shows that the structure was seen.</summary>
    [Theory]
    [InlineData("s += Math.Exp(v[i]) * v[i];", 0)]
    [InlineData("if (i > 0) s += (v[i] - v[i - 1]) * (v[i] - v[i - 1]) * v[i];", 1)]
    [InlineData("if (i % 2 == 0) { double a = v[i], b = v[i + 1]; s += Math.Sin(a * b); }", 1)]
    [InlineData("s += v[i]; s = s * s;", null)]
    [InlineData("double t = v[i]; for (int j = i; j < i + 2 && j < v.Length; j++) t *= v[j]; s += t;", null)]
    [InlineData("int j = i; if (v.Length > 2) j = v.Length - 1 - i; s += v[i] * v[j];", null)]
    [InlineData("s += v[i] * v[(i + 1) % v.Length];", null)]
    [InlineData("Span<double> p = [v[i]]; p[0] *= v[v.Length - 1]; s += p[0];", null)]
    public void StructureIsSeen(string body, int? distance)
    {
        string text = GeneratorRun.Of($$"""
            using System;
            using AutoGradLinear;
            public static partial class Subject
            {
                [Differentiable(Derivatives.Hessian)]
                public static double F(ReadOnlySpan<double> v) { double s = 0; for (int i = 0; i < v.Length; i++) { {{body}} } return s; }
            }
            """).Text;
        Assert.Contains(distance is null ? "may join all elements" : $"differ by {distance} at most", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AMatrixOfTheWrongSizeIsNamed()
    {
        MethodInfo hessian = Compile("""
            public static partial class Subject
            {
                [Differentiable(Derivatives.Hessian)]
                public static double F(ReadOnlySpan<double> v) => v[0] * v[1];
            }

            public static class Caller
            {
                public static void Hessian(double[] x, double[] h) => Subject.FHessian(x, h);
            }
            """, "Hessian");
        var exception = Assert.IsType<ArgumentException>(Assert.Throws<TargetInvocationException>(() => hessian.Invoke(null, [new double[2], new double[3]])).InnerException);
        Assert.Equal("hessian", exception.ParamName);
        Assert.Contains("2 × 2", exception.Message, StringComparison.Ordinal);
    }

    private static double[] Column(Func<double[], double[]> function, double[] point, int coordinate)
    {
        double[] Central(double step)
        {
            double[] At(double by) => function([.. point.Select((value, i) => i == coordinate ? value + by : value)]);
            return [.. At(step).Zip(At(-step), (high, low) => (high - low) / (2 * step))];
        }

        return [.. Central(1e-3).Zip(Central(5e-4), (coarse, fine) => ((4 * fine) - coarse) / 3)];
    }

    private static MethodInfo Compile(string text, string name)
        => GeneratorRun.Of("using System; using System.Linq; using System.Numerics.Tensors; using AutoGradLinear;\n" + text).Load().GetType("Caller")!.GetMethod(name)!;
}

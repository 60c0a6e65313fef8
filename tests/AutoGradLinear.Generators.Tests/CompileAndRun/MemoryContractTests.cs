using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Code on memory throws what C# throws, and leaves its arguments as C# does.</summary>
public class MemoryContractTests
{
    /// <summary>The exception is the one of the function, which is run beside its gradient: the first that C# meets.</summary>
    [Theory]
    [InlineData("v[n] = x; return v[0] * x;", 3)]
    [InlineData("v[n] += x; return v[0] * x;", -1)]
    [InlineData("v[n]++; return x;", 3)]
    [InlineData("v[n] = x * (1 / (n - n)); return x;", 3)]
    [InlineData("w[n] = x * (1 / (n - n)); return x;", 3)]
    [InlineData("v.AsSpan()[n] = x * (1 / (n - n)); return x;", 3)]
    [InlineData("w[n] += x * (1 / (n - n)); return x;", 3)]
    [InlineData("v[n] += x * (1 / (n - n)); return x;", 3)]
    [InlineData("v[n] = Bad(n); return x;", 3)]
    [InlineData("w[n] = Bad(n); return x;", 3)]
    [InlineData("(v[n], w[0]) = (x, 1 / (n - n)); return x;", 3)]
    [InlineData("(w[n], v[0]) = (x, 1 / (n - n)); return x;", 3)]
    [InlineData("var p = new double[n]; return x;", -1)]
    [InlineData("var p = new double[n]; p[0] = x; return p[0];", -1)]
    [InlineData("double s = x; for (int i = 0; i < 2; i++) { var p = new double[n]; p[0] = s; s = p[0] * x; } return s;", -1)]
    [InlineData("return x * w.Slice(n).Length;", 4)]
    [InlineData("return x * w.Slice(n).Length;", -1)]
    [InlineData("return x * w.Slice(1, n).Length;", 3)]
    [InlineData("var p = w[n..]; return x;", 4)]
    [InlineData("var p = w[n..1]; p.Clear(); return x;", 2)]
    [InlineData("var p = w[^n..]; return x * w[0];", 4)]
    [InlineData("var p = v[n..]; return x * p.Length;", 4)]
    [InlineData("var p = v[..n]; return x * p.Length;", -1)]
    [InlineData("var p = v[n..1]; return x * p.Length;", 2)]
    [InlineData("var p = v.AsSpan(n); return x;", 4)]
    [InlineData("var p = v.AsSpan(n, 2); return x;", 2)]
    [InlineData("Span<double> p = stackalloc double[n]; v.CopyTo(p); return p[0] * x;", 2)]
    [InlineData("Span<double> p = stackalloc double[n]; w.CopyTo(p); return x;", 2)]
    [InlineData("Array.Copy(v, new double[n], 3); return x * v[0];", 2)]
    [InlineData("Array.Copy(v, new double[3], n); return x * v[0];", -1)]
    [InlineData("Array.Fill(v, x, n, 2); return x * v[0];", 2)]
    [InlineData("Array.Fill(v, x, 0, n); return x * v[0];", -1)]
    [InlineData("return x * v[^n];", 4)]
    [InlineData("v[^n] = x; return x;", 0)]
    [InlineData("Set(ref v[n], 1 / (n - n)); return x;", 3)]
    [InlineData("ref double r = ref v[n]; x *= 1 / (n - n); return x;", 3)]
    [InlineData("double[] p = [.. v, v[n]]; return x;", 3)]
    [InlineData("TensorPrimitives.Exp<double>(w, new double[n]); return x * w[0];", 2)]
    [InlineData("TensorPrimitives.Add<double>(w, v.AsSpan(1), v); return x * v[0];", 2)]
    [InlineData("TensorPrimitives.Exp<double>(v.AsSpan(0, 2), v.AsSpan(1)); return x * v[0];", 2)]
    [InlineData("foreach (double e in v.AsSpan(n)) x *= e; return x;", 5)]
    [InlineData("return Sum(v, n) * x;", 0)]
    public void ThrowsWhatTheFunctionThrows(string body, int n)
    {
        const string Helpers = """
            private static double Bad(int n) => 1 / (n - n);
            private static double Sum(double[] v, int i) => v[i] + Sum(v, i + 1);
            private static void Set(ref double e, double x) { if (x > 0) e = x; }
            """;
        var program = Program.Compile(new Subject("Throws", "double[] v, Span<double> w, double x, int n", body, [], Helpers));
        object[] point = [new double[] { 1, 2, 3 }, new double[] { 4, 5, 6 }, 0.5, n];
        Exception expected = Assert.ThrowsAny<Exception>(() => program.Value(point));
        Exception actual = Assert.ThrowsAny<Exception>(() => program.Gradient(point));
        Assert.Equal(expected.GetType(), actual.GetType());
    }

    [Fact]
    public void ParametersEndAsTheFunctionLeavesThem()
    {
        const string Source = """
            using System;
            using AutoGradLinear;

            public static partial class C
            {
                [Differentiable(Derivatives.Pullback)]
                public static double F(Span<double> v, double x, int[] n)
                {
                    for (int i = 0; i < v.Length; i++) { v[i] *= x; n[0] += i; }
                    return v[0] * v[1];
                }

                public static double[] Run()
                {
                    double[] a = [1, 2, 3], b = [1, 2, 3], c = [1, 2, 3], g = new double[3];
                    int[] n = [0], m = [0], k = [0];
                    double x = 0;
                    F(a, 2, n);
                    FWithGradient(b, 2, m, g, out _);
                    FPullback(c, 2, k, 1, g, ref x);
                    return [.. a, .. b, .. c, n[0], m[0], k[0]];
                }
            }
            """;
        var result = (double[])GeneratorRun.Of(Source).Load().GetType("C")!.GetMethod("Run")!.Invoke(null, null)!;
        Assert.Equal([2, 4, 6, 2, 4, 6, 2, 4, 6, 3, 3, 3], result);
    }
}

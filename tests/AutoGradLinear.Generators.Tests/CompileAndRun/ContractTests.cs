using System.Reflection;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>What the generated members promise beside the right number.</summary>
public class ContractTests
{
    private const string Using = "using System; using System.Numerics; using System.Numerics.Tensors; using AutoGradLinear;\n";

    [Fact]
    public void SinksAreOverwritten()
    {
        var program = Program.Compile(Corpus.Find("DotLoop"));
        Assert.DoesNotContain(double.NaN, program.Gradient(Corpus.Find("DotLoop").Points[0]));
    }

    [Fact]
    public void ASinkOfAnotherLengthIsAnArgumentException()
    {
        Type type = Load("public static partial class C { [Differentiable] public static double F(ReadOnlySpan<double> v) => v[0]; "
            + "public static void Call(int n) => FWithGradient(new double[3], new double[n]); }");
        type.GetMethod("Call")!.Invoke(null, [3]);
        foreach (int length in new[] { 0, 2, 4 })
        {
            var exception = Assert.IsType<ArgumentException>(Thrown(type, "Call", length), exactMatch: false);
            Assert.Equal("vGradient", exception.ParamName);
        }
    }

    [Theory]
    [InlineData("FWithGradient(all.AsSpan(0, 3), all.AsSpan(3, 3), all.AsSpan(0, 3), all.AsSpan(6, 3))")]
    [InlineData("FWithGradient(all.AsSpan(0, 3), all.AsSpan(3, 3), all.AsSpan(2, 3), all.AsSpan(6, 3))")]
    [InlineData("FWithGradient(all.AsSpan(0, 3), all.AsSpan(3, 3), all.AsSpan(6, 3), all.AsSpan(7, 3))")]
    [InlineData("FPullback(all.AsSpan(0, 3), all.AsSpan(3, 3), 1, all.AsSpan(5, 3), all.AsSpan(8, 3))")]
    public void ASinkThatOverlapsIsAnArgumentException(string call)
    {
        Type type = Load("public static partial class C { [Differentiable(Derivatives.Pullback)] public static double F(ReadOnlySpan<double> v, ReadOnlySpan<double> w) => v[0] * w[1]; "
            + $"public static void Call() {{ var all = new double[20]; {call}; }} }}");
        Assert.IsType<ArgumentException>(Thrown(type, "Call"), exactMatch: false);
    }

    /// <summary>A loss of one score is given rows of one element, as trainers do.</summary>
    [Theory]
    [InlineData("Evaluate(all.AsSpan(0, 2), 1)", "scores")]
    [InlineData("Evaluate([], 1)", "scores")]
    [InlineData("ValueWithGradient(all.AsSpan(0, 2), 1, all.AsSpan(2, 2))", "scores")]
    [InlineData("ValueWithGradient(all.AsSpan(0, 1), 1, all.AsSpan(2, 2))", "scoresGradient")]
    [InlineData("ValueWithGradient(all.AsSpan(0, 1), 1, all.AsSpan(0, 1))", "scoresGradient")]
    public void RowsOfAnotherLengthThanOneAreAnArgumentException(string call, string parameter)
    {
        Type type = Load("[Loss] public readonly partial record struct L { public double Value(double score, double target) => (score - target) * (score - target); } "
            + $"public static class C {{ public static void Call() {{ var all = new double[4]; new L().{call}; }} }}");
        Assert.Equal(parameter, Assert.IsType<ArgumentException>(Thrown(type, "Call"), exactMatch: false).ParamName);
    }

    /// <summary>A type parameter that may be a class has no default that is certainly a number.</summary>
    [Fact]
    public void AnUnconstrainedTypeParameterCompilesWithoutWarnings()
        => Assert.NotNull(Load("public static partial class C { [Differentiable(Derivatives.Hessian)] public static T F<T>(ReadOnlySpan<T> x, T y) where T : IFloatingPointIeee754<T> "
            + "{ T s = T.Zero; for (int i = 0; i < x.Length; i++) s += T.Exp(x[i] * y); return T.Log(s); } }"));

    [Fact]
    public void OverlappingInputsAreFine()
    {
        Type type = Load("public static partial class C { [Differentiable] public static double F(ReadOnlySpan<double> v, ReadOnlySpan<double> w) => v[0] * w[0]; "
            + "public static double Call() { double[] v = [3]; double[] a = [0], b = [0]; return FWithGradient(v, v, a, b) + a[0] + b[0]; } }");
        Assert.Equal(15.0, type.GetMethod("Call")!.Invoke(null, []));
    }

    [Theory]
    [InlineData("double s = 0; for (int i = 0; i < n; i++) s += v[i] * v[i]; return s;", 9)]
    [InlineData("return v[n] * v[0];", 9)]
    [InlineData("return v[n] * v[0];", -1)]
    [InlineData("double s = v[0]; if (v[0] > 0) s *= v[n]; return s;", 4)]
    [InlineData("return v[0] * (10 / n);", 0)]
    [InlineData("int j = v[n] >= 2 ? n : n; return v[0] + v[0];", 3)]
    [InlineData("return v[0] * checked(n * 2000000000);", 3)]
    public void TheGradientThrowsWhatTheFunctionThrows(string body, int n)
    {
        var program = Program.Compile(new Subject("Throws", "ReadOnlySpan<double> v, int n", body, []));
        object[] point = [new double[] { 1, 2, 3 }, n];
        Exception expected = Assert.ThrowsAny<Exception>(() => program.Value(point));
        Exception actual = Assert.ThrowsAny<Exception>(() => program.Gradient(point));
        Assert.Equal(expected.GetType(), actual.GetType());
    }

    [Fact]
    public void AnElementThatTheFunctionDoesNotReadIsNotRead()
    {
        var program = Program.Compile(new Subject("Guarded", "ReadOnlySpan<double> v, int n", "double s = v[0]; if (n < v.Length) s *= v[n]; for (int i = n; i < v.Length; i++) s += v[n]; return s;", []));
        Assert.Equal([1, 1, 0], program.Gradient([new double[] { 1, 2 }, 7]));
    }

    [Theory]
    [MemberData(nameof(BitsNames))]
    public void TheValueHasTheBitsOfTheFunctions(string name)
    {
        Subject subject = Corpus.Find(name);
        var program = Program.CompileAsWritten(subject);
        foreach (object[] point in subject.Points)
            Assert.Equal(BitConverter.DoubleToInt64Bits(program.Value(point)), BitConverter.DoubleToInt64Bits(program.Gradient(point)[0]));
    }

    /// <summary>Reductions of <c>TensorPrimitives</c> are computed by the same call.</summary>
    public static TheoryData<string> BitsNames => [.. Corpus.All.Where(subject => subject.Name is not ("NaiveSoftmax" or "HelperInCondition")).Select(subject => subject.Name)];

    /// <summary>An exponential that overflows reaches the result by no path that is taken, or by none at all.</summary>
    [Theory]
    [InlineData("double e = Math.Exp(x[0]); return e > 1e300 ? x[1] : 1 / (1 + e);")]
    [InlineData("double[] p = [Math.Exp(x[0]), x[1]]; double t = p[0]; return p[1];")]
    [InlineData("double e = Math.Cosh(x[0]), f = double.Exp2(4 * x[0]), g = Math.Sinh(-x[0]); return e > 2 ? x[1] : e * f * g;")]
    public void WhatOverflowsBesideTheResultDoesNotSpoilTheGradient(string body)
    {
        foreach (string option in new[] { "", ", Rewriting = false" })
        {
            Type type = Load($$"""
                public static partial class C
                {
                    [Differentiable(Derivatives.Pullback{{option}})]
                    public static double F(ReadOnlySpan<double> x) { {{body}} }

                    public static double[] Call(double[] x) { double[] gradient = new double[x.Length]; FWithGradient(x, gradient); return gradient; }
                }
                """);
            Assert.Equal([0.0, 1.0], (double[])type.GetMethod("Call")!.Invoke(null, [new[] { 1000.0, 0.5 }])!);
        }
    }

    /// <summary>What stands behind such a switch is never reached, a return included.</summary>
    [Fact]
    public void EverySectionOfASwitchMayContinue()
    {
        Type type = Load("""
            public static partial class C
            {
            #pragma warning disable CS0162
                [Differentiable(Derivatives.Pullback)]
                public static double F(double x, int n)
                {
                    double s = x;
                    for (int i = 0; i < n; i++)
                    {
                        switch (i % 2) { default: continue; case 1: s *= x; continue; }
                        if (x > 0) return s;
                    }

                    return s + 1;
                }

                public static double Call(double x, int n) { FWithGradient(x, n, out double gradient); return gradient; }
            }
            """);
        Assert.Equal(12.0, type.GetMethod("Call")!.Invoke(null, [2.0, 5]));
    }

    [Fact]
    public void ATypeParameterIsComputedWithAsDoubleIs()
    {
        Type type = Load("""
            public static partial class C
            {
                [Differentiable(Derivatives.Pullback)]
                public static T F<T>(ReadOnlySpan<T> v, T x) where T : unmanaged, IFloatingPointIeee754<T>
                {
                    T s = T.Zero;
                    for (int i = 0; i < v.Length; i++)
                        s += T.Exp(v[i]) * x + T.Sqrt(v[i] * v[i] + T.One);
                    return T.Log(s) * x;
                }

                [Differentiable]
                public static double G(ReadOnlySpan<double> v, double x)
                {
                    double s = 0;
                    for (int i = 0; i < v.Length; i++)
                        s += Math.Exp(v[i]) * x + Math.Sqrt(v[i] * v[i] + 1);
                    return Math.Log(s) * x;
                }

                public static double[] Generic(double[] v, double x) { var g = new double[v.Length]; double value = FWithGradient<double>(v, x, g, out double gx); return [value, .. g, gx]; }
                public static double[] Plain(double[] v, double x) { var g = new double[v.Length]; double value = GWithGradient(v, x, g, out double gx); return [value, .. g, gx]; }
                public static float[] Single(float[] v, float x) { var g = new float[v.Length]; float value = FWithGradient<float>(v, x, g, out float gx); return [value, .. g, gx]; }
            }
            """);
        object[] arguments = [new[] { 0.3, -1.2, 0.8 }, 1.7];
        var expected = (double[])type.GetMethod("Plain")!.Invoke(null, arguments)!;
        Reference.Near(expected, (double[])type.GetMethod("Generic")!.Invoke(null, arguments)!, 1e-14, () => "");
        var single = (float[])type.GetMethod("Single")!.Invoke(null, [new[] { 0.3f, -1.2f, 0.8f }, 1.7f])!;

        // Some ten roundings of a float.
        Reference.Near(expected, Array.ConvertAll(single, x => (double)x), 1e-5, () => "");
    }

    [Fact]
    public void FieldsOfThisAreConstants()
    {
        Type type = Load("""
            public readonly partial record struct Scaled(double Factor)
            {
                [Differentiable]
                public double F(double x) => Factor * x * x;
            }

            public static class C
            {
                public static double[] Call() { double value = new Scaled(3).FWithGradient(2, out double slope); return [value, slope]; }
            }
            """);
        Assert.Equal([12, 12], (double[])type.GetMethod("Call")!.Invoke(null, [])!);
    }

    [Fact]
    public void EnumsAndNestedAndGenericTypesAreSupported()
    {
        Type type = Load("""
            namespace Outer
            {
                public enum Kind { Linear, Square }

                public static partial class Host<T>
                {
                    public readonly partial struct Inner
                    {
                        [Differentiable]
                        public static double F(double x, Kind kind) => kind == Kind.Square ? x * x : x;
                    }
                }
            }

            public static class C
            {
                public static double Call(bool square)
                {
                    Outer.Host<int>.Inner.FWithGradient(3, square ? Outer.Kind.Square : Outer.Kind.Linear, out double slope);
                    return slope;
                }
            }
            """);
        Assert.Equal(6.0, type.GetMethod("Call")!.Invoke(null, [true]));
        Assert.Equal(1.0, type.GetMethod("Call")!.Invoke(null, [false]));
    }

    [Fact]
    public void NamesThatAreKeywordsAreKept()
    {
        Type type = Load("public static partial class C { [Differentiable] public static double F(double @in, ReadOnlySpan<double> @float) => @in * @float[0]; "
            + "public static double Call() { double[] g = [0]; FWithGradient(2, [5], out double slope, g); return slope * 100 + g[0]; } }");
        Assert.Equal(502.0, type.GetMethod("Call")!.Invoke(null, []));
    }

    [Fact]
    public void OverloadsHaveFilesOfTheirOwn()
    {
        GeneratorRun run = GeneratorRun.Of(Using + "public static partial class C { [Differentiable] public static double F(double x) => x; [Differentiable] public static float F(float x) => x; }");
        run.Load();
        Assert.Equal(2, run.Sources.Select(source => source.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void AccessibilityIsThatOfTheFunction()
    {
        GeneratorRun run = GeneratorRun.Of(Using + "public static partial class C { [Differentiable] internal static double F(double x) => x; }");
        MethodInfo method = run.Load().GetType("C")!.GetMethod("FWithGradient", BindingFlags.Static | BindingFlags.NonPublic)!;
        Assert.True(method.IsAssembly);
    }

    private static Type Load(string source) => GeneratorRun.Of(Using + source).Load().GetType("C")!;

    private static Exception? Thrown(Type type, string method, params object[] arguments)
        => Assert.Throws<TargetInvocationException>(() => type.GetMethod(method)!.Invoke(null, arguments)).InnerException;
}

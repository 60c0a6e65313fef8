using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Functions of the runtime's <c>StableMath</c> that a loss calls by name.</summary>
public class StableFunctionCallTests
{
    private const double ByDifferences = 1e-7;

    public static TheoryData<string> Expressions =>
    [
        "S.Log1P(x) * S.ExpM1(y)",
        "S.Log1MExp(-x) + S.LogExpM1(x * y)",
        "S.Sigmoid(x - y) * S.Softplus(x * y)",
        "S.LogSigmoid(x * y - 1) * x",
        "S.LogCosh(x - y) + S.XLogX(x * y)",
        "S.Sqrt1PM1(x * y) * S.LogRatio(x, y + 0.01)",
        "S.LogAddExp(x * y, x) * y",
        "S.LogSubExp(x + 2 * y, x * y)",
        "S.LogSumExp<double>([x, y * y, x * y])",
    ];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void FirstAndSecondDerivativesEqualDifferences(string expression)
    {
        var subject = new Subject("Stable", "double x, double y", $"=> {expression.Replace("S.", "AutoGradLinear.Numerics.StableMath.")};", [[0.4, 0.7], [0.8, 1.3]]);
        var program = Program.CompileAll(subject);
        foreach (object[] point in subject.Points)
        {
            double[] gradient = program.Gradient(point);
            Assert.Equal(program.Value(point), gradient[0], 1e-15);
            Reference.Near(Reference.Differences(program.Value, subject, point), gradient[1..], ByDifferences, () => program.Run.Text);
            Reference.HessianIsThatOfTheGradient(program, subject, point, ByDifferences);
        }
    }

    /// <summary>Scores of any size, for <c>float</c>, and a row without scores or without any finite one.</summary>
    [Fact]
    public void LogSumExpOfARowNeitherOverflowsNorLosesItsEdges()
    {
        const string Source = """
            using System;
            using AutoGradLinear;
            using AutoGradLinear.Numerics;

            public static partial class C
            {
                [Differentiable(Rewriting = false)]
                public static float F(ReadOnlySpan<float> s, int label) => StableMath.LogSumExp(s) - (label < 0 ? 0 : s[label]);

                public static float Call(float[] s, int label, float[] g) => FWithGradient(s, label, g);
            }
            """;
        var call = GeneratorRun.Of(Source).Load().GetType("C")!.GetMethod("Call")!.CreateDelegate<Func<float[], int, float[], float>>();
        float[] gradient = new float[3];
        Assert.Equal(666f, call([123f, 456f, 789f], 0, gradient));
        Assert.Equal([-1f, 0f, 1f], gradient);
        Assert.Equal(float.NegativeInfinity, call([], -1, []));
        Assert.Equal(float.NegativeInfinity, call([float.NegativeInfinity, float.NegativeInfinity], -1, gradient[..2]));
        gradient = [5f, 5f];
        Assert.Equal(float.NegativeInfinity, call([float.NegativeInfinity, float.NegativeInfinity], -1, gradient));
        Assert.Equal([0f, 0f], gradient);
        Assert.True(float.IsNaN(call([float.NaN, 1f], -1, gradient)));
    }
}

using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Structs and records that generated code takes apart and puts together.</summary>
public class StructTests
{
    public static TheoryData<string> Names => [.. ValueCorpus.OfWholeModules.Select(subject => subject.Name)];

    /// <summary>Both are exact formulas in double; the longest chain has a few dozen operations.</summary>
    private const double Exact = 1e-10;

    /// <summary>Extrapolated differences of functions of magnitude up to 1e2.</summary>
    private const double ByDifferences = 2e-6;

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientEqualsDualNumbersAndDifferences(string name)
    {
        Subject subject = ValueCorpus.OfWholeModules.First(candidate => candidate.Name == name);
        var program = Program.Compile(subject);
        Func<object[], double[]> duals = Reference.Duals(subject);
        foreach (object[] point in subject.Points)
        {
            double[] gradient = program.Gradient(point);
            Assert.Equal(program.Value(point), gradient[0]);
            Reference.Near(duals(point), gradient[1..], Exact, () => program.Run.Text);
            Reference.Near(Reference.Differences(program.Value, subject, point), gradient[1..], ByDifferences, () => program.Run.Text);
            Reference.Near(gradient[1..].Select(slope => 5 - (2.5 * slope)).ToArray(), program.Pullback(point, -2.5, 5)[1..], Exact, () => program.Run.Text);
        }
    }

    [Fact]
    public void WhatIsNotDifferentiatedIsDefaultInAGradientAndStaysInAnAdjoint()
    {
        const string Source = """
            using AutoGradLinear;

            public record struct Step(double X, int Count, (float Rate, bool On) Mode);

            public static partial class C
            {
                [Differentiable(Derivatives.Pullback)]
                public static double F(Step step, (double A, int B) pair) => step.Mode.On ? step.X * step.Count * pair.A : step.X;

                public static string Run()
                {
                    FWithGradient(new Step(2, 3, (1, true)), (5, 7), out Step stepGradient, out (double A, int B) pairGradient);
                    Step stepAdjoint = new(1, 4, (9, true));
                    var pairAdjoint = (1.0, 8);
                    FPullback(new Step(2, 3, (1, true)), (5, 7), 2, ref stepAdjoint, ref pairAdjoint);
                    return System.FormattableString.Invariant($"{stepGradient} {pairGradient} {stepAdjoint} {pairAdjoint}");
                }
            }
            """;
        object? text = GeneratorRun.Of(Source).Load().GetType("C")!.GetMethod("Run")!.Invoke(null, []);
        Assert.Equal(
            "Step { X = 15, Count = 0, Mode = (0, False) } (6, 0) Step { X = 31, Count = 4, Mode = (9, True) } (13, 8)",
            text);
    }
}

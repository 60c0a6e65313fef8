using System.Reflection;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Forms;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>What is proved of losses and penalties: neither more nor less than expected, and true.</summary>
public class TraitTests
{
    private static readonly Lazy<Assembly> Compiled = new(() => GeneratorRun.Of(TraitCases.Source()).Load());

    /// <summary>Claims hold for every value of the hyperparameters.</summary>
    private static readonly (double A, double B)[] Hyperparameters = [(0.7, 1.3), (-0.7, -0.4), (2.0, -1.0), (0.0, 0.0)];

    public static TheoryData<string> Names =>
        [.. TraitCases.Losses.Select(item => "Loss" + item.Name), .. TraitCases.Penalties.Select(item => "Penalty" + item.Name)];

    public static TheoryData<string> CorpusNames => Corpus.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsProvedIsWhatIsExpected(string name)
    {
        Assert.Equal(Expected(name), Claimed(Compiled.Value, name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsProvedHoldsAtRandomPoints(string name)
    {
        foreach ((double a, double b) in Hyperparameters)
            Measurement(Compiled.Value, name, a, b).Check(Claimed(Compiled.Value, name));
    }

    /// <summary>Every function of the corpus, as a function of its first row, is a penalty whose other parameters are hyperparameters.</summary>
    [Theory]
    [MemberData(nameof(CorpusNames))]
    public void WhatIsProvedOfTheCorpusHolds(string name)
    {
        Subject subject = Corpus.Find(name);
        int at = subject.Parameters.ToList().FindIndex(parameter => parameter.IsRow && parameter.IsDifferentiated);
        if (at < 0 || subject.Points.All(point => ((double[])point[at]).Length == 0))
            return;
        GeneratorRun run = GeneratorRun.Of(subject.Source());
        Function core = CoreBuilder.Build(Assert.Single(run.Targets()).Module).Entry;
        Variable row = core.Parameters.Where(parameter => parameter.IsDifferentiated && parameter.Variable.Type is ArrayType).Select(parameter => parameter.Variable).First();
        Function alone = core with { Parameters = core.Parameters.Select(parameter => parameter with { IsDifferentiated = parameter.Variable == row }).ToEquatableArray() };
        ProvedTraits traits = Compiler.Traits(TargetKind.Penalty, alone) | Compiler.Traits(TargetKind.Loss, alone);
        if (traits == ProvedTraits.None)
            return;
        Assembly compiled = run.Load();
        var value = compiled.GetType("Caller")!.GetMethod("Value")!.CreateDelegate<Func<object[], double>>();
        var gradient = compiled.GetType("Caller")!.GetMethod("Gradient")!.CreateDelegate<Func<object[], double[]>>();
        foreach (object[] point in subject.Points.Where(point => ((double[])point[at]).Length > 0))
        {
            int length = ((double[])point[at]).Length;
            int before = 1 + subject.Parameters.Take(at).Select((parameter, i) => !parameter.IsDifferentiated ? 0 : point[i] is double[] other ? other.Length : 1).Sum();
            object[] With(double[] x) => [.. point.Select((argument, i) => i == at ? x.Clone() : argument is double[] other ? other.Clone() : argument)];
            new TraitMeasurement(x => value(With(x)), x => gradient(With(x))[before..(before + length)], length, name).Check(traits);
        }
    }

    [Fact]
    public void LossesOfRealAndVectorTargetsAreProvedToo()
    {
        Assembly compiled = GeneratorRun.Of(
            """
            using System;
            using AutoGradLinear;

            [Loss]
            public readonly partial record struct Logistic
            {
                public double Value(double score, double target) => Math.Log(1 + Math.Exp(-target * score));
            }

            [Loss]
            public readonly partial record struct Robust(double Width)
            {
                public float Value(float score, float target) => MathF.Max(MathF.Abs(score - target) - (float)Width, 0f);
            }

            [Loss]
            public readonly partial record struct SquaredError
            {
                public double Value(ReadOnlySpan<double> scores, ReadOnlySpan<double> target)
                {
                    double sum = 0;
                    for (int i = 0; i < scores.Length; i++)
                        sum += (scores[i] - target[i]) * (scores[i] - target[i]);
                    return sum;
                }
            }
            """).Load();
        Assert.Equal(ProvedTraits.Smooth | ProvedTraits.Convex, Claimed(compiled, "Logistic"));
        Assert.Equal(ProvedTraits.Convex | ProvedTraits.PiecewiseAffine, Claimed(compiled, "Robust"));
        Assert.Equal(ProvedTraits.Smooth | ProvedTraits.Convex | ProvedTraits.PiecewiseQuadratic, Claimed(compiled, "SquaredError"));
    }

    /// <summary>A test that sees nothing proves nothing.</summary>
    [Theory]
    [InlineData("LossHinge", (int)ProvedTraits.Smooth)]
    [InlineData("LossSquareOfShiftedKink", (int)ProvedTraits.Smooth)]
    [InlineData("LossProductOfKinks", (int)ProvedTraits.Smooth)]
    [InlineData("LossRamp", (int)ProvedTraits.Convex)]
    [InlineData("LossConcaveBranch", (int)ProvedTraits.Smooth)]
    [InlineData("LossProductOfScores", (int)ProvedTraits.Convex)]
    [InlineData("LossHingeOfUnknownFactor", (int)ProvedTraits.Convex)]
    [InlineData("LossSquares", (int)ProvedTraits.PiecewiseAffine)]
    [InlineData("PenaltySmoothness", (int)ProvedTraits.Separable)]
    [InlineData("PenaltySquaredLasso", (int)ProvedTraits.Separable)]
    [InlineData("LossCube", (int)ProvedTraits.PiecewiseQuadratic)]
    [InlineData("LossSoftplus", (int)ProvedTraits.PiecewiseQuadratic)]
    [InlineData("PenaltyRidgeAndMore", (int)ProvedTraits.SumOfSquares)]
    [InlineData("PenaltyRidgeAndAWeight", (int)ProvedTraits.SumOfSquares)]
    [InlineData("PenaltyRidgeButTheFirst", (int)ProvedTraits.SumOfSquares)]
    [InlineData("PenaltyWeightedRidge", (int)ProvedTraits.SumOfSquares)]
    [InlineData("PenaltyShiftedRidge", (int)ProvedTraits.SumOfSquares)]
    [InlineData("PenaltyHuber", (int)ProvedTraits.SumOfSquares)]
    [InlineData("PenaltyWeightedLasso", (int)ProvedTraits.AbsoluteValue)]
    [InlineData("PenaltyLassoAndAKink", (int)ProvedTraits.AbsoluteValue)]
    [InlineData("PenaltyLassoOfSomeWeights", (int)ProvedTraits.AbsoluteValue)]
    public void WhatIsNotTrueIsSeen(string name, int notTrue)
        => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() =>
        {
            foreach ((double a, double b) in Hyperparameters)
                Measurement(Compiled.Value, name, a, b).Check((ProvedTraits)notTrue);
        });

    /// <summary>The traits that a compiled loss or penalty claims, by the names of the runtime.</summary>
    internal static ProvedTraits Claimed(Assembly compiled, string name)
        => Enum.Parse<ProvedTraits>(compiled.GetType(name)!.GetProperty("Traits")!.GetValue(null)!.ToString()!);

    internal static TraitMeasurement Measurement(Assembly compiled, string name, double a, double b)
    {
        var value = compiled.GetType(name)!.GetMethod("ValueAt")!.CreateDelegate<Func<double, double, double[], double>>();
        var gradient = compiled.GetType(name)!.GetMethod("GradientAt")!.CreateDelegate<Func<double, double, double[], double[]>>();
        return new TraitMeasurement(x => value(a, b, x), x => gradient(a, b, x), 3, $"{name}({a}, {b})");
    }

    private static ProvedTraits Expected(string name)
        => name.StartsWith("Loss", StringComparison.Ordinal)
            ? TraitCases.Losses.Single(item => "Loss" + item.Name == name).Traits
            : TraitCases.Penalties.Single(item => "Penalty" + item.Name == name).Traits;
}

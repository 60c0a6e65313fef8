using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Solvers;

/// <summary>How a run goes: seeds, threads, starts, ends, refusals.</summary>
public class DualRunTests
{
    private static readonly ClassificationDataset Data = DualData.Dense(200, 12, 4, seed: 6);

    [Fact]
    public void TheSameSeedGivesTheSameWeightsAtAnyNumberOfThreads()
    {
        foreach (bool shrinking in new[] { true, false })
        {
            var options = new DualCoordinateAscentOptions { Tolerance = 1e-4, Seed = 5, MaxThreads = 1, Shrinking = shrinking };
            Assert.Equal(Hinges(options, out _), Hinges(options with { MaxThreads = 4 }, out _));
            Assert.Equal(CrammerSinger(options, out _), CrammerSinger(options with { MaxThreads = 4 }, out _));
            Assert.NotEqual(Hinges(options, out _), Hinges(options with { Seed = 6 }, out _));
        }
    }

    [Fact]
    public void RestingExamplesDoNotChangeWhatIsReached()
    {
        var options = new DualCoordinateAscentOptions { Tolerance = 1e-7, MaxEpochs = 20_000 };
        CrammerSinger(options, out SolverResult resting);
        CrammerSinger(options with { Shrinking = false }, out SolverResult restless);
        Assert.Equal(SolverStatus.GapConverged, resting.Status);
        Assert.InRange(resting.Objective / restless.Objective, 1.0 - 1e-7, 1.0 + 1e-7);
    }

    [Fact]
    public void TheMinimumIsAGoodStart()
    {
        LinearObjective<double, OneVsRest<double, Logistic<double>>, L2<double>> objective = Logistic();
        double[] parameters = new double[objective.Dimension];
        var solver = new DualCoordinateAscent(new DualCoordinateAscentOptions { Tolerance = 1e-6 });
        SolverResult cold = solver.Minimize(objective, parameters);
        SolverResult warm = solver.Minimize(objective, parameters);
        Assert.InRange(cold.Iterations, 3, 1000);
        Assert.InRange(warm.Iterations, 1, 2);
    }

    [Fact]
    public void TheObserverSeesTheObjectiveFallAndMayEndTheRun()
    {
        var steps = new List<SolverStep>();
        LinearObjective<double, OneVsRest<double, Logistic<double>>, L2<double>> objective = Logistic();
        double[] parameters = new double[objective.Dimension];
        SolverResult result = new DualCoordinateAscent(new DualCoordinateAscentOptions { Tolerance = 0.0 }).Minimize(
            objective,
            parameters,
            (in SolverStep step, ReadOnlySpan<double> point) =>
            {
                Assert.True(point.ContainsAnyExcept(0.0));
                steps.Add(step);
                return step.Iteration < 5;
            });
        Assert.Equal(SolverStatus.EarlyStopped, result.Status);
        Assert.Equal([1, 2, 3, 4, 5], steps.Select(step => step.Iteration));
        Assert.True(steps[^1].DualityGap < steps[0].DualityGap);
        Assert.InRange(objective.Value(parameters) - result.Objective, -1e-12, 1e-12);
    }

    [Fact]
    public void CancellationEndsTheRunWithAPointAndItsGap()
    {
        using var source = new CancellationTokenSource();
        LinearObjective<double, OneVsRest<double, Logistic<double>>, L2<double>> objective = Logistic();
        double[] parameters = new double[objective.Dimension];
        SolverResult result = new DualCoordinateAscent(new DualCoordinateAscentOptions { Tolerance = 0.0 }).Minimize(
            objective,
            parameters,
            (in SolverStep step, ReadOnlySpan<double> _) =>
            {
                if (step.Iteration == 2)
                    source.Cancel();
                return true;
            },
            source.Token);
        Assert.Equal(SolverStatus.Cancelled, result.Status);
        Assert.Equal(2, result.Iterations);
        Assert.InRange(result.DualityGap!.Value, 0.0, result.Objective);
        Assert.InRange(objective.Value(parameters) - result.Objective, -1e-12, 1e-12);

        SolverResult none = new DualCoordinateAscent().Minimize(objective, parameters, cancellationToken: source.Token);
        Assert.Equal((SolverStatus.Cancelled, 0), (none.Status, none.Iterations));
    }

    [Fact]
    public void WhatHasNoDualIsRefusedWithWhatToDo()
    {
        Assert.Null(DualCoordinateAscent.Obstacle<double, CrammerSinger<double>, L2<double>>(Bias.None));
        Assert.Null(DualCoordinateAscent.Obstacle<double, OneVsRest<double, Logistic<double>>, ElasticNet<double>>(Bias.Penalised));
        Assert.Contains("Bias.Penalised", DualCoordinateAscent.Obstacle<double, CrammerSinger<double>, L2<double>>(Bias.Free));
        Assert.Contains("ElasticNet", DualCoordinateAscent.Obstacle<double, CrammerSinger<double>, L1<double>>(Bias.None));
        Assert.Contains("convex", DualCoordinateAscent.Obstacle<double, OneVsRest<double, Ramp>, L2<double>>(Bias.None));

        var free = new LinearObjective<double, CrammerSinger<double>, L2<double>>(Data, new(1.0), new(0.1));
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => new DualCoordinateAscent().Minimize(free, new double[free.Dimension]));
        Assert.Contains("Bias.None", refused.Message, StringComparison.Ordinal);

        var without = new LinearObjective<double, CrammerSinger<double>, L2<double>>(
            Data, new(1.0), new(0.0), new LinearObjectiveOptions { Bias = Bias.None });
        ArgumentException weak = Assert.Throws<ArgumentException>(
            () => new DualCoordinateAscent().Minimize(without, new double[without.Dimension]));
        Assert.Contains("strength", weak.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DualCoordinateAscent().Minimize(without, new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DualCoordinateAscent(new() { Tolerance = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DualCoordinateAscent(new() { MaxEpochs = 0 }));
    }

    [Theory]
    [InlineData(0.25, 0.0)]
    [InlineData(1e-9, 3.0)]
    [InlineData(0.5, 1e-9)]
    public void TheFactorsOfThePenaltyAreFound(double square, double absolute)
    {
        DualPenalty found = DualPenalty.Of<double, ElasticNet<double>>(new(absolute, square), 3);
        Assert.InRange(found.Square / square, 1.0 - 1e-6, 1.0 + 1e-6);
        Assert.InRange(found.Absolute - absolute, -1e-9 * absolute, 1e-9 * absolute);
        Assert.Equal(new DualPenalty(square, 0.0), DualPenalty.Of<double, L2<double>>(new(square), 3));
    }

    [Fact]
    public void AnElasticNetLeavesWeightsAtZero()
    {
        var objective = new LinearObjective<double, OneVsRest<double, Logistic<double>>, ElasticNet<double>>(
            Data, default, new(0.02, 0.01), new LinearObjectiveOptions { Bias = Bias.None });
        double[] parameters = new double[objective.Dimension];
        new DualCoordinateAscent(new DualCoordinateAscentOptions { Tolerance = 1e-8 }).Minimize(objective, parameters);
        int zeros = parameters.Count(weight => weight == 0.0);
        Assert.InRange(zeros, 5, parameters.Length - 5);
    }

    private static LinearObjective<double, OneVsRest<double, Logistic<double>>, L2<double>> Logistic()
        => new(Data, default, new(0.01), new LinearObjectiveOptions { Bias = Bias.Penalised });

    private static double[] Hinges(DualCoordinateAscentOptions options, out SolverResult result)
    {
        var objective = new LinearObjective<float, OneVsRest<BinaryHinge<float>>, L2<float>>(
            Data, new(new(1f)), new(0.01f), new LinearObjectiveOptions { Bias = Bias.Penalised });
        double[] parameters = new double[objective.Dimension];
        result = new DualCoordinateAscent(options).Minimize(objective, parameters);
        return parameters;
    }

    private static double[] CrammerSinger(DualCoordinateAscentOptions options, out SolverResult result)
    {
        var objective = new LinearObjective<double, CrammerSinger<double>, L2<double>>(
            Data, new(1.0), new(0.01), new LinearObjectiveOptions { Bias = Bias.None });
        double[] parameters = new double[objective.Dimension];
        result = new DualCoordinateAscent(options).Minimize(objective, parameters);
        return parameters;
    }
}

using CsCheck;
using Xunit;

namespace AutoGradLinear.Tests.Training.Selection;

/// <summary>Grids are even, and draws are fixed by their seed.</summary>
public class SpaceTests
{
    private sealed record Settings(double Strength, int Epochs, string Solver);

    private static readonly Space<Settings> Combined =
        from strength in Space.LogUniform(1e-6, 1e-1)
        from epochs in Space.Integer(5, 50)
        from solver in Space.Choice("sgd", "adamw")
        select new Settings(strength, epochs, solver);

    [Fact]
    public void GridsAreEven()
    {
        Assert.Equal([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1], Space.LogGrid(1e-6, 1e-1, 6));
        Assert.Equal([1e-1, 1e-2, 1e-3], Space.LogGrid(1e-1, 1e-3, 3));
        Assert.Equal([0.0, 0.25, 0.5, 0.75, 1.0], Space.LinearGrid(0.0, 1.0, 5));
    }

    [Fact]
    public void TheSeedFixesTheDrawAndItsBeginning()
    {
        Assert.Equal(Combined.Draw(20, seed: 3), Combined.Draw(20, seed: 3));
        Assert.Equal(Combined.Draw(20, seed: 3).Take(5), Combined.Draw(5, seed: 3));
        Assert.NotEqual(Combined.Draw(20, seed: 3), Combined.Draw(20, seed: 4));
    }

    [Fact]
    public void DrawsStayInTheirRange() => Gen.Int.Sample(seed =>
    {
        foreach (Settings drawn in Combined.Draw(10, seed))
        {
            Assert.InRange(drawn.Strength, 1e-6, 1e-1);
            Assert.InRange(drawn.Epochs, 5, 50);
            Assert.Contains(drawn.Solver, new[] { "sgd", "adamw" });
        }
    });

    [Fact]
    public void LogarithmsAreUniform()
    {
        // Five decades: a fifth of 10 000 draws each, with a standard deviation of 40.
        IReadOnlyList<double> drawn = Space.LogUniform(1e-6, 1e-1).Draw(10_000, seed: 1);
        for (int decade = -6; decade < -1; decade++)
            Assert.InRange(drawn.Count(value => Math.Floor(Math.Log10(value)) == decade), 1800, 2200);
    }

    [Fact]
    public void BothEndsOfIntegersAreDrawn() => Assert.Equal([2, 3, 4], Space.Integer(2, 4).Draw(100, seed: 0).Distinct().Order());

    [Fact]
    public void ARandomSearchDrawsItsCandidates() => Assert.Equal(
        Space.Integer(1, 9).Draw(4, seed: 2),
        HyperparameterSearch.Random(Space.Integer(1, 9), 4, seed: 2, (k, _) => new NearestNeighborsTrainer(new() { K = k })).Candidates);

    [Fact]
    public void WhatIsNoRangeIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Space.LogGrid(0.0, 1.0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Space.LogGrid(1e-3, 1.0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Space.LogUniform(1.0, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Space.Uniform(1.0, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Space.Uniform(double.NaN, 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Space.Integer(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Space.Integer(int.MinValue, int.MaxValue));
        Assert.Throws<ArgumentException>(() => Space.Choice<int>());
        Assert.Throws<ArgumentOutOfRangeException>(() => Space.Integer(1, 2).Draw(0, seed: 0));
    }
}

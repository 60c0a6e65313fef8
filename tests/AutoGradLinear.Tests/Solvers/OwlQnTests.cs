using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Solvers;

public class OwlQnTests
{
    private static readonly OwlQnOptions Exact = new() { GradientTolerance = 1e-7, ObjectiveTolerance = 0 };

    [Fact]
    public void ASeparableQuadraticIsSoftThresholded()
    {
        // F = ½ Σ aₖ (xₖ − mₖ)² + c Σ |xₖ| has its minimum at sign(mₖ) max(0, |mₖ| − c / aₖ).
        double[] a = [1, 2, 5, 10, 1, 3];
        double[] m = [3, -0.2, 0.15, -4, 0.9, 0];
        const double Strength = 1.0;
        var objective = new TestObjective(6, 1, (_, x, gradient) =>
        {
            double value = 0.0;
            for (int k = 0; k < 6; k++)
            {
                gradient[k] += (a[k] * (x[k] - m[k])) + (Strength * Math.Sign(x[k]));
                value += (0.5 * a[k] * (x[k] - m[k]) * (x[k] - m[k])) + (Strength * Math.Abs(x[k]));
            }

            return value;
        });
        double[] x = [1, 1, 1, 1, -1, -1];
        SolverResult result = new OwlQn(Exact).Minimize(objective, new AbsoluteValuePart(Strength, 6), x);
        Assert.Equal(SolverStatus.GradientConverged, result.Status);
        for (int k = 0; k < 6; k++)
        {
            double expected = Math.Sign(m[k]) * Math.Max(0.0, Math.Abs(m[k]) - (Strength / a[k]));
            if (expected == 0.0)
                Assert.Equal(0.0, x[k]);
            else
                Assert.Equal(expected, x[k], 1e-5); // ‖⋄F‖ ≤ 1e-7 · 50 and the smallest curvature is 1
        }
    }

    [Theory]
    [InlineData(0.003, 0.0)]
    [InlineData(0.02, 0.0)]
    [InlineData(0.01, 0.005)]
    public void TheLogisticLassoIsThatOfCoordinateDescent(double lasso, double ridge)
    {
        const int Features = 20;
        double[][] rows = MarginObjective.Rows(150, Features, seed: 11);
        var objective = new MarginObjective(rows, MarginObjective.Logistic, ridge, lasso, penalised: Features - 1);
        double[] expected = CoordinateDescent(objective, lasso);
        double[] x = new double[Features];
        SolverResult result = new OwlQn(Exact).Minimize(objective, new AbsoluteValuePart(lasso, Features - 1), x);
        Assert.Equal(SolverStatus.GradientConverged, result.Status);

        // ‖⋄F‖ ≤ 1e-7 · 0.3, and the smallest curvature of what is not zero is about 0.01.
        for (int j = 0; j < Features; j++)
        {
            Assert.Equal(expected[j], x[j], 1e-5);
            Assert.Equal(expected[j] == 0.0, x[j] == 0.0);
        }

        Assert.InRange(x.Count(weight => weight == 0.0), 1, Features - 2);
        Assert.NotEqual(0.0, x[Features - 1]);
    }

    [Fact]
    public void APenaltyThatHoldsAllAtZeroIsConvergedAtTheStart()
    {
        var objective = new MarginObjective(MarginObjective.Rows(50, 5, seed: 12), MarginObjective.Logistic, lasso: 10.0);
        double[] x = new double[5];
        SolverResult result = new OwlQn(Exact).Minimize(objective, new AbsoluteValuePart(10.0, 5), x);
        Assert.Equal((SolverStatus.GradientConverged, 0), (result.Status, result.Iterations));
        Assert.Equal(0.0, result.GradientNorm);
        Assert.All(x, weight => Assert.Equal(0.0, weight));
    }

    [Fact]
    public void WithoutAStrengthItIsLbfgs()
    {
        var objective = new MarginObjective(MarginObjective.Rows(100, 8, seed: 13), MarginObjective.Logistic, ridge: 1e-3);
        double[] owl = new double[8];
        double[] lbfgs = new double[8];
        new OwlQn(Exact).Minimize(objective, new AbsoluteValuePart(0.0, 8), owl);
        new Lbfgs(new LbfgsOptions { GradientTolerance = 1e-7, ObjectiveTolerance = 0 }).Minimize(objective, lbfgs);
        for (int j = 0; j < 8; j++)
            Assert.Equal(lbfgs[j], owl[j], 1e-5);
    }

    [Fact]
    public void TheObjectiveNeverRises()
    {
        var objective = new MarginObjective(MarginObjective.Rows(100, 15, seed: 14, spread: 30.0), MarginObjective.SquaredHinge, lasso: 0.01);
        double last = double.PositiveInfinity;
        bool rose = false;
        new OwlQn(Exact).Minimize(objective, new AbsoluteValuePart(0.01, 15), new double[15], (in SolverStep step, ReadOnlySpan<double> x) =>
        {
            rose |= step.Objective >= last || objective.Value(x) != step.Objective;
            last = step.Objective;
            return true;
        });
        Assert.False(rose);
    }

    [Fact]
    public void RunsEndWhereTheyAreTold()
    {
        var objective = new MarginObjective(MarginObjective.Rows(100, 15, seed: 15, spread: 30.0), MarginObjective.Logistic, lasso: 0.001);
        var part = new AbsoluteValuePart(0.001, 15);
        Assert.Equal(SolverStatus.IterationLimit, new OwlQn(Exact with { MaxIterations = 3 }).Minimize(objective, part, new double[15]).Status);
        SolverResult stopped = new OwlQn(Exact).Minimize(
            objective, part, new double[15], (in SolverStep step, ReadOnlySpan<double> _) => step.Iteration < 4);
        Assert.Equal((SolverStatus.EarlyStopped, 4), (stopped.Status, stopped.Iterations));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Equal(SolverStatus.Cancelled, new OwlQn(Exact).Minimize(objective, part, new double[15], null, source.Token).Status);

        double[] x = new double[15];
        new OwlQn(Exact).Minimize(objective, part, x);
        SolverResult warm = new OwlQn(Exact with { GradientTolerance = 1e-6, GradientScale = 1.0 }).Minimize(objective, part, x);
        Assert.Equal((SolverStatus.GradientConverged, 0), (warm.Status, warm.Iterations));
    }

    [Fact]
    public void SettingsAndLengthsAreChecked()
    {
        var objective = new MarginObjective(MarginObjective.Rows(10, 3, seed: 16), MarginObjective.Logistic, lasso: 0.1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new OwlQn(new OwlQnOptions { History = 0 }));
        Assert.Throws<ArgumentException>(() => new OwlQn().Minimize(objective, new AbsoluteValuePart(0.1, 3), new double[2]));
        Assert.Throws<ArgumentException>(() => new OwlQn().Minimize(objective, new AbsoluteValuePart(0.1, 4), new double[3]));
        Assert.Throws<ArgumentException>(() => new OwlQn().Minimize(objective, new AbsoluteValuePart(-0.1, 3), new double[3]));
    }

    /// <summary>
    /// The reference: Newton steps in one parameter at a time, soft-thresholded, with the curvature's bound ¼ mean a² in place of the curvature, so that
    /// F falls in every step; until nothing moves.
    /// </summary>
    private static double[] CoordinateDescent(MarginObjective objective, double lasso)
    {
        int features = objective.Dimension;
        double[] x = new double[features];
        double[] gradient = new double[features];
        double[] bounds = new double[features];
        objective.HessianDiagonal(x, bounds); // the logistic's curvature is largest at 0
        double moved = 1.0;
        for (int round = 0; round < 20_000 && moved > 1e-11; round++)
        {
            moved = 0.0;
            for (int j = 0; j < features; j++)
            {
                double strength = j < objective.Penalised ? lasso : 0.0;
                objective.ValueWithGradient(x, gradient);
                double smooth = gradient[j] - (strength * Math.Sign(x[j]));
                double target = x[j] - (smooth / bounds[j]);
                double next = Math.Sign(target) * Math.Max(0.0, Math.Abs(target) - (strength / bounds[j]));
                moved = Math.Max(moved, Math.Abs(next - x[j]));
                x[j] = next;
            }
        }

        Assert.InRange(moved, 0.0, 1e-11);
        return x;
    }
}

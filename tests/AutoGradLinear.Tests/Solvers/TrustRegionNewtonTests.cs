using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Solvers;

public class TrustRegionNewtonTests
{
    private static readonly TrustRegionNewtonOptions Exact = new() { GradientTolerance = 1e-7, ObjectiveTolerance = 0 };

    [Fact]
    public void FindsTheMinimumOfTheLogisticThatLbfgsFinds()
    {
        var objective = new MarginObjective(MarginObjective.Rows(200, 12, seed: 1), MarginObjective.Logistic, ridge: 1e-3);
        double[] newton = new double[12];
        double[] lbfgs = new double[12];
        SolverResult result = new TrustRegionNewton(Exact).Minimize(objective, newton);
        new Lbfgs(new LbfgsOptions { GradientTolerance = 1e-7, ObjectiveTolerance = 0 }).Minimize(objective, lbfgs);
        Assert.Equal(SolverStatus.GradientConverged, result.Status);
        Assert.InRange(result.Iterations, 1, 15);

        // ‖∇F‖ ≤ 1e-7 · 0.3, and the smallest curvature is about 0.02.
        for (int j = 0; j < 12; j++)
            Assert.Equal(lbfgs[j], newton[j], 1e-5);
    }

    [Fact]
    public void TheSquaredHingeHasAGeneralisedHessian()
    {
        var objective = new MarginObjective(MarginObjective.Rows(200, 10, seed: 2), MarginObjective.SquaredHinge, ridge: 1e-3);
        double[] x = new double[10];
        SolverResult result = new TrustRegionNewton(Exact).Minimize(objective, x);
        Assert.Equal(SolverStatus.GradientConverged, result.Status);
        Assert.InRange(result.Iterations, 1, 20);
        double[] gradient = new double[10];
        objective.ValueWithGradient(x, gradient);
        Assert.All(gradient, slope => Assert.InRange(slope, -1e-7, 1e-7));
    }

    [Fact]
    public void OneStepSolvesAQuadraticWithinTheRegion()
    {
        // F = ½ Σ aₖ (xₖ − k)²: with all of the diagonal as preconditioner one product is enough, and the first region is as large as the step.
        var objective = new Quadratic([1, 10, 100, 1000]);
        double[] x = new double[4];
        SolverResult result = new TrustRegionNewton(Exact with { DiagonalPart = 1.0 }).Minimize(objective, x);
        Assert.InRange(result.Iterations, 1, 2);
        for (int k = 0; k < 4; k++)
            Assert.Equal(k, x[k], 1e-6);
    }

    [Fact]
    public void NegativeCurvatureLeadsOutOfAMaximum()
    {
        // F = cos x + y² has a maximum along x at 0; the nearest minima are at ±π with F = −1.
        var objective = new Waves();
        double[] x = [0.1, 1.0];
        SolverResult result = new TrustRegionNewton(Exact).Minimize(objective, x);
        Assert.Equal(SolverStatus.GradientConverged, result.Status);
        Assert.Equal(-1.0, result.Objective, 1e-12);
        Assert.Equal(0.0, x[1], 1e-6);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(1.0)]
    public void EveryPreconditionerLeadsToTheSameMinimum(double part)
    {
        var objective = new MarginObjective(MarginObjective.Rows(100, 8, seed: 3, spread: 100.0), MarginObjective.Logistic, ridge: 1e-3);
        double[] x = new double[8];
        SolverResult result = new TrustRegionNewton(Exact with { DiagonalPart = part }).Minimize(objective, x);
        double[] gradient = new double[8];
        objective.ValueWithGradient(x, gradient);
        Assert.Equal(SolverStatus.GradientConverged, result.Status);

        // The gradient at the start is about 10.
        Assert.All(gradient, slope => Assert.InRange(slope, -1e-5, 1e-5));
    }

    [Fact]
    public void TheDiagonalSavesProductsWhereFeaturesDiffer()
    {
        int Products(double part)
        {
            var objective = new MarginObjective(MarginObjective.Rows(200, 30, seed: 4, spread: 1e4), MarginObjective.Logistic, ridge: 1e-4);
            new TrustRegionNewton(Exact with { DiagonalPart = part, GradientTolerance = 1e-6 }).Minimize(objective, new double[30]);
            return objective.Products;
        }

        Assert.InRange(Products(1.0), 1, Products(0.0) / 2);
    }

    [Fact]
    public void TheObjectiveNeverRisesAndTheObserverSeesIt()
    {
        var objective = new MarginObjective(MarginObjective.Rows(100, 10, seed: 5, spread: 30.0), MarginObjective.SquaredHinge, ridge: 1e-5);
        double last = double.PositiveInfinity;
        bool rose = false;
        int seen = 0;
        SolverResult result = new TrustRegionNewton(Exact).Minimize(objective, new double[10], (in SolverStep step, ReadOnlySpan<double> x) =>
        {
            rose |= step.Objective >= last || objective.Value(x) != step.Objective || step.Iteration != ++seen;
            last = step.Objective;
            return true;
        });
        Assert.False(rose);
        Assert.Equal(result.Iterations, seen);
        Assert.Equal(last, result.Objective);
    }

    [Fact]
    public void AWarmStartAtTheMinimumIsConverged()
    {
        var objective = new MarginObjective(MarginObjective.Rows(100, 6, seed: 6), MarginObjective.Logistic, ridge: 1e-2);
        double[] x = new double[6];
        new TrustRegionNewton(Exact).Minimize(objective, x);
        double[] warm = [.. x];
        SolverResult result = new TrustRegionNewton(Exact with { GradientTolerance = 1e-6, GradientScale = 1.0 }).Minimize(objective, warm);
        Assert.Equal(SolverStatus.GradientConverged, result.Status);
        Assert.Equal(0, result.Iterations);
        Assert.Equal(x, warm);
    }

    [Fact]
    public void RunsEndWhereTheyAreTold()
    {
        var objective = new MarginObjective(MarginObjective.Rows(100, 10, seed: 7, spread: 30.0), MarginObjective.Logistic, ridge: 1e-6);
        Assert.Equal(SolverStatus.IterationLimit, new TrustRegionNewton(Exact with { MaxIterations = 2 }).Minimize(objective, new double[10]).Status);
        SolverResult stopped = new TrustRegionNewton(Exact).Minimize(
            objective, new double[10], (in SolverStep step, ReadOnlySpan<double> _) => step.Iteration < 3);
        Assert.Equal((SolverStatus.EarlyStopped, 3), (stopped.Status, stopped.Iterations));
        using var source = new CancellationTokenSource();
        SolverResult cancelled = new TrustRegionNewton(Exact).Minimize(
            objective,
            new double[10],
            (in SolverStep step, ReadOnlySpan<double> _) =>
            {
                if (step.Iteration == 2)
                    source.Cancel();
                return true;
            },
            source.Token);
        Assert.Equal((SolverStatus.Cancelled, 2), (cancelled.Status, cancelled.Iterations));
        SolverResult flat = new TrustRegionNewton(new() { GradientTolerance = 0, ObjectiveTolerance = 1e-6 }).Minimize(objective, new double[10]);
        Assert.Equal(SolverStatus.ObjectiveConverged, flat.Status);
    }

    [Fact]
    public void AStepIntoWhereTheLossIsNotFiniteIsShortened()
    {
        // F = x − ln x from 50: Newton aims at −2 400, and F is not finite for x ≤ 0.
        var objective = new Barrier();
        double[] x = [50.0];
        new TrustRegionNewton(Exact).Minimize(objective, x);
        Assert.Equal(1.0, x[0], 1e-6);
    }

    [Fact]
    public void AGradientThatDoesNotBelongToTheValueEndsWithNoDescent()
    {
        double[] x = [3.0];
        Assert.Equal(SolverStatus.NoDescent, new TrustRegionNewton(Exact).Minimize(new WrongWay(), x).Status);
        Assert.Equal(3.0, x[0]);
    }

    [Fact]
    public void WithoutSecondDerivativesThereIsAnError()
    {
        var error = Assert.Throws<ArgumentException>(() => new TrustRegionNewton().Minimize(new TestObjective(1, 1, (_, _, _) => 0.0), new double[1]));
        Assert.Contains("L-BFGS", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TrustRegionNewton().Minimize(new Waves(), new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrustRegionNewton(new() { DiagonalPart = 1.5 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrustRegionNewton(new() { MaxProducts = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrustRegionNewton(new() { GradientTolerance = -1 }));
    }

    [Fact]
    public void ConjugateGradientsSolveTheModelWithinItsRegion()
    {
        // H = diag(1, 10, 100, 1000), g = −H (0, 1, 2, 3): the minimum of the model is (0, 1, 2, 3), ½ Σ aₖ k² below 0.
        var objective = new Quadratic([1, 10, 100, 1000]);
        double[] gradient = [0, -10, -200, -3000];
        double[] ones = [1, 1, 1, 1];
        double[] step = new double[4];
        var model = new TruncatedConjugateGradients(objective, 4);
        model.Solve(new double[4], gradient, ones, 100.0, 1e-12, 50, step, default);
        Assert.False(model.ReachedBoundary);
        Assert.InRange(model.Products, 1, 4);
        Assert.Equal(0.5 * (10 + 400 + 9000), model.Reduction, 1e-8);
        for (int k = 0; k < 4; k++)
            Assert.Equal(k, step[k], 1e-9);

        model.Solve(new double[4], gradient, ones, 0.5, 1e-12, 50, step, default);
        Assert.True(model.ReachedBoundary);
        Assert.Equal(0.5, model.Length, 1e-12);
        Assert.Equal(0.5, Math.Sqrt(step.Sum(s => s * s)), 1e-12);

        // In the norm of M the length is that of M^½ s, which the recurrences know without M; two directions are needed to see them.
        double[] m = [4, 1, 0.25, 9];
        model.Solve(new double[4], gradient, m, 8.5, 1e-12, 50, step, default);
        Assert.True(model.Products > 1);
        Assert.Equal(8.5, model.Length, 1e-9);
        Assert.Equal(Math.Sqrt(step.Zip(m, (s, d) => s * s * d).Sum()), model.Length, 1e-9);
    }

    /// <summary>F = ½ Σ aₖ (xₖ − k)².</summary>
    private sealed class Quadratic(double[] curvatures) : Curved(curvatures.Length)
    {
        public override double ValueWithGradient(ReadOnlySpan<double> parameters, Span<double> gradient)
        {
            double value = 0.0;
            for (int k = 0; k < curvatures.Length; k++)
            {
                gradient[k] = curvatures[k] * (parameters[k] - k);
                value += 0.5 * gradient[k] * (parameters[k] - k);
            }

            return value;
        }

        public override void HessianDiagonal(ReadOnlySpan<double> parameters, Span<double> diagonal) => curvatures.CopyTo(diagonal);
    }

    /// <summary>F = cos x + y².</summary>
    private sealed class Waves() : Curved(2)
    {
        public override double ValueWithGradient(ReadOnlySpan<double> parameters, Span<double> gradient)
        {
            gradient[0] = -Math.Sin(parameters[0]);
            gradient[1] = 2.0 * parameters[1];
            return Math.Cos(parameters[0]) + (parameters[1] * parameters[1]);
        }

        public override void HessianDiagonal(ReadOnlySpan<double> parameters, Span<double> diagonal)
        {
            diagonal[0] = -Math.Cos(parameters[0]);
            diagonal[1] = 2.0;
        }
    }

    /// <summary>F = x − ln x.</summary>
    private sealed class Barrier() : Curved(1)
    {
        public override double ValueWithGradient(ReadOnlySpan<double> parameters, Span<double> gradient)
        {
            if (parameters[0] <= 0.0)
                throw new NonFiniteLossException("not finite", 0);
            gradient[0] = 1.0 - (1.0 / parameters[0]);
            return parameters[0] - Math.Log(parameters[0]);
        }

        public override void HessianDiagonal(ReadOnlySpan<double> parameters, Span<double> diagonal) =>
            diagonal[0] = 1.0 / (parameters[0] * parameters[0]);
    }

    /// <summary>F = x with the gradient of −x.</summary>
    private sealed class WrongWay() : Curved(1)
    {
        public override double ValueWithGradient(ReadOnlySpan<double> parameters, Span<double> gradient)
        {
            gradient[0] = -1.0;
            return parameters[0];
        }

        public override void HessianDiagonal(ReadOnlySpan<double> parameters, Span<double> diagonal) => diagonal[0] = 1.0;
    }

    /// <summary>A function whose Hessian is diagonal.</summary>
    private abstract class Curved(int dimension) : IObjective, ICurvature
    {
        public int Dimension => dimension;

        public int ExampleCount => 1;

        public double Value(ReadOnlySpan<double> parameters) => ValueWithGradient(parameters, new double[dimension]);

        public abstract double ValueWithGradient(ReadOnlySpan<double> parameters, Span<double> gradient);

        public double BatchValueWithGradient(ReadOnlySpan<double> parameters, ReadOnlySpan<int> examples, Span<double> gradient) =>
            ValueWithGradient(parameters, gradient);

        public abstract void HessianDiagonal(ReadOnlySpan<double> parameters, Span<double> diagonal);

        public void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product)
        {
            HessianDiagonal(parameters, product);
            for (int k = 0; k < dimension; k++)
                product[k] *= direction[k];
        }
    }
}

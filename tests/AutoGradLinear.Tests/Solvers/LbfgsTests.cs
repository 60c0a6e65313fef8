using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Solvers;

public class LbfgsTests
{
    [Theory]
    [InlineData(LineSearchKind.StrongWolfe)]
    [InlineData(LineSearchKind.WeakWolfe)]
    public void FindsTheMinimumOfAnIllConditionedQuadratic(LineSearchKind kind)
    {
        // F = ½ Σ aₖ (xₖ − k)², aₖ from 1 to 10⁴.
        var objective = new TestObjective(20, 1, (_, x, gradient) =>
        {
            double value = 0.0;
            for (int k = 0; k < 20; k++)
            {
                double a = Math.Pow(10.0, 4.0 * k / 19.0);
                value += 0.5 * a * (x[k] - k) * (x[k] - k);
                gradient[k] += a * (x[k] - k);
            }

            return value;
        });
        double[] x = new double[20];
        SolverResult result = new Lbfgs(new LbfgsOptions { GradientTolerance = 1e-10, ObjectiveTolerance = 0, LineSearch = kind })
            .Minimize(objective, x);
        Assert.Equal(SolverStatus.GradientConverged, result.Status);

        // ‖∇F‖ ≤ 1e-10 · 2.3e5 and the smallest curvature is 1.
        for (int k = 0; k < 20; k++)
            Assert.InRange(x[k], k - 3e-5, k + 3e-5);
    }

    [Theory]
    [InlineData(LineSearchKind.StrongWolfe)]
    [InlineData(LineSearchKind.WeakWolfe)]
    public void WalksRosenbrocksValley(LineSearchKind kind)
    {
        double[] x = [-1.2, 1.0];
        SolverResult result = new Lbfgs(new LbfgsOptions { GradientTolerance = 1e-12, ObjectiveTolerance = 0, LineSearch = kind })
            .Minimize(new TestObjective(2, 1, Rosenbrock), x);
        Assert.Equal(SolverStatus.GradientConverged, result.Status);
        Assert.InRange(result.Iterations, 1, 100);

        // ‖∇F‖ ≤ 1e-12 · 233 and the smallest curvature at (1, 1) is 0.4.
        Assert.InRange(x[0], 1 - 1e-9, 1 + 1e-9);
        Assert.InRange(x[1], 1 - 1e-9, 1 + 1e-9);
    }

    [Fact]
    public void SolvesRidgeRegressionAsTheNormalEquationsDo()
    {
        // F = (1/n) Σ (x·w − y)² + λ w²: two unknowns, closed form by Cramer's rule.
        double[][] rows = [[1, 2], [2, -1], [0.5, 3], [-1, 1]];
        double[] targets = [1, 0, 2, -1];
        const double lambda = 0.1;
        var objective = new TestObjective(2, 4, (i, w, gradient) =>
        {
            double residual = (rows[i][0] * w[0]) + (rows[i][1] * w[1]) - targets[i];
            for (int j = 0; j < 2; j++)
                gradient[j] += (2.0 * residual * rows[i][j]) + (2.0 * lambda * w[j]);
            return (residual * residual) + (lambda * ((w[0] * w[0]) + (w[1] * w[1])));
        });
        double a = (rows.Sum(r => r[0] * r[0]) / 4) + lambda;
        double b = rows.Sum(r => r[0] * r[1]) / 4;
        double d = (rows.Sum(r => r[1] * r[1]) / 4) + lambda;
        double p = rows.Zip(targets, (r, y) => r[0] * y).Sum() / 4;
        double q = rows.Zip(targets, (r, y) => r[1] * y).Sum() / 4;
        double determinant = (a * d) - (b * b);
        double[] w = new double[2];
        new Lbfgs(new LbfgsOptions { GradientTolerance = 1e-12, ObjectiveTolerance = 0 }).Minimize(objective, w);

        // Steps must lower F, which tells points apart only to √ε = 1.5e-8 around its minimum; the curvature is of size 1.
        Assert.InRange(w[0], (((p * d) - (b * q)) / determinant) - 1e-7, (((p * d) - (b * q)) / determinant) + 1e-7);
        Assert.InRange(w[1], (((a * q) - (b * p)) / determinant) - 1e-7, (((a * q) - (b * p)) / determinant) + 1e-7);
    }

    [Theory]
    [InlineData(LineSearchKind.StrongWolfe)]
    [InlineData(LineSearchKind.WeakWolfe)]
    public void GetsCloseToAMinimumAtAKinkAndSaysHonestlyWhyItStops(LineSearchKind kind)
    {
        // F = |x − 1| + 2 |y + 2| + ½ (x + y + 1)², minimal at (1, −2) with value 0.
        var objective = new TestObjective(2, 1, (_, x, gradient) =>
        {
            double coupling = x[0] + x[1] + 1.0;
            gradient[0] += (x[0] > 1.0 ? 1.0 : -1.0) + coupling;
            gradient[1] += (x[1] > -2.0 ? 2.0 : -2.0) + coupling;
            return Math.Abs(x[0] - 1.0) + (2.0 * Math.Abs(x[1] + 2.0)) + (0.5 * coupling * coupling);
        });
        double[] x = [5.3, 4.1];
        SolverResult result = new Lbfgs(new LbfgsOptions { LineSearch = kind }).Minimize(objective, x);
        Assert.NotEqual(SolverStatus.IterationLimit, result.Status);
        Assert.NotEqual(SolverStatus.GradientConverged, result.Status);
        Assert.InRange(result.Objective, 0.0, kind == LineSearchKind.WeakWolfe ? 1e-6 : 0.5);
    }

    [Fact]
    public void TheObjectiveNeverRises()
    {
        double last = double.PositiveInfinity;
        bool rose = false;
        double[] x = [-1.2, 1.0];
        new Lbfgs().Minimize(new TestObjective(2, 1, Rosenbrock), x, (in SolverStep step, ReadOnlySpan<double> _) =>
        {
            rose |= step.Objective > last;
            last = step.Objective;
            return true;
        });
        Assert.False(rose);
    }

    [Theory]
    [InlineData(InitialMatrix.HessianDiagonal)]
    [InlineData(InitialMatrix.EstimatedDiagonal)]
    public void ADiagonalSavesIterationsWhereFeaturesDiffer(InitialMatrix matrix)
    {
        SolverResult scaled = Minimum(InitialMatrix.Scaled);
        SolverResult preconditioned = Minimum(matrix);
        Assert.InRange(preconditioned.Iterations, 1, scaled.Iterations / 2);

        // ‖∇F‖ ≤ 1e-6 · 100, and F is above its minimum by at most its square over twice the smallest curvature, which is 2e-3.
        Assert.Equal(scaled.Objective, preconditioned.Objective, 5e-6);

        static SolverResult Minimum(InitialMatrix matrix)
        {
            var objective = new MarginObjective(MarginObjective.Rows(100, 12, seed: 8, spread: 1000.0), MarginObjective.Logistic, ridge: 1e-3);
            var solver = new Lbfgs(new LbfgsOptions { GradientTolerance = 1e-6, ObjectiveTolerance = 0, MaxIterations = 5000, InitialMatrix = matrix });
            SolverResult result = solver.Minimize(objective, new double[12]);
            Assert.Equal(SolverStatus.GradientConverged, result.Status);
            return result;
        }
    }

    [Fact]
    public void TheDiagonalOfASeparableQuadraticIsAllThereIsToKnow()
    {
        // With D = ∇²F the first direction is Newton's, and the first step is 1.
        double[] curvatures = [1, 10, 100, 1e6];
        double[] x = [1, -2, 3, -4];
        var history = new CurvatureHistory(5, 4, new DiagonalPreconditioner([.. curvatures]));
        double[] direction = new double[4];
        history.Direction([.. x.Zip(curvatures, (a, b) => a * b)], direction);
        Assert.Equal(x.Select(a => -a), direction);
    }

    /// <summary>Neighbouring pixels go together.</summary>
    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-4)]
    public void BlocksSaveIterationsWhereFeaturesGoTogether(double strength)
    {
        ClassificationDataset digits = SampleData.Digits().ScaledBy(1.0 / 16.0);
        var objective = new LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>>(digits, new(), new(strength));
        SolverResult scaled = Minimum(InitialMatrix.Scaled), blocks = Minimum(InitialMatrix.HessianBlocks);
        Assert.Equal(scaled.Objective, blocks.Objective, 1e-6);
        Assert.True(3 * blocks.Evaluations < scaled.Evaluations, $"{blocks.Evaluations} evaluations, and {scaled.Evaluations} without blocks");

        SolverResult Minimum(InitialMatrix matrix) => new Lbfgs(
            new LbfgsOptions { GradientTolerance = 1e-4, ObjectiveTolerance = 0, MaxIterations = 5000, InitialMatrix = matrix })
            .Minimize(objective, new double[objective.Dimension]);
    }

    /// <summary>One feature of size 10⁶ beside others of size 1, or sizes from 10⁻³ to 10³: the bias goes with the small ones.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BlocksDoNotMindFeaturesOfVeryDifferentSize(bool oneAlone)
    {
        const int Rows = 600, Features = 10;
        double[] z = RandomData.Vector(Rows * Features, seed: 8);
        int[] labels = [.. Enumerable.Range(0, Rows).Select(i => z[(i * Features) + 1] + z[(i * Features) + 4] + (0.5 * z[i * Features]) > 0.2 * z[(i * Features) + 7] ? 1 : 0)];
        double[] x = [.. z.Select((value, k) => value * Size(k % Features))];
        ClassificationDataset data = ClassificationDataset.FromRows(x, Features, labels);
        var objective = new LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>>(data, new(), new(1e-7));
        SolverResult diagonal = Minimum(InitialMatrix.HessianDiagonal), blocks = Minimum(InitialMatrix.HessianBlocks);
        Assert.Equal(diagonal.Objective, blocks.Objective, 1e-5);
        Assert.True(blocks.Evaluations < 2 * diagonal.Evaluations, $"{blocks.Evaluations} evaluations, and {diagonal.Evaluations} with the diagonal");

        double Size(int j) => oneAlone ? (j == 0 ? 1e6 : 1.0) : Math.Pow(10.0, (j % 7) - 3);

        SolverResult Minimum(InitialMatrix matrix) => new Lbfgs(
            new LbfgsOptions { GradientTolerance = 1e-9, ObjectiveTolerance = 0, MaxIterations = 3000, InitialMatrix = matrix })
            .Minimize(objective, new double[objective.Dimension]);
    }

    /// <summary>Squares of 10²⁵ are no finite floats, in which blocks are computed.</summary>
    [Fact]
    public void BlocksWhoseElementsOverflowAreTheDiagonal()
    {
        double[] x = [.. RandomData.Vector(400, seed: 9).Select(value => 1e25 * value)];
        ClassificationDataset data = ClassificationDataset.FromRows(x, 4, [.. Enumerable.Range(0, 100).Select(i => x[4 * i] > x[(4 * i) + 1] ? 1 : 0)]);
        var objective = new LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>>(data, new(), new(1e45));
        double[] parameters = new double[objective.Dimension];
        SolverResult result = new Lbfgs(new LbfgsOptions { InitialMatrix = InitialMatrix.HessianBlocks }).Minimize(objective, parameters);
        Assert.InRange(result.Objective, 0.0, 0.6);
    }

    [Fact]
    public void AnInitialMatrixWithoutSecondDerivativesIsAnError() =>
        Assert.Throws<ArgumentException>(() => new Lbfgs(new LbfgsOptions { InitialMatrix = InitialMatrix.HessianDiagonal })
            .Minimize(new TestObjective(2, 1, Rosenbrock), new double[2]));

    [Fact]
    public void BlocksWithoutSecondDerivativesAreAnErrorToo() =>
        Assert.Throws<ArgumentException>(() => new Lbfgs(new LbfgsOptions { InitialMatrix = InitialMatrix.HessianBlocks })
            .Minimize(new TestObjective(2, 1, Rosenbrock), new double[2]));

    [Fact]
    public void ADiagonalIsMadePositive()
    {
        double[] some = [2.0, 0.0, -1.0, double.NaN, double.PositiveInfinity, 1e-3];
        Diagonal.MakePositive(some);
        Assert.Equal([2.0, 2e-12, 2e-12, 2e-12, 2.0, 1e-3], some);
        double[] none = [0.0, -1.0];
        Diagonal.MakePositive(none);
        Assert.Equal([1.0, 1.0], none);
    }

    [Fact]
    public void AStartAtTheMinimumIsConverged()
    {
        double[] x = [1.0, 1.0];
        SolverResult result = new Lbfgs().Minimize(new TestObjective(2, 1, Rosenbrock), x);
        Assert.Equal(SolverStatus.GradientConverged, result.Status);
        Assert.Equal(0, result.Iterations);
    }

    [Fact]
    public void AGradientThatDoesNotBelongToTheValueEndsWithNoDescent()
    {
        var objective = new TestObjective(1, 1, (_, x, gradient) =>
        {
            gradient[0] += -1.0;
            return x[0];
        });
        double[] x = [3.0];
        Assert.Equal(SolverStatus.NoDescent, new Lbfgs().Minimize(objective, x).Status);
        Assert.Equal(3.0, x[0]);
    }

    [Fact]
    public void AStartAtAKinkIsLeftBySgdWhereTheOptionsSayHow()
    {
        // max(|x|, |y|) at (1, 1): along the gradient (1, 0), y stays and is the larger one.
        var objective = new TestObjective(2, 1, (_, x, gradient) =>
        {
            int larger = Math.Abs(x[0]) >= Math.Abs(x[1]) ? 0 : 1;
            gradient[larger] += Math.Sign(x[larger]);
            return Math.Abs(x[larger]);
        });
        var options = new LbfgsOptions { LineSearch = LineSearchKind.WeakWolfe };
        double[] stuck = [1.0, 1.0];
        Assert.Equal(SolverStatus.NoDescent, new Lbfgs(options).Minimize(objective, stuck).Status);
        Assert.Equal([1.0, 1.0], stuck);
        double[] moved = [1.0, 1.0];
        SolverResult result = new Lbfgs(options with { Escape = new SgdOptions { Epochs = 1 } }).Minimize(objective, moved);
        Assert.True(result.Escaped);
        Assert.InRange(result.Objective, 0.0, 1e-3);
    }

    [Fact]
    public void AnEscapeFromAMinimumEndsThere()
    {
        // max(x, y, −x − y) has its minimum at 0, and (1, 0) is a subgradient there, but not the smallest.
        var objective = new TestObjective(2, 1, (_, x, gradient) =>
        {
            double third = -x[0] - x[1];
            double largest = Math.Max(Math.Max(x[0], x[1]), third);
            gradient[0] += largest == x[0] ? 1.0 : largest == x[1] ? 0.0 : -1.0;
            gradient[1] += largest == x[0] ? 0.0 : largest == x[1] ? 1.0 : -1.0;
            return largest;
        });
        double[] x = [0.0, 0.0];
        SolverResult result = new Lbfgs(new LbfgsOptions { LineSearch = LineSearchKind.WeakWolfe, MaxIterations = 2, Escape = new SgdOptions { Epochs = 1 } })
            .Minimize(objective, x);
        Assert.Equal(0.0, result.Objective);
        Assert.Equal([0.0, 0.0], x);
    }

    [Fact]
    public void TheLimitOfIterationsIsReported()
    {
        double[] x = [-1.2, 1.0];
        SolverResult result = new Lbfgs(new LbfgsOptions { MaxIterations = 3 }).Minimize(new TestObjective(2, 1, Rosenbrock), x);
        Assert.Equal(SolverStatus.IterationLimit, result.Status);
        Assert.Equal(3, result.Iterations);
    }

    [Fact]
    public void AnObserverEndsTheRun()
    {
        double[] x = [-1.2, 1.0];
        SolverResult result = new Lbfgs().Minimize(
            new TestObjective(2, 1, Rosenbrock), x, (in SolverStep step, ReadOnlySpan<double> _) => step.Iteration < 4);
        Assert.Equal(SolverStatus.EarlyStopped, result.Status);
        Assert.Equal(4, result.Iterations);
    }

    [Fact]
    public void ALongStepIntoWhereTheLossIsNotFiniteIsShortened()
    {
        // F = x − ln x is not finite for x ≤ 0; its minimum is at 1.
        var objective = new TestObjective(1, 1, (_, x, gradient) =>
        {
            if (x[0] <= 0.0)
                throw new NonFiniteLossException("not finite", 0);
            gradient[0] += 1.0 - (1.0 / x[0]);
            return x[0] - Math.Log(x[0]);
        });
        double[] x = [50.0];
        new Lbfgs(new LbfgsOptions { GradientTolerance = 1e-10, ObjectiveTolerance = 0 }).Minimize(objective, x);

        // |F'| ≤ 1e-10 and F'' = 1.
        Assert.InRange(x[0], 1 - 1e-9, 1 + 1e-9);
    }

    [Fact]
    public void ALossThatIsNotFiniteAtTheStartIsAnError() =>
        Assert.Throws<NonFiniteLossException>(() => new Lbfgs().Minimize(
            new TestObjective(1, 1, (_, _, _) => throw new NonFiniteLossException("not finite", 0)), new double[1]));

    [Fact]
    public void SettingsAndLengthsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(new LbfgsOptions { History = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lbfgs(new LbfgsOptions { GradientTolerance = double.NaN }));
        Assert.Throws<ArgumentException>(() => new Lbfgs().Minimize(new TestObjective(2, 1, Rosenbrock), new double[3]));
    }

    private static double Rosenbrock(int example, ReadOnlySpan<double> x, Span<double> gradient)
    {
        double a = 1.0 - x[0];
        double b = x[1] - (x[0] * x[0]);
        gradient[0] += (-2.0 * a) - (400.0 * x[0] * b);
        gradient[1] += 200.0 * b;
        return (a * a) + (100.0 * b * b);
    }
}

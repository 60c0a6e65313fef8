using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Solvers;

/// <summary>The optimum, as other methods find it, and a gap that bounds the distance from it.</summary>
public class DualCoordinateAscentTests
{
    private static readonly ClassificationDataset Two = DualData.Dense(120, 8, 2, seed: 1);
    private static readonly ClassificationDataset Many = DualData.Dense(120, 8, 5, seed: 2);
    private static readonly ClassificationDataset SparseTwo = DualData.Sparse(150, 60, 2, seed: 3);
    private static readonly ClassificationDataset SparseMany = DualData.Sparse(150, 60, 4, seed: 4);

    [Fact]
    public void TheHingeReachesItsMinimum()
    {
        // Two examples x = ±1 of opposite classes: F(w) = max(0, 1 − w) + λ w², minimal at w = min(1, 1 / (2 λ)).
        ClassificationDataset data = ClassificationDataset.FromRows(new double[] { 1, -1 }, 1, [1, 0]);
        foreach ((double strength, double expected) in new[] { (0.1, 1.0), (0.5, 1.0), (2.0, 0.25) })
        {
            double[] w = new double[1];
            SolverResult result = Minimize<double, BinaryTarget<double, BinaryHinge<double>>, L2<double>>(
                data, new(new(1.0), 1), new(strength), 1e-12, w, Bias.None);
            Assert.Equal(SolverStatus.GapConverged, result.Status);
            Assert.InRange(w[0], expected - 1e-9, expected + 1e-9);
        }
    }

    [Fact]
    public void LiblinearsObjectiveIsThisOneDividedByCAndTheNumberOfExamples()
    {
        // ½ w² + C Σ max(0, 1 − tᵢ w xᵢ) over x = ±1: with two examples at w ≤ 1 the minimum is at w = min(1, 2 C).
        ClassificationDataset data = ClassificationDataset.FromRows(new double[] { 1, -1 }, 1, [1, 0]);
        const double c = 0.3;
        double[] w = new double[1];
        Minimize<double, BinaryTarget<double, BinaryHinge<double>>, L2<double>>(
            data, new(new(1.0), 1), new(1.0 / (2.0 * c * data.Count)), 1e-12, w, Bias.None);
        Assert.InRange(w[0], (2.0 * c) - 1e-9, (2.0 * c) + 1e-9);
    }

    [Theory]
    [InlineData(Bias.None)]
    [InlineData(Bias.Penalised)]
    public void SmoothLossesReachTheMinimumOfLbfgs(Bias bias)
    {
        foreach (ClassificationDataset data in new[] { Two, SparseTwo })
        {
            AgreesWithLbfgs<double, BinaryTarget<double, Logistic<double>>, L2<double>>(data, new(default, 1), new(0.003), bias);
            AgreesWithLbfgs<double, BinaryTarget<double, BinarySquaredHinge<double>>, L2<double>>(data, new(new(1.0), 0), new(0.003), bias);
            AgreesWithLbfgs<double, BinaryTarget<double, SquaredDistance>, L2<double>>(data, new(default, 1), new(0.003), bias);
        }

        foreach (ClassificationDataset data in new[] { Many, SparseMany })
        {
            AgreesWithLbfgs<double, OneVsRest<double, Logistic<double>>, L2<double>>(data, default, new(0.003), bias);
            AgreesWithLbfgs<double, SoftmaxCrossEntropy<double>, L2<double>>(data, default, new(0.01), bias);
            AgreesWithLbfgs<double, SquaredHinge<double>, L2<double>>(data, new(1.0), new(0.03), bias);
        }
    }

    [Theory]
    [InlineData(Bias.None)]
    [InlineData(Bias.Penalised)]
    public void NoMethodFindsLessThanObjectiveMinusGap(Bias bias)
    {
        foreach (ClassificationDataset data in new[] { Two, SparseTwo })
        {
            IsBoundedBelow<double, BinaryTarget<double, BinaryHinge<double>>, L2<double>>(data, new(new(1.0), 1), new(0.003), bias, 1e-8);
            IsBoundedBelow<float, BinaryTarget<float, BinaryHinge<float>>, L2<float>>(data, new(new(1f), 1), new(0.003f), bias, 1e-5);
            IsBoundedBelow<double, BinaryTarget<double, Insensitive>, L2<double>>(data, new(new(0.1), 1), new(0.003), bias, 1e-8);
            IsBoundedBelow<double, BinaryTarget<double, ExponentialHinge>, L2<double>>(data, new(default, 1), new(0.003), bias, 1e-8);

            // Scores of the size of the step need a penalty that is strong enough to make them so small.
            IsBoundedBelow<double, BinaryTarget<double, NarrowStep>, L2<double>>(data, new(new(1e-4), 1), new(100.0), bias, 1e-7);

            IsBoundedBelow<double, BinaryTarget<double, BinaryHinge<double>>, ElasticNet<double>>(
                data, new(new(1.0), 1), new(0.01, 0.003), bias, 1e-7);
            IsBoundedBelow<double, BinaryTarget<double, Logistic<double>>, ElasticNet<double>>(
                data, new(default, 1), new(0.01, 0.003), bias, 1e-7);
        }

        foreach (ClassificationDataset data in new[] { Many, SparseMany })
        {
            IsBoundedBelow<float, OneVsRest<BinaryHinge<float>>, L2<float>>(data, new(new(1f)), new(0.003f), bias, 1e-5);
            IsBoundedBelow<double, MulticlassHinge<double>, L2<double>>(data, new(1.0), new(0.01), bias, 1e-6);
            IsBoundedBelow<double, CrammerSinger<double>, L2<double>>(data, new(1.0), new(0.01), bias, 1e-6);
            IsBoundedBelow<float, CrammerSinger<float>, L2<float>>(data, new(1f), new(0.01f), bias, 1e-4);
            IsBoundedBelow<double, CrammerSinger<double>, ElasticNet<double>>(data, new(1.0), new(0.01, 0.01), bias, 1e-6);
        }
    }

    [Fact]
    public void TheGapBoundsTheDistanceAfterEveryEpoch()
    {
        BoundsAfterEveryEpoch<double, BinaryTarget<double, BinaryHinge<double>>>(Two, new(new(1.0), 1));
        BoundsAfterEveryEpoch<double, BinaryTarget<double, Logistic<double>>>(SparseTwo, new(default, 1));
        BoundsAfterEveryEpoch<double, CrammerSinger<double>>(Many, new(1.0));
        BoundsAfterEveryEpoch<double, MulticlassHinge<double>>(SparseMany, new(1.0));
    }

    [Fact]
    public void BytesAndHalvesTrainAsTheRealsTheyStandFor()
    {
        byte[] bytes = [.. RandomData.Vector(60 * 9, 5).Select(x => (byte)(100 + (100 * x)))];
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        ClassificationDataset stored = ClassificationDataset.FromRows(bytes, 9, labels).ScaledBy(1.0 / 128.0);
        ClassificationDataset reals = ClassificationDataset.FromRows(bytes.Select(x => x / 128.0).ToArray(), 9, labels);
        double[] first = new double[30];
        double[] second = new double[30];
        Minimize<double, OneVsRest<double, BinarySquaredHinge<double>>, L2<double>>(
            stored, new(new(1.0)), new(0.01), 1e-6, first, Bias.Penalised);
        Minimize<double, OneVsRest<double, BinarySquaredHinge<double>>, L2<double>>(
            reals, new(new(1.0)), new(0.01), 1e-6, second, Bias.Penalised);
        Assert.Equal(second, first);
    }

    [Fact]
    public void WeightsOfExamplesCountAsRepetitions()
    {
        // Every third example twice, or with weight 2; some with weight 0.
        int[] once = [.. Enumerable.Range(0, Two.Count).Where(i => i % 7 != 0)];
        int[] repeated = [.. once.SelectMany(i => i % 3 == 0 ? new[] { i, i } : [i])];
        double[] weights = [.. Enumerable.Range(0, Two.Count).Select(i => i % 7 == 0 ? 0.0 : i % 3 == 0 ? 2.0 : 1.0)];
        ClassificationDataset weighted = Two.WithWeights(weights);
        SolverResult expected = Minimize<double, BinaryTarget<double, BinaryHinge<double>>, L2<double>>(
            Two.Subset(repeated), new(new(1.0), 1), new(0.01), 1e-9, new double[8], Bias.None);
        SolverResult found = Minimize<double, BinaryTarget<double, BinaryHinge<double>>, L2<double>>(
            weighted, new(new(1.0), 1), new(0.01), 1e-9, new double[8], Bias.None);
        Assert.InRange(found.Objective / expected.Objective, 1.0 - 2e-9, 1.0 + 2e-9);
    }

    private static SolverResult Minimize<T, TLoss, TPenalty>(
        ClassificationDataset data, TLoss loss, TPenalty penalty, double tolerance, double[] parameters, Bias bias, int maxEpochs = 20_000)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        var objective = new LinearObjective<T, TLoss, TPenalty>(data, loss, penalty, new LinearObjectiveOptions { Bias = bias });
        return new DualCoordinateAscent(new DualCoordinateAscentOptions { Tolerance = tolerance, MaxEpochs = maxEpochs })
            .Minimize(objective, parameters);
    }

    private static double ByLbfgs<T, TLoss, TPenalty>(LinearObjective<T, TLoss, TPenalty> objective, LineSearchKind search)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
        => new Lbfgs(new LbfgsOptions { GradientTolerance = 1e-10, ObjectiveTolerance = 0, MaxIterations = 2000, LineSearch = search })
            .Minimize(objective, new double[objective.Dimension]).Objective;

    private static void AgreesWithLbfgs<T, TLoss, TPenalty>(ClassificationDataset data, TLoss loss, TPenalty penalty, Bias bias)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        var objective = new LinearObjective<T, TLoss, TPenalty>(data, loss, penalty, new LinearObjectiveOptions { Bias = bias });
        double[] parameters = new double[objective.Dimension];
        SolverResult result = Minimize<T, TLoss, TPenalty>(data, loss, penalty, 1e-8, parameters, bias);
        Assert.True(result.Status == SolverStatus.GapConverged, $"{typeof(TLoss)}: {result}");
        Assert.InRange(objective.Value(parameters) / result.Objective, 1.0 - 1e-12, 1.0 + 1e-12);
        double minimum = ByLbfgs(objective, LineSearchKind.StrongWolfe);
        Assert.True(Math.Abs(result.Objective - minimum) <= 1.1e-8 * minimum, $"{typeof(TLoss)}: {result}; L-BFGS: {minimum:r}");
    }

    /// <summary>The objective is no more than what L-BFGS finds on kinks, and that is no less than the dual objective.</summary>
    private static void IsBoundedBelow<T, TLoss, TPenalty>(
        ClassificationDataset data, TLoss loss, TPenalty penalty, Bias bias, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        var objective = new LinearObjective<T, TLoss, TPenalty>(data, loss, penalty, new LinearObjectiveOptions { Bias = bias });
        double[] parameters = new double[objective.Dimension];
        SolverResult result = Minimize<T, TLoss, TPenalty>(data, loss, penalty, tolerance, parameters, bias);
        Assert.True(result.Status == SolverStatus.GapConverged, $"{typeof(TLoss)}: {result}");
        double rounding = typeof(T) == typeof(float) ? 1e-5 : 1e-11;
        Assert.InRange(result.DualityGap!.Value, -rounding * result.Objective, tolerance * result.Objective);
        Assert.InRange(objective.Value(parameters) / result.Objective, 1.0 - rounding, 1.0 + rounding);
        double other = ByLbfgs(objective, LineSearchKind.WeakWolfe);
        Assert.True(
            other >= (result.Objective * (1.0 - rounding)) - result.DualityGap.Value,
            $"{typeof(TLoss)}: L-BFGS finds {other:r}, below the bound of {result}");
        Assert.True(
            result.Objective <= other * (1.0 + tolerance + rounding),
            $"{typeof(TLoss)}: L-BFGS finds {other:r}, better than {result}");
    }

    private static void BoundsAfterEveryEpoch<T, TLoss>(ClassificationDataset data, TLoss loss)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
    {
        T strength = T.CreateChecked(0.01);
        var objective = new LinearObjective<T, TLoss, L2<T>>(data, loss, new(strength), new LinearObjectiveOptions { Bias = Bias.None });
        double minimum = Minimize<T, TLoss, L2<T>>(data, loss, new(strength), 1e-10, new double[objective.Dimension], Bias.None).Objective;
        double before = double.PositiveInfinity;
        for (int epochs = 1; epochs <= 12; epochs++)
        {
            double[] parameters = new double[objective.Dimension];
            SolverResult result = Minimize<T, TLoss, L2<T>>(data, loss, new(strength), 0.0, parameters, Bias.None, epochs);
            double distance = objective.Value(parameters) - minimum;
            Assert.InRange(result.DualityGap!.Value, distance - (1e-9 * minimum), double.PositiveInfinity);

            // The dual objective, which lies below the minimum, never falls.
            double below = minimum - (result.Objective - result.DualityGap.Value);
            Assert.InRange(below, -1e-9 * minimum, before + (1e-9 * minimum));
            before = below;
        }
    }
}

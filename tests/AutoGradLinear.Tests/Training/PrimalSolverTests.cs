using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Training;
using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>A softmax whose penalty makes weights exactly zero.</summary>
[LinearClassifier<SoftmaxCrossEntropy<double>, ElasticNet<double>>]
public sealed partial class SparseSoftmaxUnderTest;

/// <summary>Logistic losses of one class against the rest.</summary>
[LinearClassifier<OneVsRest<double, Logistic<double>>, L2<double>>]
public sealed partial class OneVsRestUnderTest;

/// <summary>A loss whose gradient is not its own: that of −f, where its value is f.</summary>
[Loss]
public readonly partial record struct WrongWay
{
    public double Value(ReadOnlySpan<double> scores, int label)
    {
        double square = (1.0 - scores[label]) * (1.0 - scores[label]);
        return (2.0 * Gradient.Stop(square)) - square;
    }
}

[LinearClassifier<WrongWay, L2<double>>]
public sealed partial class WrongWayUnderTest;

/// <summary>A hinge against each of the other classes, cut off at 2: not convex.</summary>
[Loss]
public readonly partial record struct SummedRamps
{
    public double Value(ReadOnlySpan<double> scores, int label)
    {
        double loss = 0.0;
        for (int j = 0; j < scores.Length; j++)
        {
            if (j != label)
                loss += Math.Min(2.0, Math.Max(0.0, scores[j] - scores[label] + 1.0));
        }

        return loss;
    }
}

[LinearClassifier<SummedRamps, L2<double>>]
public sealed partial class SummedRampsUnderTest;

/// <summary>A hinge that is cut off where it begins: at a score of 0 it is flat.</summary>
[Loss]
public readonly partial record struct Ramp
{
    public double Value(double score, double target) => Math.Min(1.0, Math.Max(0.0, 1.0 - (target * score)));
}

[LinearClassifier<OneVsRest<double, Ramp>, L2<double>>]
public sealed partial class RampUnderTest;

/// <summary>A hinge between two poles: it has a value only for scores of less than a million.</summary>
[Loss]
public readonly partial record struct HingeBetweenPoles
{
    public double Value(double score, double target) => Math.Max(0.0, 1e6 - (target * score)) - (0.01 * Math.Log(1.0 - (score * score / 1e12)));
}

[LinearClassifier<HingeBetweenPoles, L2<double>>]
public sealed partial class HingeBetweenPolesUnderTest;

public class PrimalSolverTests
{
    private static readonly ClassificationDataset Digits = SampleData.Digits().ScaledBy(1 / 16.0);

    [Fact]
    public void AnAbsoluteValuePenaltyMakesWeightsZero()
    {
        SparseSoftmaxUnderTest model = SparseSoftmaxUnderTest.Train(Digits, default, new(0.003, 0.0));
        TrainingResult result = model.TrainingResult!;
        Assert.Equal(Solver.OwlQn, result.Solver);
        Assert.NotEqual(SolverStatus.IterationLimit, result.Status);

        // Pixels at the edge of all images are 0, and have no weight; nor do most others in most classes.
        int zeros = model.Weights.ToArray().Count(weight => weight == 0.0);
        Assert.InRange(zeros, 320, 600);
        Assert.InRange(model.Evaluate(Digits).Accuracy, 0.93, 1.0);

        // A subgradient method that does not know the orthants comes no lower.
        double lbfgs = SparseSoftmaxUnderTest.Train(Digits, default, new(0.003, 0.0), new TrainingOptions { Solver = Solver.Lbfgs }).TrainingResult!.Objective;
        Assert.InRange(result.Objective, 0.0, lbfgs * 1.0001);
    }

    [Fact]
    public void ATrainingThatCannotLeaveItsStartSaysSo()
    {
        TrainingResult stuck = WrongWayUnderTest.Train(Digits, default, new(1e-3), new TrainingOptions { Solver = Solver.Lbfgs }).TrainingResult!;
        Assert.Equal((SolverStatus.NoDescent, 0), (stuck.Status, stuck.Iterations));
        Assert.Contains("Solver.Sgd", Assert.Single(stuck.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void ATrainingThatStartsOnAPlateauSaysSo()
    {
        RampUnderTest flat = RampUnderTest.Train(Digits, default, new(1e-3));
        Assert.Equal((SolverStatus.GradientConverged, 0), (flat.TrainingResult!.Status, flat.TrainingResult!.Iterations));
        Assert.Contains("InitialModel", Assert.Single(flat.TrainingResult!.Warnings), StringComparison.Ordinal);
        var options = new TrainingOptions { InitialModel = OneVsRestUnderTest.Train(Digits, default, new(1e-3)) };
        RampUnderTest warm = RampUnderTest.Train(Digits, default, new(1e-3), options);
        Assert.InRange(warm.TrainingResult!.Objective, 0.0, 0.5 * flat.TrainingResult!.Objective);
        Assert.Empty(warm.TrainingResult!.Warnings);
    }

    /// <summary>A hinge's margin that nobody has set is 0: so are its losses at W = 0.</summary>
    [Fact]
    public void AModelThatKnowsNothingSaysSo()
    {
        TrainingResult result = HingeClassifier.Train(Digits, default, new(1e-3f)).TrainingResult!;
        Assert.Equal((0.0, 0), (result.Objective, result.Iterations));
        Assert.Contains("margin", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    /// <summary>A minimum that dual coordinate ascent certifies, beside L-BFGS from zeros, where all scores tie.</summary>
    [Fact]
    public void BlocksLeaveTiesAndComeCloseToTheMinimum()
    {
        var options = new TrainingOptions { Bias = Bias.Penalised };
        TrainingResult primal = CrammerSingerUnderTest.Train(Digits, new(1.0), new(1e-2), options).TrainingResult!;
        TrainingResult dual = CrammerSingerUnderTest.Train(
            Digits, new(1.0), new(1e-2), options with { Solver = Solver.DualCoordinateAscent, GapTolerance = 1e-4 }).TrainingResult!;
        Assert.Equal((Solver.Lbfgs, SolverStatus.GapConverged), (primal.Solver, dual.Status));
        Assert.InRange(primal.Objective / dual.Objective, 0.9999, 1.005);
    }

    /// <summary>At the start a ramp rises between two flat parts, with no kink nearer to one side than to the other.</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-4)]
    [InlineData(1e-5)]
    public void BlocksServeLossesThatAreNotConvex(double strength)
    {
        TrainingResult blocks = SummedRampsUnderTest.Train(SampleData.Iris(), default, new(strength)).TrainingResult!;
        TrainingResult scaled = SummedRampsUnderTest.Train(
            SampleData.Iris(), default, new(strength), new TrainingOptions { Solver = Solver.Lbfgs, InitialMatrix = InitialMatrix.Scaled }).TrainingResult!;
        Assert.Contains("estimated blocks", blocks.SolverReason, StringComparison.Ordinal);
        Assert.InRange(blocks.Objective, 0.0, 1.02 * scaled.Objective);
    }

    /// <summary>The blocks know nothing of kinks and poles a million away, and their first steps lead far beyond: no reason to lose what there is.</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    [InlineData(1e-10)]
    public void StepsOfBlocksThatLeaveTheDomainAreTakenBack(double strength)
    {
        for (int seed = 1; seed <= 8; seed++)
        {
            ClassificationDataset data = RandomData.Make(12 * seed, 3, 2, seed, weighted: false);
            TrainingResult result = HingeBetweenPolesUnderTest.Train(data, default, new(strength)).TrainingResult!;
            Assert.Contains("estimated blocks", result.SolverReason, StringComparison.Ordinal);
            Assert.InRange(result.Objective, 0.0, 999_999.99);
        }
    }

    [Fact]
    public void OwlQnIsForPenaltiesWithAnAbsoluteValue()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => OneVsRestUnderTest.Train(SampleData.Iris(), default, new(0.01), new TrainingOptions { Solver = Solver.OwlQn }));
        Assert.Contains("Lbfgs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NewtonIsForSmoothLosses()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => HingeModel.Train(SampleData.Iris(), new(1f), new(0.01f), new TrainingOptions { Solver = Solver.TrustRegionNewton }));
        Assert.Contains("second derivatives", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AdamWComesCloseToTheMinimum()
    {
        double best = SoftmaxModel.Train(Digits, new(), new(1e-3)).TrainingResult!.Objective;
        TrainingResult adam = SoftmaxModel.Train(
            Digits, new(), new(1e-3), new TrainingOptions { Solver = Solver.AdamW, Epochs = 60, WarmupEpochs = 1, Averaging = IterateAveraging.Tail }).TrainingResult!;
        Assert.Equal((Solver.AdamW, SolverStatus.IterationLimit), (adam.Solver, adam.Status));
        Assert.InRange(adam.Objective / best, 1.0 - 1e-6, 1.01);
    }

    [Fact]
    public void TheSameSeedGivesTheSameAdamWAtAnyNumberOfThreads()
    {
        var options = new TrainingOptions { Solver = Solver.AdamW, Epochs = 2, Seed = 3, MaxThreads = 1, WeightDecay = 0.1, ClipNorm = 1.0 };
        HingeModel first = HingeModel.Train(Digits, new(1f), new(1e-4f), options);
        HingeModel second = HingeModel.Train(Digits, new(1f), new(1e-4f), options with { MaxThreads = 4 });
        Assert.Equal(first.Weights.ToArray(), second.Weights.ToArray());
        Assert.NotEqual(first.Weights.ToArray(), HingeModel.Train(Digits, new(1f), new(1e-4f), options with { WeightDecay = 0.0 }).Weights.ToArray());
    }

    [Fact]
    public void TheBiasAtItsBestIsThatOfTheShares()
    {
        // Softmax: b = ln p up to a constant, and the loss is the entropy; one class against the rest: b = ln p / (1 − p).
        double[] shares = [0.7, 0.2, 0.1];
        double[] b = new double[3];
        double entropy = -shares.Sum(p => p * Math.Log(p));
        Minimize(new BiasObjective<double, SoftmaxCrossEntropy<double>>(default, 3, shares), b);
        Assert.Equal(entropy, new BiasObjective<double, SoftmaxCrossEntropy<double>>(default, 3, shares).Value(b), 1e-9);
        Assert.Equal(Math.Log(0.7 / 0.1), b[0] - b[2], 1e-4);
        double[] odds = new double[3];
        Minimize(new BiasObjective<double, OneVsRest<double, Logistic<double>>>(default, 3, shares), odds);
        for (int c = 0; c < 3; c++)
            Assert.Equal(Math.Log(shares[c] / (1.0 - shares[c])), odds[c], 1e-4);

        static void Minimize(IObjective objective, double[] point) =>
            new AutoGradLinear.Solvers.Lbfgs(new() { GradientTolerance = 1e-8, ObjectiveTolerance = 0 }).Minimize(objective, point);
    }

    [Fact]
    public void TheToleranceIsRelativeToTheGradientOfTheWeights()
    {
        // One class of ten against the rest: at b = 0 nearly all of the gradient moves every score down. The scale is that of the weights where the
        // bias is the log-odds of the shares.
        const double Tolerance = 1e-3;
        var penalty = new L2<double>(1e-4);
        var objective = new LinearObjective<double, OneVsRest<double, Logistic<double>>, L2<double>>(Digits, default, penalty);
        double[] parameters = new double[objective.Dimension];
        int[] counts = [.. Enumerable.Range(0, 10).Select(c => Digits.Labels.ToArray().Count(label => label == c))];
        for (int c = 0; c < 10; c++)
            parameters[objective.Layout.WeightCount + c] = Math.Log(counts[c] / (double)(Digits.Count - counts[c]));
        double[] gradient = new double[objective.Dimension];
        objective.ValueWithGradient(parameters, gradient);
        double scale = Math.Sqrt(gradient.Take(objective.Layout.WeightCount).Sum(slope => slope * slope));
        objective.ValueWithGradient(new double[objective.Dimension], gradient);
        double naive = Math.Sqrt(gradient.Sum(slope => slope * slope));
        Assert.True(scale < 0.5 * naive);

        foreach (bool warm in new[] { false, true })
        {
            var options = new TrainingOptions { Tolerance = Tolerance };
            if (warm)
                options = options with { InitialModel = OneVsRestUnderTest.Train(Digits, default, penalty, new TrainingOptions { Tolerance = 0.1 }) };
            TrainingResult result = OneVsRestUnderTest.Train(Digits, default, penalty, options).TrainingResult!;
            Assert.Equal(SolverStatus.GradientConverged, result.Status);
            double[] norms = [.. result.History.Select(step => step.GradientNorm!.Value)];

            // The bias of the scale is only as exact as L-BFGS makes it.
            Assert.InRange(norms[^1], 0.0, 1.001 * Tolerance * scale);
            Assert.All(norms[..^1], norm => Assert.True(norm > 0.999 * Tolerance * scale));
        }
    }

    [Fact]
    public void SettingsAreCheckedBeforeTraining()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxModel.Trainer(new(), new(0.1), new TrainingOptions { WarmupEpochs = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxModel.Trainer(new(), new(0.1), new TrainingOptions { ClipNorm = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftmaxModel.Trainer(new(), new(0.1), new TrainingOptions { WeightDecay = double.NaN }));
    }
}

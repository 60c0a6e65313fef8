using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;
using AutoGradLinear.Training;
using Xunit;

namespace AutoGradLinear.Tests.Training;

public class SolverChoiceTests
{
    private static readonly ClassificationDataset Data = RandomData.Make(30, 3, 3, seed: 1, weighted: false);

    private static readonly ClassificationDataset Wide = RandomData.Make(30, 500, 3, seed: 1, weighted: false);

    [Fact]
    public void SmoothnessDecidesFirst()
    {
        Expect<SoftmaxCrossEntropy<float>, L2<float>>(Solver.Lbfgs, "proved smooth");
        Expect<SoftmaxCrossEntropy<float>, L1<float>>(Solver.OwlQn, "Σ |w|");
        Expect<SoftmaxCrossEntropy<float>, ElasticNet<float>>(Solver.OwlQn, "Σ |w|");
    }

    [Fact]
    public void KinksGoToTheDualWhereTheBiasAllowsItAndFeaturesAreMany()
    {
        Expect<MulticlassHinge<float>, L2<float>>(Solver.DualCoordinateAscent, "convex", Bias.None, Wide);
        Expect<MulticlassHinge<float>, L2<float>>(Solver.DualCoordinateAscent, "convex", Bias.Penalised, Wide);
        Expect<MulticlassHinge<float>, L2<float>>(Solver.Lbfgs, "Bias.Penalised", Bias.Free, Wide);
        Expect<MulticlassHinge<float>, L1<float>>(Solver.Lbfgs, "not proved to be a multiple of Σ w²", Bias.None);
        Expect<MulticlassHinge<float>, ElasticNet<float>>(Solver.DualCoordinateAscent, "The loss is not proved smooth, but convex", Bias.None);
    }

    [Fact]
    public void FewFeaturesHaveBlocksForKinks()
    {
        foreach (Bias bias in Enum.GetValues<Bias>())
            Expect<MulticlassHinge<float>, L2<float>>(Solver.Lbfgs, "kinks hardly show", bias);
        string reason = HingeClassifier.Train(Data, new(1f), new(0.01f)).TrainingResult!.SolverReason;
        Assert.Contains("estimated blocks of a Hessian", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsAskedForIsTaken() => Assert.Equal(
        Solver.AdamW, SolverChoice.Of<float, MulticlassHinge<float>, L2<float>>(new TrainingOptions { Solver = Solver.AdamW }, Data, Blocks(Data)).Solver);

    [Fact]
    public void TheResultSaysWhy()
    {
        SoftmaxClassifier model = SoftmaxClassifier.Train(Data, default, new L2<float>(0.1f));
        Assert.Equal(Solver.Lbfgs, model.TrainingResult!.Solver);
        Assert.StartsWith("Loss and penalty are proved smooth. Its initial matrix is", model.TrainingResult.SolverReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-1f)]
    [InlineData(1e-2f)]
    [InlineData(1e-3f)]
    public void WhereRoundingHidesWhatIsLeftTheRunHasConverged(float strength)
    {
        ClassificationDataset digits = SampleData.Digits().ScaledBy(1.0 / 16.0);
        TrainingResult result = SoftmaxClassifier.Train(digits, default, new L2<float>(strength)).TrainingResult!;
        Assert.Contains(result.Status, new[] { SolverStatus.GradientConverged, SolverStatus.ObjectiveConverged });
    }

    private static HessianBlockLayout Blocks(ClassificationDataset data) => new(data.ClassCount, data.FeatureCount, HasTail: true);

    private static void Expect<TLoss, TPenalty>(Solver solver, string reason, Bias bias = Bias.Free, ClassificationDataset? data = null)
        where TLoss : struct, ILoss<float, int>
        where TPenalty : struct, IPenalty<float>
    {
        SolverChoice choice = SolverChoice.Of<float, TLoss, TPenalty>(new TrainingOptions { Bias = bias }, data ?? Data, Blocks(data ?? Data));
        Assert.Equal(solver, choice.Solver);
        Assert.Contains(reason, choice.Reason, StringComparison.Ordinal);
    }
}

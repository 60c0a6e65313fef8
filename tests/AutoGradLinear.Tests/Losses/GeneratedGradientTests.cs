using AutoGradLinear.Losses;
using CsCheck;
using Xunit;

namespace AutoGradLinear.Tests.Losses;

/// <summary>The library's losses and penalties, whose derivatives nobody wrote: against finite differences, and what users rely on.</summary>
public sealed class GeneratedGradientTests
{
    private static readonly Gen<(double[] Scores, int Label)> Examples =
        from scores in Gen.Double[-5, 5].Array[1, 12]
        from label in Gen.Int[0, scores.Length - 1]
        select (scores, label);

    [Fact]
    public void The_hinge_agrees_with_differences()
        => Examples.Sample(example => GradientCheck.Loss(new MulticlassHinge<double>(1), example.Scores.AsSpan(), example.Label).Passed);

    [Fact]
    public void The_squared_hinge_agrees_with_differences()
        => Examples.Sample(example => GradientCheck.Loss(new SquaredHinge<double>(1), example.Scores.AsSpan(), example.Label).Passed);

    [Fact]
    public void The_softmax_cross_entropy_agrees_with_differences()
        => Examples.Sample(example => GradientCheck.Loss(new SoftmaxCrossEntropy<double>(), example.Scores.AsSpan(), example.Label).Passed);

    [Fact]
    public void The_ridge_agrees_with_differences()
        => Examples.Sample(example => GradientCheck.Penalty(new L2<double>(0.25), example.Scores.AsSpan()).Passed);

    [Fact]
    public void At_its_kink_the_hinge_has_slope_zero()
    {
        double[] gradient = new double[2];
        Assert.Equal(0, new MulticlassHinge<double>(1).ValueWithGradient([1, 2], 1, gradient));
        Assert.Equal([0, 0], gradient);
    }

    [Fact]
    public void A_score_that_is_not_a_number_gives_a_loss_that_is_not()
    {
        float[] gradient = new float[2];
        Assert.True(float.IsNaN(new MulticlassHinge<float>(1).ValueWithGradient([float.NaN, 0f], 1, gradient)));
        Assert.True(float.IsNaN(new SoftmaxCrossEntropy<float>().ValueWithGradient([float.NaN, 0f], 1, gradient)));
    }

    [Fact]
    public void A_label_out_of_range_throws_as_the_source_does()
    {
        float[] gradient = new float[2];
        var hinge = new MulticlassHinge<float>(1);
        Assert.Throws<IndexOutOfRangeException>(() => hinge.Value([1f, 2f], 2));
        Assert.Throws<IndexOutOfRangeException>(() => hinge.ValueWithGradient([1f, 2f], 2, gradient));
        Assert.Throws<IndexOutOfRangeException>(() => hinge.Evaluate([1f, 2f], -1));
    }

    [Fact]
    public void No_scores_give_the_sum_of_nothing()
        => Assert.Equal(0f, new MulticlassHinge<float>(1).ValueWithGradient([], 0, []));

    [Fact]
    public void A_sink_of_another_length_is_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new MulticlassHinge<float>(1).ValueWithGradient([1f, 2f], 0, new float[3]));
        Assert.Equal("scoresGradient", error.ParamName);
    }

    [Fact]
    public void A_sink_that_overlaps_the_scores_is_refused()
    {
        float[] memory = new float[4];
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new MulticlassHinge<float>(1).ValueWithGradient(memory.AsSpan(0, 3), 0, memory.AsSpan(1, 3)));
        Assert.Equal("scoresGradient", error.ParamName);
    }

    [Fact]
    public void The_block_form_is_the_weighted_sum_of_its_examples()
    {
        const int Stride = 5;
        const int Classes = 3;
        int[] labels = [0, 2, 1, 1];
        float[] weights = [1f, 0.5f, 2f, 0f];
        float[] scores = Enumerable.Range(0, Classes * Stride).Select(i => MathF.Sin(i)).ToArray();
        float[] block = new float[scores.Length];
        var loss = new SoftmaxCrossEntropy<float>();
        float sum = loss.BatchValueWithGradient(scores, Stride, labels, weights, block);

        float expected = 0f;
        for (int i = 0; i < labels.Length; i++)
        {
            float[] example = [scores[i], scores[Stride + i], scores[(2 * Stride) + i]];
            float[] gradient = new float[Classes];
            expected += weights[i] * loss.ValueWithGradient(example, labels[i], gradient);
            for (int c = 0; c < Classes; c++)
                Assert.Equal(weights[i] * gradient[c], block[(c * Stride) + i]);
        }

        Assert.Equal(expected, sum);
    }

    [Fact]
    public void Hyperparameters_go_to_numbers_and_back()
    {
        var hinge = new MulticlassHinge<float>(0.5f);
        Assert.Equal(["Margin"], MulticlassHinge<float>.HyperparameterNames.ToArray());
        Assert.Equal(hinge, MulticlassHinge<float>.FromHyperparameters(hinge.GetHyperparameters()));
    }

    [Fact]
    public void Traits_claim_only_what_is_proved()
    {
        Assert.Equal(PenaltyTraits.Smooth, L2<float>.Traits);
        Assert.Equal(LossTraits.None, MulticlassHinge<float>.Traits);
        Assert.Equal(PenaltyTraits.None, KinkBehindABranch.Traits);
    }
}

/// <summary>A kink in a value that a branch on a constant handed on.</summary>
[Penalty]
public readonly partial record struct KinkBehindABranch(bool Cubed)
{
    /// <summary>Computes the penalty.</summary>
    public double Value(ReadOnlySpan<double> weights)
    {
        double term = 0;
        if (Cubed)
            term = weights[0] * weights[0] * weights[0];
        double penalty = 0;
        if (term > 0)
            penalty = term;
        return penalty;
    }
}

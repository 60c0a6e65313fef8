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

    [Theory]
    [InlineData(3, 225e-99, -9529e-40, -9978e-9, 1.0)]
    [InlineData(1, -2097e-14, 1.0, 946e-17)]
    [InlineData(0, 1.0, -136e-7, -3.5758744465192254, -1333e-16)]
    public void The_squared_hinge_agrees_with_differences_beside_its_corner(int label, params double[] scores)
        => GradientCheck.Loss(new SquaredHinge<double>(1), scores.AsSpan(), label).ThrowIfFailed();

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
    public void Losses_that_claim_to_be_convex_are_so_at_random_points()
        => Examples.Select(Gen.Double[-5, 5].Array[12]).Sample((example, others) =>
        {
            double[] other = others[..example.Scores.Length];
            Convex(new MulticlassHinge<double>(1), example.Scores, other, example.Label);
            Convex(new SquaredHinge<double>(1), example.Scores, other, example.Label);
            Convex(new SoftmaxCrossEntropy<double>(), example.Scores, other, example.Label);
        });

    [Fact]
    public void Losses_that_claim_to_be_smooth_have_gradients_that_follow_the_scores()
        => Examples.Sample(example =>
        {
            Smooth(new SquaredHinge<double>(1), example.Scores, example.Label);
            Smooth(new SoftmaxCrossEntropy<double>(), example.Scores, example.Label);
        });

    [Fact]
    public void A_negative_strength_gives_a_penalty_that_is_not_a_number()
        => Assert.True(float.IsNaN(new L2<float>(-1f).ValueWithGradient([1f, 2f], new float[2])));

    [Fact]
    public void Traits_claim_only_what_is_proved()
    {
        Assert.Equal(PenaltyTraits.Smooth | PenaltyTraits.Convex | PenaltyTraits.Separable | PenaltyTraits.SumOfSquares, L2<float>.Traits);
        Assert.Equal(LossTraits.Convex | LossTraits.PiecewiseAffine, MulticlassHinge<float>.Traits);
        Assert.Equal(LossTraits.Smooth | LossTraits.Convex | LossTraits.PiecewiseQuadratic, SquaredHinge<float>.Traits);
        Assert.Equal(LossTraits.Smooth | LossTraits.Convex, SoftmaxCrossEntropy<float>.Traits);
        Assert.Equal(PenaltyTraits.Separable, KinkBehindABranch.Traits);
    }

    /// <summary>ℓ((a + b) / 2) ≤ (ℓ(a) + ℓ(b)) / 2, up to rounding.</summary>
    private static void Convex<TLoss>(TLoss loss, double[] a, double[] b, int label)
        where TLoss : struct, ILoss<double, int>
    {
        Assert.True(TLoss.Traits.HasFlag(LossTraits.Convex));
        double[] middle = [.. a.Zip(b, (x, y) => 0.5 * (x + y))];
        double mean = 0.5 * (loss.Evaluate(a, label) + loss.Evaluate(b, label));
        Assert.True(loss.Evaluate(middle, label) <= mean + (1e-12 * (1 + mean)));
    }

    /// <summary>Second derivatives are at most 2 n here, so the gradient moves by no more than 2 n times the step; put where the hinge has its kinks.</summary>
    private static void Smooth<TLoss>(TLoss loss, double[] scores, int label)
        where TLoss : struct, ILoss<double, int>
    {
        Assert.True(TLoss.Traits.HasFlag(LossTraits.Smooth));
        const double Step = 1e-6;
        for (int j = 0; j < scores.Length; j++)
        {
            double[] before = [.. scores];
            if (j != label)
                before[j] = scores[label] - 1 - (0.5 * Step);
            double[] after = [.. before];
            after[j] += Step;
            double[] left = new double[scores.Length];
            double[] right = new double[scores.Length];
            loss.ValueWithGradient(before, label, left);
            loss.ValueWithGradient(after, label, right);
            Assert.All(left.Zip(right), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 2 * scores.Length * Step));
        }
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

namespace AutoGradLinear;

/// <summary>The mistakes of several models on the same held-out examples, and of one of them on its training examples.</summary>
/// <param name="heldOutWeights">The weights of the held-out examples; empty where all weigh 1.</param>
/// <param name="trainWeights">The weights of the training examples; empty where all weigh 1.</param>
internal sealed class HeldOutErrors(double[] heldOutWeights, double[] trainWeights)
{
    /// <summary>The trained model's mistakes on the held-out examples.</summary>
    public required double[] Trained { get; init; }

    /// <summary>The mistakes of the model with the best objective on the held-out examples.</summary>
    public required double[] Best { get; init; }

    /// <summary>The mistakes of that model on the training examples.</summary>
    public required double[] BestOnTraining { get; init; }

    /// <summary>The reference's mistakes on the held-out examples.</summary>
    public required double[] Reference { get; init; }

    /// <summary>1 for each example that was predicted wrong, 0 for the others.</summary>
    public static double[] Mistakes(EvaluationResult result)
    {
        ScoredExamples examples = result.Examples
            ?? throw new InvalidOperationException("The classifier's evaluation does not keep its examples; models of this library do.");
        double[] mistakes = new double[examples.Count];
        for (int i = 0; i < mistakes.Length; i++)
            mistakes[i] = examples.Labels[i] == examples.Predictions[i] ? 0.0 : 1.0;
        return mistakes;
    }

    /// <summary>The interval of a difference on the held-out examples, which are the same for both: a paired bootstrap.</summary>
    public ConfidenceInterval Paired(double[] errors, double[]? minus, BootstrapOptions options, CancellationToken cancellationToken) =>
        Bootstrap.Interval(
            new int[errors.Length],
            draws => Rate(errors, heldOutWeights, draws) - (minus is null ? 0.0 : Rate(minus, heldOutWeights, draws)),
            options,
            cancellationToken);

    /// <summary>sign · (held-out rate − training rate), both kinds of examples drawn independently.</summary>
    public ConfidenceInterval AgainstTraining(double[] errors, double sign, BootstrapOptions options, CancellationToken cancellationToken)
    {
        int[] strata = new int[errors.Length + BestOnTraining.Length];
        strata.AsSpan(errors.Length).Fill(1);
        return Bootstrap.Interval(strata, Difference, options, cancellationToken);

        double Difference(double[] draws)
        {
            double heldOut = Rate(errors, heldOutWeights, draws.AsSpan(0, errors.Length));
            return sign * (heldOut - Rate(BestOnTraining, trainWeights, draws.AsSpan(errors.Length)));
        }
    }

    /// <summary>The weighted part of mistakes among the examples that were drawn; NaN where none with a weight was.</summary>
    private static double Rate(double[] mistakes, double[] weights, ReadOnlySpan<double> draws)
    {
        double wrong = 0.0, all = 0.0;
        for (int i = 0; i < mistakes.Length; i++)
        {
            double weight = draws[i] * (weights.Length == 0 ? 1.0 : weights[i]);
            wrong += weight * mistakes[i];
            all += weight;
        }

        return wrong / all;
    }
}

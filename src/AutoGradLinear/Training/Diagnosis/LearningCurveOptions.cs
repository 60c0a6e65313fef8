namespace AutoGradLinear;

/// <summary>How a learning curve is measured.</summary>
public sealed record LearningCurveOptions
{
    /// <summary>The shares of the training data, each in (0, 1], ascending. The default doubles the data at each step.</summary>
    public IReadOnlyList<double> Shares { get; init; } = [0.0625, 0.125, 0.25, 0.5, 1.0];

    /// <summary>
    /// The number of folds, of which each is held out once; or, with held-out data of their own, the number of times that shares are drawn
    /// anew. At least 2 give standard errors.
    /// </summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Fixes folds and shares.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// Whether results keep what was said of each example, so that any measure can be asked of the curve afterwards; else only those that
    /// follow from the confusion matrix, and the mean loss.
    /// </summary>
    public bool KeepExamples { get; init; }

    /// <summary>Throws where a setting is out of its range, before any work is done.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Shares);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Rounds);
        if (Shares.Count == 0)
            throw new ArgumentException("There are no shares; give one or more.", nameof(Shares));
        for (int k = 0; k < Shares.Count; k++)
        {
            if (!(Shares[k] > 0.0 && Shares[k] <= 1.0))
                throw new ArgumentOutOfRangeException(nameof(Shares), Shares[k], "A share lies between 0, which is excluded, and 1.");
            if (k > 0 && Shares[k] <= Shares[k - 1])
                throw new ArgumentOutOfRangeException(nameof(Shares), Shares[k], $"Shares ascend; this one follows {Shares[k - 1]}.");
        }
    }
}

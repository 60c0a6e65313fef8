namespace AutoGradLinear.Training;

/// <summary>Training and validation data as the preparation has made them, which was fitted on the training data alone.</summary>
/// <param name="Train">The prepared training data.</param>
/// <param name="Validation">The prepared validation data, where there are any.</param>
/// <param name="Preparation">The fitted preparation; null where there are no steps.</param>
internal sealed record PreparedData(ClassificationDataset Train, ClassificationDataset? Validation, Preparation? Preparation)
{
    /// <summary>Fits the steps of the options, where there are any.</summary>
    /// <exception cref="ArgumentException">A step does not fit the data, or the validation data have other features.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PreparedData Make(ClassificationDataset train, TrainingOptions options, CancellationToken cancellationToken)
    {
        if (options.Preparation.Count == 0)
            return new PreparedData(train, options.Validation, null);
        Preparation fitted = AutoGradLinear.Preparation.Fit(train, [.. options.Preparation], null, cancellationToken);
        return new PreparedData(
            fitted.Apply(train, null, cancellationToken), options.Validation is { } raw ? fitted.Apply(raw, null, cancellationToken) : null, fitted);
    }
}

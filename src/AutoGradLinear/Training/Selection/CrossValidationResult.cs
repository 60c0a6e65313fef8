using System.Globalization;
using AutoGradLinear.Training;

namespace AutoGradLinear;

/// <summary>What a cross-validation measured, fold by fold.</summary>
/// <param name="Folds">The measures on the rows that each fold held out.</param>
public sealed record CrossValidationResult(IReadOnlyList<EvaluationResult> Folds)
{
    /// <summary>The mean of a measure over the folds.</summary>
    /// <param name="measure">The measure, such as <c>result => result.Accuracy</c>.</param>
    /// <returns>The mean.</returns>
    public double Mean(Func<EvaluationResult, double> measure) => FoldStatistics.Mean([.. Folds.Select(measure)]);

    /// <summary>
    /// The standard error of the mean, s / √k, where s is the standard deviation over the k folds (divisor k − 1). Folds share training rows, so
    /// it is an estimate on the low side.
    /// </summary>
    /// <param name="measure">The measure, such as <c>result => result.Accuracy</c>.</param>
    /// <returns>The standard error.</returns>
    public double StandardError(Func<EvaluationResult, double> measure) => FoldStatistics.StandardError([.. Folds.Select(measure)]);

    /// <summary>Shows accuracy and mean loss with their standard errors.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"accuracy {100.0 * Mean(fold => fold.Accuracy):0.00}% ± {100.0 * StandardError(fold => fold.Accuracy):0.00}, "
        + $"mean loss {Mean(fold => fold.MeanLoss):G5} ± {StandardError(fold => fold.MeanLoss):G2} ({Folds.Count} folds)");
}

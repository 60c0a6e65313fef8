using System.Globalization;
using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>
/// Measures against the number of training examples. Where the curves still approach each other, more data help; where they have met, a
/// richer model (better features) does.
/// </summary>
/// <param name="Steps">What was measured, shares ascending.</param>
public sealed partial record LearningCurve(IReadOnlyList<LearningCurveStep> Steps)
{
    /// <summary>The points of one measure.</summary>
    /// <param name="measure">The measure, such as <c>result => result.Accuracy</c>.</param>
    /// <returns>A point for each step.</returns>
    /// <exception cref="InvalidOperationException">
    /// The measure needs examples; see <see cref="LearningCurveOptions.KeepExamples"/>.
    /// </exception>
    public IReadOnlyList<LearningCurvePoint> Points(Func<EvaluationResult, double> measure) =>
    [
        .. Steps.Select(step => new LearningCurvePoint(
            step.Count,
            step.Training.Mean(measure),
            step.Training.StandardError(measure),
            step.HeldOut.Mean(measure),
            step.HeldOut.StandardError(measure))),
    ];

    /// <summary>Shows accuracies and mean losses with their standard errors.</summary>
    /// <returns>A table with a line for each step.</returns>
    public override string ToString()
    {
        string[] head = ["examples", "training accuracy", "held-out accuracy", "training loss", "held-out loss"];
        IReadOnlyList<LearningCurvePoint> accuracies = Points(result => result.Accuracy);
        IReadOnlyList<LearningCurvePoint> losses = Points(result => result.MeanLoss);
        return TextTable.Of([head, .. accuracies.Zip(losses, Row)]);
    }

    private static string[] Row(LearningCurvePoint accuracy, LearningCurvePoint loss) =>
    [
        accuracy.Count.ToString(CultureInfo.InvariantCulture),
        Percent(accuracy.Training, accuracy.TrainingError),
        Percent(accuracy.HeldOut, accuracy.HeldOutError),
        Number(loss.Training, loss.TrainingError),
        Number(loss.HeldOut, loss.HeldOutError),
    ];

    private static string Percent(double value, double error) => double.IsNaN(error)
        ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * value:0.00}%")
        : string.Create(CultureInfo.InvariantCulture, $"{100.0 * value:0.00}% ± {100.0 * error:0.00}");

    private static string Number(double value, double error) => double.IsNaN(error)
        ? string.Create(CultureInfo.InvariantCulture, $"{value:0.0000}")
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.0000} ± {error:0.0000}");
}

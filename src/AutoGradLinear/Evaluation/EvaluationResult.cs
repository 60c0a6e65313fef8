using System.Globalization;

namespace AutoGradLinear;

/// <summary>How well a classifier does on a dataset. Example weights are respected.</summary>
/// <param name="Count">The number of examples.</param>
/// <param name="Accuracy">Σ wᵢ [prediction right] / Σ wᵢ, in [0, 1].</param>
/// <param name="MeanLoss">Σ wᵢ ℓᵢ / Σ wᵢ, without the penalty.</param>
/// <param name="ConfusionMatrix">Actual against predicted classes, in the order of the model's classes.</param>
public sealed record EvaluationResult(int Count, double Accuracy, double MeanLoss, ConfusionMatrix ConfusionMatrix)
{
    /// <summary>The mean recall of the classes that occur, in [0, 1]; see <see cref="ConfusionMatrix.BalancedAccuracy"/>.</summary>
    public double BalancedAccuracy => ConfusionMatrix.BalancedAccuracy;

    /// <summary>Shows the figures and the confusion matrix.</summary>
    /// <returns>A line, and a table.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"accuracy {Accuracy * 100.0:0.00}% of {Count} examples, mean loss {MeanLoss:G6}\n\n{ConfusionMatrix}");
}

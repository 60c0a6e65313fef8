using System.Globalization;

namespace AutoGradLinear;

/// <summary>How well a classifier does on a dataset. Example weights are respected.</summary>
/// <param name="Count">The number of examples.</param>
/// <param name="Accuracy">Σ wᵢ [prediction right] / Σ wᵢ, in [0, 1].</param>
/// <param name="MeanLoss">Σ wᵢ ℓᵢ / Σ wᵢ, without the penalty.</param>
/// <param name="ConfusionMatrix">Actual against predicted classes, in the order of the model's classes.</param>
/// <remarks>All other measures are computed when they are asked for, from what was kept of each example; nothing is scored again.</remarks>
public sealed partial record EvaluationResult(int Count, double Accuracy, double MeanLoss, ConfusionMatrix ConfusionMatrix)
{
    /// <summary>What the classifier said of each example; null where a result was made of its figures alone.</summary>
    public ScoredExamples? Examples { get; internal init; }

    /// <summary>The mean recall of the classes that occur, in [0, 1]; see <see cref="ConfusionMatrix.BalancedAccuracy"/>.</summary>
    public double BalancedAccuracy => ConfusionMatrix.BalancedAccuracy;

    /// <summary>The figures alone, without <see cref="Examples"/>: where many results are kept, and memory matters.</summary>
    /// <returns>The result; only what follows from the confusion matrix can be asked of it.</returns>
    public EvaluationResult WithoutExamples() => this with { Examples = null };

    /// <summary>Shows the figures and the confusion matrix.</summary>
    /// <returns>A line, and a table.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"accuracy {Accuracy * 100.0:0.00}% of {Count} examples, mean loss {MeanLoss:G6}\n\n{ConfusionMatrix}");
}

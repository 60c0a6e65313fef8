namespace AutoGradLinear;

/// <summary>Trains <see cref="MajorityClassifier"/>, for cross-validation and reports.</summary>
public sealed class MajorityTrainer : Trainer<MajorityClassifier>
{
    /// <inheritdoc/>
    public override MajorityClassifier Train(
        ClassificationDataset data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return MajorityClassifier.Train(data);
    }
}

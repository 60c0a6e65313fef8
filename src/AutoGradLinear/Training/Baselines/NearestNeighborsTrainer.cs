namespace AutoGradLinear;

/// <summary>Trains <see cref="NearestNeighbors"/>, for cross-validation and reports, such as a choice of k.</summary>
/// <param name="options">Number of neighbours, distance, threads; without, the defaults.</param>
public sealed class NearestNeighborsTrainer(NearestNeighborsOptions? options = null) : Trainer<NearestNeighbors>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An option is not allowed, such as more neighbours than there are examples with a weight.</exception>
    public override NearestNeighbors Train(
        ClassificationDataset data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return NearestNeighbors.Train(data, options);
    }
}

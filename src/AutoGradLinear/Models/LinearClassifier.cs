namespace AutoGradLinear;

/// <summary>A linear classifier of any numeric type, loss and penalty: what is common to all of them.</summary>
/// <remarks>The assembly's own <see cref="LinearClassifier{T, TLoss, TPenalty}"/> is the only one that derives from it.</remarks>
public abstract class LinearClassifier : Classifier
{
    private protected LinearClassifier()
    {
    }

    /// <summary>How the model was trained; null for a model from a file.</summary>
    public abstract TrainingResult? TrainingResult { get; }

    /// <summary>The number of scores of an example: one per class, or one alone where a binary loss decides between two.</summary>
    public abstract int ScoreCount { get; }

    /// <summary>Computes the scores W x + b of every example.</summary>
    /// <param name="data">The examples; their labels play no part.</param>
    /// <param name="scores">Receives the scores, example by example (Count × <see cref="ScoreCount"/>).</param>
    /// <exception cref="ArgumentException">The number of features differs, or <paramref name="scores"/> has another length.</exception>
    public abstract void Scores(ClassificationDataset data, Span<double> scores);

    /// <summary>Saves the model in the safetensors layout. The file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public abstract void Save(string path);

    /// <summary>Copies the weights and bias, converted to double.</summary>
    /// <param name="weights">Receives W, row by row (scores × features).</param>
    /// <param name="bias">Receives b, one per score.</param>
    internal abstract void CopyParameters(Span<double> weights, Span<double> bias);
}

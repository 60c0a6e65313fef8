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

    /// <summary>Saves the model in the safetensors layout. The file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public abstract void Save(string path);

    /// <summary>Copies the weights and bias, converted to double.</summary>
    /// <param name="weights">Receives W, row by row (classes × features).</param>
    /// <param name="bias">Receives b, one per class.</param>
    internal abstract void CopyParameters(Span<double> weights, Span<double> bias);
}

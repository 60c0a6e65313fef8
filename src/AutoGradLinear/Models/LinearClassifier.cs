namespace AutoGradLinear;

/// <summary>A linear classifier of any numeric type, loss and penalty: what is common to all of them.</summary>
/// <remarks>The assembly's own <see cref="LinearClassifier{T, TLoss, TPenalty}"/> is the only one that derives from it.</remarks>
public abstract class LinearClassifier
{
    private protected LinearClassifier()
    {
    }

    /// <summary>The names of the classes; predictions are indices into them.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>The names of the features, where the training data had them.</summary>
    public abstract IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>The number of features.</summary>
    public abstract int FeatureCount { get; }

    /// <summary>How the model was trained; null for a model from a file.</summary>
    public abstract TrainingResult? TrainingResult { get; }

    /// <summary>Measures accuracy, mean loss and confusion matrix on data.</summary>
    /// <param name="data">The examples; their classes are matched by name, and their weights respected.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="ArgumentException">
    /// The number of features differs, or an example has a class that the model does not know.
    /// </exception>
    public abstract EvaluationResult Evaluate(ClassificationDataset data);

    /// <summary>Predicts the class of every example.</summary>
    /// <param name="data">The examples; their labels play no part.</param>
    /// <returns>One index into <see cref="Classes"/> per example.</returns>
    /// <exception cref="ArgumentException">The number of features differs.</exception>
    public abstract int[] Predict(ClassificationDataset data);

    /// <summary>Saves the model in the safetensors layout. The file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public abstract void Save(string path);

    /// <summary>Copies the weights and bias, converted to double.</summary>
    /// <param name="weights">Receives W, row by row (classes × features).</param>
    /// <param name="bias">Receives b, one per class.</param>
    internal abstract void CopyParameters(Span<double> weights, Span<double> bias);
}

namespace AutoGradLinear;

/// <summary>Anything that predicts classes from features, and can be measured on data: a linear classifier, or a baseline to beat.</summary>
public abstract class Classifier
{
    /// <summary>The names of the classes; predictions are indices into them.</summary>
    public abstract IReadOnlyList<string> Classes { get; }

    /// <summary>The names of the features, where the training data had them.</summary>
    public abstract IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>The number of features.</summary>
    public abstract int FeatureCount { get; }

    /// <summary>
    /// Measures accuracy, mean loss and confusion matrix on data. What is said of each example is kept, so that all other measures can be asked
    /// of the result; scores only where there are no more than 2²⁶ of them.
    /// </summary>
    /// <param name="data">The examples; their classes are matched by name, and their weights respected.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="ArgumentException">
    /// The number of features differs, or a name or their order, or an example has a class that the model does not know.
    /// </exception>
    public abstract EvaluationResult Evaluate(ClassificationDataset data);

    /// <summary>Predicts the class of every example.</summary>
    /// <param name="data">The examples; their labels play no part.</param>
    /// <returns>One index into <see cref="Classes"/> per example.</returns>
    /// <exception cref="ArgumentException">The number of features differs, or a name or their order.</exception>
    public abstract int[] Predict(ClassificationDataset data);
}

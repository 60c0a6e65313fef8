using System.Globalization;

namespace AutoGradLinear;

/// <summary>What a linear classifier is held against: a classifier that is not linear, or an error rate that is known.</summary>
public abstract class ErrorReference
{
    private ErrorReference(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The reference's name, for the report.</summary>
    public string Name { get; }

    /// <summary>
    /// A classifier that is trained on the same training data, such as the nearest neighbours, and measured on the held-out data.
    /// </summary>
    /// <typeparam name="TModel">The classifier.</typeparam>
    /// <param name="trainer">The trainer, such as <see cref="NearestNeighborsTrainer"/>.</param>
    /// <param name="name">The name for the report.</param>
    /// <returns>The reference.</returns>
    public static ErrorReference Trained<TModel>(Trainer<TModel> trainer, string name)
        where TModel : Classifier
    {
        ArgumentNullException.ThrowIfNull(trainer);
        return new ModelReference(name, trainer.Train);
    }

    /// <summary>A classifier that there is already; it was not trained on the held-out data.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="name">The name for the report.</param>
    /// <returns>The reference.</returns>
    public static ErrorReference Model(Classifier model, string name)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ModelReference(name, (_, _, _) => model);
    }

    /// <summary>
    /// An error rate that no classifier, or the best known one, goes below: that of experts, of a published result, of label noise.
    /// </summary>
    /// <param name="errorRate">The part of wrong predictions, in [0, 1].</param>
    /// <param name="name">The name for the report.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="errorRate"/> is not in [0, 1].</exception>
    public static ErrorReference Known(double errorRate, string name = "known error rate")
    {
        if (!(errorRate >= 0.0 && errorRate <= 1.0))
            throw new ArgumentOutOfRangeException(nameof(errorRate), errorRate, "An error rate lies in [0, 1].");
        return new KnownReference(name, errorRate);
    }

    /// <summary>The mistake of the reference on each held-out example, in [0, 1].</summary>
    internal abstract double[] Mistakes(ClassificationDataset train, ClassificationDataset heldOut, CancellationToken cancellationToken);

    /// <summary>How the reference's error rate is found.</summary>
    internal abstract string Method { get; }

    private sealed class ModelReference(
        string name, Func<ClassificationDataset, IProgress<TrainingProgress>?, CancellationToken, Classifier> train) : ErrorReference(name)
    {
        internal override string Method => $"Error of '{Name}' on the held-out examples; its own estimation error is in it.";

        internal override double[] Mistakes(ClassificationDataset data, ClassificationDataset heldOut, CancellationToken cancellationToken)
        {
            Classifier model = train(data, null, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return HeldOutErrors.Mistakes(model.Evaluate(heldOut));
        }
    }

    private sealed class KnownReference(string name, double errorRate) : ErrorReference(name)
    {
        internal override string Method => string.Create(CultureInfo.InvariantCulture, $"{Name}, given as {100.0 * errorRate:0.##}%.");

        internal override double[] Mistakes(ClassificationDataset data, ClassificationDataset heldOut, CancellationToken cancellationToken)
        {
            double[] mistakes = new double[heldOut.Count];
            mistakes.AsSpan().Fill(errorRate);
            return mistakes;
        }
    }
}

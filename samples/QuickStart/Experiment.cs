using AutoGradLinear;

namespace QuickStart;

/// <summary>A classifier to be trained, whatever its loss.</summary>
/// <param name="Name">What it is called on screen.</param>
/// <param name="Train">Trains it.</param>
internal sealed record Experiment(
    string Name, Func<ClassificationDataset, IProgress<TrainingProgress>?, CancellationToken, LinearClassifier> Train)
{
    public static Experiment Hinge { get; } = Of("hinge + L2", HingeClassifier.Trainer(new(1f), new(1e-3f)));

    public static Experiment Softmax { get; } = Of("softmax + L2", SoftmaxClassifier.Trainer(new(), new(1e-4f)));

    public static Experiment RoundedHinge { get; } = Of("rounded hinge + L2", RoundedHingeClassifier.Trainer(new(1f, 0.5f), new(1e-3f)));

    /// <summary>The objective of tests/reference/softmax_digits.py, to more digits than training needs.</summary>
    public static Experiment Reference { get; } =
        Of("softmax + L2, 1e-3", SoftmaxClassifier.Trainer(new(), new(1e-3f), new TrainingOptions { Tolerance = 1e-6 }));

    private static Experiment Of<TModel>(string name, Trainer<TModel> trainer)
        where TModel : LinearClassifier
        => new(name, trainer.Train);
}

using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Models;

namespace AutoGradLinear.Training;

/// <summary>
/// Trains linear classifiers of one score, f(x) = w·x + b, by minimising Σᵢ wᵢ ℓ(f(xᵢ), tᵢ) / Σᵢ wᵢ + R(w), where tᵢ is +1 for the positive
/// class and −1 for the other.
/// </summary>
/// <typeparam name="TModel">The classifier.</typeparam>
/// <typeparam name="T">The real type of weights and loss.</typeparam>
/// <typeparam name="TLoss">The loss of one score.</typeparam>
/// <typeparam name="TPenalty">The penalty.</typeparam>
public sealed class BinaryTrainer<TModel, T, TLoss, TPenalty> : Trainer<TModel>
    where TModel : ILinearClassifier<TModel, T, BinaryTarget<T, TLoss>, TPenalty>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, T>
    where TPenalty : struct, IPenalty<T>
{
    private readonly TLoss loss;
    private readonly TPenalty penalty;
    private readonly TrainingOptions options;

    /// <summary>Makes a trainer.</summary>
    /// <param name="loss">The loss of one score.</param>
    /// <param name="penalty">The penalty of the weights.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public BinaryTrainer(TLoss loss, TPenalty penalty, TrainingOptions? options = null)
    {
        this.loss = loss;
        this.penalty = penalty;
        this.options = options ?? new TrainingOptions();
        this.options.Validate();
    }

    /// <inheritdoc/>
    public override TModel Train(
        ClassificationDataset data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.ClassCount != 2)
        {
            throw new ArgumentException(
                $"The data has {data.ClassCount} classes; a loss of one score decides between two. For more, put the loss under OneVsRest.",
                nameof(data));
        }

        return ForPositive(PositiveIndex(data)).Train(data, progress, cancellationToken);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Trainer<TModel>> Refinements(TModel model) =>
        model is LinearClassifier { PositiveIndexOrNull: int positive } ? ForPositive(positive).Refinements(model) : [];

    private LinearTrainer<TModel, T, BinaryTarget<T, TLoss>, TPenalty> ForPositive(int positiveIndex) =>
        new(new BinaryTarget<T, TLoss>(loss, positiveIndex), penalty, options);

    private int PositiveIndex(ClassificationDataset data)
    {
        if (options.PositiveClass is not { } name)
            return data.ClassCount - 1;
        int index = ClassMapping.IndexOf(data.Classes, name);
        return index >= 0
            ? index
            : throw new ArgumentException(
                $"The positive class '{name}' is not in the data; its classes are {string.Join(", ", data.Classes)}.", nameof(data));
    }
}

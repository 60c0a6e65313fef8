using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Plots;

/// <summary>The objective around the weights of a model, along two directions. Immutable.</summary>
/// <param name="First">The steps along the first direction, ascending.</param>
/// <param name="Second">The steps along the second direction, ascending.</param>
/// <param name="Values">The objective, a row for each step along the second direction; NaN where a loss is not finite.</param>
/// <param name="Examples">The number of examples that it was computed on.</param>
/// <param name="FirstName">What the first direction is.</param>
/// <param name="SecondName">What the second direction is.</param>
/// <remarks>
/// A random direction has normally distributed elements, and each row of it the norm of the row of W (each score's bias that of the whole b), so that a
/// step of 1 changes a score's weights by as much as they are long, whatever their scale: H. Li et al., "Visualizing the loss landscape of neural nets", NeurIPS 2018.
/// </remarks>
public sealed record LossLandscape(
    IReadOnlyList<double> First,
    IReadOnlyList<double> Second,
    IReadOnlyList<IReadOnlyList<double>> Values,
    int Examples,
    string FirstName,
    string SecondName)
{
    /// <summary>Computes the objective around a model along two random directions, or towards another model and along one.</summary>
    /// <typeparam name="T">The real type of the weights.</typeparam>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="TPenalty">The penalty.</typeparam>
    /// <param name="model">The model in the middle.</param>
    /// <param name="data">The training data; their classes are those of the model.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="other">A model of the same shape, at step 1 of the first direction; null for a random direction.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <returns>The landscape.</returns>
    /// <exception cref="ArgumentException">The data or the other model have other classes or another number of features.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LossLandscape Around<T, TLoss, TPenalty>(
        LinearClassifier<T, TLoss, TPenalty> model,
        ClassificationDataset data,
        LossLandscapeOptions? options = null,
        LinearClassifier<T, TLoss, TPenalty>? other = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new LossLandscapeOptions();
        options.Validate();
        if (data.FeatureCount != model.FeatureCount || !data.Classes.SequenceEqual(model.Classes))
            throw new ArgumentException("The data have other classes or another number of features than the model.", nameof(data));
        if (other is not null && (other.ScoreCount != model.ScoreCount || other.FeatureCount != model.FeatureCount))
            throw new ArgumentException("The other model has another number of scores or features.", nameof(other));
        ClassificationDataset examples = Sampled(data, options.MaxExamples);
        if (model.Preparation is { } preparation)
            examples = preparation.Apply(examples);
        var objective = new LinearObjective<T, TLoss, TPenalty>(
            examples, model.Loss, model.Penalty, new LinearObjectiveOptions { Bias = options.Bias, MaxThreads = options.MaxThreads });
        var directions = new LandscapeDirections(model, objective.Layout);
        double[] first = other is null ? directions.Random(options.Seed) : directions.Towards(other);
        double[] second = directions.Random(options.Seed + 1);
        double[] steps = [.. Enumerable.Range(0, options.Steps).Select(k => options.Range * ((2.0 * k / (options.Steps - 1)) - 1.0))];
        IReadOnlyList<IReadOnlyList<double>> values = [.. steps.Select(up => (IReadOnlyList<double>)[.. steps.Select(right => ValueAt(right, up))])];
        (string firstName, string secondName) =
            other is null ? ("random direction 1", "random direction 2") : ("towards the other model", "random direction");
        return new LossLandscape(steps, steps, values, examples.Count, firstName, secondName);

        double ValueAt(double right, double up)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return objective.Value(directions.Point(first, right, second, up));
            }
            catch (NonFiniteLossException)
            {
                return double.NaN;
            }
        }
    }

    /// <summary>Evenly chosen examples, the same ones each time.</summary>
    private static ClassificationDataset Sampled(ClassificationDataset data, int most) => data.Count <= most
        ? data
        : data.Subset([.. Enumerable.Range(0, most).Select(k => (int)((long)k * data.Count / most))]);
}

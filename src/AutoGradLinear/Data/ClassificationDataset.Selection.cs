using System.Collections.ObjectModel;
using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial class ClassificationDataset
{
    /// <summary>Makes a dataset of some rows, which are copied; rows that are mapped from disk stay there. It keeps all <see cref="Classes"/>.</summary>
    /// <param name="rows">The indices of the rows, in the order wanted; a row may come more than once.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">There are no indices, or all rows that are taken have weight 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in [0, Count).</exception>
    public ClassificationDataset Subset(ReadOnlySpan<int> rows)
    {
        RowSelection.Require(rows, Count);
        return new ClassificationDataset(
            features.Gather(rows), RowSelection.Pick(labels, rows), ClassNames, RowSelection.PickWeights(weights, rows), Names);
    }

    /// <summary>Multiplies every feature by a number. Bytes stay bytes in memory: the factor is applied when they are read.</summary>
    /// <param name="factor">A finite number other than 0, such as <c>1 / 255.0</c>.</param>
    /// <returns>The scaled dataset.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is 0, NaN or infinite.</exception>
    /// <exception cref="ArgumentException">A scaled feature is infinite.</exception>
    public ClassificationDataset ScaledBy(double factor)
    {
        if (!double.IsFinite(factor) || factor == 0.0)
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be finite and other than 0.");
        return WithFeatures(features.ScaledBy(factor));
    }

    /// <summary>Makes a dataset with other example weights.</summary>
    /// <param name="newWeights">One weight per row: finite, at least 0, with a positive sum; null takes the weights away.</param>
    /// <returns>The dataset; the features are shared.</returns>
    /// <exception cref="ArgumentException">The number of weights or a weight is not allowed.</exception>
    public ClassificationDataset WithWeights(IReadOnlyList<double>? newWeights) =>
        new(features, labels, ClassNames, DatasetChecks.CopyWeights(newWeights, Count), Names);

    /// <summary>Replaces the features; they are checked.</summary>
    /// <param name="replacement">As many rows and columns as now.</param>
    /// <returns>The dataset.</returns>
    internal ClassificationDataset WithFeatures(FeatureMatrix replacement)
    {
        DatasetChecks.RequireFinite(replacement, FeatureNames);
        return new ClassificationDataset(replacement, labels, ClassNames, weights, Names);
    }

    /// <summary>Replaces the features and their names; the features are checked.</summary>
    /// <param name="replacement">As many rows as now.</param>
    /// <param name="featureNames">One per column, or null.</param>
    /// <returns>The dataset.</returns>
    internal ClassificationDataset WithFeatures(FeatureMatrix replacement, IReadOnlyList<string>? featureNames)
    {
        DatasetChecks.RequireFinite(replacement, featureNames);
        return new ClassificationDataset(
            replacement, labels, ClassNames, weights, featureNames is null ? null : Array.AsReadOnly([.. featureNames]));
    }

    /// <summary>Makes a dataset of neighbouring rows whose features were copied; as a part, it may have weight 0 throughout.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="copy">The features of as many rows as it has.</param>
    /// <returns>The dataset.</returns>
    internal ClassificationDataset Part(int first, FeatureMatrix copy) =>
        new(copy, labels?.AsSpan(first, copy.Rows).ToArray(), ClassNames, weights?.AsSpan(first, copy.Rows).ToArray(), Names);

    private ReadOnlyCollection<string> ClassNames => (ReadOnlyCollection<string>)Classes;

    private ReadOnlyCollection<string>? Names => (ReadOnlyCollection<string>?)FeatureNames;
}

using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// A scaling of features that is fitted on one dataset and applied to others: x'ⱼ = (xⱼ − <see cref="Offsets"/>ⱼ) ·
/// <see cref="Factors"/>ⱼ. Immutable.
/// </summary>
public sealed class FeatureScaler
{
    private readonly double[] offsets;
    private readonly double[] factors;

    private FeatureScaler(double[] offsets, double[] factors)
    {
        this.offsets = offsets;
        this.factors = factors;
    }

    /// <summary>What is subtracted from each feature.</summary>
    public ReadOnlySpan<double> Offsets => offsets;

    /// <summary>What each difference is multiplied by.</summary>
    public ReadOnlySpan<double> Factors => factors;

    /// <summary>Fits a scaling to mean 0 and standard deviation 1 (divisor n; example weights play no part).</summary>
    /// <param name="train">The dataset to take means and deviations from.</param>
    /// <returns>The scaling; a feature that is constant becomes 0.</returns>
    public static FeatureScaler Standardize(ClassificationDataset train)
    {
        ArgumentNullException.ThrowIfNull(train);
        int columns = train.FeatureCount;
        double[] means = new double[columns];
        double[] squares = new double[columns];
        double[] row = new double[columns];

        // Welford's update (Technometrics 4(3), 1962): no cancellation where the mean is large.
        for (int i = 0; i < train.Count; i++)
        {
            train.CopyRow<double>(i, row);
            for (int j = 0; j < columns; j++)
            {
                double difference = row[j] - means[j];
                means[j] += difference / (i + 1);
                squares[j] += difference * (row[j] - means[j]);
            }
        }

        for (int j = 0; j < columns; j++)
            squares[j] = Reciprocal(Math.Sqrt(squares[j] / train.Count), means[j]);
        return new FeatureScaler(means, squares);
    }

    /// <summary>Fits a scaling of each feature's range to [0, 1].</summary>
    /// <param name="train">The dataset to take the smallest and largest values from.</param>
    /// <returns>The scaling; a feature that is constant becomes 0.</returns>
    public static FeatureScaler MinMax(ClassificationDataset train)
    {
        ArgumentNullException.ThrowIfNull(train);
        int columns = train.FeatureCount;
        double[] smallest = new double[columns];
        double[] largest = new double[columns];
        double[] row = new double[columns];
        smallest.AsSpan().Fill(double.PositiveInfinity);
        largest.AsSpan().Fill(double.NegativeInfinity);
        for (int i = 0; i < train.Count; i++)
        {
            train.CopyRow<double>(i, row);
            for (int j = 0; j < columns; j++)
            {
                smallest[j] = Math.Min(smallest[j], row[j]);
                largest[j] = Math.Max(largest[j], row[j]);
            }
        }

        for (int j = 0; j < columns; j++)
            largest[j] = Reciprocal(largest[j] - smallest[j], smallest[j]);
        return new FeatureScaler(smallest, largest);
    }

    /// <summary>Scales the features of a dataset.</summary>
    /// <param name="dataset">A dataset with as many features as the one the scaling was fitted on.</param>
    /// <returns>A new dataset; its features are doubles where they were, else floats.</returns>
    /// <exception cref="ArgumentException">The number of features differs, or a scaled feature is infinite.</exception>
    public ClassificationDataset Apply(ClassificationDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        RequireLength(dataset.FeatureCount, nameof(dataset));
        return dataset.WithFeatures(dataset.Storage == FeatureStorage.Double
            ? new DenseFeatures(Scale<double>(dataset), dataset.FeatureCount)
            : new DenseFeatures(Scale<float>(dataset), dataset.FeatureCount));
    }

    /// <summary>Scales the features of one example in place, as for a prediction.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="features">As many features as the dataset has that the scaling was fitted on.</param>
    /// <exception cref="ArgumentException">The number of features differs.</exception>
    public void Apply<T>(Span<T> features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireLength(features.Length, nameof(features));
        for (int j = 0; j < features.Length; j++)
            features[j] = T.CreateTruncating((double.CreateTruncating(features[j]) - offsets[j]) * factors[j]);
    }

    private static double Reciprocal(double spread, double magnitude)
    {
        // Below this a spread is rounding error of equal values.
        double negligible = 16.0 * double.BitIncrement(1.0) - 16.0;
        return spread > negligible * Math.Abs(magnitude) ? 1.0 / spread : 1.0;
    }

    private T[] Scale<T>(ClassificationDataset dataset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int columns = dataset.FeatureCount;
        var scaled = new T[dataset.Count * columns];
        for (int i = 0; i < dataset.Count; i++)
        {
            Span<T> row = scaled.AsSpan(i * columns, columns);
            dataset.CopyRow(i, row);
            Apply(row);
        }

        return scaled;
    }

    private void RequireLength(int actual, string parameterName)
    {
        if (actual != offsets.Length)
            throw new ArgumentException($"There are {actual} features; the scaling was fitted on {offsets.Length}.", parameterName);
    }
}

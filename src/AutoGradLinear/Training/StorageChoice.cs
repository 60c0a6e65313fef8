using System.Globalization;

namespace AutoGradLinear.Training;

/// <summary>The storage to train on, and why it was taken.</summary>
/// <param name="Data">The data, in that storage.</param>
/// <param name="Reason">A sentence for the training result.</param>
/// <remarks>
/// A pass over compressed rows takes as long as one over dense rows where 6 to 10 % of the values are not 0, by the number of scores. In between nothing is converted: a copy has to be worth it.
/// </remarks>
internal readonly record struct StorageChoice(ClassificationDataset Data, string Reason)
{
    private const double SparseBelow = 0.04;
    private const double DenseAbove = 0.25;
    private const int FewestFeatures = 32;
    private const int SampledRows = 1000;

    /// <summary>Up to so many bytes, sparse data become dense ones.</summary>
    private const long MostDenseBytes = 1L << 30;

    /// <summary>Measures the density of the data, and converts them where a pass over them is clearly faster then.</summary>
    public static StorageChoice Of(TrainingOptions options, ClassificationDataset data)
    {
        string kept = $"The data are trained on as they are kept, {(data.IsSparse ? "in compressed rows" : "dense")}";
        if (!options.ConvertsStorage || data.FeatureCount < FewestFeatures || data.Storage is not (FeatureStorage.Single or FeatureStorage.Double))
            return new StorageChoice(data, $"{kept}.");
        double density = Density(data);
        string shown = density.ToString("0.0 %", CultureInfo.InvariantCulture);
        if (!data.IsSparse && density < SparseBelow)
            return new StorageChoice(data.ToSparse(), $"Dense data were compressed: about {shown} of the values are not 0.");
        long denseBytes = (long)data.Count * data.FeatureCount * (data.Storage == FeatureStorage.Double ? sizeof(double) : sizeof(float));
        return data.IsSparse && density > DenseAbove && denseBytes <= MostDenseBytes
            ? new StorageChoice(data.ToDense(), $"Compressed rows were expanded: {shown} of the values are kept.")
            : new StorageChoice(data, $"{kept}: about {shown} of the values are not 0.");
    }

    /// <summary>The share of values that are not 0, over rows at even distances where the data are dense.</summary>
    private static double Density(ClassificationDataset data)
    {
        if (data.IsSparse)
            return (double)data.StoredCount / ((double)data.Count * data.FeatureCount);
        int rows = Math.Min(data.Count, SampledRows);
        double[] row = new double[data.FeatureCount];
        long zeros = 0;
        for (int i = 0; i < rows; i++)
        {
            data.CopyRow((int)((long)data.Count * i / rows), row);
            zeros += row.AsSpan().Count(0.0);
        }

        return 1.0 - (zeros / ((double)rows * data.FeatureCount));
    }
}

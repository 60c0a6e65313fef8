using System.Numerics;

namespace AutoGradLinear.Data;

/// <summary>The formulas of <see cref="TermFrequency"/>, <see cref="InverseDocumentFrequency"/> and <see cref="RowNorm"/>, and their names in files.</summary>
internal static class TermWeighting
{
    public static ReadOnlySpan<(string Name, TermFrequency Value)> TermFrequencies => new (string, TermFrequency)[]
    {
        ("count", TermFrequency.Count), ("binary", TermFrequency.Binary), ("logarithmic", TermFrequency.Logarithmic),
    };

    public static ReadOnlySpan<(string Name, InverseDocumentFrequency Value)> InverseDocumentFrequencies => new (string, InverseDocumentFrequency)[]
    {
        ("none", InverseDocumentFrequency.None), ("logarithmic", InverseDocumentFrequency.Logarithmic), ("smoothed", InverseDocumentFrequency.Smoothed),
    };

    public static ReadOnlySpan<(string Name, RowNorm Value)> RowNorms => new (string, RowNorm)[]
    {
        ("none", RowNorm.None), ("l1", RowNorm.L1), ("l2", RowNorm.L2),
    };

    /// <summary>The name of a value in files.</summary>
    public static string NameOf<T>(ReadOnlySpan<(string Name, T Value)> names, T value)
        where T : struct, Enum
    {
        foreach ((string name, T named) in names)
        {
            if (EqualityComparer<T>.Default.Equals(named, value))
                return name;
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, $"{value} is no {typeof(T).Name}.");
    }

    /// <summary>The weight of a count, 0 for 0.</summary>
    public static double Of(TermFrequency weighting, double count) => weighting switch
    {
        _ when count == 0.0 => 0.0,
        TermFrequency.Count => count,
        TermFrequency.Binary => Math.Sign(count),
        _ => count > 0.0 ? 1.0 + Math.Log(count) : -1.0 - Math.Log(-count),
    };

    /// <summary>The weights of terms, from the number of texts that hold each.</summary>
    /// <returns>One per term, or null where all are 1.</returns>
    public static double[]? Of(InverseDocumentFrequency weighting, ReadOnlySpan<int> documentCounts, int documents)
    {
        if (weighting == InverseDocumentFrequency.None)
            return null;
        double[] weights = new double[documentCounts.Length];
        for (int j = 0; j < weights.Length; j++)
        {
            weights[j] = weighting == InverseDocumentFrequency.Smoothed ? Math.Log((1.0 + documents) / (1.0 + documentCounts[j])) + 1.0
                : documentCounts[j] == 0 ? 0.0
                : Math.Log((double)documents / documentCounts[j]);
        }

        return weights;
    }

    /// <summary>Divides values by their norm; zeros stay zeros.</summary>
    /// <remarks>Relative to the largest value, so that squares neither overflow nor vanish; values other than 0 keep their order in the sum.</remarks>
    public static void Normalize<T>(RowNorm norm, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (norm == RowNorm.None)
            return;
        double largest = 0.0;
        foreach (T value in values)
            largest = Math.Max(largest, Math.Abs(double.CreateTruncating(value)));
        if (largest == 0.0)
            return;
        double sum = 0.0;
        foreach (T value in values)
        {
            double relative = double.CreateTruncating(value) / largest;
            sum += norm == RowNorm.L1 ? Math.Abs(relative) : relative * relative;
        }

        if (norm == RowNorm.L2)
            sum = Math.Sqrt(sum);
        for (int j = 0; j < values.Length; j++)
            values[j] = T.CreateTruncating(double.CreateTruncating(values[j]) / largest / sum);
    }
}

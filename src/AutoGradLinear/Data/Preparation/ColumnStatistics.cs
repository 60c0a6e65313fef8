using System.Numerics.Tensors;

namespace AutoGradLinear.Data;

/// <summary>What steps learn of each column, in doubles. Every row counts once, whatever its weight; zeros that are not stored count as zeros.</summary>
internal static class ColumnStatistics
{
    /// <summary>How many times <see cref="Moments"/> goes through the rows; the others do it once.</summary>
    public const int MomentPasses = 2;

    /// <summary>Mean and mean square deviation (divisor n) of each column.</summary>
    /// <remarks>
    /// In two passes, the second of which also corrects the mean (Chan, Golub and LeVeque, "Algorithms for computing the sample variance",
    /// The American Statistician 37(3), 1983): no cancellation where the mean is large.
    /// </remarks>
    public static (double[] Means, double[] Variances) Moments(ClassificationDataset data, WorkProgress work)
    {
        int count = data.Count;
        double[] means = new double[data.FeatureCount];
        double[] variances = new double[data.FeatureCount];
        if (data.IsSparse)
        {
            SparseMoments(data, means, variances, work);
        }
        else
        {
            double[] row = new double[data.FeatureCount];
            double[] corrections = new double[data.FeatureCount];
            for (int i = 0; i < count; i++)
            {
                work.Next();
                data.CopyRow<double>(i, row);
                TensorPrimitives.Add(means, row, means);
            }

            TensorPrimitives.Divide(means, count, means);
            for (int i = 0; i < count; i++)
            {
                work.Next();
                data.CopyRow<double>(i, row);
                TensorPrimitives.Subtract(row, means, row);
                TensorPrimitives.Add(corrections, row, corrections);
                TensorPrimitives.MultiplyAdd(row, row, variances, variances);
            }

            for (int j = 0; j < means.Length; j++)
            {
                double correction = corrections[j] / count;
                means[j] += correction;
                variances[j] = Math.Max(0.0, (variances[j] / count) - (correction * correction));
            }
        }

        for (int j = 0; j < means.Length; j++)
        {
            if (!double.IsFinite(means[j]) || !double.IsFinite(variances[j]))
                throw new ArgumentException($"The values of column {NameOf(data, j)} are too large for their mean and spread to be computed. Scale them first.", "train");
        }

        return (means, variances);
    }

    /// <summary>The smallest and the largest value of each column.</summary>
    public static (double[] Smallest, double[] Largest) Ranges(ClassificationDataset data, WorkProgress work)
    {
        double[] smallest = new double[data.FeatureCount];
        double[] largest = new double[data.FeatureCount];
        if (data.IsSparse)
        {
            SparseRanges(data, smallest, largest, work);
            return (smallest, largest);
        }

        double[] row = new double[data.FeatureCount];
        data.CopyRow<double>(0, smallest);
        data.CopyRow<double>(0, largest);
        for (int i = 0; i < data.Count; i++)
        {
            work.Next();
            data.CopyRow<double>(i, row);
            TensorPrimitives.Min(smallest, row, smallest);
            TensorPrimitives.Max(largest, row, largest);
        }

        return (smallest, largest);
    }

    /// <summary>The number of rows in which each column is other than 0.</summary>
    /// <exception cref="ArgumentException">A value is negative, so that the values are no counts.</exception>
    public static int[] DocumentCounts(ClassificationDataset data, WorkProgress work)
    {
        int[] counts = new int[data.FeatureCount];
        double[] row = new double[data.FeatureCount];
        for (int i = 0; i < data.Count; i++)
        {
            work.Next();
            ReadOnlySpan<int> columns = ReadRow(data, i, row, out int length);
            for (int k = 0; k < length; k++)
            {
                int j = data.IsSparse ? columns[k] : k;
                if (row[k] < 0.0)
                    throw new ArgumentException($"Row {i}, column {NameOf(data, j)} is negative; counts of terms are at least 0.", nameof(data));
                if (row[k] != 0.0)
                    counts[j]++;
            }
        }

        return counts;
    }

    /// <summary>A column as messages name it.</summary>
    public static string NameOf(ClassificationDataset data, int column) =>
        data.FeatureNames is null ? column.ToString(System.Globalization.CultureInfo.InvariantCulture) : $"{column} ('{data.FeatureNames[column]}')";

    private static void SparseMoments(ClassificationDataset data, double[] means, double[] variances, WorkProgress work)
    {
        int[] stored = new int[means.Length];
        double[] values = new double[means.Length];
        for (int i = 0; i < data.Count; i++)
        {
            work.Next();
            ReadOnlySpan<int> columns = ReadRow(data, i, values, out _);
            for (int k = 0; k < columns.Length; k++)
            {
                means[columns[k]] += values[k];
                stored[columns[k]]++;
            }
        }

        double[] corrections = new double[means.Length];
        TensorPrimitives.Divide(means, data.Count, means);
        for (int i = 0; i < data.Count; i++)
        {
            work.Next();
            ReadOnlySpan<int> columns = ReadRow(data, i, values, out _);
            for (int k = 0; k < columns.Length; k++)
            {
                double difference = values[k] - means[columns[k]];
                corrections[columns[k]] += difference;
                variances[columns[k]] += difference * difference;
            }
        }

        for (int j = 0; j < means.Length; j++)
        {
            double zeros = data.Count - stored[j];
            double correction = (corrections[j] - (zeros * means[j])) / data.Count;
            variances[j] = Math.Max(0.0, ((variances[j] + (zeros * means[j] * means[j])) / data.Count) - (correction * correction));
            means[j] += correction;
        }
    }

    private static void SparseRanges(ClassificationDataset data, double[] smallest, double[] largest, WorkProgress work)
    {
        int[] stored = new int[smallest.Length];
        double[] values = new double[smallest.Length];
        smallest.AsSpan().Fill(double.PositiveInfinity);
        largest.AsSpan().Fill(double.NegativeInfinity);
        for (int i = 0; i < data.Count; i++)
        {
            work.Next();
            ReadOnlySpan<int> columns = ReadRow(data, i, values, out _);
            for (int k = 0; k < columns.Length; k++)
            {
                int j = columns[k];
                smallest[j] = Math.Min(smallest[j], values[k]);
                largest[j] = Math.Max(largest[j], values[k]);
                stored[j]++;
            }
        }

        for (int j = 0; j < stored.Length; j++)
        {
            if (stored[j] < data.Count)
            {
                smallest[j] = Math.Min(smallest[j], 0.0);
                largest[j] = Math.Max(largest[j], 0.0);
            }
        }
    }

    private static ReadOnlySpan<int> ReadRow(ClassificationDataset data, int row, double[] values, out int length)
    {
        if (data.IsSparse)
        {
            ReadOnlySpan<int> columns = data.StoredColumns(row);
            data.CopyStoredValues<double>(row, values);
            length = columns.Length;
            return columns;
        }

        data.CopyRow<double>(row, values);
        length = values.Length;
        return default;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace AutoGradLinear.Data;

/// <summary>Picks rows of what a dataset holds one of per row.</summary>
internal static class RowSelection
{
    /// <summary>Checks that there are indices, all of them in [0, <paramref name="count"/>).</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in the range.</exception>
    public static void Require(ReadOnlySpan<int> rows, int count)
    {
        if (rows.IsEmpty)
            throw new ArgumentException("There are no rows; choose one or more.", nameof(rows));
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)count)
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"Row {row} does not exist; there are {count}.");
        }
    }

    /// <summary>Picks the values of some rows; null where there are none.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static T[]? Pick<T>(T[]? values, ReadOnlySpan<int> rows)
    {
        if (values is null)
            return null;
        var picked = new T[rows.Length];
        for (int i = 0; i < picked.Length; i++)
            picked[i] = values[rows[i]];
        return picked;
    }

    /// <summary>Picks weights, if there are any.</summary>
    /// <exception cref="ArgumentException">All that are picked are 0.</exception>
    public static double[]? PickWeights(double[]? weights, ReadOnlySpan<int> rows)
    {
        double[]? picked = Pick(weights, rows);
        if (picked is not null)
            DatasetChecks.RequireWeights(picked);
        return picked;
    }
}

using System.Numerics;

namespace AutoGradLinear.Models;

/// <summary>The scores of a dataset's rows, one row after another, with one buffer for all of them.</summary>
internal sealed class RowScores<T>(ClassificationDataset data)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private T[] buffer = data.IsSparse ? [] : new T[data.FeatureCount];

    /// <summary>s = W x + b of a row.</summary>
    public void Compute(ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, int row, Span<T> scores)
    {
        if (!data.IsSparse)
        {
            data.CopyRow<T>(row, buffer);
            LinearScoring.Scores(weights, bias, buffer, scores);
            return;
        }

        ReadOnlySpan<int> columns = data.StoredColumns(row);
        if (buffer.Length < columns.Length)
            buffer = new T[Math.Max(columns.Length, 2 * buffer.Length)];
        data.CopyStoredValues<T>(row, buffer);
        LinearScoring.Scores(weights, bias, data.FeatureCount, columns, buffer.AsSpan(0, columns.Length), scores);
    }
}

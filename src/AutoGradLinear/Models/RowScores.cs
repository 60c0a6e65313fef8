using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>The scores of a dataset's rows, one row after another, with one buffer for all of them.</summary>
internal sealed class RowScores<T>(ClassificationDataset data)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] dense = data.IsSparse ? [] : new T[data.FeatureCount];
    private readonly SparseRowBuffer<T> sparse = new();

    /// <summary>s = W x + b of a row.</summary>
    public void Compute(ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, int row, Span<T> scores)
    {
        if (data.Features is SparseMatrix features)
        {
            SparseRow<T> stored = features.Row(row, sparse);
            LinearScoring.Scores(weights, bias, data.FeatureCount, stored.Columns, stored.Values, scores);
            return;
        }

        data.CopyRow<T>(row, dense);
        LinearScoring.Scores(weights, bias, dense, scores);
    }
}

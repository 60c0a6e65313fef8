using System.Runtime.InteropServices;
using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>
/// Neighbours among dense rows. The queries of a block are packed once and stay in the cache; four training rows at a time are packed and
/// compared with all of them.
/// </summary>
/// <remarks>
/// A tile rounds; so a row whose distance may be below the limit is looked at again, in doubles and column by column. Few are, about
/// k ln(N / k) a query. The distances that count thus depend neither on the width of vectors nor on blocks.
/// </remarks>
internal sealed class DenseSearch<T, TTile, TMetric> : BlockSearch
    where T : unmanaged
    where TTile : struct, IDistanceTile<T>
    where TMetric : struct, IMetric
{
    /// <summary>A block's packed queries fill at most half of a second-level cache of 512 KiB, unless eight queries are more than that.</summary>
    private const int BlockBytes = 256 * 1024;

    private readonly FeatureMatrix training;
    private readonly FeatureMatrix queries;
    private readonly int stride;
    private readonly double scale;
    private readonly double slack;
    private readonly T[] packedQueries;
    private readonly T[] packedRows;
    private readonly double[] queryParts;
    private readonly double[] rowParts = new double[4];
    private readonly double[] query;
    private readonly double[] row;

    public DenseSearch(FeatureMatrix training, FeatureMatrix queries)
    {
        this.training = training;
        this.queries = queries;
        stride = checked((training.Columns + TTile.Lanes - 1) / TTile.Lanes * TTile.Lanes);
        int fitting = BlockBytes / Math.Max(1, stride * Marshal.SizeOf<T>());
        MaxQueries = Math.Min(Math.Clamp(fitting / 2 * 2, 8, 64), (queries.Rows + 1) / 2 * 2);
        scale = 1.0 - TTile.RelativeError(training.Columns);
        slack = TTile.AbsoluteError(training.Columns);
        packedQueries = new T[checked(MaxQueries * stride)];
        packedRows = new T[checked(4 * stride)];
        queryParts = new double[MaxQueries];
        query = scale == 1.0 ? [] : new double[training.Columns];
        row = scale == 1.0 ? [] : new double[training.Columns];
    }

    public override int MaxQueries { get; }

    public override void Search(int first, ReadOnlySpan<NeighborList> lists, CancellationToken cancellationToken)
    {
        for (int q = 0; q < lists.Length; q++)
            queryParts[q] = TTile.Pack(queries, first + q, packedQueries.AsSpan(q * stride, stride));
        Span<double> sums = stackalloc double[8];
        for (int start = 0; start < training.Rows; start += 4)
        {
            if (start % RowsPerCheck == 0)
                cancellationToken.ThrowIfCancellationRequested();

            // The last tile may hold old rows or queries beside the ones that it is for; their results are not read.
            int count = Math.Min(4, training.Rows - start);
            for (int r = 0; r < count; r++)
                rowParts[r] = TTile.Pack(training, start + r, packedRows.AsSpan(r * stride, stride));
            for (int q = 0; q < lists.Length; q += 2)
            {
                TTile.Sum(in packedQueries[q * stride], in packedRows[0], stride, sums);
                for (int p = q; p < Math.Min(q + 2, lists.Length); p++)
                    Offer(lists[p], p, first + p, start, sums.Slice(4 * (p - q), count));
            }
        }
    }

    private void Offer(NeighborList list, int packed, int queryRow, int start, ReadOnlySpan<double> sums)
    {
        for (int r = 0; r < sums.Length; r++)
        {
            double distance = TTile.Combine(queryParts[packed], rowParts[r], sums[r]);
            if ((distance * scale) - slack > list.Limit && double.IsFinite(distance))
                continue;
            list.Offer(start + r, scale == 1.0 ? distance : Exact(queryRow, start + r));
        }
    }

    private double Exact(int queryRow, int trainingRow)
    {
        queries.CopyRows<double>(queryRow, 1, query);
        training.CopyRows<double>(trainingRow, 1, row);
        double sum = 0.0;
        for (int j = 0; j < row.Length; j++)
            sum += TMetric.Term(query[j] - row[j]);
        return sum;
    }
}

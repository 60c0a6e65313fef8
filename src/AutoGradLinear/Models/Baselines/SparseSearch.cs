using System.Numerics;
using System.Runtime.InteropServices;
using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>
/// Neighbours among sparse rows. The queries of a block lie interleaved, all values of a column side by side, so that a stored value meets
/// all of them in a few vectors: d(x, y) = d(x, 0) + Σ over the stored yⱼ of (term(xⱼ − yⱼ) − term(xⱼ)).
/// </summary>
/// <remarks>
/// That sum cancels where x and y are near; so a row whose distance may be below the limit is looked at again, by merging the stored values
/// of both in the order of columns, which is the sum that dense rows give.
/// </remarks>
internal sealed class SparseSearch<TMetric> : BlockSearch
    where TMetric : struct, IMetric
{
    private readonly SparseFeatures training;
    private readonly FeatureMatrix queries;
    private readonly double[] columnValues;
    private readonly double[] origins;
    private readonly int[][] places;
    private readonly double[][] values;
    private readonly double error;
    private double[] stored = [];

    public SparseSearch(SparseFeatures training, FeatureMatrix queries)
    {
        this.training = training;
        this.queries = queries;
        columnValues = new double[checked(training.Columns * MaxQueries)];
        origins = new double[MaxQueries];
        places = new int[MaxQueries][];
        values = new double[MaxQueries][];

        // Both sums have at most as many terms as there are columns. Where the distance is at most the limit, each is at most some multiple
        // of d(x, 0) + limit: ‖y‖ ≤ ‖x‖ + ‖x − y‖ gives Σ yⱼ² ≤ 2 Σ xⱼ² + 2 limit.
        error = 16.0 * ((2.0 * training.Columns) + 16.0) * (double.BitIncrement(1.0) - 1.0);
    }

    public override int MaxQueries => 2 * Vector<double>.Count;

    public override void Search(int first, ReadOnlySpan<NeighborList> lists, CancellationToken cancellationToken)
    {
        Array.Clear(columnValues);
        for (int q = 0; q < lists.Length; q++)
            Load(q, first + q);
        Span<double> excess = stackalloc double[2 * Vector<double>.Count];
        for (int row = 0; row < training.Rows; row++)
        {
            if (row % RowsPerCheck == 0)
                cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<int> columns = training.RowColumns(row);
            if (stored.Length < columns.Length)
                stored = new double[Math.Max(columns.Length, 2 * stored.Length)];
            training.CopyRowValues<double>(row, stored);
            Excess(columns, excess);
            for (int q = 0; q < lists.Length; q++)
            {
                double limit = lists[q].Limit;
                if (!(origins[q] + excess[q] > limit + (error * (origins[q] + limit))))
                    lists[q].Offer(row, Exact(places[q], values[q], columns, stored));
            }
        }
    }

    private static double Exact(int[] queryColumns, double[] queryValues, ReadOnlySpan<int> rowColumns, ReadOnlySpan<double> rowValues)
    {
        double sum = 0.0;
        int i = 0;
        int k = 0;
        while (i < queryColumns.Length && k < rowColumns.Length)
        {
            if (queryColumns[i] == rowColumns[k])
                sum += TMetric.Term(queryValues[i++] - rowValues[k++]);
            else if (queryColumns[i] < rowColumns[k])
                sum += TMetric.Term(queryValues[i++]);
            else
                sum += TMetric.Term(rowValues[k++]);
        }

        for (; i < queryColumns.Length; i++)
            sum += TMetric.Term(queryValues[i]);
        for (; k < rowColumns.Length; k++)
            sum += TMetric.Term(rowValues[k]);
        return sum;
    }

    private void Excess(ReadOnlySpan<int> columns, Span<double> excess)
    {
        ref double all = ref MemoryMarshal.GetArrayDataReference(columnValues);
        nuint lanes = (nuint)Vector<double>.Count;
        Vector<double> low = default;
        Vector<double> high = default;
        for (int k = 0; k < columns.Length; k++)
        {
            nuint place = (nuint)columns[k] * 2 * lanes;
            var value = new Vector<double>(stored[k]);
            low += TMetric.Excess(Vector.LoadUnsafe(ref all, place), value);
            high += TMetric.Excess(Vector.LoadUnsafe(ref all, place + lanes), value);
        }

        low.CopyTo(excess);
        high.CopyTo(excess[Vector<double>.Count..]);
    }

    private void Load(int q, int row)
    {
        if (queries is SparseFeatures sparse)
        {
            places[q] = sparse.RowColumns(row).ToArray();
            values[q] = new double[places[q].Length];
            sparse.CopyRowValues<double>(row, values[q]);
        }
        else
        {
            double[] dense = new double[queries.Columns];
            queries.CopyRows<double>(row, 1, dense);
            places[q] = [.. Enumerable.Range(0, dense.Length).Where(j => dense[j] != 0.0)];
            values[q] = [.. places[q].Select(j => dense[j])];
        }

        origins[q] = 0.0;
        for (int k = 0; k < places[q].Length; k++)
        {
            columnValues[(places[q][k] * MaxQueries) + q] = values[q][k];
            origins[q] += TMetric.Term(values[q][k]);
        }
    }
}

using System.Numerics;
using AutoGradLinear.Data;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// Compressed rows on disk, of which there is no transposed copy: the gradient meets them block by block in their order, and every thread has some of the features. The sums of a
/// feature are those of <see cref="TransposedFeatureKernel{T}"/>, bit for bit.
/// </summary>
internal sealed class StreamedFeatureKernel<T>(SparseMatrix features, LinearLayout layout) : SparseFeatureKernel<T>(features, layout)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private StreamedSums<T>? sums;
    private SparseRowBuffer<T>[] buffers = [];

    /// <remarks>Threads wait for one another at the end of a block of rows, so that a block is mapped once for all of them.</remarks>
    public override void AddGradient(ReadOnlySpan<RowBlocks<T>> workers, double factor, Span<double> gradient, int maxThreads, bool squares)
    {
        sums ??= new StreamedSums<T>(Layout, Stride);
        sums.Clear();
        if (buffers.Length < maxThreads)
            buffers = [.. Enumerable.Range(0, maxThreads).Select(_ => new SparseRowBuffer<T>())];
        int[] starts = Features.Mapped?.BlockStarts ?? [0];
        for (int block = 0; block < starts.Length; block++)
        {
            int first = starts[block];
            int end = block + 1 < starts.Length ? starts[block + 1] : Features.Rows;
            ParallelLoop.Run(maxThreads, maxThreads, part => AddRows(first, end, part, maxThreads, squares));
        }

        sums.AddTo(factor, gradient);
    }

    /// <summary>Adds neighbouring rows to the sums of one part of the features.</summary>
    private void AddRows(int first, int end, int part, int parts, bool squares)
    {
        int from = PartStart(part, parts);
        int to = PartStart(part + 1, parts);
        for (int i = first; i < end; i++)
        {
            SparseRow<T> row = Features.Row(i, buffers[part]);
            int start = PlaceOf(from, row.Columns);
            int count = PlaceOf(to, row.Columns) - start;
            sums!.Add(row.Columns.Slice(start, count), row.Values.Slice(start, count), Coefficients.Slice(i * Stride, Stride), squares);
        }
    }

    private int PartStart(int part, int parts) => (int)((long)Layout.Features * part / parts);

    /// <summary>The place of the first column that is not less than one.</summary>
    private static int PlaceOf(int column, ReadOnlySpan<int> columns)
    {
        int place = columns.BinarySearch(column);
        return place < 0 ? ~place : place;
    }
}

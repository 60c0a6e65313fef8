using System.Numerics;
using AutoGradLinear.Data;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// Compressed rows on disk, of which there is no transposed copy: the gradient meets them in their order. The sums of a feature are those of <see cref="TransposedFeatureKernel{T}"/>,
/// bit for bit.
/// </summary>
/// <remarks>
/// One thread has the rows in their order anyway, so that they are added as soon as their coefficients are known, and the file is read once. Several threads work in several places of the
/// file; they leave the coefficients of all rows, then go through it together, and each has some of the features.
/// </remarks>
internal sealed class StreamedFeatureKernel<T>(SparseMatrix features, LinearLayout layout) : SparseFeatureKernel<T>(features, layout)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T[] rowCoefficients = new T[SparseWeights<T>.StrideOf(layout)];
    private StreamedSums<T>? sums;
    private SparseRowBuffer<T>[] buffers = [];
    private bool inOnePass;

    public override void PrepareGradient(int maxThreads)
    {
        inOnePass = maxThreads == 1;
        sums ??= new StreamedSums<T>(Layout, Stride);
        sums.Clear();
        if (buffers.Length < maxThreads)
            buffers = [.. Enumerable.Range(0, maxThreads).Select(_ => new SparseRowBuffer<T>())];
        if (!inOnePass)
            base.PrepareGradient(maxThreads);
    }

    public override void Take(int first, int count, ReadOnlySpan<T> source, int rowStride, int scoreStride, bool squares)
    {
        if (!inOnePass)
        {
            base.Take(first, count, source, rowStride, scoreStride, squares);
            return;
        }

        for (int done = 0; done < count;)
        {
            using SparseRun<T> run = Features.Run(first + done, count - done, buffers[0]);
            for (int k = 0; k < run.Rows.Count; k++, done++)
            {
                Copy(source[(done * rowStride)..], scoreStride, rowCoefficients);
                sums!.Add(run.Rows.Columns(k), run.Rows.Values(k), rowCoefficients, squares);
            }
        }
    }

    public override void AddGradient(ReadOnlySpan<RowBlocks<T>> workers, double factor, Span<double> gradient, int maxThreads, bool squares)
    {
        if (!inOnePass)
            AddAllRows(maxThreads, squares);
        sums!.AddTo(factor, gradient);
    }

    /// <remarks>Threads wait for one another at the end of a block of rows, so that a block is mapped once for all of them.</remarks>
    private void AddAllRows(int maxThreads, bool squares)
    {
        int[] starts = Features.Mapped?.BlockStarts ?? [0];
        for (int block = 0; block < starts.Length; block++)
        {
            int first = starts[block];
            int end = block + 1 < starts.Length ? starts[block + 1] : Features.Rows;
            ParallelLoop.Run(maxThreads, maxThreads, part => AddRows(first, end, part, maxThreads, squares));
        }
    }

    /// <summary>Adds neighbouring rows to the sums of one part of the features.</summary>
    private void AddRows(int first, int end, int part, int parts, bool squares)
    {
        int from = PartStart(part, parts);
        int to = PartStart(part + 1, parts);
        for (int row = first; row < end;)
        {
            using SparseRun<T> run = Features.Run(row, end - row, buffers[part]);
            for (int k = 0; k < run.Rows.Count; k++, row++)
            {
                ReadOnlySpan<int> columns = run.Rows.Columns(k);
                int start = PlaceOf(from, columns);
                int count = PlaceOf(to, columns) - start;
                sums!.Add(columns.Slice(start, count), run.Rows.Values(k).Slice(start, count), Coefficients.Slice(row * Stride, Stride), squares);
            }
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

using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Data;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// Compressed rows in memory. Scores go by rows; the gradient over all examples goes by columns: each feature meets the coefficients of its examples, so that its sums stay in registers, no
/// worker needs sums of its own, and the order of additions is the same for any number of threads.
/// </summary>
internal sealed class TransposedFeatureKernel<T>(SparseFeatures features, LinearLayout layout) : SparseFeatureKernel<T>(features, layout)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>So many features are summed side by side before they are written score by score: a cache line of doubles.</summary>
    private const int TileFeatures = 8;

    /// <summary>Features are dealt out to threads in so many parts.</summary>
    private const int Parts = 32;

    private TransposedFeatures<T>? transposed;

    public override void PrepareGradient(int maxThreads)
    {
        base.PrepareGradient(maxThreads);
        transposed ??= TransposedFeatures<T>.Of(features);
    }

    public override unsafe void AddGradient(ReadOnlySpan<RowBlocks<T>> workers, double factor, Span<double> gradient, int maxThreads, bool squares)
    {
        fixed (double* start = gradient)
        {
            // A pointer may go into the closure where the span may not; the gradient stays pinned until all parts are done.
            var place = (nint)start;
            int length = gradient.Length;
            ParallelLoop.Run(
                Parts, maxThreads, part => AddGradientOf(PartStart(part), PartStart(part + 1), factor, new Span<double>((void*)place, length), squares));
        }
    }

    /// <summary>Parts begin with whole tiles.</summary>
    private int PartStart(int part) => part == Parts ? Layout.Features : (int)((long)Layout.Features * part / Parts / TileFeatures * TileFeatures);

    private void AddGradientOf(int from, int end, double factor, Span<double> gradient, bool squares)
    {
        int scores = Layout.Scores;
        int[] starts = transposed!.ColumnStarts;
        Span<T> working = new T[Stride];
        Span<double> tile = new double[TileFeatures * scores];
        T[] squared = [];
        for (int first = from; first < end; first += TileFeatures)
        {
            int count = Math.Min(TileFeatures, end - first);
            for (int j = 0; j < count; j++)
            {
                Range range = starts[first + j]..starts[first + j + 1];
                ReadOnlySpan<T> values = transposed.Values.AsSpan(range);
                if (squares)
                {
                    if (squared.Length < values.Length)
                        squared = new T[Math.Max(values.Length, 2 * squared.Length)];
                    TensorPrimitives.Multiply(values, values, squared);
                    values = squared.AsSpan(0, values.Length);
                }

                SparseKernel<T>.CombineWidely(
                    transposed.Rows.AsSpan(range), values, Coefficients, Stride, working, tile.Slice(j * scores, scores));
            }

            for (int c = 0; c < scores; c++)
            {
                Span<double> target = gradient.Slice((c * Layout.Features) + first, count);
                for (int j = 0; j < count; j++)
                    target[j] += tile[(j * scores) + c] * factor;
            }
        }
    }
}

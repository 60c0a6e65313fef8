using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>Compressed rows: a pass over them leaves the coefficients of every example, of which the gradient is then made.</summary>
internal abstract class SparseFeatureKernel<T>(SparseMatrix features, LinearLayout layout) : FeatureKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private T[] coefficients = [];

    protected SparseMatrix Features { get; } = features;

    protected LinearLayout Layout { get; } = layout;

    /// <summary>The distance between the coefficients of two examples.</summary>
    protected int Stride { get; } = SparseWeights<T>.StrideOf(layout);

    /// <summary>The coefficients of all examples.</summary>
    protected ReadOnlySpan<T> Coefficients => coefficients;

    public override PointWeights<T> NewWeights() => new SparseWeights<T>(Layout);

    public override RowBlocks<T> NewBlocks() => new SparseBlocks<T>(Features, Layout, this);

    public override void PrepareGradient(int maxThreads)
    {
        if (coefficients.Length > 0)
            return;
        long length = (long)Features.Rows * Stride;
        if (length > Array.MaxLength)
        {
            throw new NotSupportedException(
                $"A gradient over all {Features.Rows} sparse examples keeps {Stride} numbers for each, more than one array holds; use Solver.Sgd or Solver.AdamW, which go by batches.");
        }

        coefficients = new T[length];
    }

    /// <summary>Takes the coefficients of neighbouring rows, for the gradient; that of score c in row first + i stands at [i * rowStride + c * scoreStride].</summary>
    public virtual void Take(int first, int count, ReadOnlySpan<T> source, int rowStride, int scoreStride, bool squares)
    {
        for (int i = 0; i < count; i++)
            Copy(source[(i * rowStride)..], scoreStride, coefficients.AsSpan((first + i) * Stride, Stride));
    }

    /// <summary>Copies the coefficients of a row; behind them are zeros up to whole vectors.</summary>
    protected void Copy(ReadOnlySpan<T> source, int scoreStride, Span<T> target)
    {
        for (int c = 0; c < Layout.Scores; c++)
            target[c] = source[c * scoreStride];
    }
}

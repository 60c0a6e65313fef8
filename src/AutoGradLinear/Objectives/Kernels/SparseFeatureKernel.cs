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

    public override void PrepareGradient()
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

    /// <summary>Where the coefficients of an example are left for the gradient; zeros fill them up to whole vectors.</summary>
    public Span<T> CoefficientsOf(int row) => coefficients.AsSpan(row * Stride, Stride);
}

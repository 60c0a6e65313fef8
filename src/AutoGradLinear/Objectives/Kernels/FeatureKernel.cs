using System.Numerics;
using System.Runtime.Intrinsics;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>
/// How a linear model meets one kind of storage: makes the weights in the form that is read, and the workers that read them.
/// </summary>
internal abstract class FeatureKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Chooses by storage and machine.</summary>
    /// <param name="features">The rows.</param>
    /// <param name="layout">The number of scores and features.</param>
    /// <param name="widest">The widest vector registers to use.</param>
    public static FeatureKernel<T> Over(FeatureMatrix features, LinearLayout layout, SimdWidth widest) => features switch
    {
        SparseFeatures sparse => new TransposedFeatureKernel<T>(sparse, layout),
        SparseMatrix sparse => new StreamedFeatureKernel<T>(sparse, layout),
        DenseMatrix dense => SimdWidths.Choose<T>(layout.Features, widest) switch
        {
            SimdWidth.Bits512 => new DenseFeatureKernel<T, Vector512<T>, Simd512<T>>(dense, layout),
            SimdWidth.Bits256 => new DenseFeatureKernel<T, Vector256<T>, Simd256<T>>(dense, layout),
            SimdWidth.Bits128 => new DenseFeatureKernel<T, Vector128<T>, Simd128<T>>(dense, layout),
            _ => new DenseFeatureKernel<T, T, SimdScalar<T>>(dense, layout),
        },
        _ => throw new NotSupportedException($"There is no kernel for {features.GetType()}."),
    };

    /// <summary>Makes weights for <see cref="RowBlocks{T}.Scores"/>.</summary>
    public abstract PointWeights<T> NewWeights();

    /// <summary>Makes a worker.</summary>
    public abstract RowBlocks<T> NewBlocks();

    /// <summary>Makes ready for a gradient over all rows.</summary>
    /// <param name="maxThreads">The largest number of threads that are going to meet them; one meets them in their order.</param>
    public virtual void PrepareGradient(int maxThreads)
    {
    }

    /// <summary>
    /// Adds the gradient of the weights (scores × features) over all rows, which the workers have met, each its own, in their order, times a factor.
    /// </summary>
    /// <param name="workers">The workers.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="maxThreads">The largest number of threads.</param>
    /// <param name="squares">Whether the workers have collected products with squares of features.</param>
    public virtual void AddGradient(ReadOnlySpan<RowBlocks<T>> workers, double factor, Span<double> gradient, int maxThreads, bool squares)
    {
        foreach (RowBlocks<T> worker in workers)
            worker.AddTo(factor, gradient);
    }
}

using System.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// One worker's view of the features: takes up a block of rows, gives their scores, and collects their part of the gradient. Each kind of
/// storage has its own.
/// </summary>
/// <remarks>Workers of one objective run side by side, each on its own rows.</remarks>
internal abstract class RowBlocks<T>(LinearLayout layout)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The number of rows that a block has at most.</summary>
    public abstract int BlockRows { get; }

    protected LinearLayout Layout { get; } = layout;

    /// <summary>Begins anew with an empty collection.</summary>
    public abstract void Reset();

    /// <summary>Takes up neighbouring rows.</summary>
    public abstract void Load(int first, int count);

    /// <summary>Takes up any rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="next">Rows that will come next, as far as that is known.</param>
    public abstract void Load(ReadOnlySpan<int> rows, ReadOnlySpan<int> next);

    /// <summary>S = X Wᵀ + b over the block; score c of its row i goes to [i * rowStride + c * scoreStride].</summary>
    /// <param name="weights">W and b.</param>
    /// <param name="scores">Receives the scores.</param>
    /// <param name="rowStride">The distance between rows.</param>
    /// <param name="scoreStride">The distance between scores.</param>
    /// <param name="readAgain">Whether a gradient follows, during which the rest of the next block can be fetched.</param>
    public abstract void Scores(PointWeights<T> weights, Span<T> scores, int rowStride, int scoreStride, bool readAgain);

    /// <summary>
    /// Collects Cᵀ X for the gradient of the weights; the coefficient of score c in row i stands at [i * rowStride + c * scoreStride].
    /// </summary>
    public abstract void AddOuter(ReadOnlySpan<T> coefficients, int rowStride, int scoreStride);

    /// <summary>Collects Cᵀ (X ∘ X) over neighbouring rows, for diagonals of Hessians.</summary>
    public abstract void AddOuterOfSquares(ReadOnlySpan<T> coefficients, int rowStride, int scoreStride);

    /// <summary>Adds what was collected, times a factor, to the gradient (scores × features).</summary>
    public abstract void AddTo(double factor, Span<double> gradient);

    /// <summary>Overwrites the gradient (scores × features) with terms of its own type plus what was collected, times a factor.</summary>
    public virtual void SetTo(ReadOnlySpan<T> terms, double factor, Span<double> gradient)
    {
        WideSums.Copy(terms, gradient);
        AddTo(factor, gradient);
    }
}

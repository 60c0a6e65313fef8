using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Objectives;

/// <summary>
/// The curvature of a loss with kinks, as an average sees it: (∂ℓ/∂s_c (s + δ e_c) − ∂ℓ/∂s_c (s − δ e_c)) / (2 δ), which is ∂²/∂s_c² of the
/// mean of ℓ over s_c ± δ. A hinge, which is straight on both sides, curves by 1 / (2 δ) where its kink is nearer than δ.
/// </summary>
/// <remarks>
/// <para>
/// Where a loss is not convex the slope may rise and fall again within the window, as that of a ramp; so rise and fall to both sides of s are added by their size, which changes nothing for
/// convex losses. Without, a ramp would be straight to the eye of a preconditioner, and steps endless.
/// </para>
/// <para>
/// The mean over many examples is nearly smooth although the loss of one is not, since each has its kink elsewhere. Averages over windows:
/// Y. Nesterov and V. Spokoiny, "Random Gradient-Free Minimization of Convex Functions", Foundations of Computational Mathematics 17 (2017).
/// </para>
/// </remarks>
internal sealed class WindowedCurvature<T, TLoss>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, int>
{
    /// <summary>Where a loss is straight far out, it is so at this distance.</summary>
    private const double Far = 1 << 20;

    /// <summary>The classes that tell a loss's own scale.</summary>
    private const int MostClasses = 16;

    /// <summary>Parts of the largest slope that do not count.</summary>
    private const double Same = 1e-3;

    private readonly TLoss loss;
    private readonly int scores;

    /// <param name="loss">The loss.</param>
    /// <param name="scores">The number of scores.</param>
    /// <param name="classes">The number of classes.</param>
    public WindowedCurvature(TLoss loss, int scores, int classes)
    {
        this.loss = loss;
        this.scores = scores;
        HalfWidth = OwnScale([.. Enumerable.Range(0, Math.Min(classes, MostClasses))]);
    }

    /// <summary>
    /// δ, the loss's own scale: the distance from scores of 0 beyond which it is straight, for a hinge its margin, up to a factor of 2. It is 1 where there is no such distance.
    /// </summary>
    public double HalfWidth { get; }

    /// <summary>The curvature along each score, times the example's weight.</summary>
    /// <param name="at">The scores, score by score.</param>
    /// <param name="labels">The classes.</param>
    /// <param name="weights">The weights of the examples; none where each is 1.</param>
    /// <param name="curvatures">Receives the curvatures, score by score.</param>
    public void Along(ReadOnlySpan<T> at, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, Span<T> curvatures)
    {
        T[] slopes = new T[at.Length];
        T[] moved = new T[at.Length];
        Gradient(at, labels, weights, slopes);
        Slopes(at, HalfWidth, labels, weights, moved);
        TensorPrimitives.Subtract<T>(moved, slopes, curvatures);
        TensorPrimitives.Abs(curvatures, curvatures);
        Slopes(at, -HalfWidth, labels, weights, moved);
        TensorPrimitives.Subtract<T>(slopes, moved, slopes);
        TensorPrimitives.Abs<T>(slopes, slopes);
        TensorPrimitives.Add(curvatures, slopes, curvatures);
        TensorPrimitives.Divide(curvatures, T.CreateTruncating(2.0 * HalfWidth), curvatures);

        // A window may reach to where the loss is not defined.
        foreach (ref T curvature in curvatures)
            curvature = T.IsFinite(curvature) ? curvature : T.Zero;
    }

    private double OwnScale(int[] labels)
    {
        T[] origin = new T[scores * labels.Length];
        T[] far = new T[2 * origin.Length];
        T[] near = new T[2 * origin.Length];
        SlopesBothWays(origin, Far, labels, far);
        double negligible = Same * far.Max(slope => double.CreateTruncating(T.Abs(slope)));
        if (!double.IsFinite(negligible))
            return 1.0;

        // Powers of 2 times √2, so that no window ends at a kink.
        for (double distance = Math.Sqrt(0.5) / 1024.0; distance < Far; distance *= 2.0)
        {
            SlopesBothWays(origin, distance, labels, near);
            if (double.CreateTruncating(TensorPrimitives.Distance<T>(near, far)) <= negligible)
                return distance;
        }

        return 1.0;
    }

    private void SlopesBothWays(T[] at, double distance, int[] labels, Span<T> slopes)
    {
        Slopes(at, distance, labels, default, slopes[..at.Length]);
        Slopes(at, -distance, labels, default, slopes[at.Length..]);
    }

    /// <summary>∂ℓ/∂s_c at s + d e_c, for each score c.</summary>
    private void Slopes(ReadOnlySpan<T> at, double distance, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, Span<T> slopes)
    {
        int count = labels.Length;
        T[] moved = at.ToArray();
        T[] gradient = new T[at.Length];
        for (int c = 0; c < scores; c++)
        {
            ReadOnlySpan<T> own = at.Slice(c * count, count);
            Span<T> score = moved.AsSpan(c * count, count);
            TensorPrimitives.Add(own, T.CreateTruncating(distance), score);
            Gradient(moved, labels, weights, gradient);
            own.CopyTo(score);
            gradient.AsSpan(c * count, count).CopyTo(slopes[(c * count)..]);
        }
    }

    private void Gradient(ReadOnlySpan<T> at, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, Span<T> gradient)
    {
        if (loss is IBatchLoss<T, int> batch)
            batch.BatchValueWithGradient(at, labels.Length, labels, weights, gradient);
        else
            BatchLoss.PerExample(loss, at, labels.Length, labels, weights, gradient);
    }
}

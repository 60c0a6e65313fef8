using System.Numerics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear;

public static partial class GradientCheck
{
    /// <summary>
    /// The dot test: forward and reverse mode of one function are transposes of one another, ȳ · ⟨∇F, ẋ⟩ = ⟨ȳ ∇F, ẋ⟩, without a step size.
    /// </summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="pushforward">Forward mode.</param>
    /// <param name="pullback">Reverse mode; it has to add to its accumulators.</param>
    /// <param name="point">Where to check.</param>
    /// <param name="options">The number of directions and their seed; null for the defaults.</param>
    /// <returns>A verdict for every pair of directions; where one failed, the coordinates that differ.</returns>
    /// <remarks>
    /// <para>
    /// The difference that is allowed is ε for every term of the sums, of the sum of their magnitudes, and what moving the point to a neighbouring
    /// number does to both sides. It needs no smoothness: at a kink both modes choose the same slope.
    /// </para>
    /// <para>An error that both modes share, in the function or in a rule of one's own, is not seen. <see cref="TaylorRemainder{T}(ScalarFunction{T}, ScalarFunctionWithGradient{T}, ReadOnlySpan{T}, GradientCheckOptions?)"/> sees it.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The point is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static IdentityCheckReport ForwardAgainstReverse<T>(
        ScalarPushforward<T> pushforward, ScalarPullback<T> pullback, ReadOnlySpan<T> point, GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(pushforward);
        ArgumentNullException.ThrowIfNull(pullback);
        return ForwardAgainstReverse<T>(
            (x, result, tangent, resultTangent) => result[0] = pushforward(x, tangent, out resultTangent[0]),
            (x, result, resultAdjoint, pointAdjoint) => result[0] = pullback(x, resultAdjoint[0], pointAdjoint),
            point,
            resultLength: 1,
            options);
    }

    /// <summary>The dot test for a function that fills a span: ⟨ȳ, J ẋ⟩ = ⟨Jᵀ ȳ, ẋ⟩, without a step size.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="pushforward">Forward mode.</param>
    /// <param name="pullback">Reverse mode; it has to add to its accumulators.</param>
    /// <param name="point">Where to check.</param>
    /// <param name="resultLength">The number of results, at least 1.</param>
    /// <param name="options">The number of directions and their seed; null for the defaults.</param>
    /// <returns>A verdict for every pair of directions; where one failed, the elements of the Jacobian that differ.</returns>
    /// <exception cref="ArgumentException">The point is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range, or there are no results.</exception>
    public static IdentityCheckReport ForwardAgainstReverse<T>(
        VectorPushforward<T> pushforward,
        VectorPullback<T> pullback,
        ReadOnlySpan<T> point,
        int resultLength,
        GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(pushforward);
        ArgumentNullException.ThrowIfNull(pullback);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(resultLength);
        options ??= new GradientCheckOptions();
        options.Validate();
        CheckDirections.RequireFinite(point);
        return new ForwardReverseCheck<T>(pushforward, pullback, point.ToArray(), resultLength, options).Run();
    }
}

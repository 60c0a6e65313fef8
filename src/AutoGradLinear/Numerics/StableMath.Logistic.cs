using System.Numerics;

namespace AutoGradLinear.Numerics;

// The logistic function and its logarithms.
public static partial class StableMath
{
    /// <summary>Computes the logistic function 1 / (1 + e⁻ˣ), with full relative precision for negative x too.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <returns>A number in [0, 1].</returns>
    /// <remarks>
    /// <para>With e = e^−|x|, which does not overflow: 1 / (1 + e) for x ≥ 0, e / (1 + e) below.</para>
    /// <para>Error: at most 2.5 units for double and float.</para>
    /// </remarks>
    public static T Sigmoid<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T exponential = T.Exp(-T.Abs(x));
        T numerator = x >= T.Zero ? T.One : exponential;
        return numerator / (T.One + exponential);
    }

    /// <summary>Computes ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|).</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <returns>A number that is at least 0; eˣ where x is very negative, x where it is large.</returns>
    /// <remarks>Error: at most 2 units for double, 2.5 for float.</remarks>
    public static T Softplus<T>(T x)
        where T : IFloatingPointIeee754<T>
        => T.Max(x, T.Zero) + Log1P(T.Exp(-T.Abs(x)));

    /// <summary>Computes ln(sigmoid(x)) = −softplus(−x).</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <returns>A number that is at most 0.</returns>
    /// <remarks>Error: at most 2 units for double, 2.5 for float.</remarks>
    public static T LogSigmoid<T>(T x)
        where T : IFloatingPointIeee754<T>
        => -Softplus(-x);
}

using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGradLinear.Numerics;

/// <summary>Functions of exponentials and logarithms in forms that neither overflow nor lose their digits.</summary>
/// <remarks>
/// .NET's <c>LogP1</c> and <c>ExpM1</c> compute <c>Log(x + 1)</c> and <c>Exp(x) - 1</c> as written, which leaves no correct digit for
/// small x. All functions return NaN where an argument is NaN.
/// </remarks>
public static class StableMath
{
    /// <summary>Computes ln(1 + x) to a few units in the last place for every x &gt; −1.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument; −1 gives −∞, less gives NaN.</param>
    /// <returns>ln(1 + x).</returns>
    /// <remarks>
    /// With u = 1 + x rounded, ln(u) · x / (u − 1) has the error of u in both factors, where it cancels (W. Kahan; D. Goldberg,
    /// "What every computer scientist should know about floating-point arithmetic", 1991, theorem 4).
    /// </remarks>
    public static T Log1P<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T u = T.One + x;
        if (u == T.One)
            return x;
        return T.IsPositiveInfinity(u) ? u : T.Log(u) * (x / (u - T.One));
    }

    /// <summary>Computes trigamma, ψ′(x) = Σₖ 1 / (x + k)², the derivative of digamma and the second one of ln Γ.</summary>
    /// <param name="x">The argument; 0 and negative integers give +∞.</param>
    /// <returns>ψ′(x), with a relative error of some 1e-15.</returns>
    /// <remarks>
    /// The recurrence ψ′(x) = ψ′(x + 1) + 1 / x² leads to x ≥ 10, where the asymptotic series with the Bernoulli numbers holds; below 0 the reflection
    /// ψ′(x) = π² / sin²(πx) − ψ′(1 − x) (M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 6.4.6, 6.4.7, 6.4.12).
    /// </remarks>
    public static double TriGamma(double x)
    {
        if (x <= 0 && x == Math.Floor(x))
            return double.PositiveInfinity;
        if (x < 0)
        {
            double sine = double.SinPi(x);
            return (Math.PI * Math.PI / (sine * sine)) - TriGamma(1 - x);
        }

        double sum = 0;
        for (; x < 10; x++)
            sum += 1 / (x * x);
        double y = 1 / (x * x);
        double series = (1.0 / 6) - (y * ((1.0 / 30) - (y * ((1.0 / 42) - (y * ((1.0 / 30) - (y * ((5.0 / 66) - (y * ((691.0 / 2730) - (y * 7.0 / 6)))))))))));
        return sum + (1 / x) + (0.5 * y) + (series * y / x);
    }

    /// <summary>Computes eˣ − 1 to a few units in the last place.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <returns>eˣ − 1.</returns>
    /// <remarks>
    /// (u − 1) · x / ln(u) for u = eˣ rounded: the error of u cancels (W. Kahan; N. Higham, "Accuracy and Stability of Numerical
    /// Algorithms", section 1.14.1).
    /// </remarks>
    public static T ExpM1<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T u = T.Exp(x);
        if (u == T.One)
            return x;
        T difference = u - T.One;
        if (T.Abs(x) > T.One)
            return difference;
        return difference * (x / T.Log(u));
    }

    /// <summary>Computes the logistic function 1 / (1 + e⁻ˣ), with full relative precision for negative x too.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <returns>A number in [0, 1].</returns>
    public static T Sigmoid<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        if (x >= T.Zero)
            return T.One / (T.One + T.Exp(-x));
        T exponential = T.Exp(x);
        return exponential / (T.One + exponential);
    }

    /// <summary>Computes ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|).</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <returns>A number that is at least 0.</returns>
    public static T Softplus<T>(T x)
        where T : IFloatingPointIeee754<T>
        => T.Max(x, T.Zero) + Log1P(T.Exp(-T.Abs(x)));

    /// <summary>Computes ln(sigmoid(x)) = −softplus(−x).</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <returns>A number that is at most 0.</returns>
    public static T LogSigmoid<T>(T x)
        where T : IFloatingPointIeee754<T>
        => -Softplus(-x);

    /// <summary>Computes ln Σᵢ e^xᵢ = m + ln(1 + Σ e^(xᵢ − m)), where m is the largest x and the sum leaves it out.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The arguments.</param>
    /// <returns>The logarithm; −∞ where there are no arguments, m where it is infinite.</returns>
    public static T LogSumExp<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        if (x.IsEmpty)
            return T.NegativeInfinity;
        int largest = TensorPrimitives.IndexOfMax(x);
        T maximum = x[largest];
        if (!T.IsFinite(maximum))
            return maximum;
        T others = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            if (i != largest)
                others += T.Exp(x[i] - maximum);
        }

        return maximum + Log1P(others);
    }
}

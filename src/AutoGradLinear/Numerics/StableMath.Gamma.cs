namespace AutoGradLinear.Numerics;

// Derivatives of the gamma function's logarithm.
public static partial class StableMath
{
    /// <summary>Computes trigamma, ψ′(x) = Σₖ 1 / (x + k)², the derivative of digamma and the second one of ln Γ.</summary>
    /// <param name="x">The argument; 0 and negative integers give +∞.</param>
    /// <returns>ψ′(x), with a relative error of some 1e-15.</returns>
    /// <remarks>
    /// The recurrence ψ′(x) = ψ′(x + 1) + 1 / x² leads to x ≥ 10, where the asymptotic series with the Bernoulli numbers holds; below 0 the
    /// reflection ψ′(x) = π² / sin²(πx) − ψ′(1 − x) (M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 6.4.6, 6.4.7, 6.4.12).
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
}

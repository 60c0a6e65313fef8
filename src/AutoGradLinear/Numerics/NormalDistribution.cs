namespace AutoGradLinear.Numerics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>Beyond it, Φ(x) is 0 or 1 to the last digit of a double near 1.</summary>
    private const double Farthest = 8.5;

    /// <summary>Φ(x), the probability of a value of at most x, with an absolute error of some 10⁻¹⁶.</summary>
    /// <param name="x">Any number.</param>
    /// <returns>A number in [0, 1]; NaN for NaN.</returns>
    /// <remarks>
    /// Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …): G. Marsaglia, "Evaluating the Normal Distribution", J. Stat. Softw. 11(4), 2004.
    /// </remarks>
    public static double Cumulative(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x < -Farthest)
            return 0.0;
        if (x > Farthest)
            return 1.0;
        double term = x, sum = x, previous = double.NaN;
        for (int odd = 3; sum != previous; odd += 2)
        {
            previous = sum;
            term *= x * x / odd;
            sum += term;
        }

        return Math.Clamp(0.5 + (sum * Density(x)), 0.0, 1.0);
    }

    /// <summary>Φ⁻¹(p), the value that is not exceeded with probability p.</summary>
    /// <param name="p">A number in [0, 1]; 0 and 1 give infinities.</param>
    /// <returns>The value; NaN where p is not in [0, 1].</returns>
    /// <remarks>
    /// Starts at Abramowitz and Stegun 26.2.23 (error below 4.5 · 10⁻⁴), then three steps of Halley's method on Φ(x) − p.
    /// </remarks>
    public static double Quantile(double p)
    {
        if (p > 0.5)
            return -Quantile(1.0 - p);
        if (p == 0.0)
            return double.NegativeInfinity;
        double t = Math.Sqrt(-2.0 * Math.Log(p));
        double x = ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1.0 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308))))))) - t;
        for (int step = 0; step < 3; step++)
        {
            double newton = (Cumulative(x) - p) / Density(x);
            x -= newton / (1.0 + (0.5 * x * newton));
        }

        return x;
    }

    private static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2.0 * Math.PI);
}

namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>
/// y₀′ = x₀ and yᵢ′ = xᵢ yᵢ₋₁ from y = 0 to the time 2, by the classical method of Runge and Kutta; the last of the yᵢ is differentiated.
/// </summary>
internal static partial class Ode
{
    private const double EndTime = 2;

    /// <summary>Fills y with the solution at the end.</summary>
    internal static void Solve(ReadOnlySpan<double> x, int steps, Span<double> y)
    {
        double h = EndTime / steps;
        double[] k1 = new double[x.Length];
        double[] k2 = new double[x.Length];
        double[] k3 = new double[x.Length];
        double[] k4 = new double[x.Length];
        double[] trial = new double[x.Length];
        y.Clear();
        for (int step = 0; step < steps; step++)
        {
            Slope(x, y, k1);
            Move(y, h / 2, k1, trial);
            Slope(x, trial, k2);
            Move(y, h / 2, k2, trial);
            Slope(x, trial, k3);
            Move(y, h, k3, trial);
            Slope(x, trial, k4);
            for (int i = 0; i < y.Length; i++)
                y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
    }

    [Differentiable]
    internal static double Last(ReadOnlySpan<double> x, int steps)
    {
        double[] y = new double[x.Length];
        Solve(x, steps, y);
        return y[^1];
    }

    private static void Slope(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> slope)
    {
        slope[0] = x[0];
        for (int i = 1; i < x.Length; i++)
            slope[i] = x[i] * y[i - 1];
    }

    private static void Move(ReadOnlySpan<double> y, double h, ReadOnlySpan<double> slope, Span<double> moved)
    {
        for (int i = 0; i < y.Length; i++)
            moved[i] = y[i] + h * slope[i];
    }
}

namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>
/// A polynomial with coefficients x is fitted to the sign: ½ Σᵢ (sign(tᵢ) − Σⱼ xⱼ tᵢʲ)², where the tᵢ divide the interval from −1 to 1 into
/// n − 1 parts.
/// </summary>
internal static partial class LeastSquares
{
    [Differentiable]
    internal static double Value(ReadOnlySpan<double> x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double t = -1 + 2.0 * i / (n - 1);
            double residual = Math.Sign(t);
            double power = 1;
            for (int j = 0; j < x.Length; j++)
            {
                residual -= x[j] * power;
                power *= t;
            }

            sum += residual * residual;
        }

        return sum / 2;
    }
}

namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>
/// The log-likelihood of a mixture of K Gaussians with a Wishart prior on their precisions:
/// F = −(N D / 2) ln 2π + Σᵢ lseₖ(αₖ + sₖ − ½ ‖Qₖ (xᵢ − μₖ)‖²) − N lse(α) + P, with sₖ = Σⱼ qₖⱼ.
/// </summary>
/// <remarks>
/// Qₖ is lower triangular: exp(qₖ) on its diagonal and lₖ below it, column by column. All arrays are row-major.
/// P = K C − Σₖ (½ γ² (‖exp qₖ‖² + ‖lₖ‖²) − m sₖ), where C = n D (ln γ − ½ ln 2) − ln Γ_D(n / 2) and n = D + m + 1.
/// </remarks>
internal static partial class Gmm
{
    [Differentiable]
    internal static double Objective(
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> logDiagonals,
        ReadOnlySpan<double> lowers,
        [NoGradient] ReadOnlySpan<double> points,
        int dimensions,
        [NoGradient] double gamma,
        int m)
    {
        int components = alphas.Length;
        int lowerSize = dimensions * (dimensions - 1) / 2;
        int count = points.Length / dimensions;

        double[] diagonals = new double[components * dimensions];
        double[] logDeterminants = new double[components];
        for (int i = 0; i < diagonals.Length; i++)
            diagonals[i] = Math.Exp(logDiagonals[i]);
        for (int k = 0; k < components; k++)
        {
            for (int j = 0; j < dimensions; j++)
                logDeterminants[k] += logDiagonals[k * dimensions + j];
        }

        double[] centered = new double[dimensions];
        double[] scaled = new double[dimensions];
        double[] terms = new double[components];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> point = points.Slice(i * dimensions, dimensions);
            for (int k = 0; k < components; k++)
            {
                ReadOnlySpan<double> mean = means.Slice(k * dimensions, dimensions);
                for (int j = 0; j < dimensions; j++)
                    centered[j] = point[j] - mean[j];
                Multiply(diagonals.AsSpan(k * dimensions, dimensions), lowers.Slice(k * lowerSize, lowerSize), centered, scaled);
                terms[k] = alphas[k] + logDeterminants[k] - 0.5 * SquaredNorm(scaled);
            }

            sum += LogSumExp.Value(terms);
        }

        double penalty = 0;
        for (int k = 0; k < components; k++)
        {
            double frobenius = SquaredNorm(diagonals.AsSpan(k * dimensions, dimensions))
                + SquaredNorm(lowers.Slice(k * lowerSize, lowerSize));
            penalty += 0.5 * gamma * gamma * frobenius - m * logDeterminants[k];
        }

        return Constant(count, components, dimensions, gamma, m) + sum - count * LogSumExp.Value(alphas) - penalty;
    }

    /// <summary>result = Q v for the lower triangular Q with this diagonal, and these columns below it.</summary>
    private static void Multiply(
        ReadOnlySpan<double> diagonal, ReadOnlySpan<double> lower, ReadOnlySpan<double> vector, Span<double> result)
    {
        for (int j = 0; j < vector.Length; j++)
            result[j] = diagonal[j] * vector[j];
        int next = 0;
        for (int column = 0; column < vector.Length; column++)
        {
            for (int row = column + 1; row < vector.Length; row++)
            {
                result[row] += lower[next] * vector[column];
                next++;
            }
        }
    }

    private static double SquaredNorm(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        for (int j = 0; j < vector.Length; j++)
            sum += vector[j] * vector[j];
        return sum;
    }

    /// <summary>What does not depend on the parameters: −(N D / 2) ln 2π + K C.</summary>
    internal static double Constant(int count, int components, int dimensions, double gamma, int m)
    {
        int n = dimensions + m + 1;
        double logGamma = dimensions * (dimensions - 1) / 4.0 * Math.Log(Math.PI);
        for (int j = 0; j < dimensions; j++)
            logGamma += LogGammaOfHalf(n - j);
        double c = n * dimensions * (Math.Log(gamma) - 0.5 * Math.Log(2)) - logGamma;
        return components * c - 0.5 * count * dimensions * Math.Log(2 * Math.PI);
    }

    /// <summary>ln Γ(n / 2), from Γ(½) = √π, Γ(1) = 1 and Γ(x + 1) = x Γ(x).</summary>
    private static double LogGammaOfHalf(int n)
    {
        double sum = n % 2 == 1 ? 0.5 * Math.Log(Math.PI) : 0;
        for (int i = n - 2; i > 0; i -= 2)
            sum += Math.Log(i / 2.0);
        return sum;
    }
}

using System.Numerics.Tensors;

namespace AutoGradLinear.Benchmarks.GradBench;

internal static partial class Gmm
{
    /// <summary>
    /// Value and gradient as they are written by hand: with wₖ = softmaxₖ of a point's terms, vₖ = x − μₖ and gₖ = −wₖ Qₖ vₖ, the point
    /// adds wₖ to ∂F/∂αₖ, −Qₖᵀ gₖ to ∂F/∂μₖ, and the lower triangle of gₖ vₖᵀ to ∂F/∂Qₖ.
    /// </summary>
    internal static double GradientByHand(
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> logDiagonals,
        ReadOnlySpan<double> lowers,
        ReadOnlySpan<double> points,
        int dimensions,
        double gamma,
        int m,
        Span<double> alphasGradient,
        Span<double> meansGradient,
        Span<double> logDiagonalsGradient,
        Span<double> lowersGradient)
    {
        int components = alphas.Length;
        int lowerSize = dimensions * (dimensions - 1) / 2;
        int count = points.Length / dimensions;
        alphasGradient.Clear();
        meansGradient.Clear();
        logDiagonalsGradient.Clear();
        lowersGradient.Clear();

        double[] diagonals = new double[components * dimensions];
        double[] logDeterminants = new double[components];
        TensorPrimitives.Exp(logDiagonals, diagonals);
        for (int k = 0; k < components; k++)
            logDeterminants[k] = TensorPrimitives.Sum(logDiagonals.Slice(k * dimensions, dimensions));

        // Of one point, for all components.
        double[] centered = new double[components * dimensions];
        double[] scaled = new double[components * dimensions];
        double[] weights = new double[components];
        double value = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> point = points.Slice(i * dimensions, dimensions);
            for (int k = 0; k < components; k++)
            {
                Span<double> difference = centered.AsSpan(k * dimensions, dimensions);
                Span<double> product = scaled.AsSpan(k * dimensions, dimensions);
                ReadOnlySpan<double> mean = means.Slice(k * dimensions, dimensions);
                for (int j = 0; j < difference.Length; j++)
                    difference[j] = point[j] - mean[j];
                Triangle.Multiply(diagonals.AsSpan(k * dimensions, dimensions), lowers.Slice(k * lowerSize, lowerSize), difference, product);
                weights[k] = alphas[k] + logDeterminants[k] - 0.5 * SquaredNorm(product);
            }

            value += SoftmaxByHand(weights, weights);
            TensorPrimitives.Add(alphasGradient, weights, alphasGradient);
            for (int k = 0; k < components; k++)
            {
                Span<double> adjoint = scaled.AsSpan(k * dimensions, dimensions);
                for (int j = 0; j < adjoint.Length; j++)
                    adjoint[j] *= -weights[k];
                Triangle.AddAdjoints(
                    diagonals.AsSpan(k * dimensions, dimensions), lowers.Slice(k * lowerSize, lowerSize),
                    centered.AsSpan(k * dimensions, dimensions), adjoint, meansGradient.Slice(k * dimensions, dimensions),
                    logDiagonalsGradient.Slice(k * dimensions, dimensions), lowersGradient.Slice(k * lowerSize, lowerSize));
            }
        }

        // Here logDiagonalsGradient holds the diagonals of ∂F/∂Q, and alphasGradient also the slopes of the logarithms of determinants.
        for (int k = 0; k < components; k++)
        {
            for (int j = k * dimensions; j < (k + 1) * dimensions; j++)
                logDiagonalsGradient[j] = (logDiagonalsGradient[j] - gamma * gamma * diagonals[j]) * diagonals[j] + alphasGradient[k] + m;
            value += m * logDeterminants[k];
        }

        TensorPrimitives.MultiplyAdd(lowers, -gamma * gamma, lowersGradient, lowersGradient);
        value -= 0.5 * gamma * gamma * (TensorPrimitives.SumOfSquares<double>(diagonals) + TensorPrimitives.SumOfSquares(lowers));
        value -= count * SoftmaxByHand(alphas, weights);
        TensorPrimitives.MultiplyAdd(weights, -count, alphasGradient, alphasGradient);
        return value + Constant(count, components, dimensions, gamma, m);
    }

    /// <summary>ln Σ exp of the terms, and their softmax.</summary>
    private static double SoftmaxByHand(ReadOnlySpan<double> terms, Span<double> softmax)
    {
        double largest = TensorPrimitives.Max(terms);
        TensorPrimitives.Subtract(terms, largest, softmax);
        TensorPrimitives.Exp(softmax, softmax);
        double sum = TensorPrimitives.Sum<double>(softmax);
        TensorPrimitives.Multiply(softmax, 1 / sum, softmax);
        return Math.Log(sum) + largest;
    }
}

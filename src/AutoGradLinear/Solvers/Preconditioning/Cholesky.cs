using System.Numerics.Tensors;

namespace AutoGradLinear.Solvers;

/// <summary>A = L Lᵀ for positive definite matrices in single precision, which is enough for a preconditioner.</summary>
/// <remarks>G. Golub and C. Van Loan, "Matrix Computations", 4th edition, 2013, section 4.2: by rows, so that all that runs along memory are dot products.</remarks>
internal static class Cholesky
{
    /// <summary>A pivot is at least this part of the largest element of the diagonal, so that rounding cannot make it negative.</summary>
    private const float Floor = 1e-6f;

    /// <summary>Overwrites the lower triangle with L.</summary>
    /// <param name="matrix">The matrix, row after row.</param>
    /// <param name="order">The number of rows.</param>
    /// <param name="stride">The distance between rows.</param>
    public static void Factor(float[] matrix, int order, int stride)
    {
        float largest = 0f;
        for (int i = 0; i < order; i++)
            largest = Math.Max(largest, matrix[(i * stride) + i]);
        float floor = Math.Max(Floor * largest, 1e-30f);
        for (int i = 0; i < order; i++)
        {
            Span<float> row = matrix.AsSpan(i * stride, i + 1);
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<float> other = matrix.AsSpan(j * stride, j + 1);
                row[j] = (row[j] - TensorPrimitives.Dot(row[..j], other[..j])) / other[j];
            }

            row[i] = MathF.Sqrt(Math.Max(row[i] - TensorPrimitives.SumOfSquares<float>(row[..i]), floor));
        }
    }

    /// <summary>v ← (L Lᵀ)⁻¹ v.</summary>
    /// <param name="factor">L.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="vector">The vector.</param>
    /// <param name="work">As long as the vector.</param>
    public static void Solve(float[] factor, int stride, Span<double> vector, Span<float> work)
    {
        // Scaled to 1, so that gradients of any size fit in single precision.
        double size = TensorPrimitives.MaxMagnitude<double>(vector);
        if (size == 0.0)
            return;
        TensorPrimitives.Divide(vector, size, vector);
        TensorPrimitives.ConvertTruncating<double, float>(vector, work);
        for (int i = 0; i < work.Length; i++)
        {
            ReadOnlySpan<float> row = factor.AsSpan(i * stride, i + 1);
            work[i] = (work[i] - TensorPrimitives.Dot(row[..i], work[..i])) / row[i];
        }

        for (int i = work.Length - 1; i >= 0; i--)
        {
            ReadOnlySpan<float> row = factor.AsSpan(i * stride, i + 1);
            work[i] /= row[i];
            TensorPrimitives.MultiplyAdd(row[..i], -work[i], work[..i], work[..i]);
        }

        TensorPrimitives.ConvertTruncating<float, double>(work, vector);
        TensorPrimitives.Multiply(vector, size, vector);
    }
}

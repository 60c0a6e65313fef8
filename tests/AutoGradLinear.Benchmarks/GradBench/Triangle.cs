using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>
/// Products with a lower triangular matrix Q, written by hand with vectors: its diagonal is a row, its columns below the diagonal are another, one
/// after the other.
/// </summary>
internal static class Triangle
{
    /// <summary>result = Q v.</summary>
    public static void Multiply(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> lower, ReadOnlySpan<double> vector, Span<double> result)
    {
        int size = vector.Length;
        Debug.Assert(diagonal.Length == size && result.Length == size && lower.Length == size * (size - 1) / 2);
        for (int j = 0; j < size; j++)
            result[j] = diagonal[j] * vector[j];
        ref double element = ref MemoryMarshal.GetReference(lower);
        ref double sums = ref MemoryMarshal.GetReference(result);
        for (int column = 0; column < size - 1; column++)
        {
            double factor = vector[column];
            var factors = new Vector<double>(factor);
            int row = column + 1;
            for (; row <= size - Vector<double>.Count; row += Vector<double>.Count)
            {
                (Vector.LoadUnsafe(ref sums, (nuint)row) + factors * Vector.LoadUnsafe(ref element)).StoreUnsafe(ref sums, (nuint)row);
                element = ref Unsafe.Add(ref element, Vector<double>.Count);
            }

            for (; row < size; row++)
            {
                Unsafe.Add(ref sums, row) += factor * element;
                element = ref Unsafe.Add(ref element, 1);
            }
        }
    }

    /// <summary>For the adjoint g of Q v: adds −Qᵀ g to that of what is subtracted in v, and the lower triangle of g vᵀ to that of Q.</summary>
    public static void AddAdjoints(
        ReadOnlySpan<double> diagonal,
        ReadOnlySpan<double> lower,
        ReadOnlySpan<double> vector,
        ReadOnlySpan<double> adjoint,
        Span<double> subtractedGradient,
        Span<double> diagonalGradient,
        Span<double> lowerGradient)
    {
        int size = vector.Length;
        Debug.Assert(diagonal.Length == size && adjoint.Length == size);
        Debug.Assert(lower.Length == size * (size - 1) / 2 && lowerGradient.Length == lower.Length);
        ref double element = ref MemoryMarshal.GetReference(lower);
        ref double sums = ref MemoryMarshal.GetReference(lowerGradient);
        ref double slopes = ref MemoryMarshal.GetReference(adjoint);
        for (int column = 0; column < size; column++)
        {
            double factor = vector[column];
            double slope = adjoint[column];
            double dot = diagonal[column] * slope;
            diagonalGradient[column] += slope * factor;
            int row = column + 1;
            if (row <= size - Vector<double>.Count)
            {
                var factors = new Vector<double>(factor);
                var dots = Vector<double>.Zero;
                for (; row <= size - Vector<double>.Count; row += Vector<double>.Count)
                {
                    Vector<double> slopeVector = Vector.LoadUnsafe(ref slopes, (nuint)row);
                    dots += slopeVector * Vector.LoadUnsafe(ref element);
                    (Vector.LoadUnsafe(ref sums) + factors * slopeVector).StoreUnsafe(ref sums);
                    element = ref Unsafe.Add(ref element, Vector<double>.Count);
                    sums = ref Unsafe.Add(ref sums, Vector<double>.Count);
                }

                dot += Vector.Sum(dots);
            }

            for (; row < size; row++)
            {
                dot += Unsafe.Add(ref slopes, row) * element;
                sums += factor * Unsafe.Add(ref slopes, row);
                element = ref Unsafe.Add(ref element, 1);
                sums = ref Unsafe.Add(ref sums, 1);
            }

            subtractedGradient[column] -= dot;
        }
    }
}

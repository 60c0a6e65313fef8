using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// Sums of scaled rows of a matrix, r = Σₖ vₖ M[placeₖ]: the scores of a sparse example, where M is Wᵀ and the places are its columns, and the gradient of a feature, where M holds
/// the coefficients of the examples and the places are its rows.
/// </summary>
internal static class SparseKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>So many products are summed one after another in the type of the loss; sums of such sums lose few digits.</summary>
    internal static readonly int ProductsPerSum = WideSums.MostTerms<T>();

    /// <summary>Overwrites <paramref name="result"/> with Σₖ vₖ M[placeₖ].</summary>
    /// <param name="places">The rows of M.</param>
    /// <param name="values">One factor for each.</param>
    /// <param name="matrix">M, <paramref name="stride"/> elements a row.</param>
    /// <param name="stride">1, or a whole number of vectors where there are vectors of the type.</param>
    /// <param name="result">Receives <paramref name="stride"/> elements.</param>
    /// <exception cref="InvalidOperationException">A place is not in M: the data have changed since they were checked.</exception>
    public static void Combine(ReadOnlySpan<int> places, ReadOnlySpan<T> values, ReadOnlySpan<T> matrix, int stride, Span<T> result)
    {
        RequirePlaces(places, matrix.Length / stride);
        if (stride == 1 || !Vector<T>.IsSupported)
        {
            for (int c = 0; c < stride; c++)
                result[c] = Dot(places, values, matrix[c..], stride);
            return;
        }

        int width = Vector<T>.Count;
        int vectors = stride / width;
        for (int first = 0; first < vectors; first += 4)
        {
            Span<T> part = result[(first * width)..];
            switch (Math.Min(4, vectors - first))
            {
                case 1:
                    Combine<One>(places, values, matrix, stride, first * width, part);
                    break;
                case 2:
                    Combine<Two>(places, values, matrix, stride, first * width, part);
                    break;
                case 3:
                    Combine<Three>(places, values, matrix, stride, first * width, part);
                    break;
                default:
                    Combine<Four>(places, values, matrix, stride, first * width, part);
                    break;
            }
        }
    }

    /// <summary>The same for many terms: sums of a few hundred products each are added in double.</summary>
    /// <param name="places">The rows of M.</param>
    /// <param name="values">One factor for each.</param>
    /// <param name="matrix">M.</param>
    /// <param name="stride">1, or a whole number of vectors.</param>
    /// <param name="working">Working storage of <paramref name="stride"/> elements.</param>
    /// <param name="result">Receives as many sums as it is long, at most <paramref name="stride"/>.</param>
    public static void CombineWidely(
        ReadOnlySpan<int> places, ReadOnlySpan<T> values, ReadOnlySpan<T> matrix, int stride, Span<T> working, Span<double> result)
    {
        result.Clear();
        for (int from = 0; from < places.Length; from += ProductsPerSum)
        {
            int count = Math.Min(ProductsPerSum, places.Length - from);
            Combine(places.Slice(from, count), values.Slice(from, count), matrix, stride, working);
            for (int c = 0; c < result.Length; c++)
                result[c] += double.CreateTruncating(working[c]);
        }
    }

    /// <summary>Places are followed without further checks, so that one that does not exist must be found here.</summary>
    private static void RequirePlaces(ReadOnlySpan<int> places, int rows)
    {
        if (!Indices.AllBelow(places, rows))
        {
            throw new InvalidOperationException(
                $"A stored value has a place that is not one of {rows}: the arrays of the dataset have changed since it was made.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Dot(ReadOnlySpan<int> places, ReadOnlySpan<T> values, ReadOnlySpan<T> matrix, int stride)
    {
        // Four sums, so that additions need not wait for one another.
        T a = T.Zero, b = T.Zero, c = T.Zero, d = T.Zero;
        ref T start = ref MemoryMarshal.GetReference(matrix);
        int k = 0;
        for (; k + 4 <= places.Length; k += 4)
        {
            a += values[k] * Unsafe.Add(ref start, (nint)places[k] * stride);
            b += values[k + 1] * Unsafe.Add(ref start, (nint)places[k + 1] * stride);
            c += values[k + 2] * Unsafe.Add(ref start, (nint)places[k + 2] * stride);
            d += values[k + 3] * Unsafe.Add(ref start, (nint)places[k + 3] * stride);
        }

        // What is left goes on in turn, so that a term's sum depends on its place only.
        if (k < places.Length)
            a += values[k] * Unsafe.Add(ref start, (nint)places[k] * stride);
        if (k + 1 < places.Length)
            b += values[k + 1] * Unsafe.Add(ref start, (nint)places[k + 1] * stride);
        if (k + 2 < places.Length)
            c += values[k + 2] * Unsafe.Add(ref start, (nint)places[k + 2] * stride);
        return a + b + (c + d);
    }

    /// <summary>Up to four neighbouring vectors of the result, for even and odd terms apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine<TVectors>(
        ReadOnlySpan<int> places, ReadOnlySpan<T> values, ReadOnlySpan<T> matrix, int stride, int offset, Span<T> result)
        where TVectors : ICount
    {
        int width = Vector<T>.Count;
        Vector<T> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        ref T start = ref Unsafe.Add(ref MemoryMarshal.GetReference(matrix), offset);
        int k = 0;
        for (; k + 1 < places.Length; k += 2)
        {
            var v = new Vector<T>(values[k]);
            ref T row = ref Unsafe.Add(ref start, (nint)places[k] * stride);
            a0 = MultiplyAdd(v, Vector.LoadUnsafe(ref row), a0);
            if (TVectors.Value > 1)
                a1 = MultiplyAdd(v, Vector.LoadUnsafe(ref row, (nuint)width), a1);
            if (TVectors.Value > 2)
                a2 = MultiplyAdd(v, Vector.LoadUnsafe(ref row, (nuint)(2 * width)), a2);
            if (TVectors.Value > 3)
                a3 = MultiplyAdd(v, Vector.LoadUnsafe(ref row, (nuint)(3 * width)), a3);
            v = new Vector<T>(values[k + 1]);
            row = ref Unsafe.Add(ref start, (nint)places[k + 1] * stride);
            b0 = MultiplyAdd(v, Vector.LoadUnsafe(ref row), b0);
            if (TVectors.Value > 1)
                b1 = MultiplyAdd(v, Vector.LoadUnsafe(ref row, (nuint)width), b1);
            if (TVectors.Value > 2)
                b2 = MultiplyAdd(v, Vector.LoadUnsafe(ref row, (nuint)(2 * width)), b2);
            if (TVectors.Value > 3)
                b3 = MultiplyAdd(v, Vector.LoadUnsafe(ref row, (nuint)(3 * width)), b3);
        }

        if (k < places.Length)
        {
            var v = new Vector<T>(values[k]);
            ref T row = ref Unsafe.Add(ref start, (nint)places[k] * stride);
            a0 = MultiplyAdd(v, Vector.LoadUnsafe(ref row), a0);
            if (TVectors.Value > 1)
                a1 = MultiplyAdd(v, Vector.LoadUnsafe(ref row, (nuint)width), a1);
            if (TVectors.Value > 2)
                a2 = MultiplyAdd(v, Vector.LoadUnsafe(ref row, (nuint)(2 * width)), a2);
            if (TVectors.Value > 3)
                a3 = MultiplyAdd(v, Vector.LoadUnsafe(ref row, (nuint)(3 * width)), a3);
        }

        (a0 + b0).CopyTo(result);
        if (TVectors.Value > 1)
            (a1 + b1).CopyTo(result[width..]);
        if (TVectors.Value > 2)
            (a2 + b2).CopyTo(result[(2 * width)..]);
        if (TVectors.Value > 3)
            (a3 + b3).CopyTo(result[(3 * width)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> MultiplyAdd(Vector<T> a, Vector<T> b, Vector<T> sum)
    {
        if (typeof(T) == typeof(float))
            return Vector.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), sum.As<T, float>()).As<float, T>();
        if (typeof(T) == typeof(double))
            return Vector.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), sum.As<T, double>()).As<double, T>();
        return (a * b) + sum;
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>
/// Σ (xⱼ − yⱼ)² = Σ xⱼ² + Σ yⱼ² − 2 Σ xⱼ yⱼ of bytes, in integers and therefore exact. Packed as 16-bit numbers, of which one instruction
/// multiplies sixteen and adds the products in pairs.
/// </summary>
internal readonly struct ByteSquaresTile : IDistanceTile<short>
{
    /// <summary>The number of columns whose products, at most 255² each, are sure to sum to less than 2³¹.</summary>
    private const int Segment = 32768;

    public static int Lanes => Vector256<short>.Count;

    public static double RelativeError(int columns) => 0.0;

    public static double AbsoluteError(int columns) => 0.0;

    public static double Pack(FeatureMatrix features, int row, Span<short> destination)
    {
        ReadOnlySpan<byte> bytes = ((DenseFeatures)features).RowBytes(row);
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        ref short target = ref MemoryMarshal.GetReference(destination);
        double squares = 0.0;
        int j = 0;
        while (j <= bytes.Length - Vector128<byte>.Count)
        {
            int end = Math.Min(bytes.Length, j + Segment) - Vector128<byte>.Count;
            Vector256<int> sums = default;
            for (; j <= end; j += Vector128<byte>.Count)
            {
                (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)j));
                Vector256<short> wide = Vector256.Create(low.AsInt16(), high.AsInt16());
                wide.StoreUnsafe(ref target, (nuint)j);
                sums += Products(wide, wide);
            }

            squares += Vector256.Sum(sums);
        }

        for (; j < bytes.Length; j++)
        {
            destination[j] = bytes[j];
            squares += bytes[j] * bytes[j];
        }

        return squares;
    }

    public static double Combine(double query, double row, double sum) => query + row - (2.0 * sum);

    public static void Sum(ref readonly short queries, ref readonly short rows, int stride, Span<double> sums)
    {
        sums.Clear();
        for (int start = 0; start < stride; start += Segment)
            AddSegment(in queries, in rows, stride, start, Math.Min(stride, start + Segment), sums);
    }

    private static void AddSegment(ref readonly short queries, ref readonly short rows, int stride, int start, int end, Span<double> sums)
    {
        ref readonly short query1 = ref Unsafe.Add(ref Unsafe.AsRef(in queries), stride);
        ref readonly short row1 = ref Unsafe.Add(ref Unsafe.AsRef(in rows), stride);
        ref readonly short row2 = ref Unsafe.Add(ref Unsafe.AsRef(in rows), 2 * stride);
        ref readonly short row3 = ref Unsafe.Add(ref Unsafe.AsRef(in rows), 3 * stride);
        Vector256<int> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (nuint j = (nuint)start; j < (nuint)end; j += (nuint)Vector256<short>.Count)
        {
            Vector256<short> a = Vector256.LoadUnsafe(in queries, j);
            Vector256<short> b = Vector256.LoadUnsafe(in query1, j);
            Vector256<short> row = Vector256.LoadUnsafe(in rows, j);
            a0 += Products(a, row);
            b0 += Products(b, row);
            row = Vector256.LoadUnsafe(in row1, j);
            a1 += Products(a, row);
            b1 += Products(b, row);
            row = Vector256.LoadUnsafe(in row2, j);
            a2 += Products(a, row);
            b2 += Products(b, row);
            row = Vector256.LoadUnsafe(in row3, j);
            a3 += Products(a, row);
            b3 += Products(b, row);
        }

        sums[7] += Vector256.Sum(b3);
        sums[0] += Vector256.Sum(a0);
        sums[1] += Vector256.Sum(a1);
        sums[2] += Vector256.Sum(a2);
        sums[3] += Vector256.Sum(a3);
        sums[4] += Vector256.Sum(b0);
        sums[5] += Vector256.Sum(b1);
        sums[6] += Vector256.Sum(b2);
    }

    /// <summary>Products of 16 pairs of numbers, in eight sums of two; which two differs between machines, and does not matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(Vector256<short> x, Vector256<short> y)
    {
        if (Avx2.IsSupported)
            return Avx2.MultiplyAddAdjacent(x, y);
        (Vector256<int> lowX, Vector256<int> highX) = Vector256.Widen(x);
        (Vector256<int> lowY, Vector256<int> highY) = Vector256.Widen(y);
        return (lowX * lowY) + (highX * highY);
    }
}

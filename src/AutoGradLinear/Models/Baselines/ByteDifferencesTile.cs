using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>Σ |xⱼ − yⱼ| of bytes, in integers and therefore exact.</summary>
internal readonly struct ByteDifferencesTile : IDistanceTile<byte>
{
    public static int Lanes => Vector256<byte>.Count;

    public static double RelativeError(int columns) => 0.0;

    public static double AbsoluteError(int columns) => 0.0;

    public static double Pack(FeatureMatrix features, int row, Span<byte> destination)
    {
        ((DenseFeatures)features).RowBytes(row).CopyTo(destination);
        return 0.0;
    }

    public static double Combine(double query, double row, double sum) => sum;

    public static void Sum(ref readonly byte queries, ref readonly byte rows, int stride, Span<double> sums)
    {
        ref readonly byte query1 = ref Unsafe.Add(ref Unsafe.AsRef(in queries), stride);
        ref readonly byte row1 = ref Unsafe.Add(ref Unsafe.AsRef(in rows), stride);
        ref readonly byte row2 = ref Unsafe.Add(ref Unsafe.AsRef(in rows), 2 * stride);
        ref readonly byte row3 = ref Unsafe.Add(ref Unsafe.AsRef(in rows), 3 * stride);
        Vector256<ulong> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (nuint j = 0; j < (nuint)stride; j += (nuint)Vector256<byte>.Count)
        {
            Vector256<byte> a = Vector256.LoadUnsafe(in queries, j);
            Vector256<byte> b = Vector256.LoadUnsafe(in query1, j);
            Vector256<byte> row = Vector256.LoadUnsafe(in rows, j);
            a0 += Differences(a, row);
            b0 += Differences(b, row);
            row = Vector256.LoadUnsafe(in row1, j);
            a1 += Differences(a, row);
            b1 += Differences(b, row);
            row = Vector256.LoadUnsafe(in row2, j);
            a2 += Differences(a, row);
            b2 += Differences(b, row);
            row = Vector256.LoadUnsafe(in row3, j);
            a3 += Differences(a, row);
            b3 += Differences(b, row);
        }

        sums[7] = Vector256.Sum(b3);
        sums[0] = Vector256.Sum(a0);
        sums[1] = Vector256.Sum(a1);
        sums[2] = Vector256.Sum(a2);
        sums[3] = Vector256.Sum(a3);
        sums[4] = Vector256.Sum(b0);
        sums[5] = Vector256.Sum(b1);
        sums[6] = Vector256.Sum(b2);
    }

    /// <summary>Absolute differences of 32 pairs of bytes, in four sums of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Differences(Vector256<byte> x, Vector256<byte> y)
    {
        if (Avx2.IsSupported)
            return Avx2.SumAbsoluteDifferences(x, y).AsUInt64();
        (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(Vector256.Max(x, y) - Vector256.Min(x, y));
        (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(low + high);
        (Vector256<ulong> first, Vector256<ulong> second) = Vector256.Widen(lower + upper);
        return first + second;
    }
}

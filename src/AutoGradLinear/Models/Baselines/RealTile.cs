using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGradLinear.Data;

namespace AutoGradLinear.Models;

/// <summary>Distances of reals, rounded.</summary>
internal readonly struct RealTile<T, TMetric> : IDistanceTile<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TMetric : struct, IMetric
{
    public static int Lanes => Vector<T>.Count;

    // All terms are positive, so that each of the additions, of which a lane makes columns / Lanes, rounds a part of the sum.
    public static double RelativeError(int columns) => 2.0 * ((columns / 2.0) + 16.0) * double.CreateChecked(T.BitIncrement(T.One) - T.One);

    public static double AbsoluteError(int columns) => columns * (typeof(T) == typeof(float) ? 1.2e-38 : 2.3e-308);

    public static double Pack(FeatureMatrix features, int row, Span<T> destination)
    {
        features.CopyRows(row, 1, destination);
        return 0.0;
    }

    public static double Combine(double query, double row, double sum) => sum;

    public static void Sum(ref readonly T queries, ref readonly T rows, int stride, Span<double> sums)
    {
        ref readonly T query1 = ref Unsafe.Add(ref Unsafe.AsRef(in queries), stride);
        ref readonly T row1 = ref Unsafe.Add(ref Unsafe.AsRef(in rows), stride);
        ref readonly T row2 = ref Unsafe.Add(ref Unsafe.AsRef(in rows), 2 * stride);
        ref readonly T row3 = ref Unsafe.Add(ref Unsafe.AsRef(in rows), 3 * stride);
        Vector<T> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (nuint j = 0; j < (nuint)stride; j += (nuint)Vector<T>.Count)
        {
            Vector<T> a = Vector.LoadUnsafe(in queries, j);
            Vector<T> b = Vector.LoadUnsafe(in query1, j);
            Vector<T> row = Vector.LoadUnsafe(in rows, j);
            a0 = TMetric.Add(a0, a - row);
            b0 = TMetric.Add(b0, b - row);
            row = Vector.LoadUnsafe(in row1, j);
            a1 = TMetric.Add(a1, a - row);
            b1 = TMetric.Add(b1, b - row);
            row = Vector.LoadUnsafe(in row2, j);
            a2 = TMetric.Add(a2, a - row);
            b2 = TMetric.Add(b2, b - row);
            row = Vector.LoadUnsafe(in row3, j);
            a3 = TMetric.Add(a3, a - row);
            b3 = TMetric.Add(b3, b - row);
        }

        sums[7] = Total(b3);
        sums[0] = Total(a0);
        sums[1] = Total(a1);
        sums[2] = Total(a2);
        sums[3] = Total(a3);
        sums[4] = Total(b0);
        sums[5] = Total(b1);
        sums[6] = Total(b2);
    }

    private static double Total(Vector<T> lanes) => double.CreateTruncating(Vector.Sum(lanes));
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Solvers;

/// <summary>Products of a dense row of <see cref="float"/> or <see cref="double"/> with weights in double, in vector registers.</summary>
internal static class DenseRowKernel
{
    /// <summary>Σⱼ xⱼ wⱼ.</summary>
    public static double Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<double> weights)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<double> w = weights[..x.Length];
        int width = Vector<double>.Count;
        Vector<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        int j = 0;
        for (; j <= x.Length - (4 * width); j += 4 * width)
        {
            (Vector<double> x0, Vector<double> x1) = LoadTwo(x, j);
            (Vector<double> x2, Vector<double> x3) = LoadTwo(x, j + (2 * width));
            sum0 = Vector.FusedMultiplyAdd(x0, Load(w, j), sum0);
            sum1 = Vector.FusedMultiplyAdd(x1, Load(w, j + width), sum1);
            sum2 = Vector.FusedMultiplyAdd(x2, Load(w, j + (2 * width)), sum2);
            sum3 = Vector.FusedMultiplyAdd(x3, Load(w, j + (3 * width)), sum3);
        }

        for (; j <= x.Length - (2 * width); j += 2 * width)
        {
            (Vector<double> x0, Vector<double> x1) = LoadTwo(x, j);
            sum0 = Vector.FusedMultiplyAdd(x0, Load(w, j), sum0);
            sum1 = Vector.FusedMultiplyAdd(x1, Load(w, j + width), sum1);
        }

        double sum = Vector.Sum((sum0 + sum1) + (sum2 + sum3));
        for (; j < x.Length; j++)
            sum += double.CreateTruncating(x[j]) * w[j];
        return sum;
    }

    /// <summary>wⱼ += a xⱼ.</summary>
    public static void Add<T>(ReadOnlySpan<T> x, double a, Span<double> weights)
        where T : unmanaged, INumberBase<T>
    {
        Span<double> w = weights[..x.Length];
        ref double place = ref MemoryMarshal.GetReference(w);
        int width = Vector<double>.Count;
        var factor = new Vector<double>(a);
        int j = 0;
        for (; j <= x.Length - (2 * width); j += 2 * width)
        {
            (Vector<double> x0, Vector<double> x1) = LoadTwo(x, j);
            Vector.FusedMultiplyAdd(factor, x0, Load(w, j)).StoreUnsafe(ref place, (nuint)j);
            Vector.FusedMultiplyAdd(factor, x1, Load(w, j + width)).StoreUnsafe(ref place, (nuint)(j + width));
        }

        for (; j < x.Length; j++)
            w[j] += a * double.CreateTruncating(x[j]);
    }

    /// <summary>Σⱼ xⱼ².</summary>
    public static double SquaredNorm<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumberBase<T>
    {
        double sum = 0.0;
        foreach (T value in x)
        {
            double real = double.CreateTruncating(value);
            sum += real * real;
        }

        return sum;
    }

    /// <summary>Writes what is not 0 one after the other, with its columns.</summary>
    /// <returns>How much it is.</returns>
    /// <remarks>Zeros stand together, as around the object of an image, so vectors of zeros are passed over whole.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Compress<T>(ReadOnlySpan<T> x, Span<T> values, Span<int> columns)
        where T : unmanaged, INumberBase<T>
    {
        values = values[..x.Length];
        columns = columns[..x.Length];
        int count = 0;
        int j = 0;
        for (; j <= x.Length - Vector<T>.Count; j += Vector<T>.Count)
        {
            if (!Vector.EqualsAll(Vector.LoadUnsafe(ref MemoryMarshal.GetReference(x), (nuint)j), Vector<T>.Zero))
                count = Append(x, j, j + Vector<T>.Count, values, columns, count);
        }

        return Append(x, j, x.Length, values, columns, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Append<T>(ReadOnlySpan<T> x, int first, int end, Span<T> values, Span<int> columns, int count)
        where T : unmanaged, INumberBase<T>
    {
        for (int j = first; j < end; j++)
        {
            values[count] = x[j];
            columns[count] = j;
            count += x[j] != T.Zero ? 1 : 0;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> Low, Vector<double> High) LoadTwo<T>(ReadOnlySpan<T> x, int j)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Vector<float> singles = Vector.LoadUnsafe(ref MemoryMarshal.GetReference(x), (nuint)j).As<T, float>();
            Vector.Widen(singles, out Vector<double> low, out Vector<double> high);
            return (low, high);
        }

        ReadOnlySpan<double> reals = MemoryMarshal.Cast<T, double>(x);
        return (Load(reals, j), Load(reals, j + Vector<double>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Load(ReadOnlySpan<double> source, int index) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)index);
}

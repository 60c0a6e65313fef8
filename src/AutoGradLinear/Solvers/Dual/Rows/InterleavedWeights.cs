using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Solvers;

/// <summary>The weights of all scores for a feature, side by side in whole vectors.</summary>
internal static class InterleavedWeights
{
    /// <summary>The number of places that so many scores take.</summary>
    public static int Stride(int scores) => (scores + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;

    /// <summary>s_c += Σⱼ xⱼ w[j, c], over the stored values of a row.</summary>
    public static void AddScores<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> columns, ReadOnlySpan<double> weights, Span<double> scores)
        where T : INumberBase<T>
    {
        int first = 0;
        for (; scores.Length - first >= 3 * Vector<double>.Count; first += 3 * Vector<double>.Count)
            AddThree(values, columns, weights, scores, first);
        for (; first < scores.Length; first += Vector<double>.Count)
            AddOne(values, columns, weights, scores, first);
    }

    /// <summary>w[j, c] += xⱼ a_c, over the stored values of a row.</summary>
    public static void AddOuter<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<int> columns, ReadOnlySpan<double> coefficients, Span<double> weights)
        where T : INumberBase<T>
    {
        ref double a = ref MemoryMarshal.GetReference(coefficients);
        ref double w = ref MemoryMarshal.GetReference(weights);
        for (int k = 0; k < values.Length; k++)
        {
            var factor = new Vector<double>(double.CreateTruncating(values[k]));
            ref double feature = ref Unsafe.Add(ref w, columns[k] * (nint)coefficients.Length);
            for (int c = 0; c < coefficients.Length; c += Vector<double>.Count)
            {
                ref double place = ref Unsafe.Add(ref feature, c);
                Vector.FusedMultiplyAdd(factor, Vector.LoadUnsafe(ref a, (nuint)c), Vector.LoadUnsafe(ref place)).StoreUnsafe(ref place);
            }
        }
    }

    /// <summary>
    /// The scores of one vector; every other value goes to a second sum, so that an addition need not wait for the one before.
    /// </summary>
    private static void AddOne<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<int> columns, ReadOnlySpan<double> weights, Span<double> scores, int first)
        where T : INumberBase<T>
    {
        ref double w = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), first);
        ref double target = ref Unsafe.Add(ref MemoryMarshal.GetReference(scores), first);
        nint stride = scores.Length;
        Vector<double> even = Vector.LoadUnsafe(ref target);
        Vector<double> odd = Vector<double>.Zero;
        int k = 0;
        for (; k + 2 <= values.Length; k += 2)
        {
            even = MultiplyAdd(values[k], ref Unsafe.Add(ref w, columns[k] * stride), even);
            odd = MultiplyAdd(values[k + 1], ref Unsafe.Add(ref w, columns[k + 1] * stride), odd);
        }

        if (k < values.Length)
            even = MultiplyAdd(values[k], ref Unsafe.Add(ref w, columns[k] * stride), even);
        (even + odd).StoreUnsafe(ref target);
    }

    /// <summary>The scores of three vectors.</summary>
    private static void AddThree<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<int> columns, ReadOnlySpan<double> weights, Span<double> scores, int first)
        where T : INumberBase<T>
    {
        int width = Vector<double>.Count;
        ref double w = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), first);
        ref double target = ref Unsafe.Add(ref MemoryMarshal.GetReference(scores), first);
        nint stride = scores.Length;
        Vector<double> sum0 = Vector.LoadUnsafe(ref target);
        Vector<double> sum1 = Vector.LoadUnsafe(ref target, (nuint)width);
        Vector<double> sum2 = Vector.LoadUnsafe(ref target, (nuint)(2 * width));
        for (int k = 0; k < values.Length; k++)
        {
            ref double feature = ref Unsafe.Add(ref w, columns[k] * stride);
            var x = new Vector<double>(double.CreateTruncating(values[k]));
            sum0 = Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref feature), sum0);
            sum1 = Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref feature, (nuint)width), sum1);
            sum2 = Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref feature, (nuint)(2 * width)), sum2);
        }

        sum0.StoreUnsafe(ref target);
        sum1.StoreUnsafe(ref target, (nuint)width);
        sum2.StoreUnsafe(ref target, (nuint)(2 * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> MultiplyAdd<T>(T x, ref double weights, Vector<double> sum)
        where T : INumberBase<T>
        => Vector.FusedMultiplyAdd(new Vector<double>(double.CreateTruncating(x)), Vector.LoadUnsafe(ref weights), sum);
}

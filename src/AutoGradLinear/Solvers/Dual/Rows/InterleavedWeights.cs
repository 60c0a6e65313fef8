using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Solvers;

/// <summary>The weights of all scores for a feature, side by side in whole vectors.</summary>
/// <remarks>
/// Runs are often over before the runtime would have compiled these loops a second time, so they are compiled with all optimisations at
/// once.
/// </remarks>
internal static class InterleavedWeights
{
    /// <summary>The vectors whose sums stay in registers during a walk over a row.</summary>
    private const int MostSums = 6;

    /// <summary>The number of places that so many scores take.</summary>
    public static int Stride(int scores) => (scores + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;

    /// <summary>s_c += Σⱼ xⱼ w[j, c], over the stored values of a row.</summary>
    public static void AddScores<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> columns, ReadOnlySpan<double> weights, Span<double> scores)
        where T : INumberBase<T>
    {
        int most = MostSums * Vector<double>.Count;
        for (int first = 0; first < scores.Length; first += most)
        {
            int width = Math.Min(most, scores.Length - first);
            if (width <= 2 * Vector<double>.Count)
                AddToTwo(values, columns, weights, scores, first);
            else
                AddToSix(values, columns, weights, scores, first);
        }
    }

    /// <summary>w[j, c] += xⱼ a_c, over the stored values of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    /// The scores of one or two vectors; every other value goes to sums of its own, so that an addition need not wait for the one before.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddToTwo<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<int> columns, ReadOnlySpan<double> weights, Span<double> scores, int first)
        where T : INumberBase<T>
    {
        nint stride = scores.Length;
        bool two = stride - first > Vector<double>.Count;
        nint second = two ? Vector<double>.Count : 0;
        ref double w = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), first);
        Vector<double> even0 = default, even1 = default, odd0 = default, odd1 = default;
        int k = 0;
        for (; k + 2 <= values.Length; k += 2)
        {
            ref double even = ref Unsafe.Add(ref w, columns[k] * stride);
            ref double odd = ref Unsafe.Add(ref w, columns[k + 1] * stride);
            var x = new Vector<double>(double.CreateTruncating(values[k]));
            var y = new Vector<double>(double.CreateTruncating(values[k + 1]));
            even0 = Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref even), even0);
            odd0 = Vector.FusedMultiplyAdd(y, Vector.LoadUnsafe(ref odd), odd0);
            even1 = Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref even, (nuint)second), even1);
            odd1 = Vector.FusedMultiplyAdd(y, Vector.LoadUnsafe(ref odd, (nuint)second), odd1);
        }

        if (k < values.Length)
        {
            ref double even = ref Unsafe.Add(ref w, columns[k] * stride);
            var x = new Vector<double>(double.CreateTruncating(values[k]));
            even0 = Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref even), even0);
            even1 = Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref even, (nuint)second), even1);
        }

        ref double target = ref Unsafe.Add(ref MemoryMarshal.GetReference(scores), first);
        Add(even0 + odd0, ref target);
        if (two)
            Add(even1 + odd1, ref Unsafe.Add(ref target, second));
    }

    /// <summary>The scores of three to six vectors. Which of the sums count does not change during a walk, so the branches cost little.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddToSix<T>(
        ReadOnlySpan<T> values, ReadOnlySpan<int> columns, ReadOnlySpan<double> weights, Span<double> scores, int first)
        where T : INumberBase<T>
    {
        nint stride = scores.Length;
        nint width = stride - first;
        ref double w = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), first);
        Vector<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default;
        for (int k = 0; k < values.Length; k++)
        {
            ref double feature = ref Unsafe.Add(ref w, columns[k] * stride);
            var x = new Vector<double>(double.CreateTruncating(values[k]));
            sum0 = MultiplyAdd(x, ref feature, 0, sum0);
            sum1 = MultiplyAdd(x, ref feature, 1, sum1);
            sum2 = MultiplyAdd(x, ref feature, 2, sum2);
            if (width <= 3 * Vector<double>.Count)
                continue;
            sum3 = MultiplyAdd(x, ref feature, 3, sum3);
            if (width <= 4 * Vector<double>.Count)
                continue;
            sum4 = MultiplyAdd(x, ref feature, 4, sum4);
            if (width > 5 * Vector<double>.Count)
                sum5 = MultiplyAdd(x, ref feature, 5, sum5);
        }

        ReadOnlySpan<Vector<double>> sums = [sum0, sum1, sum2, sum3, sum4, sum5];
        ref double target = ref Unsafe.Add(ref MemoryMarshal.GetReference(scores), first);
        for (int c = 0; c < sums.Length && c * Vector<double>.Count < width; c++)
            Add(sums[c], ref Unsafe.Add(ref target, c * Vector<double>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> MultiplyAdd(Vector<double> x, ref double weights, int vector, Vector<double> sum) =>
        Vector.FusedMultiplyAdd(x, Vector.LoadUnsafe(ref weights, (nuint)(vector * Vector<double>.Count)), sum);

    private static void Add(Vector<double> sum, ref double target) => (sum + Vector.LoadUnsafe(ref target)).StoreUnsafe(ref target);
}

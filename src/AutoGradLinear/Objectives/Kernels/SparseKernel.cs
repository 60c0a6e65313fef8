using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Objectives;

/// <summary>The two products of a linear model with one sparse row, with the weights of a feature side by side (features × stride).</summary>
internal static class SparseKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Σₖ xₖ w[columnₖ · stride + score].</summary>
    public static T Dot(ReadOnlySpan<int> columns, ReadOnlySpan<T> values, ReadOnlySpan<T> weights, int stride, int score)
    {
        // Four sums, so that additions need not wait for one another.
        T a = T.Zero, b = T.Zero, c = T.Zero, d = T.Zero;
        int k = 0;
        for (; k + 4 <= columns.Length; k += 4)
        {
            a += values[k] * weights[(columns[k] * stride) + score];
            b += values[k + 1] * weights[(columns[k + 1] * stride) + score];
            c += values[k + 2] * weights[(columns[k + 2] * stride) + score];
            d += values[k + 3] * weights[(columns[k + 3] * stride) + score];
        }

        for (; k < columns.Length; k++)
            a += values[k] * weights[(columns[k] * stride) + score];
        return a + b + (c + d);
    }

    /// <summary>s = Σₖ xₖ Wᵀ[columnₖ], for <paramref name="stride"/> scores, a whole number of vectors.</summary>
    public static void Scores(ReadOnlySpan<int> columns, ReadOnlySpan<T> values, ReadOnlySpan<T> weights, int stride, Span<T> scores)
    {
        if (!Vector<T>.IsSupported)
        {
            for (int score = 0; score < stride; score++)
                scores[score] = Dot(columns, values, weights, stride, score);
            return;
        }

        int width = Vector<T>.Count;
        int c = 0;
        for (; c + (2 * width) <= stride; c += 2 * width)
        {
            Vector<T> first = default, second = default;
            for (int k = 0; k < columns.Length; k++)
            {
                ReadOnlySpan<T> row = weights.Slice((columns[k] * stride) + c, 2 * width);
                var value = new Vector<T>(values[k]);
                first = MultiplyAdd(value, Load(row, 0), first);
                second = MultiplyAdd(value, Load(row, width), second);
            }

            first.CopyTo(scores[c..]);
            second.CopyTo(scores[(c + width)..]);
        }

        for (; c < stride; c += width)
        {
            Vector<T> sum = default;
            for (int k = 0; k < columns.Length; k++)
                sum = MultiplyAdd(new Vector<T>(values[k]), Load(weights.Slice((columns[k] * stride) + c, width), 0), sum);
            sum.CopyTo(scores[c..]);
        }
    }

    /// <summary>Gᵀ[columnₖ] += xₖ c for all stored values.</summary>
    public static void AddOuter(ReadOnlySpan<int> columns, ReadOnlySpan<T> values, ReadOnlySpan<T> coefficients, int stride, Span<T> gradient)
    {
        if (stride == 1 || !Vector<T>.IsSupported)
        {
            for (int k = 0; k < columns.Length; k++)
            {
                for (int score = 0; score < stride; score++)
                    gradient[(columns[k] * stride) + score] += values[k] * coefficients[score];
            }

            return;
        }

        int width = Vector<T>.Count;
        for (int k = 0; k < columns.Length; k++)
        {
            Span<T> target = gradient.Slice(columns[k] * stride, stride);
            var value = new Vector<T>(values[k]);
            for (int c = 0; c < stride; c += width)
                MultiplyAdd(value, Load(coefficients, c), Load(target, c)).StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load(ReadOnlySpan<T> source, int index) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd(Vector<T> a, Vector<T> b, Vector<T> sum)
    {
        if (typeof(T) == typeof(float))
            return Vector.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), sum.As<T, float>()).As<float, T>();
        if (typeof(T) == typeof(double))
            return Vector.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), sum.As<T, double>()).As<double, T>();
        return (a * b) + sum;
    }
}

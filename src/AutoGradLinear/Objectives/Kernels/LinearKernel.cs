using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Objectives;

/// <summary>The two matrix products of a linear model over a block of rows, in vector registers.</summary>
/// <remarks>
/// Rows of X are read once per evaluation: the block stays in cache between <see cref="Scores"/> and <see cref="AddOuter"/>. Results
/// can differ in the last digits between machines, by the width of their vectors.
/// </remarks>
internal static class LinearKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>S = X Wᵀ + b; the score of class c for row i stands at [i * rowStride + c * classStride].</summary>
    public static void Scores(
        ReadOnlySpan<T> rows,
        int rowCount,
        ReadOnlySpan<T> weights,
        ReadOnlySpan<T> bias,
        int features,
        Span<T> scores,
        int rowStride,
        int classStride)
    {
        int classes = bias.Length;
        Span<T> sums = stackalloc T[8];
        for (int i = 0; i < rowCount; i += 2)
        {
            // The last row of an odd number is paired with itself.
            int next = Math.Min(i + 1, rowCount - 1);
            ReadOnlySpan<T> x0 = rows.Slice(i * features, features);
            ReadOnlySpan<T> x1 = rows.Slice(next * features, features);
            int c = 0;
            for (; c + 4 <= classes; c += 4)
            {
                Tile(x0, x1, weights.Slice(c * features, 4 * features), sums);
                for (int k = 0; k < 4; k++)
                {
                    scores[(i * rowStride) + ((c + k) * classStride)] = sums[k] + bias[c + k];
                    scores[(next * rowStride) + ((c + k) * classStride)] = sums[4 + k] + bias[c + k];
                }
            }

            for (; c < classes; c++)
            {
                ReadOnlySpan<T> w = weights.Slice(c * features, features);
                scores[(i * rowStride) + (c * classStride)] = TensorPrimitives.Dot(x0, w) + bias[c];
                scores[(next * rowStride) + (c * classStride)] = TensorPrimitives.Dot(x1, w) + bias[c];
            }
        }
    }

    /// <summary>
    /// G += Cᵀ X: each row is added to the gradient of class c, times its coefficient C[row, c], which stands at
    /// [row * rowStride + c * classStride]. Zeros cost nothing.
    /// </summary>
    public static void AddOuter(
        ReadOnlySpan<T> rows,
        int rowCount,
        ReadOnlySpan<T> coefficients,
        int rowStride,
        int classStride,
        int classes,
        int features,
        Span<T> gradient)
    {
        for (int c = 0; c < classes; c++)
        {
            Span<T> target = gradient.Slice(c * features, features);
            int place = c * classStride;
            int i = 0;
            for (; i + 4 <= rowCount; i += 4, place += 4 * rowStride)
            {
                T a0 = coefficients[place];
                T a1 = coefficients[place + rowStride];
                T a2 = coefficients[place + (2 * rowStride)];
                T a3 = coefficients[place + (3 * rowStride)];
                if (a0 != T.Zero || a1 != T.Zero || a2 != T.Zero || a3 != T.Zero)
                    AddFour(rows.Slice(i * features, 4 * features), a0, a1, a2, a3, target);
            }

            for (; i < rowCount; i++, place += rowStride)
            {
                T a = coefficients[place];
                if (a != T.Zero)
                    TensorPrimitives.MultiplyAdd(rows.Slice(i * features, features), a, target, target);
            }
        }
    }

    /// <summary>Adds a block's sums to sums over all examples, in double.</summary>
    public static void AddTo(ReadOnlySpan<T> block, Span<double> total)
    {
        if (typeof(T) == typeof(double))
        {
            TensorPrimitives.Add(MemoryMarshal.Cast<T, double>(block), total, total);
            return;
        }

        int i = 0;
        if (typeof(T) == typeof(float))
        {
            ReadOnlySpan<float> source = MemoryMarshal.Cast<T, float>(block);
            int width = Vector<double>.Count;
            for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(source[i..]), out Vector<double> low, out Vector<double> high);
                Span<double> target = total.Slice(i, Vector<float>.Count);
                (new Vector<double>(target) + low).CopyTo(target);
                (new Vector<double>(target[width..]) + high).CopyTo(target[width..]);
            }
        }

        for (; i < block.Length; i++)
            total[i] += double.CreateTruncating(block[i]);
    }

    /// <summary>Eight dot products at once, two rows by four classes: six loads for eight multiply-adds.</summary>
    private static void Tile(ReadOnlySpan<T> x0, ReadOnlySpan<T> x1, ReadOnlySpan<T> weights, Span<T> sums)
    {
        int n = x0.Length;
        ReadOnlySpan<T> w0 = weights[..n];
        ReadOnlySpan<T> w1 = weights.Slice(n, n);
        ReadOnlySpan<T> w2 = weights.Slice(2 * n, n);
        ReadOnlySpan<T> w3 = weights.Slice(3 * n, n);
        Vector<T> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        int j = 0;
        if (Vector<T>.IsSupported)
        {
            for (; j <= n - Vector<T>.Count; j += Vector<T>.Count)
            {
                Vector<T> u = Load(x0, j);
                Vector<T> v = Load(x1, j);
                Vector<T> w = Load(w0, j);
                a0 = MultiplyAdd(u, w, a0);
                b0 = MultiplyAdd(v, w, b0);
                w = Load(w1, j);
                a1 = MultiplyAdd(u, w, a1);
                b1 = MultiplyAdd(v, w, b1);
                w = Load(w2, j);
                a2 = MultiplyAdd(u, w, a2);
                b2 = MultiplyAdd(v, w, b2);
                w = Load(w3, j);
                a3 = MultiplyAdd(u, w, a3);
                b3 = MultiplyAdd(v, w, b3);
            }
        }

        sums[0] = Sum(a0, x0, w0, j);
        sums[1] = Sum(a1, x0, w1, j);
        sums[2] = Sum(a2, x0, w2, j);
        sums[3] = Sum(a3, x0, w3, j);
        sums[4] = Sum(b0, x1, w0, j);
        sums[5] = Sum(b1, x1, w1, j);
        sums[6] = Sum(b2, x1, w2, j);
        sums[7] = Sum(b3, x1, w3, j);
    }

    private static void AddFour(ReadOnlySpan<T> rows, T a0, T a1, T a2, T a3, Span<T> target)
    {
        int n = target.Length;
        ReadOnlySpan<T> x0 = rows[..n];
        ReadOnlySpan<T> x1 = rows.Slice(n, n);
        ReadOnlySpan<T> x2 = rows.Slice(2 * n, n);
        ReadOnlySpan<T> x3 = rows.Slice(3 * n, n);
        int j = 0;
        if (Vector<T>.IsSupported)
        {
            var v0 = new Vector<T>(a0);
            var v1 = new Vector<T>(a1);
            var v2 = new Vector<T>(a2);
            var v3 = new Vector<T>(a3);
            for (; j <= n - Vector<T>.Count; j += Vector<T>.Count)
            {
                Vector<T> sum = Load(target, j);
                sum = MultiplyAdd(v0, Load(x0, j), sum);
                sum = MultiplyAdd(v1, Load(x1, j), sum);
                sum = MultiplyAdd(v2, Load(x2, j), sum);
                sum = MultiplyAdd(v3, Load(x3, j), sum);
                sum.StoreUnsafe(ref MemoryMarshal.GetReference(target), (nuint)j);
            }
        }

        for (; j < n; j++)
            target[j] += (a0 * x0[j]) + (a1 * x1[j]) + (a2 * x2[j]) + (a3 * x3[j]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load(ReadOnlySpan<T> source, int index) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<T> MultiplyAdd(Vector<T> a, Vector<T> b, Vector<T> sum)
    {
        if (typeof(T) == typeof(float))
        {
            return Vector.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), sum.As<T, float>()).As<float, T>();
        }

        if (typeof(T) == typeof(double))
        {
            return Vector.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), sum.As<T, double>()).As<double, T>();
        }

        return (a * b) + sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum(Vector<T> partial, ReadOnlySpan<T> x, ReadOnlySpan<T> w, int from)
    {
        T sum = Vector<T>.IsSupported ? Vector.Sum(partial) : T.Zero;
        for (int j = from; j < x.Length; j++)
            sum += x[j] * w[j];
        return sum;
    }
}

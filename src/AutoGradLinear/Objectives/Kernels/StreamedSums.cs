using System.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// Sums of features over examples that come one after another: what <see cref="SparseKernel{T}.CombineWidely"/> has in registers for one feature is kept in memory for all of them.
/// </summary>
/// <remarks>
/// The k-th term of a feature goes to its sum k mod <see cref="lanes"/>; after <see cref="SparseKernel{T}.ProductsPerSum"/> terms these sums are added, first to one another, then to a double.
/// So every addition is the one that the kernel makes, in its order. Threads may add to different features side by side.
/// </remarks>
internal sealed class StreamedSums<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LinearLayout layout;
    private readonly int stride;
    private readonly bool vectors;
    private readonly int lanes;
    private readonly int[] terms;
    private readonly T[] sums;
    private readonly double[] wideSums;

    public StreamedSums(LinearLayout layout, int stride)
    {
        this.layout = layout;
        this.stride = stride;
        vectors = stride > 1 && Vector<T>.IsSupported;
        lanes = vectors ? 2 : 4;
        if ((long)layout.Features * lanes * stride > Array.MaxLength)
            throw new NotSupportedException($"{layout.Features} features and {layout.Scores} scores have more sums than one array holds; use Solver.Sgd or Solver.AdamW, which go by batches.");
        terms = new int[layout.Features];
        sums = new T[layout.Features * lanes * stride];
        wideSums = new double[layout.WeightCount];
    }

    public void Clear()
    {
        terms.AsSpan().Clear();
        sums.AsSpan().Clear();
        wideSums.AsSpan().Clear();
    }

    /// <summary>Adds an example: x_j (or x_j²) times its coefficients to the sums of feature j.</summary>
    public void Add(ReadOnlySpan<int> columns, ReadOnlySpan<T> values, ReadOnlySpan<T> coefficients, bool squares)
    {
        for (int k = 0; k < columns.Length; k++)
        {
            int feature = columns[k];
            T value = squares ? values[k] * values[k] : values[k];
            Span<T> sum = sums.AsSpan(((feature * lanes) + (terms[feature] & (lanes - 1))) * stride, stride);
            if (vectors)
                AddVectors(value, coefficients, sum);
            else
                AddScalars(value, coefficients, sum);
            if (++terms[feature] == SparseKernel<T>.ProductsPerSum)
                Widen(feature);
        }
    }

    /// <summary>Adds the sums, times a factor, to the gradient (scores × features).</summary>
    public void AddTo(double factor, Span<double> gradient)
    {
        for (int feature = 0; feature < layout.Features; feature++)
        {
            if (terms[feature] > 0)
                Widen(feature);
            for (int c = 0; c < layout.Scores; c++)
                gradient[(c * layout.Features) + feature] += wideSums[(feature * layout.Scores) + c] * factor;
        }
    }

    private void Widen(int feature)
    {
        Span<T> own = sums.AsSpan(feature * lanes * stride, lanes * stride);
        for (int c = 0; c < layout.Scores; c++)
        {
            T sum = own[c] + own[stride + c];
            if (!vectors)
                sum += own[(2 * stride) + c] + own[(3 * stride) + c];
            wideSums[(feature * layout.Scores) + c] += double.CreateTruncating(sum);
        }

        own.Clear();
        terms[feature] = 0;
    }

    private static void AddVectors(T value, ReadOnlySpan<T> coefficients, Span<T> sum)
    {
        var factor = new Vector<T>(value);
        for (int c = 0; c < sum.Length; c += Vector<T>.Count)
            SparseKernel<T>.MultiplyAdd(factor, new Vector<T>(coefficients[c..]), new Vector<T>(sum[c..])).CopyTo(sum[c..]);
    }

    private static void AddScalars(T value, ReadOnlySpan<T> coefficients, Span<T> sum)
    {
        for (int c = 0; c < sum.Length; c++)
            sum[c] += value * coefficients[c];
    }
}

using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>
/// Compressed rows: each stored value meets the weights of its feature, which stand side by side for all scores, so that one value feeds
/// whole vectors.
/// </summary>
internal sealed class SparseBlocks<T> : RowBlocks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// So many values a feature are summed in the type of the loss before they are added to sums in double: few enough to lose no digits, many
    /// enough to be worth a walk over all features.
    /// </summary>
    private const int ValuesPerFeature = 16;

    private readonly SparseFeatures features;
    private readonly int stride;
    private readonly T[] collected;
    private readonly T[] rowScores;
    private readonly int[] rows;
    private T[] converted = [];
    private int count;
    private long collectedValues;

    public SparseBlocks(SparseFeatures features, LinearLayout layout)
        : base(layout)
    {
        this.features = features;
        stride = SparseWeights<T>.StrideOf(layout);
        collected = new T[checked(layout.Features * stride)];
        rowScores = new T[stride];
        rows = new int[BlockRows];
    }

    public override int BlockRows => 256;

    public override void Reset()
    {
        if (collectedValues == 0)
            return;
        collected.AsSpan().Clear();
        collectedValues = 0;
    }

    public override void Load(int first, int count)
    {
        this.count = count;
        for (int i = 0; i < count; i++)
            rows[i] = first + i;
    }

    public override void Load(ReadOnlySpan<int> rows, ReadOnlySpan<int> next)
    {
        count = rows.Length;
        rows.CopyTo(this.rows);
    }

    public override void Scores(PointWeights<T> weights, Span<T> scores, int rowStride, int scoreStride)
    {
        ReadOnlySpan<T> byFeature = ((SparseWeights<T>)weights).ByFeature;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<int> columns = features.RowColumns(rows[i]);
            ReadOnlySpan<T> values = Values(rows[i], columns.Length);
            if (stride == 1)
            {
                scores[i * rowStride] = SparseKernel<T>.Dot(columns, values, byFeature, 1, 0) + weights.Bias[0];
                continue;
            }

            SparseKernel<T>.Scores(columns, values, byFeature, stride, rowScores);
            for (int c = 0; c < Layout.Scores; c++)
                scores[(i * rowStride) + (c * scoreStride)] = rowScores[c] + weights.Bias[c];
        }
    }

    public override void AddOuter(ReadOnlySpan<T> coefficients, int rowStride, int scoreStride, Span<double> gradient)
    {
        for (int i = 0; i < count; i++)
        {
            bool isZero = true;
            for (int c = 0; c < Layout.Scores; c++)
            {
                rowScores[c] = coefficients[(i * rowStride) + (c * scoreStride)];
                isZero &= rowScores[c] == T.Zero;
            }

            if (isZero)
                continue;
            rowScores.AsSpan(Layout.Scores).Clear();
            ReadOnlySpan<int> columns = features.RowColumns(rows[i]);
            collectedValues += columns.Length;
            SparseKernel<T>.AddOuter(columns, Values(rows[i], columns.Length), rowScores, stride, collected);
        }

        if (collectedValues >= ValuesPerFeature * (long)Layout.Features)
            Finish(gradient);
    }

    public override void Finish(Span<double> gradient)
    {
        if (collectedValues == 0)
            return;
        for (int j = 0; j < Layout.Features; j++)
        {
            for (int c = 0; c < Layout.Scores; c++)
                gradient[(c * Layout.Features) + j] += double.CreateTruncating(collected[(j * stride) + c]);
        }

        Reset();
    }

    /// <summary>The values of a row, as they lie in memory where they are of the loss's type.</summary>
    private ReadOnlySpan<T> Values(int row, int length)
    {
        if (features.TryGetSparseRows(row, 1, out SparseRows<T> inPlace))
            return inPlace.Values(0);
        if (converted.Length < length)
            converted = new T[Math.Max(length, 2 * converted.Length)];
        features.CopyRowValues<T>(row, converted);
        return converted.AsSpan(0, length);
    }
}

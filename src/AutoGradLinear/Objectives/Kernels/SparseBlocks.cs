using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>
/// Compressed rows: each stored value meets the weights of its feature, which stand side by side for all scores, so that one value feeds
/// whole vectors.
/// </summary>
/// <remarks>
/// Neighbouring rows leave their coefficients to <see cref="SparseFeatureKernel{T}"/>, which makes the gradient of them; other rows keep them, and add to the gradients of their
/// own features only.
/// </remarks>
internal sealed class SparseBlocks<T> : RowBlocks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly SparseMatrix features;
    private readonly SparseFeatureKernel<T> kernel;
    private readonly int stride;
    private readonly T[] rowScores;
    private readonly int[] rows;
    private readonly SparseRowBuffer<T> buffer = new();
    private int[] keptRows = [];
    private T[] keptCoefficients = [];
    private int kept;
    private int count;
    private bool neighbours;

    public SparseBlocks(SparseMatrix features, LinearLayout layout, SparseFeatureKernel<T> kernel)
        : base(layout)
    {
        this.features = features;
        this.kernel = kernel;
        stride = SparseWeights<T>.StrideOf(layout);
        rowScores = new T[stride];
        rows = new int[BlockRows];
    }

    public override int BlockRows { get; } = Math.Min(256, WideSums.MostTerms<T>());

    public override void Reset() => kept = 0;

    public override void Load(int first, int count)
    {
        neighbours = true;
        this.count = count;
        for (int i = 0; i < count; i++)
            rows[i] = first + i;
    }

    public override void Load(ReadOnlySpan<int> rows, ReadOnlySpan<int> next)
    {
        neighbours = false;
        count = rows.Length;
        rows.CopyTo(this.rows);
    }

    public override void Scores(PointWeights<T> weights, Span<T> scores, int rowStride, int scoreStride, bool readAgain)
    {
        ReadOnlySpan<T> byFeature = ((SparseWeights<T>)weights).ByFeature;
        for (int i = 0; i < count;)
        {
            using SparseRun<T> run = features.Run(rows[i], neighbours ? count - i : 1, buffer);
            for (int k = 0; k < run.Rows.Count; k++, i++)
            {
                SparseKernel<T>.Combine(run.Rows.Columns(k), run.Rows.Values(k), byFeature, stride, rowScores);
                for (int c = 0; c < Layout.Scores; c++)
                    scores[(i * rowStride) + (c * scoreStride)] = rowScores[c] + weights.Bias[c];
            }
        }
    }

    public override void AddOuter(ReadOnlySpan<T> coefficients, int rowStride, int scoreStride)
    {
        if (neighbours)
            kernel.Take(rows[0], count, coefficients, rowStride, scoreStride, squares: false);
        else
            Keep(coefficients, rowStride, scoreStride);
    }

    /// <remarks>The kernel squares the features when it meets their columns.</remarks>
    public override void AddOuterOfSquares(ReadOnlySpan<T> coefficients, int rowStride, int scoreStride) =>
        kernel.Take(rows[0], count, coefficients, rowStride, scoreStride, squares: true);

    private void Keep(ReadOnlySpan<T> coefficients, int rowStride, int scoreStride)
    {
        if (keptRows.Length < kept + count)
        {
            Array.Resize(ref keptRows, kept + Math.Max(kept, count));
            Array.Resize(ref keptCoefficients, keptRows.Length * Layout.Scores);
        }

        for (int i = 0; i < count; i++)
        {
            Span<T> target = keptCoefficients.AsSpan((kept + i) * Layout.Scores, Layout.Scores);
            for (int c = 0; c < Layout.Scores; c++)
                target[c] = coefficients[(i * rowStride) + (c * scoreStride)];
        }

        rows.AsSpan(0, count).CopyTo(keptRows.AsSpan(kept));
        kept += count;
    }

    public override void AddTo(double factor, Span<double> gradient)
    {
        for (int c = 0; c < Layout.Scores; c++)
        {
            Span<double> target = gradient.Slice(c * Layout.Features, Layout.Features);
            for (int i = 0; i < kept; i++)
            {
                double coefficient = double.CreateTruncating(keptCoefficients[(i * Layout.Scores) + c]) * factor;
                if (coefficient == 0.0)
                    continue;
                SparseRow<T> row = features.Row(keptRows[i], buffer);
                for (int k = 0; k < row.Columns.Length; k++)
                    target[row.Columns[k]] += coefficient * double.CreateTruncating(row.Values[k]);
            }
        }
    }

    /// <summary>Adds what was collected to the gradients of features that have places in <paramref name="gradient"/>, all scores of a feature side by side.</summary>
    public void AddTo(ReadOnlySpan<int> places, Span<double> gradient)
    {
        for (int i = 0; i < kept; i++)
        {
            ReadOnlySpan<T> coefficients = keptCoefficients.AsSpan(i * Layout.Scores, Layout.Scores);
            SparseRow<T> row = features.Row(keptRows[i], buffer);
            for (int k = 0; k < row.Columns.Length; k++)
            {
                double value = double.CreateTruncating(row.Values[k]);
                Span<double> target = gradient.Slice(places[row.Columns[k]] * Layout.Scores, Layout.Scores);
                for (int c = 0; c < target.Length; c++)
                    target[c] += double.CreateTruncating(coefficients[c]) * value;
            }
        }
    }
}

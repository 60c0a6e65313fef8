using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>Rows with all their values side by side; converted to the type of the loss block by block where they are kept in another one.</summary>
internal sealed class DenseBlocks<T> : RowBlocks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int BlockElements = 32 * 1024;

    private readonly FeatureMatrix features;
    private readonly SharedWeights<T> weights;
    private readonly T[] converted;
    private readonly T[] blockGradient;
    private int first;
    private int count;
    private bool inPlace;

    public DenseBlocks(FeatureMatrix features, LinearLayout layout, SharedWeights<T> weights)
        : base(layout)
    {
        this.features = features;
        this.weights = weights;
        BlockRows = Math.Clamp(BlockElements / layout.Features, 16, 256);
        converted = new T[BlockRows * layout.Features];
        blockGradient = new T[layout.WeightCount];
    }

    public override int BlockRows { get; }

    private ReadOnlySpan<T> Rows => inPlace && features.TryGetRows(first, count, out ReadOnlySpan<T> rows)
        ? rows
        : converted.AsSpan(0, count * Layout.Features);

    public override void Reset()
    {
    }

    public override void Load(int first, int count)
    {
        this.first = first;
        this.count = count;
        inPlace = features.TryGetRows<T>(first, count, out _);
        if (!inPlace)
            features.CopyRows<T>(first, count, converted);
    }

    public override void Load(ReadOnlySpan<int> rows)
    {
        count = rows.Length;
        inPlace = false;
        for (int i = 0; i < rows.Length; i++)
            features.CopyRows(rows[i], 1, converted.AsSpan(i * Layout.Features, Layout.Features));
    }

    public override void Scores(Span<T> scores, int rowStride, int scoreStride) =>
        LinearKernel<T>.Scores(Rows, count, weights.ByScore, weights.Bias, Layout.Features, scores, rowStride, scoreStride);

    public override void AddOuter(ReadOnlySpan<T> coefficients, int rowStride, int scoreStride, Span<double> gradient)
    {
        blockGradient.AsSpan().Clear();
        LinearKernel<T>.AddOuter(Rows, count, coefficients, rowStride, scoreStride, Layout.Scores, Layout.Features, blockGradient);
        LinearKernel<T>.AddTo(blockGradient, gradient);
    }

    public override void Finish(Span<double> gradient)
    {
    }
}

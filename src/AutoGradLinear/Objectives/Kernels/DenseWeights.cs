using System.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>W score by score, in whole vectors.</summary>
internal sealed class DenseWeights<T> : PointWeights<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly PackedColumns columns;

    public DenseWeights(LinearLayout layout, PackedColumns columns)
        : base(layout)
    {
        this.columns = columns;
        Stride = columns.Count;
        Packed = new AlignedBuffer<T>(checked(layout.Scores * Stride));
    }

    /// <summary>The packed weights.</summary>
    public AlignedBuffer<T> Packed { get; }

    /// <summary>The distance between the weights of two scores.</summary>
    public int Stride { get; }

    protected override void Pack(ReadOnlySpan<T> weights)
    {
        Span<T> packed = Packed.Span;
        for (int c = 0; c < Layout.Scores; c++)
            columns.Pack(weights.Slice(c * Layout.Features, Layout.Features), packed.Slice(c * Stride, Stride));
    }
}

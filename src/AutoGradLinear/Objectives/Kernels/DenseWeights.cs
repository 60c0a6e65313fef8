using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>W score by score, in whole vectors, for stored values.</summary>
/// <remarks>
/// Where values are (x − o) f, column by column, the kernel does not map them but the weights: w (x − o) f + b = (w f) x + (b − Σ w f o).
/// </remarks>
internal sealed class DenseWeights<T> : PointWeights<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly PackedColumns columns;
    private readonly ColumnMap? map;
    private readonly T[] mapped;
    private readonly double[] products;
    private readonly bool readInPlace;

    public DenseWeights(LinearLayout layout, PackedColumns columns, FoldedMap? map)
        : base(layout)
    {
        this.columns = columns;
        this.map = map?.Rest;
        mapped = map is null ? [] : new T[layout.Features];
        products = new double[mapped.Length];
        Stride = columns.Count;
        readInPlace = map is null && Stride == layout.Features;
        Packed = readInPlace ? Memory : new AlignedBuffer<T>(checked(layout.Scores * Stride));
    }

    /// <summary>The packed weights: the parameters themselves where whole vectors make up a row and nothing is mapped.</summary>
    public AlignedBuffer<T> Packed { get; }

    /// <summary>The distance between the weights of two scores.</summary>
    public int Stride { get; }

    protected override void Pack(ReadOnlySpan<T> weights, Span<T> bias)
    {
        if (readInPlace)
            return;
        Span<T> packed = Packed.Span;
        for (int c = 0; c < Layout.Scores; c++)
        {
            ReadOnlySpan<T> row = weights.Slice(c * Layout.Features, Layout.Features);
            if (map is not null)
            {
                bias[c] -= T.CreateTruncating(Map(row, map));
                row = mapped;
            }

            columns.Pack(row, packed.Slice(c * Stride, Stride));
        }
    }

    /// <summary>Leaves w f in <see cref="mapped"/> and gives Σ w f o.</summary>
    private double Map(ReadOnlySpan<T> row, ColumnMap map)
    {
        WideSums.Copy(row, products);
        TensorPrimitives.Multiply(products, map.Factors, products);
        WideSums.Copy<T>(products, mapped);
        return TensorPrimitives.Dot(products, map.Offsets);
    }
}

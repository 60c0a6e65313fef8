using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>Rows with all their values.</summary>
internal sealed class DenseFeatureKernel<T, TVector, TSimd>(DenseMatrix features, LinearLayout layout) : FeatureKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TSimd : ISimd<T, TVector>
{
    private readonly PackedColumns columns = new(layout.Features, 2 * TSimd.Count);
    private readonly FoldedMap? map = FoldedMap.Of<T>(features);

    public override PointWeights<T> NewWeights() => new DenseWeights<T>(layout, columns, map);

    /// <summary>Whether registers convert the bytes: nothing has to be done before the products, and a row fills a unit.</summary>
    private bool ReadsBytes => IsWide && features.IsStoredAs<byte>() && features.Mapped is null
        && (map is null ? features.MapOrFactor is null : !map.HasWhole) && (typeof(T) == typeof(float) || typeof(T) == typeof(double));

    /// <summary>Whether no row is shorter than a unit; such a row is copied to a place with zeros behind it.</summary>
    private bool IsWide => layout.Features >= columns.Unit;

    public override RowBlocks<T> NewBlocks()
    {
        if (ReadsBytes)
            return Blocks(new RowsInPlace<byte>(features, DenseBlocks<T, byte, TVector, TSimd>.BlockRowsOf(layout.Features)));
        int blockRows = DenseBlocks<T, T, TVector, TSimd>.BlockRowsOf(layout.Features);
        return IsWide && features.TryGetRows<T>(0, 1, out _)
            ? Blocks(new RowsInPlace<T>(features, blockRows))
            : Blocks(new ConvertedRows<T>(features, map, blockRows));
    }

    private DenseBlocks<T, TStored, TVector, TSimd> Blocks<TStored>(RowPlaces<TStored> places)
        where TStored : unmanaged
        => new(layout, columns, places, map?.Rest);
}

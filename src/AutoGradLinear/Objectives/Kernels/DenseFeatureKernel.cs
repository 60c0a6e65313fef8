using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>Rows with all their values.</summary>
internal sealed class DenseFeatureKernel<T, TVector, TSimd>(DenseMatrix features, LinearLayout layout) : FeatureKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TVector : struct
    where TSimd : ISimd<T, TVector>
{
    private const int MostRows = 256;

    /// <summary>A block stays in the second-level cache between scores and gradient.</summary>
    private const int BlockBytes = 128 * 1024;

    /// <summary>Bytes are so few that most of a block stays in the first-level cache, from one tile to the next.</summary>
    private const int BlockBytesOfBytes = 48 * 1024;

    private readonly PackedColumns columns = new(layout.Features, 2 * TSimd.Count);
    private readonly FoldedMap? map = FoldedMap.Of<T>(features);

    /// <summary>Whether registers convert the bytes: nothing has to be done before the products, and a row fills a unit.</summary>
    private bool ReadsBytes => IsWide && features.IsStoredAs<byte>() && features.Mapped is null
        && (map is null ? features.MapOrFactor is null : !map.HasWhole) && (typeof(T) == typeof(float) || typeof(T) == typeof(double));

    /// <summary>Whether no row is shorter than a unit; such a row is copied to a place with zeros behind it.</summary>
    private bool IsWide => layout.Features >= columns.Unit;

    /// <summary>The number of rows of a block: whole vectors of examples, for the losses.</summary>
    /// <remarks>The same for rows in memory and on disk, whatever they are read as: it decides how sums are rounded.</remarks>
    private int BlockRows
    {
        get
        {
            int rows = features.IsStoredAs<byte>() ? BlockBytesOfBytes / layout.Features : BlockBytes / (layout.Features * Unsafe.SizeOf<T>());
            int unit = Math.Max(8, TSimd.Count);
            return Math.Clamp(rows / unit * unit, unit, Math.Min(MostRows, WideSums.MostTerms<T>()));
        }
    }

    public override PointWeights<T> NewWeights() => new DenseWeights<T>(layout, columns, map);

    public override RowBlocks<T> NewBlocks()
    {
        if (ReadsBytes)
            return Blocks(new RowsInPlace<byte>(features, BlockRows));
        return IsWide && features.TryGetRows<T>(0, 1, out _)
            ? Blocks(new RowsInPlace<T>(features, BlockRows))
            : Blocks(new ConvertedRows<T>(features, map, BlockRows));
    }

    private DenseBlocks<T, TStored, TVector, TSimd> Blocks<TStored>(RowPlaces<TStored> places)
        where TStored : unmanaged
        => new(layout, columns, places, map?.Rest);
}

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

    public override RowBlocks<T> NewBlocks() => new DenseBlocks<T, TVector, TSimd>(features, layout, columns, map);
}

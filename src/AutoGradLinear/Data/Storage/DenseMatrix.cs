using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGradLinear.Data;

/// <summary>A dense matrix, row by row, wherever it lies; value = stored · <see cref="Factor"/>, or as <see cref="Map"/> says.</summary>
/// <remarks>Bytes have a factor or a map, and what is mapped from disk has: it stays as it is stored, and is scaled when it is read.</remarks>
internal abstract class DenseMatrix(FeatureStorage storage, int rows, int columns, double factor, ColumnMap? map)
    : FeatureMatrix(storage, rows, columns)
{
    public double Factor { get; } = factor;

    /// <summary>How stored values are read where one factor does not say it; <see cref="Factor"/> is 1 then.</summary>
    public ColumnMap? Map { get; } = map;

    /// <summary>What makes values of stored ones; null where stored values are the values.</summary>
    public ColumnMap? MapOrFactor => Map ?? (Factor == 1.0 ? null : ColumnMap.Uniform(Columns, Factor));

    /// <summary>Whether values stay as they are stored when they are scaled, and are scaled when they are read.</summary>
    public abstract bool IsScaledWhenRead { get; }

    /// <summary>The same stored values, read in another way; only where <see cref="IsScaledWhenRead"/>.</summary>
    public abstract DenseMatrix WithMap(ColumnMap map);

    /// <summary>The bytes of a row in memory as they are stored; empty where they are no bytes, or not in memory.</summary>
    public ReadOnlySpan<byte> RowBytes(int row) => TryGetRows(row, 1, out ReadOnlySpan<byte> bytes) ? bytes : default;

    /// <summary>Writes bytes as they are stored; only where they are bytes.</summary>
    public abstract void CopyBytes(int first, int count, Span<byte> destination);

    /// <summary>Writes rows as they are stored, neither scaled nor mapped; <paramref name="destination"/> may be longer.</summary>
    public abstract void CopyStored<T>(int first, int count, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>;

    public override void CopyRows<T>(int first, int count, Span<T> destination)
    {
        destination = destination[..(count * Columns)];
        CopyStored(first, count, destination);
        if (Factor != 1.0)
            TensorPrimitives.Multiply(destination, T.CreateTruncating(Factor), destination);
        for (int i = 0; Map is not null && i < count; i++)
            Map.Apply(destination.Slice(i * Columns, Columns));
    }

    /// <summary>Whether bytes times a factor are numbers that a float holds, and no factor was lost.</summary>
    protected static bool IsUsable(double factor) => factor != 0.0 && Math.Abs(factor) * byte.MaxValue <= float.MaxValue;
}

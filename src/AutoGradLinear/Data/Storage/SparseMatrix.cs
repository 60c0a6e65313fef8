using System.Numerics;

namespace AutoGradLinear.Data;

/// <summary>A sparse matrix in compressed rows (CSR), wherever it lies.</summary>
internal abstract class SparseMatrix(FeatureStorage storage, int rows, int columns) : FeatureMatrix(storage, rows, columns)
{
    /// <summary>The number of values that are kept.</summary>
    public abstract long StoredCount { get; }

    /// <summary>The number of values of a row that are kept.</summary>
    public abstract int RowLength(int row);

    /// <summary>The columns of a row, ascending.</summary>
    public abstract ReadOnlySpan<int> RowColumns(int row);

    /// <summary>Writes the values of a row, one for each of <see cref="RowColumns"/>.</summary>
    public abstract void CopyRowValues<T>(int row, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Gives a row: as it lies in memory where it can, else in a buffer, which holds it until it is used again.</summary>
    public abstract SparseRow<T> Row<T>(int row, SparseRowBuffer<T> buffer)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Gives rows that follow one another: as they lie where they can, else one, in a buffer. To be disposed of before others are asked for.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="most">The largest number of rows that are wanted, 1 or more.</param>
    /// <param name="buffer">Room for a row.</param>
    public abstract SparseRun<T> Run<T>(int first, int most, SparseRowBuffer<T> buffer)
        where T : unmanaged, IFloatingPointIeee754<T>;

    public override bool TryGetRows<T>(int first, int count, out ReadOnlySpan<T> rows)
    {
        rows = default;
        return false;
    }
}

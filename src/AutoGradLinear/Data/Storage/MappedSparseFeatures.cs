using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGradLinear.Data;

/// <summary>A sparse matrix in a cache on disk, of which the blocks are mapped that are read; value = stored · factor.</summary>
internal sealed class MappedSparseFeatures(MappedRows rows, double factor = 1.0)
    : SparseMatrix(rows.Blocks.Header.Storage, rows.Count, rows.Blocks.Header.Columns)
{
    private readonly Lazy<long> storedCount = new(() => CountStored(rows));

    public override MappedRows Mapped => rows;

    public override long StoredCount => storedCount.Value;

    public override void AddTo(ref Checksum32 checksum)
    {
        rows.AddTo(ref checksum);
        checksum.Add<double>([factor]);
    }

    public override int RowLength(int row)
    {
        (int block, int place, _) = rows.Run(row, 1);
        using BlockLease lease = rows.Blocks.Lease(block);
        return lease.RowStarts[place + 1] - lease.RowStarts[place];
    }

    /// <remarks>A copy, as the block may be unmapped.</remarks>
    public override ReadOnlySpan<int> RowColumns(int row)
    {
        (int block, int place, _) = rows.Run(row, 1);
        using BlockLease lease = rows.Blocks.Lease(block);
        return lease.Columns[lease.RowStarts[place]..lease.RowStarts[place + 1]].ToArray();
    }

    public override void CopyRowValues<T>(int row, Span<T> destination)
    {
        (int block, int place, _) = rows.Run(row, 1);
        using BlockLease lease = rows.Blocks.Lease(block);
        int start = lease.RowStarts[place];
        CopyValues(lease, start, destination[..(lease.RowStarts[place + 1] - start)]);
    }

    public override SparseRow<T> Row<T>(int row, SparseRowBuffer<T> buffer)
    {
        (int block, int place, _) = rows.Run(row, 1);
        using BlockLease lease = rows.Blocks.Lease(block);
        int start = lease.RowStarts[place];
        int count = lease.RowStarts[place + 1] - start;
        Span<int> columns = buffer.Columns(count);
        Span<T> values = buffer.Values(count);
        lease.Columns.Slice(start, count).CopyTo(columns);
        CopyValues(lease, start, values);
        return new SparseRow<T>(columns, values);
    }

    public override SparseRun<T> Run<T>(int first, int most, SparseRowBuffer<T> buffer)
    {
        if (factor != 1.0 || !IsStoredAs<T>())
            return new SparseRun<T>(buffer.Alone(Row(first, buffer)));
        (int block, int place, int count) = rows.Run(first, most);
        BlockLease lease = rows.Blocks.Lease(block);
        return new SparseRun<T>(new SparseRows<T>(lease.RowStarts.Slice(place, count + 1), lease.Columns, lease.Values<T>()), lease);
    }

    public override void CopyRows<T>(int first, int count, Span<T> destination)
    {
        destination = destination[..(count * Columns)];
        destination.Clear();
        var buffer = new SparseRowBuffer<T>();
        for (int i = 0; i < count; i++)
        {
            SparseRow<T> row = Row(first + i, buffer);
            for (int k = 0; k < row.Columns.Length; k++)
                destination[(i * Columns) + row.Columns[k]] = row.Values[k];
        }
    }

    public override MappedSparseFeatures Gather(ReadOnlySpan<int> chosen) => new(rows.Select(chosen), factor);

    public override MappedSparseFeatures ScaledBy(double scale) => new(rows, factor * scale);

    /// <remarks>Blocks are checked when they are mapped for the first time.</remarks>
    public override (int Row, int Column, double Value)? FirstNonFinite() => null;

    private void CopyValues<T>(BlockLease lease, int start, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Storage == FeatureStorage.Single)
            DenseFeatures.Convert(lease.Values<float>().Slice(start, destination.Length), destination);
        else
            DenseFeatures.Convert(lease.Values<double>().Slice(start, destination.Length), destination);
        if (factor != 1.0)
            TensorPrimitives.Multiply(destination, T.CreateTruncating(factor), destination);
    }

    private static long CountStored(MappedRows rows)
    {
        if (rows.IsWhole)
            return rows.Blocks.StoredCount;
        long sum = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            (int block, int place, _) = rows.Run(i, 1);
            using BlockLease lease = rows.Blocks.Lease(block);
            sum += lease.RowStarts[place + 1] - lease.RowStarts[place];
        }

        return sum;
    }
}

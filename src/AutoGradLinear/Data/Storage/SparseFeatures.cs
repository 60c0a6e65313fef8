using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>
/// A sparse matrix in memory, in compressed rows (CSR): row i has the values <c>values[k]</c> in the columns <c>columns[k]</c>, ascending, for k from
/// <c>rowStarts[i]</c> to <c>rowStarts[i + 1]</c>; all else is 0.
/// </summary>
internal sealed class SparseFeatures : SparseMatrix
{
    private readonly ReadOnlyMemory<int> rowStarts;
    private readonly ReadOnlyMemory<int> columns;
    private readonly ReadOnlyMemory<float> singles;
    private readonly ReadOnlyMemory<double> doubles;

    public SparseFeatures(ReadOnlyMemory<int> rowStarts, ReadOnlyMemory<int> columns, ReadOnlyMemory<float> values, int columnCount)
        : this(FeatureStorage.Single, rowStarts, columns, columnCount) => singles = values;

    public SparseFeatures(ReadOnlyMemory<int> rowStarts, ReadOnlyMemory<int> columns, ReadOnlyMemory<double> values, int columnCount)
        : this(FeatureStorage.Double, rowStarts, columns, columnCount) => doubles = values;

    private SparseFeatures(FeatureStorage storage, ReadOnlyMemory<int> rowStarts, ReadOnlyMemory<int> columns, int columnCount)
        : base(storage, rowStarts.Length - 1, columnCount)
    {
        this.rowStarts = rowStarts;
        this.columns = columns;
    }

    public override long StoredCount => rowStarts.Span[^1];

    /// <summary>Where each row starts, and the end of the last one, from 0; shared by matrices that differ only in values.</summary>
    public ReadOnlyMemory<int> RowStarts => rowStarts;

    /// <summary>The columns of all stored values.</summary>
    public ReadOnlyMemory<int> StoredColumns => columns;

    /// <summary>Gives neighbouring rows, where their values are of type <typeparamref name="T"/>.</summary>
    public bool TryGetSparseRows<T>(int first, int count, out SparseRows<T> rows)
        where T : unmanaged
    {
        ReadOnlySpan<T> values;
        if (typeof(T) == typeof(float) && Storage == FeatureStorage.Single)
        {
            values = MemoryMarshal.Cast<float, T>(singles.Span);
        }
        else if (typeof(T) == typeof(double) && Storage == FeatureStorage.Double)
        {
            values = MemoryMarshal.Cast<double, T>(doubles.Span);
        }
        else
        {
            rows = default;
            return false;
        }

        rows = new SparseRows<T>(rowStarts.Span.Slice(first, count + 1), columns.Span, values);
        return true;
    }

    /// <summary>The range of a row within columns and values.</summary>
    public (int Start, int Count) Range(int row)
    {
        ReadOnlySpan<int> starts = rowStarts.Span;
        return (starts[row], starts[row + 1] - starts[row]);
    }

    public override int RowLength(int row) => Range(row).Count;

    public override ReadOnlySpan<int> RowColumns(int row)
    {
        (int start, int count) = Range(row);
        return columns.Span.Slice(start, count);
    }

    public override void CopyRowValues<T>(int row, Span<T> destination)
    {
        (int start, int count) = Range(row);
        if (Storage == FeatureStorage.Single)
            DenseFeatures.Convert(singles.Span.Slice(start, count), destination[..count]);
        else
            DenseFeatures.Convert(doubles.Span.Slice(start, count), destination[..count]);
    }

    public override SparseRow<T> Row<T>(int row, SparseRowBuffer<T> buffer)
    {
        ReadOnlySpan<int> places = RowColumns(row);
        if (TryGetSparseRows(row, 1, out SparseRows<T> inPlace))
            return new SparseRow<T>(places, inPlace.Values(0));
        Span<T> values = buffer.Values(places.Length);
        CopyRowValues(row, values);
        return new SparseRow<T>(places, values);
    }

    public override SparseRun<T> Run<T>(int first, int most, SparseRowBuffer<T> buffer) =>
        new(TryGetSparseRows(first, most, out SparseRows<T> inPlace) ? inPlace : buffer.Alone(Row(first, buffer)));

    public override void CopyRows<T>(int first, int count, Span<T> destination)
    {
        destination = destination[..(count * Columns)];
        destination.Clear();
        for (int i = 0; i < count; i++)
        {
            (int start, int length) = Range(first + i);
            Span<T> row = destination.Slice(i * Columns, Columns);
            ReadOnlySpan<int> places = columns.Span.Slice(start, length);
            if (Storage == FeatureStorage.Single)
                Scatter(places, singles.Span.Slice(start, length), row);
            else
                Scatter(places, doubles.Span.Slice(start, length), row);
        }
    }

    public override SparseFeatures Gather(ReadOnlySpan<int> rows)
    {
        int[] starts = new int[rows.Length + 1];
        for (int i = 0; i < rows.Length; i++)
            starts[i + 1] = checked(starts[i] + Range(rows[i]).Count);
        ReadOnlyMemory<int> places = Gather(columns.Span, rows, starts);
        return Storage == FeatureStorage.Single
            ? new SparseFeatures(starts, places, Gather(singles.Span, rows, starts), Columns)
            : new SparseFeatures(starts, places, Gather(doubles.Span, rows, starts), Columns);
    }

    public override SparseFeatures ScaledBy(double factor)
    {
        if (Storage == FeatureStorage.Single)
        {
            float[] scaled = new float[singles.Length];
            TensorPrimitives.Multiply(singles.Span, (float)factor, scaled);
            return new SparseFeatures(rowStarts, columns, scaled, Columns);
        }

        double[] values = new double[doubles.Length];
        TensorPrimitives.Multiply(doubles.Span, factor, values);
        return new SparseFeatures(rowStarts, columns, values, Columns);
    }

    public override (int Row, int Column, double Value)? FirstNonFinite()
    {
        int index = Storage == FeatureStorage.Single ? IndexOfNonFinite(singles.Span) : IndexOfNonFinite(doubles.Span);
        if (index < 0)
            return null;
        int row = rowStarts.Span.BinarySearch(index);
        if (row < 0)
            row = ~row - 1;
        while (Range(row).Count == 0)
            row++;
        return (row, columns.Span[index], Storage == FeatureStorage.Single ? singles.Span[index] : doubles.Span[index]);
    }

    public override void AddTo(ref Checksum32 checksum)
    {
        checksum.Add(rowStarts.Span);
        checksum.Add(columns.Span);
        checksum.Add(singles.Span);
        checksum.Add(doubles.Span);
    }

    private static void Scatter<TFrom, TTo>(ReadOnlySpan<int> places, ReadOnlySpan<TFrom> values, Span<TTo> row)
        where TFrom : unmanaged, IFloatingPointIeee754<TFrom>
        where TTo : unmanaged, IFloatingPointIeee754<TTo>
    {
        for (int k = 0; k < places.Length; k++)
            row[places[k]] = TTo.CreateTruncating(values[k]);
    }

    private T[] Gather<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> rows, int[] starts)
    {
        var result = new T[starts[^1]];
        for (int i = 0; i < rows.Length; i++)
        {
            (int start, int count) = Range(rows[i]);
            source.Slice(start, count).CopyTo(result.AsSpan(starts[i]));
        }

        return result;
    }
}

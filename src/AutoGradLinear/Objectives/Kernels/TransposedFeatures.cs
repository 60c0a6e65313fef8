using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>
/// A sparse matrix in compressed columns: column j has the values <c>Values[k]</c> in the rows <c>Rows[k]</c>, ascending, for k from
/// <c>ColumnStarts[j]</c> to <c>ColumnStarts[j + 1]</c>.
/// </summary>
internal sealed class TransposedFeatures<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private TransposedFeatures(int[] columnStarts, int[] rows, T[] values)
    {
        ColumnStarts = columnStarts;
        Rows = rows;
        Values = values;
    }

    public int[] ColumnStarts { get; }

    public int[] Rows { get; }

    public T[] Values { get; }

    /// <summary>Sorts the values of compressed rows by column, by counting.</summary>
    public static TransposedFeatures<T> Of(SparseFeatures features)
    {
        ReadOnlySpan<int> columns = features.StoredColumns.Span[..(int)features.StoredCount];
        int[] starts = new int[features.Columns + 1];
        foreach (int column in columns)
            starts[column + 1]++;
        for (int j = 0; j < features.Columns; j++)
            starts[j + 1] += starts[j];
        int[] place = starts.AsSpan(0, features.Columns).ToArray();
        int[] rows = new int[columns.Length];
        var values = new T[columns.Length];
        T[] row = [];
        for (int i = 0; i < features.Rows; i++)
        {
            ReadOnlySpan<int> rowColumns = features.RowColumns(i);
            if (row.Length < rowColumns.Length)
                row = new T[Math.Max(rowColumns.Length, 2 * row.Length)];
            features.CopyRowValues<T>(i, row);
            for (int k = 0; k < rowColumns.Length; k++)
            {
                int target = place[rowColumns[k]]++;
                rows[target] = i;
                values[target] = row[k];
            }
        }

        return new TransposedFeatures<T>(starts, rows, values);
    }
}

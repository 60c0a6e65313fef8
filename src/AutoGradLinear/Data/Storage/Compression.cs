using System.Numerics;

namespace AutoGradLinear.Data;

/// <summary>Turns dense features into sparse ones, and back.</summary>
internal static class Compression
{
    public static SparseFeatures Compress<T>(FeatureMatrix dense)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] starts = new int[dense.Rows + 1];
        var columns = new List<int>();
        var values = new List<T>();
        var row = new T[dense.Columns];
        for (int i = 0; i < dense.Rows; i++)
        {
            dense.CopyRows<T>(i, 1, row);
            for (int j = 0; j < row.Length; j++)
            {
                if (row[j] != T.Zero)
                {
                    columns.Add(j);
                    values.Add(row[j]);
                }
            }

            starts[i + 1] = values.Count;
        }

        return typeof(T) == typeof(double)
            ? new SparseFeatures(starts, columns.ToArray(), (double[])(object)values.ToArray(), dense.Columns)
            : new SparseFeatures(starts, columns.ToArray(), (float[])(object)values.ToArray(), dense.Columns);
    }

    public static DenseFeatures Expand<T>(FeatureMatrix sparse)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long length = (long)sparse.Rows * sparse.Columns;
        if (length > Array.MaxLength)
            throw new OutOfMemoryException($"{sparse.Rows} rows of {sparse.Columns} features are too many to keep zeros included; keep them sparse.");
        T[] values = LargeArray.Allocate<T>((int)length);
        sparse.CopyRows<T>(0, sparse.Rows, values);
        return typeof(T) == typeof(double)
            ? new DenseFeatures((double[])(object)values, sparse.Columns)
            : new DenseFeatures((float[])(object)values, sparse.Columns);
    }
}

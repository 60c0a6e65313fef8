using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace AutoGradLinear.Training;

/// <summary>A SHA-256 of values and texts, in the order in which they are added.</summary>
internal sealed class SearchChecksum : IDisposable
{
    /// <summary>Rows of features are read in blocks of about so many values.</summary>
    private const int BlockLength = 1 << 16;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Computes a checksum.</summary>
    /// <param name="add">Adds what it is of.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(Action<SearchChecksum> add)
    {
        using var checksum = new SearchChecksum();
        add(checksum);
        return Convert.ToHexStringLower(checksum.hash.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();

    /// <summary>Adds a number.</summary>
    public void Add(int value) => Add<int>([value]);

    /// <summary>Adds numbers, their count first, so that the same numbers, divided otherwise, have another checksum.</summary>
    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        hash.AppendData(BitConverter.GetBytes(values.Length));
        hash.AppendData(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text) => Add<byte>(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds all that a dataset holds.</summary>
    public void Add(ClassificationDataset data)
    {
        Add<int>([data.Count, data.FeatureCount, data.ClassCount]);
        foreach (string name in data.Classes)
            Add(name);
        Add(data.Labels);
        Add(data.Weights);
        if (data.IsSparse)
            AddSparse(data);
        else
            AddDense(data);
    }

    private void AddDense(ClassificationDataset data)
    {
        int rows = Math.Clamp(BlockLength / data.FeatureCount, 1, data.Count);
        double[] block = new double[checked(rows * data.FeatureCount)];
        for (int first = 0; first < data.Count; first += rows)
        {
            int count = Math.Min(rows, data.Count - first);
            data.CopyRows<double>(first, count, block);
            Add<double>(block.AsSpan(0, count * data.FeatureCount));
        }
    }

    private void AddSparse(ClassificationDataset data)
    {
        double[] values = new double[BlockLength];
        for (int row = 0; row < data.Count; row++)
        {
            ReadOnlySpan<int> columns = data.StoredColumns(row);
            if (columns.Length > values.Length)
                values = new double[columns.Length];
            data.CopyStoredValues<double>(row, values);
            Add(columns);
            Add<double>(values.AsSpan(0, columns.Length));
        }
    }
}

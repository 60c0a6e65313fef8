using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AutoGradLinear.Data;

/// <summary>
/// The SHA-256 of a dataset: counts, names, labels, weights, and every feature that is not 0 with its place, as a double. Dense or sparse, bytes or reals:
/// the same numbers have the same fingerprint.
/// </summary>
/// <remarks>
/// By it a report names its data, and a journal of a search knows them again. Checkpoints do not: the last digits of a training depend on the storage, its owner wants to be told in what the data differ,
/// and a pass over a file larger than memory before every start would be dear; they keep a <see cref="Checksum32"/> of each part, as it is stored.
/// </remarks>
internal static class DataFingerprint
{
    /// <summary>Computes a fingerprint, in one pass over the data.</summary>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(ClassificationDataset data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, data.Count);
        Append(hash, data.FeatureCount);
        AppendNames(hash, data.Classes);
        AppendNames(hash, data.FeatureNames ?? []);
        Append(hash, data.HasLabels ? 1 : 0);
        Append(hash, data.HasWeights ? 1 : 0);
        byte[] buffer = new byte[(12 * data.FeatureCount) + 16];
        double[] row = new double[data.FeatureCount];
        for (int i = 0; i < data.Count; i++)
        {
            int length = WriteFeatures(data, i, row, buffer);
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(length), data.HasLabels ? data.Labels[i] : -1);
            BinaryPrimitives.WriteDoubleLittleEndian(buffer.AsSpan(length + 4), data.HasWeights ? data.Weights[i] : 1.0);

            // Ends the row: a column that does not exist.
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(length + 12), -1);
            hash.AppendData(buffer, 0, length + 16);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static int WriteFeatures(ClassificationDataset data, int index, double[] row, byte[] buffer)
    {
        int length = 0;
        if (data.IsSparse)
        {
            ReadOnlySpan<int> columns = data.StoredColumns(index);
            data.CopyStoredValues<double>(index, row);
            for (int k = 0; k < columns.Length; k++)
                Write(columns[k], row[k]);
            return length;
        }

        data.CopyRow<double>(index, row);
        for (int j = 0; j < row.Length; j++)
            Write(j, row[j]);
        return length;

        void Write(int column, double value)
        {
            if (value == 0.0)
                return;
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(length), column);
            BinaryPrimitives.WriteDoubleLittleEndian(buffer.AsSpan(length + 4), value);
            length += 12;
        }
    }

    private static void AppendNames(IncrementalHash hash, IReadOnlyList<string> names)
    {
        Append(hash, names.Count);
        foreach (string name in names)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(name);
            Append(hash, bytes.Length);
            hash.AppendData(bytes);
        }
    }

    private static void Append(IncrementalHash hash, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }
}

using System.Buffers.Binary;

namespace AutoGradLinear.Mutations.Subjects;

/// <summary>
/// Caches of datasets, dense or sparse, in several blocks. Nearly all damage is noticed by checksums; so half of the files get new ones of header and index before they are read, and what lies
/// behind the checksums meets the damage, too.
/// </summary>
internal sealed class CacheSubject : IMutationSubject
{
    private const string File = "data.cache";
    private const int HeaderSize = 128;
    private const int IndexLengthPlace = 28;
    private const int IndexOffsetPlace = 32;
    private const int IndexChecksumPlace = 40;

    public string Name => "cache";

    public IReadOnlyList<SubjectFile> MakeValid(Random random)
    {
        int rows = 2 + random.Next(20);
        int columns = 1 + random.Next(6);
        float[][] values = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => random.Next(2) * random.NextSingle()).ToArray())];
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row < 2 ? row : random.Next(3))];
        double[]? weights = random.Next(2) == 0 ? [.. labels.Select(_ => random.NextDouble() + 0.1)] : null;
        string[]? names = random.Next(2) == 0 ? [.. Enumerable.Range(0, columns).Select(j => $"größe {j}")] : null;
        ClassificationDataset data = ClassificationDataset.FromRows(values.SelectMany(row => row).ToArray(), columns, labels, [0, 1, 2], weights, names);
        data = random.Next(2) == 0 ? data.ToSparse() : data;
        return [SubjectFile.Saved(File, path => DatasetCache.Write(path, [data], new CacheOptions { BlockBytes = 1 + random.Next(200) }))];
    }

    public Action Read(string folder, DataLimits limits)
    {
        string path = Path.Combine(folder, File);
        byte[] bytes = System.IO.File.ReadAllBytes(path);
        if (bytes.Length % 2 == 0 && bytes.Length >= HeaderSize)
            FileReplacement.Write(path, WithChecksums(bytes));
        ClassificationDataset data = DatasetCache.Open(path, new CacheOptions { MemoryBytes = limits.MaxMemory });
        return () => Consistency.Check(data, anyNames: true);
    }

    private static byte[] WithChecksums(byte[] bytes)
    {
        long offset = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(IndexOffsetPlace));
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(IndexLengthPlace));
        if (offset >= 0 && length >= 0 && offset <= bytes.Length - length)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(IndexChecksumPlace), Crc32(bytes.AsSpan((int)offset, length)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(HeaderSize - sizeof(uint)), Crc32(bytes.AsSpan(0, HeaderSize - sizeof(uint))));
        return bytes;
    }

    /// <summary>RFC 1952, section 8, bit by bit.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }
}

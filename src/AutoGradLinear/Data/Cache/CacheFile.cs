using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>Opens a cache: header, index, labels and weights are read and checked; features are mapped later, block by block.</summary>
internal static class CacheFile
{
    /// <exception cref="DataFormatException">The file is no cache, or damaged.</exception>
    public static ClassificationDataset Open(string path, CacheOptions options)
    {
        if (!BitConverter.IsLittleEndian)
            throw new NotSupportedException("Caches of datasets are little-endian, and this machine is not.");
        FileStream stream = OpenStream(path);
        try
        {
            CacheHeader header = ReadHeader(path, stream);
            byte[] bytes = new byte[header.IndexLength];
            Read(path, stream, header.IndexOffset, bytes);
            CacheIndex index = CacheIndex.Read(path, header, bytes);
            (int[]? labels, double[]? weights) = ReadLabels(path, stream, header, index);
            var rows = new MappedRows(new MappedBlocks(path, stream, header, index.Blocks, options.MemoryBytes));
            FeatureMatrix features = header.IsSparse ? new MappedSparseFeatures(rows) : new MappedDenseFeatures(rows);
            return Join(path, features, labels, weights, index);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>What a cache was made of; null where there is no whole cache.</summary>
    public static CacheSource? SourceOf(string path)
    {
        if (!File.Exists(path))
            return null;
        using FileStream stream = OpenStream(path);
        return ReadHeader(path, stream).Source;
    }

    /// <remarks>Others may replace the file meanwhile; what was opened stays as it is.</remarks>
    private static FileStream OpenStream(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);

    private static CacheHeader ReadHeader(string path, FileStream stream)
    {
        byte[] bytes = new byte[CacheHeader.Size];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return CacheHeader.Read(path, bytes.AsSpan(0, length), stream.Length);
    }

    private static void Read(string path, FileStream stream, long offset, Span<byte> bytes)
    {
        stream.Position = offset;
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw CacheHeader.Error(path, offset, "the file ends early. Write the cache anew.");
    }

    private static (int[]? Labels, double[]? Weights) ReadLabels(string path, FileStream stream, CacheHeader header, CacheIndex index)
    {
        int[]? labels = header.HasLabels ? new int[header.Rows] : null;
        double[]? weights = Array.Exists(index.Blocks, block => block.HasWeights) ? new double[header.Rows] : null;
        byte[] bytes = [];
        int row = 0;
        foreach (BlockEntry block in index.Blocks)
        {
            BlockLayout layout = header.LayoutOf(block);
            long start = block.Offset + layout.LabelsStart;
            Array.Resize(ref bytes, checked((int)(layout.Length - layout.LabelsStart)));
            Read(path, stream, start, bytes);
            if (Checksum32.Of(bytes) != block.LabelChecksum)
                throw CacheHeader.Error(path, start, "the checksum of labels and weights is wrong: the cache is damaged. Write it anew.");
            if (labels is not null && !TryDecode(MemoryMarshal.Cast<byte, int>(bytes)[..block.Rows], index.ClassOfCode, labels.AsSpan(row, block.Rows)))
                throw CacheHeader.Error(path, start, "a label has no class: the cache is damaged. Write it anew.");
            if (block.HasWeights)
                MemoryMarshal.Cast<byte, double>(bytes.AsSpan((int)(layout.WeightsStart - layout.LabelsStart))).CopyTo(weights.AsSpan(row));
            else
                weights?.AsSpan(row, block.Rows).Fill(1.0);
            row += block.Rows;
        }

        return (labels, weights);
    }

    private static bool TryDecode(ReadOnlySpan<int> codes, int[] classOfCode, Span<int> labels)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            if ((uint)codes[i] >= (uint)classOfCode.Length)
                return false;
            labels[i] = classOfCode[codes[i]];
        }

        return true;
    }

    private static ClassificationDataset Join(string path, FeatureMatrix features, int[]? labels, double[]? weights, CacheIndex index)
    {
        try
        {
            return ClassificationDataset.FromEncoded(features, labels, index.Classes, weights, index.FeatureNames);
        }
        catch (ArgumentException exception)
        {
            throw new DataFormatException(path, string.Empty, exception.Message, exception);
        }
    }
}

using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>Writes the blocks of a cache, one after another, then the index, and the header last.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="stream">Where it is written; can be moved in.</param>
internal sealed class CacheWriter(string path, Stream stream)
{
    private readonly List<BlockEntry> blocks = [];
    private FeatureStorage storage;
    private bool isSparse;
    private bool hasLabels;
    private long rows;
    private int columns;

    /// <summary>The rows that were written.</summary>
    public long Rows => rows;

    /// <summary>Writes a block; all have the same kind of rows.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="withLabels">Whether the labels are any.</param>
    /// <exception cref="DataFormatException">A feature is NaN or infinite, the rows are too many, or differ in kind from those before.</exception>
    public void Add(RowBlock block, bool withLabels)
    {
        if (!BitConverter.IsLittleEndian)
            throw new NotSupportedException("Caches of datasets are little-endian, and this machine is not.");
        RequireSameKind(block, withLabels);
        RowBlockChecks.RequireFinite(path, block, rows);
        int stored = RowBlockChecks.StoredCount(block);
        var layout = new BlockLayout(storage, isSparse, block.Count, stored, hasLabels, block.HasWeights);
        if (layout.FeatureBytes > int.MaxValue || rows + block.Count > int.MaxValue)
            throw new DataFormatException(path, $"row {rows + 1}", "the rows, or the values of one, are more than a cache can hold.");
        stream.Position = (Math.Max(stream.Length, CacheHeader.Size) + CacheIndex.Alignment - 1) / CacheIndex.Alignment * CacheIndex.Alignment;
        long offset = stream.Position;
        uint features = WriteFeatures(block, layout);
        uint labels = WriteLabels(block, layout);
        blocks.Add(new BlockEntry(offset, block.Count, stored, block.HasWeights, features, labels));
        rows += block.Count;
    }

    /// <summary>Writes what is known in the end.</summary>
    /// <param name="columnCount">The number of features.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="classOfCode">The class of each code of a label.</param>
    /// <param name="featureNames">The names of the features, or null.</param>
    /// <param name="source">What was read.</param>
    public void Finish(int columnCount, IReadOnlyList<string> classes, int[] classOfCode, IReadOnlyList<string>? featureNames, CacheSource source)
    {
        byte[] index = new CacheIndex([.. blocks], [.. classes], classOfCode, featureNames is null ? null : [.. featureNames]).ToBytes();
        long offset = stream.Position = stream.Length;
        stream.Write(index);
        var header = new CacheHeader(
            storage, isSparse, hasLabels, (int)rows, columnCount, blocks.Count, offset, index.Length, Checksum32.Of(index), source);
        stream.Position = 0;
        stream.Write(header.ToBytes());
    }

    private void RequireSameKind(RowBlock block, bool withLabels)
    {
        if (rows == 0)
            (storage, isSparse, hasLabels, columns) = (block.Storage, block.IsSparse, withLabels, block.FeatureCount);
        else if ((storage, isSparse, hasLabels, columns) != (block.Storage, block.IsSparse, withLabels, block.FeatureCount))
            throw new DataFormatException(path, $"row {rows + 1}", "the rows differ in storage, in their number of features or in whether they have labels from those before.");
    }

    private uint WriteFeatures(RowBlock block, BlockLayout layout)
    {
        var section = new Section(stream);
        section.Write(RowBlockChecks.ValueBytes(block), 0);
        if (isSparse)
        {
            section.Write(MemoryMarshal.AsBytes(block.Columns), layout.ColumnsStart);
            section.Write(MemoryMarshal.AsBytes(block.RowStarts), layout.RowStartsStart);
        }

        return section.Checksum;
    }

    private uint WriteLabels(RowBlock block, BlockLayout layout)
    {
        new Section(stream).Write([], layout.LabelsStart - layout.FeatureBytes);
        var section = new Section(stream);
        if (hasLabels)
            section.Write(MemoryMarshal.AsBytes(block.Labels), 0);
        section.Write(MemoryMarshal.AsBytes(block.Weights), layout.WeightsStart - layout.LabelsStart);
        return section.Checksum;
    }

    /// <summary>Parts that have one checksum, with zeros between them.</summary>
    private sealed class Section(Stream stream)
    {
        private static readonly byte[] Zeros = new byte[64];
        private Checksum32 checksum;
        private long length;

        public uint Checksum => checksum.Value;

        /// <summary>Writes a part that begins at <paramref name="start"/>.</summary>
        public void Write(ReadOnlySpan<byte> part, long start)
        {
            Append(Zeros.AsSpan(0, (int)(start - length)));
            Append(part);
        }

        private void Append(ReadOnlySpan<byte> bytes)
        {
            checksum.Add(bytes);
            stream.Write(bytes);
            length += bytes.Length;
        }
    }
}

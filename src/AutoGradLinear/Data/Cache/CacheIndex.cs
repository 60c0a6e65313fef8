using System.Text;

namespace AutoGradLinear.Data;

/// <summary>What stands behind the blocks of a cache: where they are, and the names of classes and features.</summary>
/// <param name="Blocks">The blocks, in the order of their rows.</param>
/// <param name="Classes">The names of the classes.</param>
/// <param name="ClassOfCode">For each code that stands in the blocks for a label, the class.</param>
/// <param name="FeatureNames">The names of the features, where there are any.</param>
internal sealed record CacheIndex(BlockEntry[] Blocks, string[] Classes, int[] ClassOfCode, string[]? FeatureNames)
{
    /// <summary>Blocks begin with whole pages.</summary>
    public const int Alignment = 4096;

    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        foreach (BlockEntry block in Blocks)
            block.Write(writer);
        WriteNames(writer, Classes);
        writer.Write(ClassOfCode.Length);
        foreach (int index in ClassOfCode)
            writer.Write(index);
        writer.Write(FeatureNames is not null);
        if (FeatureNames is not null)
            WriteNames(writer, FeatureNames);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads and checks an index.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">The header.</param>
    /// <param name="bytes">The index.</param>
    /// <exception cref="DataFormatException">The index is damaged.</exception>
    public static CacheIndex Read(string path, CacheHeader header, byte[] bytes)
    {
        if (Checksum32.Of(bytes) != header.IndexChecksum)
            throw CacheHeader.Error(path, header.IndexOffset, "the checksum of the index is wrong: the cache is damaged. Write it anew.");
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        try
        {
            var index = new CacheIndex(
                ReadBlocks(reader, header),
                ReadNames(reader),
                ReadCodes(reader),
                reader.ReadBoolean() ? ReadNames(reader) : null);
            index.Require(header, reader.BaseStream.Position == bytes.Length);
            return index;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new DataFormatException(
                path,
                $"byte {header.IndexOffset + reader.BaseStream.Position}",
                $"the index contradicts itself ({exception.Message}). Write the cache anew.",
                exception);
        }
    }

    private static BlockEntry[] ReadBlocks(BinaryReader reader, CacheHeader header)
    {
        var blocks = new BlockEntry[header.Blocks];
        long end = CacheHeader.Size;
        for (int k = 0; k < blocks.Length; k++)
        {
            BlockEntry block = blocks[k] = BlockEntry.Read(reader);
            if (!IsPossible(block, header, end))
                throw new InvalidDataException($"block {k} lies where it cannot be");
            end = block.Offset + header.LayoutOf(block).Length;
        }

        return blocks;
    }

    /// <summary>Whether a block is where it can be, behind what ends at <paramref name="end"/>.</summary>
    private static bool IsPossible(BlockEntry block, CacheHeader header, long end)
    {
        BlockLayout layout = header.LayoutOf(block);
        return block.Rows > 0
            && (header.IsSparse ? block.Stored >= 0 : block.Stored == (long)block.Rows * header.Columns)
            && block.Offset % Alignment == 0
            && block.Offset >= end
            && layout.FeatureBytes <= int.MaxValue
            && block.Offset <= header.IndexOffset - layout.Length;
    }

    private static int[] ReadCodes(BinaryReader reader)
    {
        int[] codes = new int[RequireCount(reader, sizeof(int))];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = reader.ReadInt32();
        return codes;
    }

    private static string[] ReadNames(BinaryReader reader)
    {
        string[] names = new string[RequireCount(reader, 1)];
        for (int i = 0; i < names.Length; i++)
            names[i] = reader.ReadString();
        return names;
    }

    /// <summary>Reads a count, for which memory is taken only if as much follows.</summary>
    private static int RequireCount(BinaryReader reader, int leastSize)
    {
        int count = reader.ReadInt32();
        if (count < 0 || (long)count * leastSize > reader.BaseStream.Length - reader.BaseStream.Position)
            throw new InvalidDataException($"a count of {count} is not possible");
        return count;
    }

    private static void WriteNames(BinaryWriter writer, string[] names)
    {
        writer.Write(names.Length);
        foreach (string name in names)
            writer.Write(name);
    }

    private void Require(CacheHeader header, bool isAtEnd)
    {
        if (Blocks.Sum(block => (long)block.Rows) != header.Rows)
            throw new InvalidDataException("the blocks have another number of rows than the header says");
        if (Classes.Length < 2 || Array.Exists(ClassOfCode, index => (uint)index >= (uint)Classes.Length))
            throw new InvalidDataException("a label has no class");
        if (Classes.Distinct(StringComparer.Ordinal).Count() != Classes.Length)
            throw new InvalidDataException("two classes have one name");
        if (FeatureNames is not null && FeatureNames.Length != header.Columns)
            throw new InvalidDataException("there are other names than features");
        if (!isAtEnd)
            throw new InvalidDataException("something follows");
    }
}

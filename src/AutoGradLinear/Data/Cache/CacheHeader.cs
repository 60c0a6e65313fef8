using System.Buffers.Binary;

namespace AutoGradLinear.Data;

/// <summary>The first bytes of a cache. All numbers of the file are little-endian.</summary>
/// <param name="Storage">The type of the values.</param>
/// <param name="IsSparse">Whether rows are compressed.</param>
/// <param name="HasLabels">Whether examples have labels.</param>
/// <param name="Rows">The number of examples.</param>
/// <param name="Columns">The number of features.</param>
/// <param name="Blocks">The number of blocks.</param>
/// <param name="IndexOffset">Where the index begins, which is the end of the file.</param>
/// <param name="IndexLength">The bytes of the index.</param>
/// <param name="IndexChecksum">The checksum of the index.</param>
/// <param name="Source">What the cache was made of.</param>
/// <remarks>It is written last, so that a file that was not finished has none.</remarks>
internal sealed record CacheHeader(
    FeatureStorage Storage,
    bool IsSparse,
    bool HasLabels,
    int Rows,
    int Columns,
    int Blocks,
    long IndexOffset,
    int IndexLength,
    uint IndexChecksum,
    CacheSource Source)
{
    /// <summary>The bytes of the header.</summary>
    public const int Size = 128;

    /// <summary>The layout that this version of the library reads and writes.</summary>
    private const int Version = 1;

    private const int ChecksumPlace = Size - sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "AGLcache"u8;

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        Span<byte> span = bytes;
        Magic.CopyTo(span);
        BinaryPrimitives.WriteInt32LittleEndian(span[8..], Version);
        span[12] = (byte)Storage;
        span[13] = IsSparse ? (byte)1 : (byte)0;
        span[14] = HasLabels ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], Rows);
        BinaryPrimitives.WriteInt32LittleEndian(span[20..], Columns);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], Blocks);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], IndexLength);
        BinaryPrimitives.WriteInt64LittleEndian(span[32..], IndexOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(span[40..], IndexChecksum);
        BinaryPrimitives.WriteUInt32LittleEndian(span[44..], Source.Settings);
        BinaryPrimitives.WriteInt64LittleEndian(span[48..], Source.Length);
        BinaryPrimitives.WriteInt64LittleEndian(span[56..], Source.Modified);
        BinaryPrimitives.WriteUInt32LittleEndian(span[ChecksumPlace..], Checksum32.Of(span[..ChecksumPlace]));
        return bytes;
    }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its first bytes.</param>
    /// <param name="fileLength">The bytes of the file.</param>
    /// <exception cref="DataFormatException">The file is no cache, of another version, damaged, or cut off.</exception>
    public static CacheHeader Read(string path, ReadOnlySpan<byte> bytes, long fileLength)
    {
        if (!bytes.StartsWith(Magic))
            throw Error(path, 0, "the file is no cache of a dataset, or its writing was not finished. Write it with DatasetCache.Write.");
        int version = bytes.Length < Size ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (bytes.Length == Size && version != Version)
            throw Error(path, 8, $"the cache has version {version}; this library reads version {Version}. Write it anew.");
        if (bytes.Length < Size || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumPlace..]) != Checksum32.Of(bytes[..ChecksumPlace]))
            throw Error(path, 0, "the header is damaged. Write the cache anew.");
        var header = new CacheHeader(
            (FeatureStorage)bytes[12],
            bytes[13] != 0,
            bytes[14] != 0,
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[28..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[40..]),
            new CacheSource(
                BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]),
                BinaryPrimitives.ReadInt64LittleEndian(bytes[56..]),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[44..])));
        header.Require(path, fileLength);
        return header;
    }

    /// <summary>Where the parts of a block are.</summary>
    public BlockLayout LayoutOf(BlockEntry block) => new(Storage, IsSparse, block.Rows, block.Stored, HasLabels, block.HasWeights);

    /// <summary>Reports what is wrong at a byte of a cache.</summary>
    public static DataFormatException Error(string path, long offset, string problem) => new(path, $"byte {offset}", problem);

    private void Require(string path, long fileLength)
    {
        bool isStored = IsSparse ? Storage is FeatureStorage.Single or FeatureStorage.Double : Storage <= FeatureStorage.Double;
        bool isPossible = isStored && Rows > 0 && Columns > 0 && Blocks > 0 && Blocks <= Rows
            && IndexOffset >= Size && IndexLength >= (long)Blocks * BlockEntry.Size;
        if (!isPossible)
            throw Error(path, 12, "the header counts what cannot be. Write the cache anew.");
        if (fileLength != IndexOffset + IndexLength)
        {
            throw Error(
                path,
                Math.Min(fileLength, IndexOffset),
                $"the file has {fileLength} bytes; the header says {IndexOffset + IndexLength}. It was cut off or continued: restore it, or write the cache anew.");
        }
    }
}

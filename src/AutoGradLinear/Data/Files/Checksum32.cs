using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>The checksum of gzip: CRC-32 with the reflected polynomial EDB88320 (RFC 1952, section 8).</summary>
/// <remarks>Eight bytes a step with eight tables (Kounavis and Berry, "slicing-by-8", ISCC 2005).</remarks>
internal struct Checksum32
{
    private static readonly uint[] Tables = MakeTables();

    /// <summary>Longer rows are added in pieces, as a span of bytes holds no more than 2³¹.</summary>
    private const int PieceLength = 1 << 20;

    private uint inverted;

    /// <summary>The checksum of all bytes so far.</summary>
    public readonly uint Value => inverted;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var checksum = default(Checksum32);
        checksum.Add(bytes);
        return checksum.Value;
    }

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> table = Tables;
        uint crc = ~inverted;
        while (bytes.Length >= 8)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[(7 * 256) + (int)(low & 255)] ^ table[(6 * 256) + (int)((low >> 8) & 255)]
                ^ table[(5 * 256) + (int)((low >> 16) & 255)] ^ table[(4 * 256) + (int)(low >> 24)]
                ^ table[(3 * 256) + (int)(high & 255)] ^ table[(2 * 256) + (int)((high >> 8) & 255)]
                ^ table[256 + (int)((high >> 16) & 255)] ^ table[(int)(high >> 24)];
            bytes = bytes[8..];
        }

        foreach (byte value in bytes)
            crc = table[(int)((crc ^ value) & 255)] ^ (crc >> 8);
        inverted = ~crc;
    }

    /// <summary>Adds the bytes of numbers, as they lie in memory.</summary>
    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        for (int start = 0; start < values.Length; start += PieceLength)
            Add(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(PieceLength, values.Length - start))));
    }

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint crc = i;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            tables[i] = crc;
        }

        for (int i = 256; i < tables.Length; i++)
            tables[i] = tables[tables[i - 256] & 255] ^ (tables[i - 256] >> 8);
        return tables;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace AutoGradLinear.Numerics;

/// <summary>A hash that is the same on every machine, in every process and in every version: MurmurHash3, 32 bits, of UTF-8.</summary>
/// <remarks>
/// A. Appleby, MurmurHash3 (x86, 32 bits), public domain. <see cref="string.GetHashCode()"/> differs from one process to the next. Not for
/// cryptography, and not against people who choose texts that collide.
/// </remarks>
internal static class StableHash
{
    private const int StackBytes = 512;

    /// <summary>Hashes text by its UTF-8 bytes; halves of surrogate pairs that stand alone count as U+FFFD.</summary>
    /// <param name="text">The text.</param>
    /// <param name="seed">Another seed gives another function.</param>
    /// <returns>32 bits, each of which may be used alone.</returns>
    public static uint Of(ReadOnlySpan<char> text, uint seed = 0)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most <= StackBytes)
        {
            Span<byte> bytes = stackalloc byte[StackBytes];
            return Of(bytes[..Encoding.UTF8.GetBytes(text, bytes)], seed);
        }

        byte[] pooled = ArrayPool<byte>.Shared.Rent(most);
        uint hash = Of(pooled.AsSpan(0, Encoding.UTF8.GetBytes(text, pooled)), seed);
        ArrayPool<byte>.Shared.Return(pooled);
        return hash;
    }

    /// <summary>Hashes bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="seed">Another seed gives another function.</param>
    /// <returns>32 bits, each of which may be used alone.</returns>
    public static uint Of(ReadOnlySpan<byte> bytes, uint seed = 0)
    {
        unchecked
        {
            uint hash = seed;
            uint length = (uint)bytes.Length;
            while (bytes.Length >= 4)
            {
                hash ^= Scramble(BinaryPrimitives.ReadUInt32LittleEndian(bytes));
                hash = (BitOperations.RotateLeft(hash, 13) * 5) + 0xE6546B64;
                bytes = bytes[4..];
            }

            uint tail = 0;
            for (int i = bytes.Length - 1; i >= 0; i--)
                tail = (tail << 8) | bytes[i];
            hash ^= Scramble(tail) ^ length;
            hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
            hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
            return hash ^ (hash >> 16);
        }
    }

    private static uint Scramble(uint block) => unchecked(BitOperations.RotateLeft(block * 0xCC9E2D51, 15) * 0x1B873593);
}

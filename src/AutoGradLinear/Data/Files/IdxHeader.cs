using System.Buffers.Binary;

namespace AutoGradLinear.Data;

/// <summary>The header of an IDX file: two zero bytes, the type of the elements, the number of dimensions, and their sizes (big-endian).</summary>
internal sealed record IdxHeader(IdxElement Element, IReadOnlyList<long> Dimensions)
{
    /// <summary>The number of items, the first dimension.</summary>
    public long Count => Dimensions[0];

    /// <summary>The number of elements per item: the product of the other dimensions.</summary>
    public long ItemLength => Dimensions.Skip(1).Aggregate(1L, (product, size) => product * size);

    /// <summary>The size of the header in bytes.</summary>
    public int Size => 4 + (4 * Dimensions.Count);

    /// <summary>The size of an element in bytes.</summary>
    public int ElementSize => Element switch
    {
        IdxElement.UnsignedByte or IdxElement.SignedByte => 1,
        IdxElement.Int16 => 2,
        IdxElement.Double => 8,
        _ => 4,
    };

    /// <summary>Reads a header and compares it with the size of the file, where that is known.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="kind">What the file should hold, such as "images".</param>
    /// <param name="fewest">The smallest number of dimensions.</param>
    /// <param name="most">The largest number of dimensions.</param>
    /// <param name="limits">What is accepted at most.</param>
    /// <exception cref="DataFormatException">It is no such header, beyond the limits, or the file has another size than it says.</exception>
    public static IdxHeader Read(DataFileStream stream, string kind, int fewest, int most, DataLimits limits)
    {
        Span<byte> start = stackalloc byte[4];
        RequireRead(stream, start, 0);
        if (start[0] != 0 || start[1] != 0)
        {
            throw new DataFormatException(
                stream.Path,
                "byte 0",
                $"expected an IDX file, which begins with two zero bytes, found {Hex(start)}. Is it the file of {kind}?");
        }

        var element = (IdxElement)start[2];
        if (!Enum.IsDefined(element))
        {
            throw new DataFormatException(
                stream.Path,
                "byte 2",
                $"the type of the elements is 0x{start[2]:X2}; expected 08 (ubyte), 09 (sbyte), 0B (int16), 0C (int32), 0D "
                + "(float) or 0E (double).");
        }

        if (start[3] < fewest || start[3] > most)
        {
            string expected = fewest == most ? $"{most}" : $"{fewest} to {most}";
            throw new DataFormatException(
                stream.Path,
                "byte 3",
                $"the number of dimensions is {start[3]}; {kind} have {expected}. Are the files of images and labels mixed up?");
        }

        long[] dimensions = new long[start[3]];
        Span<byte> size = stackalloc byte[4];
        for (int i = 0; i < dimensions.Length; i++)
        {
            RequireRead(stream, size, 4 + (4 * i));
            dimensions[i] = BinaryPrimitives.ReadUInt32BigEndian(size);
        }

        var header = new IdxHeader(element, dimensions);
        header.RequireLimits(stream.Path, limits);
        header.RequireLength(stream);
        return header;
    }

    private static void RequireRead(DataFileStream stream, Span<byte> destination, int offset)
    {
        int count = stream.ReadFully(destination);
        if (count < destination.Length)
        {
            throw new DataFormatException(
                stream.Path, $"byte {offset + count}", "the file ends within the header of IDX. Restore the file.");
        }
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);

    private void RequireLimits(string path, DataLimits limits)
    {
        if (Count > limits.MaxRows)
        {
            throw new DataFormatException(
                path, "byte 4", $"the header counts {Count} items, more than DataLimits.MaxRows, {limits.MaxRows}.");
        }

        Int128 length = 1;
        for (int i = 1; i < Dimensions.Count; i++)
        {
            if (Dimensions[i] == 0)
            {
                throw new DataFormatException(
                    path, $"byte {4 + (4 * i)}", $"dimension {i + 1} has the size 0, so items would have no features.");
            }

            length *= Dimensions[i];
        }

        if (length > limits.MaxFeatures)
        {
            throw new DataFormatException(
                path,
                "byte 8",
                $"an item has {string.Join(" × ", Dimensions.Skip(1))} elements, more than DataLimits.MaxFeatures, {limits.MaxFeatures}.");
        }
    }

    /// <summary>Before anything is allocated: the size of the file must be what the header says.</summary>
    private void RequireLength(DataFileStream stream)
    {
        Int128 expected = Size + ((Int128)Count * ItemLength * ElementSize);
        if (stream.ContentLength is long actual && actual != expected)
        {
            throw new DataFormatException(
                stream.Path,
                $"byte {(actual < expected ? actual : expected)}",
                $"the header says {string.Join(" × ", Dimensions)} elements of {ElementSize} bytes, so that the file has {expected} bytes, "
                + $"but it has {actual}. It is {(actual < expected ? "truncated" : "too long")}, or the header is wrong.");
        }
    }
}

using System.Buffers.Binary;
using System.Globalization;

namespace AutoGradLinear.Data;

/// <summary>Reads the labels of an IDX file, one whole number per item, into codes.</summary>
internal sealed class IdxLabels : IDisposable
{
    private readonly DataFileStream stream;
    private readonly LabelCodes codes;
    private readonly DataLimits limits;
    private readonly int? classCount;
    private readonly byte[] buffer = new byte[1 << 14];
    private readonly Dictionary<int, int> codeOf = [];
    private long row;

    public IdxLabels(string path, IdxOptions options, LabelCodes codes)
    {
        this.codes = codes;
        limits = options.Limits;
        classCount = options.Classes?.Count ?? options.ClassCount;
        stream = DataFileStream.Open(path, options.Limits);
        try
        {
            Header = IdxHeader.Read(stream, "labels", 1, 1, options.Limits);
            if (Header.Element is IdxElement.Single or IdxElement.Double)
                throw new DataFormatException(path, "byte 2", "the labels are reals; expected whole numbers (08, 09, 0B or 0C).");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public IdxHeader Header { get; }

    public string FilePath => stream.Path;

    public CancellationToken Cancellation
    {
        set => stream.Cancellation = value;
    }

    /// <summary>The codes of the labels that an option names; without, none yet.</summary>
    public static LabelCodes Codes(IdxOptions options)
    {
        if (options.Classes is not null)
            return new LabelCodes(options.Classes);
        return options.ClassCount is int count
            ? new LabelCodes([.. Enumerable.Range(0, count).Select(value => value.ToString(CultureInfo.InvariantCulture))])
            : new LabelCodes();
    }

    /// <summary>Reads labels.</summary>
    /// <exception cref="DataFormatException">The file ends early, or a label is not among the classes.</exception>
    public void Read(Span<int> destination)
    {
        int size = Header.ElementSize;
        for (int done = 0; done < destination.Length;)
        {
            int count = Math.Min(destination.Length - done, buffer.Length / size);
            Span<byte> bytes = buffer.AsSpan(0, count * size);
            if (stream.ReadFully(bytes) < bytes.Length)
            {
                throw new DataFormatException(
                    stream.Path,
                    $"byte {stream.Position}",
                    $"the file ends early: the header counts {Header.Count} labels. Restore the file.");
            }

            for (int i = 0; i < count; i++)
                destination[done + i] = CodeOf(Value(bytes[(i * size)..]));
            done += count;
        }
    }

    /// <summary>Checks that nothing follows the last label, which also checks the checksum of gzip.</summary>
    public void RequireEnd() => IdxReader.RequireEnd(stream);

    public void Dispose() => stream.Dispose();

    private int Value(ReadOnlySpan<byte> bytes) => Header.Element switch
    {
        IdxElement.UnsignedByte => bytes[0],
        IdxElement.SignedByte => (sbyte)bytes[0],
        IdxElement.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
        _ => BinaryPrimitives.ReadInt32BigEndian(bytes),
    };

    private int CodeOf(int value)
    {
        long offset = Header.Size + (row++ * Header.ElementSize);
        if (classCount is int count)
        {
            if ((uint)value < (uint)count)
                return value;
            throw new DataFormatException(
                stream.Path,
                $"byte {offset}",
                $"the label of item {row} is {value}; expected 0 to {count - 1}, as there are {count} classes.");
        }

        if (codeOf.TryGetValue(value, out int code))
            return code;
        if (codes.Names.Count == limits.MaxClasses)
        {
            throw new DataFormatException(
                stream.Path,
                $"byte {offset}",
                $"there are more classes than DataLimits.MaxClasses, {limits.MaxClasses}. Are these labels?");
        }

        return codeOf[value] = codes.CodeOf(value.ToString(CultureInfo.InvariantCulture));
    }
}

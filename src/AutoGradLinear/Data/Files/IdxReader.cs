using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>Reads a pair of IDX files, items and labels.</summary>
internal sealed class IdxReader : ExampleReader
{
    /// <summary>Images shrink to a part of this, or to more, in gzip.</summary>
    private const int UsualCompression = 16;

    /// <summary>What is read at a time: memory grows as data come, whatever the header says.</summary>
    private const int Piece = 1 << 16;

    private readonly DataFileStream stream;
    private readonly IdxLabels labels;
    private readonly IdxHeader header;
    private readonly int[] labelBuffer = new int[1024];
    private bool isAtEnd;

    private IdxReader(DataFileStream stream, IdxHeader header, IdxLabels labels, IdxOptions options, LabelCodes codes)
        : base(options.Limits, codes)
    {
        this.stream = stream;
        this.header = header;
        this.labels = labels;
        FeatureNames = options.NameFeatures ? Names(header.Dimensions) : null;
    }

    public override string FilePath => stream.Path;

    public override FeatureStorage Storage => header.Element switch
    {
        IdxElement.UnsignedByte => FeatureStorage.Byte,
        IdxElement.Int32 or IdxElement.Double => FeatureStorage.Double,
        _ => FeatureStorage.Single,
    };

    public override bool IsSparse => false;

    public override int? FeatureCount => (int)header.ItemLength;

    public override long? ExpectedRows => header.Count;

    public override IReadOnlyList<string>? FeatureNames { get; }

    public override ReadingProgress Progress => new(stream.Path, stream.StoredPosition, stream.StoredLength, Rows);

    /// <remarks>Of a compressed file it is believed as long as images usually shrink no more: a header that lies takes little memory beside the file.</remarks>
    internal override bool ExpectationIsChecked =>
        stream.ContentLength is not null || (Int128)header.Count * header.ItemLength * header.ElementSize <= UsualCompression * (Int128)stream.StoredLength;

    public static IdxReader Open(string itemsPath, string labelsPath, IdxOptions options)
    {
        LabelCodes codes = IdxLabels.Codes(options);
        DataFileStream? stream = null;
        IdxLabels? labels = null;
        try
        {
            stream = DataFileStream.Open(itemsPath, options.Limits);
            IdxHeader header = IdxHeader.Read(stream, "items (images)", 2, 4, options.Limits);
            labels = new IdxLabels(labelsPath, options, codes);
            if (labels.Header.Count != header.Count)
            {
                throw new DataFormatException(
                    labelsPath,
                    "byte 4",
                    $"the file counts {labels.Header.Count} labels, but '{itemsPath}' counts {header.Count} items. Do the two "
                    + "belong together?");
            }

            return new IdxReader(stream, header, labels, options, codes);
        }
        catch
        {
            stream?.Dispose();
            labels?.Dispose();
            throw;
        }
    }

    /// <summary>Checks that nothing follows.</summary>
    public static void RequireEnd(DataFileStream stream)
    {
        long end = stream.Position;
        Span<byte> next = stackalloc byte[1];
        if (stream.ReadFully(next) > 0)
            throw new DataFormatException(stream.Path, $"byte {end}", "the file is longer than its header says. Restore the file.");
    }

    private protected override void Close()
    {
        stream.Dispose();
        labels.Dispose();
    }

    private protected override void ReadRows(RowBlock block, CancellationToken cancellationToken)
    {
        stream.Cancellation = cancellationToken;
        labels.Cancellation = cancellationToken;
        long itemBytes = header.ItemLength * header.ElementSize;
        int wanted = (int)Math.Min(block.DenseRows((int)Math.Min(itemBytes, int.MaxValue)), header.Count - Rows);
        if (wanted > 0)
        {
            ReadValues(block, wanted * header.ItemLength);
            ReadLabels(block, wanted);
        }

        if (Rows + wanted == header.Count && !isAtEnd)
        {
            isAtEnd = true;
            RequireEnd(stream);
            labels.RequireEnd();
        }
    }

    private static string[] Names(IReadOnlyList<long> dimensions)
    {
        string[] names = new string[dimensions.Skip(1).Aggregate(1L, (product, size) => product * size)];
        for (int i = 0; i < names.Length; i++)
        {
            string name = string.Empty;
            long rest = i;
            for (int d = dimensions.Count - 1; d > 0; d--)
            {
                name = FormattableString.Invariant($"_{rest % dimensions[d]}{name}");
                rest /= dimensions[d];
            }

            names[i] = "pixel" + name;
        }

        return names;
    }

    private void ReadValues(RowBlock block, long count)
    {
        int size = header.ElementSize;
        Span<byte> buffer = header.Element == IdxElement.UnsignedByte ? default : new byte[Piece];
        while (count > 0)
        {
            int piece = (int)Math.Min(count, Piece / size);
            count -= piece;
            switch (header.Element)
            {
                case IdxElement.UnsignedByte:
                    RequireRead(block.AddBytes(piece));
                    break;
                case IdxElement.Double:
                    Span<double> doubles = block.AddDoubles(piece);
                    RequireRead(MemoryMarshal.AsBytes(doubles));
                    BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<double, long>(doubles), MemoryMarshal.Cast<double, long>(doubles));
                    RequireFinite(doubles);
                    break;
                case IdxElement.Single:
                    Span<float> singles = block.AddSingles(piece);
                    RequireRead(MemoryMarshal.AsBytes(singles));
                    BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(singles), MemoryMarshal.Cast<float, int>(singles));
                    RequireFinite<float>(singles);
                    break;
                default:
                    RequireRead(buffer[..(piece * size)]);
                    ConvertIntegers(buffer, block, piece);
                    break;
            }
        }
    }

    private void ConvertIntegers(ReadOnlySpan<byte> source, RowBlock block, int count)
    {
        if (header.Element == IdxElement.Int32)
        {
            // A float does not keep all of them apart.
            Span<double> doubles = block.AddDoubles(count);
            for (int i = 0; i < count; i++)
                doubles[i] = BinaryPrimitives.ReadInt32BigEndian(source[(4 * i)..]);
            return;
        }

        Span<float> singles = block.AddSingles(count);
        for (int i = 0; i < count; i++)
            singles[i] = header.Element == IdxElement.SignedByte ? (sbyte)source[i] : BinaryPrimitives.ReadInt16BigEndian(source[(2 * i)..]);
    }

    private void ReadLabels(RowBlock block, int count)
    {
        while (count > 0)
        {
            Span<int> piece = labelBuffer.AsSpan(0, Math.Min(count, labelBuffer.Length));
            labels.Read(piece);
            foreach (int code in piece)
                block.EndRow(code);
            count -= piece.Length;
        }
    }

    private void RequireRead(Span<byte> destination)
    {
        if (stream.ReadFully(destination) == destination.Length)
            return;
        throw new DataFormatException(
            stream.Path,
            $"byte {stream.Position}",
            $"the file ends early: the header says {string.Join(" × ", header.Dimensions)} elements of {header.ElementSize} bytes. Restore the file.");
    }

    private void RequireFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (T.IsFinite(values[i]))
                continue;
            long offset = stream.Position - ((long)(values.Length - i) * header.ElementSize);
            long element = (offset - header.Size) / header.ElementSize;
            throw new DataFormatException(
                stream.Path,
                $"byte {offset}",
                $"item {(element / header.ItemLength) + 1} has {(T.IsNaN(values[i]) ? "NaN" : "an infinite value")} "
                + $"as element {element % header.ItemLength} (from 0); expected finite values.");
        }
    }

    private void RequireFinite(ReadOnlySpan<double> values) => RequireFinite<double>(values);
}

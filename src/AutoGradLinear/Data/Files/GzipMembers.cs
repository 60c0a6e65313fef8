using System.Buffers.Binary;
using System.IO.Compression;

namespace AutoGradLinear.Data;

/// <summary>
/// Decompresses gzip (RFC 1952), one member after another, and checks length and CRC-32 of each, so that a truncated file never passes as
/// a shorter one. <see cref="GZipStream"/> alone takes the end of a truncated file as its end, and drops what follows the last member.
/// </summary>
internal sealed class GzipMembers : IDisposable
{
    private const int HeaderLength = 10;
    private const int TrailerLength = 8;

    /// <summary>The chunk and the trailer behind it must fit into the buffer of <see cref="StoredBytes"/>.</summary>
    private const int LongestChunk = 1 << 15;

    private readonly StoredBytes stored;
    private readonly string path;
    private DeflateStream? deflate;
    private LastChunk? chunk;
    private Checksum32 checksum;
    private long memberStart;
    private long length;

    public GzipMembers(StoredBytes stored, string path)
    {
        this.stored = stored;
        this.path = path;
        Begin();
    }

    /// <summary>Decompresses bytes.</summary>
    /// <returns>How many; 0 at the end of the last member.</returns>
    /// <exception cref="DataFormatException">A member is damaged or truncated, or something else follows it.</exception>
    public int Read(Span<byte> destination)
    {
        while (deflate is not null)
        {
            int count = Inflate(destination);
            if (count > 0 || destination.IsEmpty)
            {
                checksum.Add(destination[..count]);
                length += count;
                return count;
            }

            FinishMember();
        }

        return 0;
    }

    public void Dispose() => deflate?.Dispose();

    private int Inflate(Span<byte> destination)
    {
        try
        {
            return deflate!.Read(destination);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged("the compressed data are damaged.", exception);
        }
    }

    private void Begin()
    {
        memberStart = stored.Position;
        SkipHeader();
        checksum = default;
        length = 0;
        chunk = new LastChunk(stored);
        deflate = new DeflateStream(chunk, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>
    /// Finds the trailer: CRC-32 and length modulo 2³², eight bytes, of what was decompressed. The decompressor does not tell where it
    /// stopped, but it asks for more only when it needs more, so the trailer begins in, or just behind, the last chunk that it was given.
    /// </summary>
    private void FinishMember()
    {
        deflate!.Dispose();
        deflate = null;
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, checksum.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)length);
        ReadOnlySpan<byte> window = chunk!.WithFollowing(TrailerLength);
        int place = window.IndexOf(trailer);
        if (place < 0)
        {
            throw Damaged(
                window.Length < chunk.Size + TrailerLength
                    ? $"the file is truncated or damaged: after {length} decompressed bytes it ends without the checksum that belongs to them."
                    : $"the file is damaged: the checksum of {length} decompressed bytes is not the one that is stored.");
        }

        chunk.Take(place + TrailerLength);

        // Some tools pad with zeros to whole blocks.
        while (!stored.Peek(1).IsEmpty && stored.Ahead[0] == 0)
            stored.Skip(1);
        if (stored.Ahead.IsEmpty)
            return;
        ReadOnlySpan<byte> next = stored.Peek(2);
        if (next.Length < 2 || next[0] != 0x1F || next[1] != 0x8B)
        {
            throw new DataFormatException(
                path,
                $"byte {stored.Position}",
                "expected the end of the gzip file or another member (bytes 1F 8B), found other bytes. Restore the file.");
        }

        Begin();
    }

    private void SkipHeader()
    {
        ReadOnlySpan<byte> header = stored.Peek(HeaderLength);
        if (header.Length < HeaderLength)
            throw Damaged("the file is truncated within the header of gzip.");
        if (header[2] != 8)
            throw Damaged($"the compression method is {header[2]}; gzip knows only 8 (deflate).");
        int flags = header[3];
        if ((flags & 0xE0) != 0)
            throw Damaged($"the flags of the header are 0x{flags:X2}; the three highest bits are reserved and must be 0.");
        stored.Skip(HeaderLength);
        if ((flags & 4) != 0)
        {
            ReadOnlySpan<byte> size = stored.Peek(2);
            if (size.Length < 2)
                throw Damaged("the file is truncated within the header of gzip.");
            int extra = BinaryPrimitives.ReadUInt16LittleEndian(size);
            stored.Skip(2);
            SkipHeaderBytes(extra);
        }

        if ((flags & 8) != 0)
            SkipHeaderText();
        if ((flags & 16) != 0)
            SkipHeaderText();
        if ((flags & 2) != 0)
            SkipHeaderBytes(2);
    }

    private void SkipHeaderBytes(int count)
    {
        if (stored.Peek(count).Length < count)
            throw Damaged("the file is truncated within the header of gzip.");
        stored.Skip(count);
    }

    private void SkipHeaderText()
    {
        while (true)
        {
            ReadOnlySpan<byte> ahead = stored.Peek(1);
            if (ahead.IsEmpty)
                throw Damaged("the file is truncated within the header of gzip.");
            int zero = ahead.IndexOf((byte)0);
            stored.Skip(zero < 0 ? ahead.Length : zero + 1);
            if (zero >= 0)
                return;
        }
    }

    private DataFormatException Damaged(string problem, Exception? cause = null) =>
        new(path, $"gzip member at byte {memberStart}", $"{problem} Restore the file from its source.", cause);

    /// <summary>Hands chunks to the decompressor and keeps the last one in the buffer.</summary>
    private sealed class LastChunk(StoredBytes stored) : Stream
    {
        /// <summary>The length of the last chunk.</summary>
        public int Size { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        /// <summary>The last chunk and so many bytes behind it, fewer only at the end of the file.</summary>
        public ReadOnlySpan<byte> WithFollowing(int count)
        {
            ReadOnlySpan<byte> ahead = stored.Peek(Size + count);
            return ahead[..Math.Min(ahead.Length, Size + count)];
        }

        /// <summary>Takes bytes from the start of the last chunk on.</summary>
        public void Take(int count)
        {
            stored.Skip(count);
            Size = 0;
        }

        public override int Read(Span<byte> destination)
        {
            stored.Skip(Size);
            Size = 0;
            ReadOnlySpan<byte> ahead = stored.Peek(1);
            Size = Math.Min(ahead.Length, Math.Min(destination.Length, LongestChunk));
            ahead[..Size].CopyTo(destination);
            return Size;
        }

        public override int Read(byte[] destination, int offset, int count) => Read(destination.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();
    }
}

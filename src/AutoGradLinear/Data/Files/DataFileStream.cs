namespace AutoGradLinear.Data;

/// <summary>
/// The content of a file of data, decompressed where the file is gzip, whatever its name is. Damaged and truncated gzip, and more than
/// <see cref="DataLimits.MaxBytes"/>, end in a <see cref="DataFormatException"/>.
/// </summary>
internal sealed class DataFileStream : Stream
{
    /// <summary>How other archives begin; none of these beginnings is valid in a format that is read here.</summary>
    private static readonly (byte[] Magic, string Kind, string Command)[] Refused =
    [
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "xz", "xz -dc FILE.xz > FILE"),
        ([(byte)'B', (byte)'Z', (byte)'h', (byte)'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59], "bzip2", "bzip2 -dc FILE.bz2 > FILE"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd", "zstd -dc FILE.zst > FILE"),
        ([(byte)'P', (byte)'K', 3, 4], "zip", "unzip -p FILE.zip > FILE"),
    ];

    private readonly Stream file;
    private readonly StoredBytes stored;
    private readonly GzipMembers? gzip;
    private readonly DataLimits limits;
    private long position;

    private DataFileStream(string path, Stream file, DataLimits limits)
    {
        Path = path;
        this.file = file;
        this.limits = limits;
        StoredLength = file.CanSeek ? file.Length : 0;
        stored = new StoredBytes(file);
        ReadOnlySpan<byte> start = stored.Peek(10);
        foreach ((byte[] magic, string kind, string command) in Refused)
        {
            if (start.StartsWith(magic))
            {
                throw new DataFormatException(
                    path, "byte 0", $"the file is compressed with {kind}, which is not read here. Unpack it first: {command}");
            }
        }

        // One byte of a magic number is enough: 1F begins no valid file of any format here, and a truncated gzip file should be named as such.
        if (start.Length > 0 && start[0] == 0x1F && (start.Length == 1 || start[1] == 0x8B))
            gzip = new GzipMembers(stored, path);
        else if (StoredLength > limits.MaxBytes)
            throw TooLong();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whether the file is gzip.</summary>
    public bool IsCompressed => gzip is not null;

    /// <summary>The bytes of the file, as stored, that were read.</summary>
    public long StoredPosition => stored.Position;

    /// <summary>The size of the file as stored; 0 where it is not known.</summary>
    public long StoredLength { get; }

    /// <summary>The size of the content, where it is known before it is read: not for gzip, pipes and devices.</summary>
    public long? ContentLength => IsCompressed || !file.CanSeek || StoredLength == 0 ? null : StoredLength;

    /// <summary>Looked at before each block is read.</summary>
    public CancellationToken Cancellation { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>The bytes of the content that were read.</summary>
    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is too long, or an archive of another kind.</exception>
    public static DataFileStream Open(string path, DataLimits limits)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        limits.Validate();
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            return new DataFileStream(path, file, limits);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override int Read(Span<byte> destination)
    {
        Cancellation.ThrowIfCancellationRequested();

        // A block decompresses from a thousandth of its size, so a bomb is seen one block behind the limit.
        if (destination.Length > 1 << 20)
            destination = destination[..(1 << 20)];
        int count = gzip is null ? stored.Read(destination) : gzip.Read(destination);
        position += count;
        if (position > limits.MaxBytes)
            throw TooLong();
        return count;
    }

    public override int Read(byte[] destination, int offset, int count) => Read(destination.AsSpan(offset, count));

    /// <summary>Reads until the destination is full or the content ends.</summary>
    /// <returns>How many bytes were read.</returns>
    public int ReadFully(Span<byte> destination)
    {
        int total = 0;
        while (total < destination.Length)
        {
            int count = Read(destination[total..]);
            if (count == 0)
                break;
            total += count;
        }

        return total;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            gzip?.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private DataFormatException TooLong() => new(
        Path,
        string.Empty,
        $"the content is longer than DataLimits.MaxBytes, {limits.MaxBytes} bytes. Raise the limit if the file is to be trusted.");
}

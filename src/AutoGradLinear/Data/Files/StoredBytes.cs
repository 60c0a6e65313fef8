namespace AutoGradLinear.Data;

/// <summary>The bytes of a file as they are stored, through a buffer that can look ahead.</summary>
internal sealed class StoredBytes(Stream file)
{
    private readonly byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;

    /// <summary>The bytes of the file that were taken from here.</summary>
    public long Position { get; private set; }

    /// <summary>The bytes that are in the buffer and not taken yet.</summary>
    public ReadOnlySpan<byte> Ahead => buffer.AsSpan(start, end - start);

    /// <summary>Reads ahead until so many bytes are there, or the file ends.</summary>
    /// <param name="count">At most as many as the buffer holds, 65 536.</param>
    /// <returns>What is there: fewer bytes than asked for only at the end of the file.</returns>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (end - start < count && start > 0)
        {
            Ahead.CopyTo(buffer);
            end -= start;
            start = 0;
        }

        while (end - start < count)
        {
            int read = file.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            end += read;
        }

        return Ahead;
    }

    /// <summary>Takes bytes that are in the buffer.</summary>
    public void Skip(int count)
    {
        start += count;
        Position += count;
    }

    /// <summary>Takes bytes: from the buffer while it has some, else directly from the file.</summary>
    public int Read(Span<byte> destination)
    {
        int count = end - start;
        if (count == 0)
        {
            count = file.Read(destination);
            Position += count;
            return count;
        }

        count = Math.Min(count, destination.Length);
        Ahead[..count].CopyTo(destination);
        Skip(count);
        return count;
    }
}

namespace AutoGradLinear.Data;

/// <summary>Gives the lines of a text file as bytes, without a copy. Lines end in \n or \r\n; the last one may end with the file.</summary>
internal sealed class LineReader(DataFileStream stream, DataLimits limits)
{
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private bool atEnd;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line without its end; valid until the next call.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="DataFormatException">The line is longer than the limit, or the file is damaged.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        int searched = start;
        while (true)
        {
            int length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                int next = searched + length;
                line = Trimmed(start, next);
                start = next + 1;
                return true;
            }

            searched = end;
            if (atEnd)
            {
                if (start == end)
                {
                    line = default;
                    return false;
                }

                line = Trimmed(start, end);
                start = end;
                return true;
            }

            if (end - start > limits.MaxLineLength)
                throw TooLong(Number + 1);
            searched -= start;
            Fill();
        }
    }

    private ReadOnlySpan<byte> Trimmed(int from, int to)
    {
        Number++;
        if (to > from && buffer[to - 1] == '\r')
            to--;
        if (to - from > limits.MaxLineLength)
            throw TooLong(Number);
        if (Number == 1 && to - from >= 3 && buffer[from] == 0xEF && buffer[from + 1] == 0xBB && buffer[from + 2] == 0xBF)
            from += 3; // The mark of UTF-8 that some editors write.
        return buffer.AsSpan(from, to - from);
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, (int)Math.Min(Math.Min(2L * buffer.Length, limits.MaxLineLength + (1L << 16)), Array.MaxLength));
        int count = stream.Read(buffer.AsSpan(end));
        end += count;
        atEnd = count == 0;
    }

    private DataFormatException TooLong(long number) => new(
        stream.Path,
        $"line {number}",
        $"the line is longer than DataLimits.MaxLineLength, {limits.MaxLineLength} bytes. Is it a text file? If so, raise the limit.");
}

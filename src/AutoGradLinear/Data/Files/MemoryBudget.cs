namespace AutoGradLinear.Data;

/// <summary>The memory that the reading of a file as a whole may take, checked before it is taken.</summary>
internal sealed class MemoryBudget(string path, long limit)
{
    private long taken;

    /// <summary>What is left, in bytes.</summary>
    public long Left => limit - taken;

    /// <summary>Takes memory, or gives it back where <paramref name="bytes"/> is negative.</summary>
    /// <exception cref="DataFormatException">There is not enough left.</exception>
    public void Take(long bytes)
    {
        if (bytes > Left)
            throw Exceeded();
        taken += bytes;
    }

    /// <summary>Refuses at once what will not fit.</summary>
    /// <exception cref="DataFormatException">There is not enough left.</exception>
    public void RequireRoomFor(Int128 bytes)
    {
        if (bytes > Left)
            throw Exceeded();
    }

    private DataFormatException Exceeded() => new(
        path,
        string.Empty,
        $"as a whole the dataset takes more memory than DataLimits.MaxMemory, {limit} bytes. Raise the limit, or read blocks of rows with Open.");
}

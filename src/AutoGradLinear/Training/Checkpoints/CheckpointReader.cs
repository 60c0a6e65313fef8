using AutoGradLinear.Data;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>Reads a checkpoint in <see cref="CheckpointFormat"/>; all of it is checked before any of it is used.</summary>
internal sealed class CheckpointReader : StateArchive, IDisposable
{
    private readonly FileStream stream;

    private CheckpointReader(string path) => stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);

    /// <summary>The file.</summary>
    public string FilePath => stream.Name;

    /// <summary>What stands at the beginning.</summary>
    public CheckpointHeader Header { get; private set; } = CheckpointHeader.Empty;

    /// <summary>Opens a checkpoint; what is read next is its state.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    /// <exception cref="CheckpointMismatchException">The file is of another version.</exception>
    public static CheckpointReader Open(string path)
    {
        var reader = new CheckpointReader(path);
        try
        {
            reader.Check();
            reader.Read(archive => reader.Header = CheckpointHeader.Empty.Exchange(archive));
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Reads a part.</summary>
    /// <exception cref="DataFormatException">The part is not what the run expects there.</exception>
    public void Read(Action<StateArchive> part)
    {
        long start = stream.Position;
        try
        {
            part(this);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new DataFormatException(FilePath, $"byte {start}", $"the state does not fit the training: {exception.Message}", exception);
        }
    }

    /// <summary>Makes sure that all of the state was read, and no more.</summary>
    /// <exception cref="DataFormatException">It was not.</exception>
    public void RequireEnd()
    {
        long end = stream.Length - CheckpointFormat.EndLength;
        if (stream.Position != end)
        {
            throw new DataFormatException(
                FilePath, $"byte {stream.Position}", $"the state of the training ends here, and that of the file at byte {end}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <inheritdoc/>
    protected override void Carry(Span<byte> bytes) => stream.ReadExactly(bytes);

    /// <summary>Goes through the file once, and stops behind its version.</summary>
    private void Check()
    {
        const int Least = CheckpointFormat.PrefixLength + CheckpointFormat.EndLength;
        if (stream.Length < Least)
            throw Error($"the file has {stream.Length} bytes; a checkpoint has {Least} or more.");
        if (Item(0L) != CheckpointFormat.Mark)
            throw Error("expected the mark of a checkpoint at the beginning. Is it the right file?");
        int version = Item(0);
        stream.Position = 0;
        (long counted, uint summed) = Sum(stream.Length - CheckpointFormat.EndLength);
        (long length, uint checksum) = (Item(0L), Item(0u));
        if (length != counted || checksum != summed)
            throw Error("length or checksum are not those of the content; the file is damaged.");

        // Only a whole file tells its version.
        if (version != CheckpointFormat.Version)
            throw new CheckpointMismatchException(FilePath, [$"the version of the file was {version} and is {CheckpointFormat.Version}"]);
        stream.Position = CheckpointFormat.PrefixLength;
    }

    private (long Length, uint Checksum) Sum(long length)
    {
        var checksum = new Checksum32();
        byte[] block = new byte[1 << 16];
        for (long left = length; left > 0;)
        {
            Span<byte> piece = block.AsSpan(0, (int)Math.Min(left, block.Length));
            stream.ReadExactly(piece);
            checksum.Add(piece);
            left -= piece.Length;
        }

        return (length, checksum.Value);
    }

    private DataFormatException Error(string problem) => new(FilePath, string.Empty, problem);
}

using AutoGradLinear.Data;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>Writes a checkpoint in <see cref="CheckpointFormat"/>, without holding it in memory.</summary>
internal sealed class CheckpointWriter : StateArchive
{
    private readonly Stream stream;
    private Checksum32 checksum;
    private long length;

    /// <summary>Begins a checkpoint.</summary>
    public CheckpointWriter(Stream stream)
    {
        this.stream = stream;
        Item(CheckpointFormat.Mark);
        Item(CheckpointFormat.Version);
    }

    /// <summary>Ends the checkpoint; the stream stays open.</summary>
    public void End()
    {
        (long total, uint sum) = (length, checksum.Value);
        Item(total);
        Item(sum);
    }

    /// <inheritdoc/>
    protected override void Carry(Span<byte> bytes)
    {
        stream.Write(bytes);
        checksum.Add(bytes);
        length += bytes.Length;
    }
}

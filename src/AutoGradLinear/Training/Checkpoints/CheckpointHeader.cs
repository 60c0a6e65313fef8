using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>What stands at the beginning of a checkpoint.</summary>
/// <param name="Generation">Counts the checkpoints of a folder, from 1; the largest is the newest.</param>
/// <param name="Iterations">The number of iterations or epochs that were complete.</param>
/// <param name="IsFinished">Whether the training has ended by itself, so that nothing is left to do.</param>
/// <param name="Elapsed">The time that the training had taken.</param>
/// <param name="Run">What training it is.</param>
/// <param name="Machine">What kind of machine wrote it.</param>
internal sealed record CheckpointHeader(long Generation, int Iterations, bool IsFinished, TimeSpan Elapsed, Fingerprint Run, string Machine)
{
    /// <summary>A header without content, to be read into.</summary>
    public static CheckpointHeader Empty { get; } = new(0, 0, false, TimeSpan.Zero, Fingerprint.Empty, string.Empty);

    /// <summary>Carries a header.</summary>
    public CheckpointHeader Exchange(StateArchive archive) => new(
        archive.Item(Generation),
        archive.Item(Iterations),
        archive.Item(IsFinished),
        archive.Item(Elapsed),
        Run.Exchange(archive),
        archive.Text(Machine));
}

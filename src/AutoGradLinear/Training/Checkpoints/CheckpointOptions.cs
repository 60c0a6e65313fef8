using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// How a training is made to survive the end of its process. Its whole state is written to files now and then; the same training, started again
/// with the same folder, goes on from there, and ends with the model of an uninterrupted run, bit for bit.
/// </summary>
/// <param name="Folder">
/// The folder of the checkpoints, which is made if it does not exist. Every training needs one of its own.
/// </param>
public sealed record CheckpointOptions(string Folder)
{
    /// <summary>
    /// The least time from one checkpoint to the next; zero writes one wherever it is possible: after each iteration, SGD and AdamW: after each
    /// batch. A training that is cancelled, and one that has ended, leaves a checkpoint whatever the time.
    /// </summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What becomes of the training where a checkpoint cannot be written.</summary>
    public CheckpointFailure OnFailure { get; init; } = CheckpointFailure.Continue;

    /// <summary>The clock that <see cref="Every"/> goes by.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The file system that checkpoints are written to.</summary>
    internal IFileOperations Files { get; init; } = DiskOperations.Instance;

    /// <summary>Throws where a setting is out of its range.</summary>
    /// <exception cref="ArgumentException">There is no folder.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Folder);
        if (Every < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(Every), Every, "The time between checkpoints is 0 or more.");
        if (!Enum.IsDefined(OnFailure))
            throw new ArgumentOutOfRangeException(nameof(OnFailure), OnFailure, "Choose Continue or Stop.");
    }
}

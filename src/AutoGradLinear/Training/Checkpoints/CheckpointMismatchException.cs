namespace AutoGradLinear;

/// <summary>
/// A folder has the checkpoint of another training that has not ended. Nothing of it is lost: the message says what differs, and what to do.
/// </summary>
public sealed class CheckpointMismatchException : InvalidOperationException
{
    /// <summary>Reports what differs.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="differences">What differs, such as "Seed was 1 and is 2".</param>
    public CheckpointMismatchException(string path, IReadOnlyList<string> differences)
        : base(
            $"The checkpoint '{path}' belongs to another training, which has not ended: {string.Join("; ", differences)}. Go on with that "
            + "training, or use another folder, or delete this one to give that training up.")
    {
        FilePath = path;
        Differences = [.. differences];
    }

    /// <summary>The checkpoint.</summary>
    public string FilePath { get; }

    /// <summary>What differs, one text for each property.</summary>
    public IReadOnlyList<string> Differences { get; }
}

namespace AutoGradLinear.Data;

/// <summary>What a writer does before each row: every thousand rows it tells how far it is, and looks whether it should end.</summary>
internal readonly struct WritingSteps(int count, IProgress<long>? progress, CancellationToken cancellationToken)
{
    private const int Interval = 1000;

    /// <summary>A row begins.</summary>
    public void Begin(int row)
    {
        if (row % Interval != 0)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(row);
    }

    /// <summary>All rows are written.</summary>
    public void End() => progress?.Report(count);
}

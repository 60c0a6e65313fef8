namespace AutoGradLinear.Data;

/// <summary>What goes piece by piece (row by row, say, in one pass or several) tells which part of it is done, and looks whether it should end.</summary>
/// <param name="pieces">How many pieces there are in all.</param>
/// <param name="progress">Told the part that is done, from 0 to 1, at about every two hundredth of the way.</param>
/// <param name="cancellationToken">Looked at before each piece.</param>
internal sealed class WorkProgress(long pieces, IProgress<double>? progress, CancellationToken cancellationToken)
{
    private readonly long interval = Math.Max(1, pieces / 200);
    private long begun;

    /// <summary>A piece begins.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Next()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (begun % interval == 0)
            progress?.Report(Math.Min(1.0, begun / (double)Math.Max(1, pieces)));
        begun++;
    }

    /// <summary>All is done.</summary>
    public void End() => progress?.Report(1.0);
}

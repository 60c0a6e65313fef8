namespace AutoGradLinear.Training;

/// <summary>The time that a training has taken, over all processes that it ran in.</summary>
/// <param name="time">The source of time.</param>
internal sealed class TrainingClock(TimeProvider time)
{
    private readonly long start = time.GetTimestamp();
    private TimeSpan before;

    public TimeSpan Elapsed => before + time.GetElapsedTime(start);

    /// <summary>Adds the time that earlier processes took.</summary>
    public void GoOnFrom(TimeSpan elapsed) => before = elapsed;
}

namespace AutoGradLinear.Tests.Training;

/// <summary>A clock that goes when it is told to, and by a step each time that it is looked at.</summary>
internal sealed class TestClock(TimeSpan step = default) : TimeProvider
{
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan time) => ticks += time.Ticks;

    public override long GetTimestamp() => ticks += step.Ticks;
}

namespace AutoGradLinear.Benchmarks.Peers;

/// <summary>Something whose value and gradient are computed again and again.</summary>
internal interface ITask
{
    /// <summary>The value, so that whoever asks can see that it is the same as its own.</summary>
    double Value { get; }

    /// <summary>The time of one value with gradient.</summary>
    double Milliseconds();
}

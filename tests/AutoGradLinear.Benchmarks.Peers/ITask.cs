namespace AutoGradLinear.Benchmarks.Peers;

/// <summary>Something that is computed again and again: a value with its gradient, or an epoch.</summary>
internal interface ITask
{
    /// <summary>The value, so that whoever asks can see that it is the same as its own.</summary>
    double Value { get; }

    /// <summary>The time of one computation.</summary>
    double Milliseconds();
}

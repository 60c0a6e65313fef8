namespace AutoGradLinear.Solvers;

/// <summary>The settings that stochastic methods have in common.</summary>
public abstract record StochasticOptions
{
    /// <summary>Sets the learning rate that suits a method.</summary>
    /// <param name="learningRate">The first learning rate.</param>
    private protected StochasticOptions(double learningRate) => LearningRate = learningRate;

    /// <summary>The number of passes over the examples.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>The number of examples in a batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The learning rate η before schedule and warm-up.</summary>
    public double LearningRate { get; init; }

    /// <summary>How the learning rate changes.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    /// <summary>
    /// The number of epochs, whole or not, over which the rate rises linearly to its scheduled value; 0 for none. (P. Goyal et al., "Accurate,
    /// large minibatch SGD", 2017.)
    /// </summary>
    public double WarmupEpochs { get; init; }

    /// <summary>
    /// The largest norm that a batch's gradient may have: a longer one is shortened to it; null for any. (R. Pascanu, T. Mikolov and Y. Bengio,
    /// "On the difficulty of training recurrent neural networks", ICML 2013.)
    /// </summary>
    public double? ClipNorm { get; init; }

    /// <summary>Which iterates are averaged. The observer sees the average as soon as there is one.</summary>
    public IterateAveraging Averaging { get; init; } = IterateAveraging.None;

    /// <summary>Fixes the order of the examples.</summary>
    public int Seed { get; init; }

    /// <summary>Throws where a setting is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal virtual void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        SolverChecks.RequirePositive(LearningRate, nameof(LearningRate));
        if (!(WarmupEpochs >= 0.0 && double.IsFinite(WarmupEpochs)))
            throw new ArgumentOutOfRangeException(nameof(WarmupEpochs), WarmupEpochs, "The warm-up is 0 or more epochs long.");
        if (ClipNorm is { } norm)
            SolverChecks.RequirePositive(norm, nameof(ClipNorm));
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="epochsBefore">The number of epochs that are done before it, with their fraction.</param>
    /// <param name="epochsAfter">The same after it.</param>
    internal double RateAt(double epochsBefore, double epochsAfter)
    {
        double part = epochsBefore / Epochs;
        double scheduled = Schedule switch
        {
            LearningRateSchedule.Cosine => 0.5 * (1.0 + Math.Cos(Math.PI * part)),
            LearningRateSchedule.Linear => 1.0 - part,
            LearningRateSchedule.InverseTime => 1.0 / (1.0 + epochsBefore),
            _ => 1.0,
        };
        double warm = epochsAfter < WarmupEpochs ? epochsAfter / WarmupEpochs : 1.0;
        return LearningRate * scheduled * warm;
    }
}

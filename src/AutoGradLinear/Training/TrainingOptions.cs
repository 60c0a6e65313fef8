namespace AutoGradLinear;

/// <summary>How a classifier is trained. The defaults suit most data whose features are of similar size.</summary>
public sealed record TrainingOptions
{
    /// <summary>The method; <see cref="Solver.Auto"/> decides by loss and size.</summary>
    public Solver Solver { get; init; } = Solver.Auto;

    /// <summary>L-BFGS: the largest number of iterations.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>
    /// L-BFGS: the run has converged where ‖∇F‖₂ is at most this times its value at W = 0, b = 0, or where ten iterations lowered F by less
    /// than a thousandth of this times its magnitude (a tenth, where loss or penalty has kinks and the gradient tells nothing).
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>L-BFGS: the number of steps that are remembered to describe the curvature.</summary>
    public int HistorySize { get; init; } = 10;

    /// <summary>SGD: the number of passes over the examples.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>SGD: the number of examples in a batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>SGD: the first learning rate; null takes 1 / (1 + mean ‖x‖²), which suits features of any scale.</summary>
    public double? LearningRate { get; init; }

    /// <summary>SGD: the momentum, in [0, 1).</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>SGD: whether the momentum is Nesterov's rather than the heavy ball's.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>SGD: how the learning rate changes.</summary>
    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Cosine;

    /// <summary>Fixes all that is random (SGD's order of the examples): the same seed and data give the same model.</summary>
    public int Seed { get; init; }

    /// <summary>What becomes of the bias.</summary>
    public Bias Bias { get; init; } = Bias.Free;

    /// <summary>With a loss of one score: the class whose target is +1; null takes the last one.</summary>
    public string? PositiveClass { get; init; }

    /// <summary>Factors for the examples of each class.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <summary>
    /// Data for early stopping: the model has the weights of the iteration with the smallest mean loss on them. Classes are matched by name.
    /// </summary>
    public ClassificationDataset? Validation { get; init; }

    /// <summary>With validation data: the number of iterations or epochs without improvement after which training stops.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>A model to start from, with the same classes and features as the data; null starts from zeros.</summary>
    public LinearClassifier? InitialModel { get; init; }

    /// <summary>The largest number of threads. The model does not depend on it.</summary>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Throws where a setting is out of its range, before any work is done.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxIterations);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(HistorySize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Patience);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxThreads);
        ArgumentNullException.ThrowIfNull(ClassWeights);
        if (!(Tolerance >= 0.0))
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance is 0 or more.");
        if (LearningRate is { } rate && !(rate > 0.0 && double.IsFinite(rate)))
            throw new ArgumentOutOfRangeException(nameof(LearningRate), rate, "The learning rate is positive and finite.");
        if (!(Momentum >= 0.0 && Momentum < 1.0))
            throw new ArgumentOutOfRangeException(nameof(Momentum), Momentum, "The momentum lies in [0, 1).");
    }
}

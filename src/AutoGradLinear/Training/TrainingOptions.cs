namespace AutoGradLinear;

/// <summary>How a classifier is trained. The defaults suit most data whose features are of similar size.</summary>
public sealed record TrainingOptions
{
    /// <summary>The method; <see cref="Solver.Auto"/> decides by loss and size.</summary>
    public Solver Solver { get; init; } = Solver.Auto;

    /// <summary>L-BFGS, OWL-QN, Newton and dual coordinate ascent: the largest number of iterations, or passes over the examples.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>
    /// L-BFGS, OWL-QN, Newton: the run has converged where ‖∇F‖₂ is at most this times the norm of ∂F/∂W at W = 0, with the bias b that is best
    /// there (OWL-QN: the pseudo-gradient in place of ∇F), or where ten iterations (Newton: one) lowered F by less than a thousandth of this
    /// times its magnitude (a tenth, for L-BFGS where loss or penalty has kinks and the gradient tells nothing).
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>
    /// Dual coordinate ascent: the run has converged where the duality gap, which bounds the distance of F from its minimum, is at most this
    /// times F.
    /// </summary>
    public double GapTolerance { get; init; } = 1e-3;

    /// <summary>L-BFGS, OWL-QN: the number of steps that are remembered to describe the curvature.</summary>
    public int HistorySize { get; init; } = 10;

    /// <summary>L-BFGS: what stands for the curvature that no step has seen; null lets the trainer choose by what it costs.</summary>
    public InitialMatrix? InitialMatrix { get; init; }

    /// <summary>SGD, AdamW: the number of passes over the examples.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>SGD, AdamW: the number of examples in a batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// SGD, AdamW: the first learning rate; null takes 1 / (1 + mean ‖x‖²), for AdamW 0.05 / √(1 + mean ‖x‖²), which suits features of any scale.
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>SGD: the momentum, in [0, 1).</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>SGD: whether the momentum is Nesterov's rather than the heavy ball's.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>SGD, AdamW: how the learning rate changes.</summary>
    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Cosine;

    /// <summary>SGD, AdamW: the number of epochs, whole or not, over which the learning rate rises to its scheduled value; 0 for none.</summary>
    public double WarmupEpochs { get; init; }

    /// <summary>SGD, AdamW: the largest norm that a batch's gradient may have, to which a longer one is shortened; null for any.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>SGD, AdamW: which iterates are averaged to make the model.</summary>
    public IterateAveraging Averaging { get; init; } = IterateAveraging.None;

    /// <summary>AdamW: the decay λ of the weights beside the penalty, not of the bias: each step multiplies them by 1 − η λ.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Fixes all that is random (the order of the examples in SGD, AdamW and dual coordinate ascent): the same seed and data give the same model.</summary>
    public int Seed { get; init; }

    /// <summary>What becomes of the bias.</summary>
    public Bias Bias { get; init; } = Bias.Free;

    /// <summary>With a loss of one score: the class whose target is +1; null takes the last one.</summary>
    public string? PositiveClass { get; init; }

    /// <summary>Factors for the examples of each class.</summary>
    public ClassWeights ClassWeights { get; init; } = ClassWeights.None;

    /// <summary>
    /// Steps that prepare features, fitted on the training data of each training, so that in a cross-validation every fold has its own. The
    /// model contains them: it takes raw rows, and is saved with them.
    /// </summary>
    public IReadOnlyList<PreparationStep> Preparation { get; init; } = [];

    /// <summary>
    /// Data for early stopping, raw as the training data: the model has the weights of the iteration with the smallest mean loss on them.
    /// Classes are matched by name.
    /// </summary>
    public ClassificationDataset? Validation { get; init; }

    /// <summary>With validation data: the number of iterations or epochs without improvement after which training stops.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>
    /// A model to start from, with the same classes and features as the data, and with a preparation where this training has one; null
    /// starts from zeros.
    /// </summary>
    public LinearClassifier? InitialModel { get; init; }

    /// <summary>
    /// Whether dense reals that are nearly all 0 are compressed for the training, and compressed rows that hold a good part of all values are expanded. <see cref="TrainingResult.StorageReason"/>
    /// tells what was done.
    /// </summary>
    public bool ConvertsStorage { get; init; } = true;

    /// <summary>
    /// How the training survives the end of its process: it goes on from the checkpoint in the folder, if there is one; null for no checkpoints.
    /// </summary>
    public CheckpointOptions? Checkpoint { get; init; }

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
        Checkpoint?.Validate();
        ArgumentNullException.ThrowIfNull(Preparation);
        RequireNamed(Solver, nameof(Solver));
        RequireNamed(Bias, nameof(Bias));
        RequireNamed(LearningRateSchedule, nameof(LearningRateSchedule));
        RequireNamed(Averaging, nameof(Averaging));
        if (InitialMatrix is { } matrix)
            RequireNamed(matrix, nameof(InitialMatrix));
        if (!(Tolerance >= 0.0))
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance is 0 or more.");
        if (!(GapTolerance >= 0.0))
            throw new ArgumentOutOfRangeException(nameof(GapTolerance), GapTolerance, "The tolerance is 0 or more.");
        if (LearningRate is { } rate && !(rate > 0.0 && double.IsFinite(rate)))
            throw new ArgumentOutOfRangeException(nameof(LearningRate), rate, "The learning rate is positive and finite.");
        if (!(Momentum >= 0.0 && Momentum < 1.0))
            throw new ArgumentOutOfRangeException(nameof(Momentum), Momentum, "The momentum lies in [0, 1).");
        if (!(WarmupEpochs >= 0.0 && double.IsFinite(WarmupEpochs)))
            throw new ArgumentOutOfRangeException(nameof(WarmupEpochs), WarmupEpochs, "The warm-up is 0 or more epochs long.");
        if (ClipNorm is { } norm && !(norm > 0.0 && double.IsFinite(norm)))
            throw new ArgumentOutOfRangeException(nameof(ClipNorm), norm, "The largest norm of a gradient is positive and finite.");
        if (!(WeightDecay >= 0.0 && double.IsFinite(WeightDecay)))
            throw new ArgumentOutOfRangeException(nameof(WeightDecay), WeightDecay, "The weight decay is 0 or more.");
    }

    private static void RequireNamed<TEnum>(TEnum value, string name)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
            throw new ArgumentOutOfRangeException(name, value, $"There is no {typeof(TEnum).Name} {value}; take one of {string.Join(", ", Enum.GetNames<TEnum>())}.");
    }
}

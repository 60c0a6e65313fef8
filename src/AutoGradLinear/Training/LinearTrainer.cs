using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Models;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>
/// Trains linear classifiers f(x) = W x + b by minimising Σᵢ wᵢ ℓ(W xᵢ + b, yᵢ) / Σᵢ wᵢ + R(W).
/// </summary>
/// <typeparam name="TModel">The classifier.</typeparam>
/// <typeparam name="T">The real type of weights and loss.</typeparam>
/// <typeparam name="TLoss">The loss.</typeparam>
/// <typeparam name="TPenalty">The penalty.</typeparam>
public sealed partial class LinearTrainer<TModel, T, TLoss, TPenalty> : Trainer<TModel>
    where TModel : ILinearClassifier<TModel, T, TLoss, TPenalty>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, int>
    where TPenalty : struct, IPenalty<T>
{
    private readonly TLoss loss;
    private readonly TPenalty penalty;
    private readonly TrainingOptions options;

    /// <summary>Makes a trainer.</summary>
    /// <param name="loss">The loss of one example.</param>
    /// <param name="penalty">The penalty of the weights.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public LinearTrainer(TLoss loss, TPenalty penalty, TrainingOptions? options = null)
    {
        this.loss = loss;
        this.penalty = penalty;
        this.options = options ?? new TrainingOptions();
        this.options.Validate();
    }

    /// <inheritdoc/>
    public override TModel Train(
        ClassificationDataset data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        cancellationToken.ThrowIfCancellationRequested();
        if (options.PositiveClass is not null && loss is not IBinaryTarget)
        {
            throw new ArgumentException(
                $"'{nameof(options.PositiveClass)}' is set, but {typeof(TLoss)} has a score for each class; only a loss of one score has a positive one.",
                nameof(data));
        }

        var clock = new TrainingClock(options.Checkpoint?.Clock ?? TimeProvider.System);
        var warnings = new TrainingWarnings();
        IReadOnlyList<string>? rawNames = data.FeatureNames;
        (data, ClassificationDataset? validation, Preparation? preparation) = PreparedData.Make(data, options, cancellationToken);
        (data, string storageReason) = StorageChoice.Of(options, data);
        var objective = new LinearObjective<T, TLoss, TPenalty>(data, loss, penalty, new LinearObjectiveOptions
        {
            Bias = options.Bias,
            ClassWeights = options.ClassWeights.Resolve(data),
            MaxThreads = options.MaxThreads,
        });
        (Solver solver, string reason) = SolverChoice.Of<T, TLoss, TPenalty>(options, data, objective.BlockLayout);
        InitialMatrixChoice matrix = solver == Solver.Lbfgs ? InitialMatrixChoice.Of(options, objective, data) : default;
        reason = $"{reason} {matrix.Reason}".TrimEnd();
        double[] parameters = InitialParameters.Make(data, preparation, objective.Layout, options.InitialModel);
        var monitor = new TrainingMonitor<T, TLoss>(
            data,
            validation,
            objective.Layout,
            loss,
            options.Patience,
            IsStochastic(solver) ? options.Epochs : options.MaxIterations,
            clock,
            warnings,
            progress);
        using RunKeeper? keeper = options.Checkpoint is { } checkpoint
            ? RunKeeper.Open(checkpoint, Fingerprint(data, solver, parameters), monitor, clock, warnings)
            : null;
        if (keeper?.Outcome(parameters) is not { } result)
        {
            result = Minimize(
                solver, matrix.Matrix, objective, parameters, data, new RunHooks(monitor.Observe, keeper ?? RunCheckpoints.None, cancellationToken));
            keeper?.Finish(result, parameters);
        }

        if (result is { Status: SolverStatus.Cancelled, Iterations: 0 } && options.InitialModel is null)
            throw new OperationCanceledException("Training was cancelled before its first iteration was done.", cancellationToken);

        if (result.Escaped)
            reason += " No step from the start lowered the objective, as where scores tie at a kink of the loss, so it began where an epoch of SGD had led.";
        warnings.AddOutcome(result, startsAtZero: options.InitialModel is null, TLoss.Traits.HasFlag(LossTraits.Convex));
        bool earlier = monitor.RestoreBest(parameters);
        double value = earlier || IsStochastic(solver) ? objective.Value(parameters) : result.Objective;
        var report = new TrainingResult(
            solver,
            result.Status,
            value,
            result.Iterations,
            earlier ? monitor.BestIteration : result.Iterations,
            result.Evaluations,
            clock.Elapsed,
            monitor.History)
        {
            DualityGap = earlier ? null : result.DualityGap,
            SolverReason = reason,
            StorageReason = storageReason,
            Checkpoints = keeper?.Report,
            Warnings = [.. warnings.All],
        };
        (T[] weights, T[] bias) = LinearParameters.Convert<T>(parameters, objective.Layout);
        return TModel.Create(new LinearModel<T, TLoss, TPenalty>(
            weights, bias, data.Classes, rawNames, loss, penalty, report, preparation: preparation));
    }

    private Fingerprint Fingerprint(ClassificationDataset data, Solver solver, ReadOnlySpan<double> start) =>
        RunFingerprint.Of<T, TLoss, TPenalty>(data, loss, penalty, solver, options, start);

    private static bool IsSmooth =>
        TLoss.Traits.HasFlag(LossTraits.Smooth) && TPenalty.Traits.HasFlag(PenaltyTraits.Smooth);
}

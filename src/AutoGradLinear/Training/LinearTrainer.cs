using System.Diagnostics;
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
public sealed class LinearTrainer<TModel, T, TLoss, TPenalty> : Trainer<TModel>
    where TModel : ILinearClassifier<TModel, T, TLoss, TPenalty>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, int>
    where TPenalty : struct, IPenalty<T>
{
    /// <summary>Below so many features in all, passes over the whole data are cheap.</summary>
    private const long SmallData = 20_000_000;

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

        long start = Stopwatch.GetTimestamp();
        var objective = new LinearObjective<T, TLoss, TPenalty>(data, loss, penalty, new LinearObjectiveOptions
        {
            Bias = options.Bias,
            ClassWeights = options.ClassWeights.Resolve(data),
            MaxThreads = options.MaxThreads,
        });
        Solver solver = Choose(data);
        double[] parameters = InitialParameters.Make(data, objective.Layout, options.InitialModel);
        var monitor = new TrainingMonitor<T, TLoss>(
            data.Classes,
            objective.Layout,
            loss,
            options,
            solver == Solver.Lbfgs ? options.MaxIterations : options.Epochs,
            start,
            progress);
        SolverResult result = solver == Solver.Lbfgs
            ? RunLbfgs(objective, parameters, monitor, cancellationToken)
            : RunSgd(objective, parameters, monitor, data, cancellationToken);
        if (result is { Status: SolverStatus.Cancelled, Iterations: 0 } && options.InitialModel is null)
            throw new OperationCanceledException("Training was cancelled before its first iteration was done.", cancellationToken);

        bool earlier = monitor.RestoreBest(parameters);
        double value = earlier || solver == Solver.Sgd ? objective.Value(parameters) : result.Objective;
        var report = new TrainingResult(
            solver,
            result.Status,
            value,
            result.Iterations,
            earlier ? monitor.BestIteration : result.Iterations,
            result.Evaluations,
            Stopwatch.GetElapsedTime(start),
            monitor.History);
        (T[] weights, T[] bias) = LinearParameters.Convert<T>(parameters, objective.Layout);
        return TModel.Create(new LinearModel<T, TLoss, TPenalty>(
            weights, bias, data.Classes, data.FeatureNames, loss, penalty, report));
    }

    private static bool IsSmooth =>
        TLoss.Traits.HasFlag(LossTraits.Smooth) && TPenalty.Traits.HasFlag(PenaltyTraits.Smooth);

    private Solver Choose(ClassificationDataset data) => options.Solver switch
    {
        Solver.Auto => IsSmooth || data.StoredCount <= SmallData ? Solver.Lbfgs : Solver.Sgd,
        Solver chosen => chosen,
    };

    private SolverResult RunLbfgs(
        LinearObjective<T, TLoss, TPenalty> objective,
        double[] parameters,
        TrainingMonitor<T, TLoss> monitor,
        CancellationToken cancellationToken)
    {
        double? scale = options.InitialModel is null ? null : GradientNormAtZero(objective);
        var solver = new Lbfgs(new LbfgsOptions
        {
            History = options.HistorySize,
            MaxIterations = options.MaxIterations,
            GradientTolerance = options.Tolerance,
            GradientScale = scale,
            ObjectiveTolerance = (IsSmooth ? 1e-3 : 0.1) * options.Tolerance,
            LineSearch = IsSmooth ? LineSearchKind.StrongWolfe : LineSearchKind.WeakWolfe,
        });
        return solver.Minimize(objective, parameters, monitor.Observe, cancellationToken);
    }

    private SolverResult RunSgd(
        LinearObjective<T, TLoss, TPenalty> objective,
        double[] parameters,
        TrainingMonitor<T, TLoss> monitor,
        ClassificationDataset data,
        CancellationToken cancellationToken)
    {
        var solver = new Sgd(new SgdOptions
        {
            Epochs = options.Epochs,
            BatchSize = options.BatchSize,
            LearningRate = options.LearningRate ?? LearningRates.ForScale(data),
            Momentum = options.Momentum,
            Nesterov = options.Nesterov,
            Schedule = options.LearningRateSchedule,
            Seed = options.Seed,
        });
        return solver.Minimize(objective, parameters, monitor.Observe, cancellationToken);
    }

    private static double GradientNormAtZero(LinearObjective<T, TLoss, TPenalty> objective)
    {
        double[] gradient = new double[objective.Dimension];
        objective.ValueWithGradient(new double[objective.Dimension], gradient);
        return Math.Sqrt(gradient.Sum(slope => slope * slope));
    }
}

using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

public sealed partial class LinearTrainer<TModel, T, TLoss, TPenalty>
{
    /// <summary>Whether a solver sees batches, so that it knows the objective only as an estimate.</summary>
    private static bool IsStochastic(Solver solver) => solver is Solver.Sgd or Solver.AdamW;

    private SolverResult Minimize(
        Solver solver,
        InitialMatrix matrix,
        LinearObjective<T, TLoss, TPenalty> objective,
        double[] parameters,
        ClassificationDataset data,
        in RunHooks hooks) => solver switch
    {
        Solver.Lbfgs => RunLbfgs(objective, matrix, data, parameters, hooks),
        Solver.OwlQn => RunOwlQn(objective, data, parameters, hooks),
        Solver.TrustRegionNewton => RunNewton(objective, GradientScale(objective, data), parameters, hooks),
        Solver.DualCoordinateAscent => RunDual(objective, parameters, hooks),
        Solver.AdamW => RunAdamW(objective, parameters, data, hooks),
        _ => RunSgd(objective, parameters, data, hooks),
    };

    /// <summary>Where loss or penalty has kinks the gradient tells nothing, and the objective falls slowly to the end.</summary>
    private double ObjectiveTolerance(bool isSmooth) => (isSmooth ? 1e-3 : 0.1) * options.Tolerance;

    private SolverResult RunLbfgs(
        LinearObjective<T, TLoss, TPenalty> objective, InitialMatrix matrix, ClassificationDataset data, double[] parameters, in RunHooks hooks)
    {
        var solver = new Lbfgs(new LbfgsOptions
        {
            History = options.HistorySize,
            InitialMatrix = matrix,
            MaxIterations = options.MaxIterations,
            GradientTolerance = options.Tolerance,
            GradientScale = GradientScale(objective, data),
            ObjectiveTolerance = ObjectiveTolerance(IsSmooth),
            Escape = IsSmooth ? null : SgdSettings(data) with { Epochs = 1 },
            LineSearch = IsSmooth ? LineSearchKind.StrongWolfe : LineSearchKind.WeakWolfe,
        });
        return solver.Minimize(objective, parameters, hooks);
    }

    private SolverResult RunOwlQn(
        LinearObjective<T, TLoss, TPenalty> objective, ClassificationDataset data, double[] parameters, in RunHooks hooks)
    {
        AbsoluteValuePart part = AbsoluteValuePart.Of<T, TPenalty>(penalty, objective.Layout.PenalisedCount)
            ?? throw new InvalidOperationException(
                $"The penalty {typeof(TPenalty)} is not known to be a multiple of Σ |w| and a smooth rest, which '{nameof(Solver.OwlQn)}' is "
                + $"for; use '{nameof(Solver.Lbfgs)}', or claim the trait '{nameof(PenaltyTraits.AbsoluteValue)}'.");
        var solver = new OwlQn(new OwlQnOptions
        {
            History = options.HistorySize,
            MaxIterations = options.MaxIterations,
            GradientTolerance = options.Tolerance,
            GradientScale = GradientScale(objective, data),
            ObjectiveTolerance = ObjectiveTolerance(isSmooth: true),
            Escape = TLoss.Traits.HasFlag(LossTraits.Smooth) ? null : SgdSettings(data) with { Epochs = 1 },
        });
        return solver.Minimize(objective, part, parameters, hooks);
    }

    private SolverResult RunNewton(IObjective objective, double scale, double[] parameters, in RunHooks hooks)
    {
        if (objective is not ICurvature { HasCurvature: true })
        {
            throw new InvalidOperationException(
                $"'{nameof(Solver.TrustRegionNewton)}' needs second derivatives of {typeof(TLoss)} and {typeof(TPenalty)}, and one of them is "
                + $"not known to be smooth; use '{nameof(Solver.Auto)}'.");
        }

        var solver = new TrustRegionNewton(new TrustRegionNewtonOptions
        {
            MaxIterations = options.MaxIterations,
            GradientTolerance = options.Tolerance,
            GradientScale = scale,
            ObjectiveTolerance = ObjectiveTolerance(isSmooth: true),
        });
        return solver.Minimize(objective, parameters, hooks);
    }

    private SolverResult RunDual(LinearObjective<T, TLoss, TPenalty> objective, double[] parameters, in RunHooks hooks)
    {
        var solver = new DualCoordinateAscent(new DualCoordinateAscentOptions
        {
            MaxEpochs = options.MaxIterations,
            Tolerance = options.GapTolerance,
            Seed = options.Seed,
            MaxThreads = options.MaxThreads,
        });
        return solver.Minimize(objective, parameters, hooks);
    }

    private SolverResult RunSgd(
        LinearObjective<T, TLoss, TPenalty> objective, double[] parameters, ClassificationDataset data, in RunHooks hooks) =>
        new Sgd(SgdSettings(data)).Minimize(objective, parameters, hooks);

    private SgdOptions SgdSettings(ClassificationDataset data) => new()
    {
        Epochs = options.Epochs,
        BatchSize = options.BatchSize,
        LearningRate = options.LearningRate ?? LearningRates.ForScale(data),
        Momentum = options.Momentum,
        Nesterov = options.Nesterov,
        Schedule = options.LearningRateSchedule,
        WarmupEpochs = options.WarmupEpochs,
        ClipNorm = options.ClipNorm,
        Averaging = options.Averaging,
        Seed = options.Seed,
    };

    private SolverResult RunAdamW(
        LinearObjective<T, TLoss, TPenalty> objective, double[] parameters, ClassificationDataset data, in RunHooks hooks)
    {
        var solver = new AdamW(new AdamWOptions
        {
            Epochs = options.Epochs,
            BatchSize = options.BatchSize,
            LearningRate = options.LearningRate ?? LearningRates.ForStepsOf(0.05, data),
            Decay = options.WeightDecay,
            DecayedCount = objective.Layout.WeightCount,
            Schedule = options.LearningRateSchedule,
            WarmupEpochs = options.WarmupEpochs,
            ClipNorm = options.ClipNorm,
            Averaging = options.Averaging,
            Seed = options.Seed,
        });
        return solver.Minimize(objective, parameters, hooks);
    }

    /// <summary>
    /// ‖∂F/∂W‖₂ at W = 0 with the bias that is best there. At b = 0 the gradient is mostly what moves the scores of all examples alike, which
    /// says nothing of how far W is from its minimum.
    /// </summary>
    private double GradientScale(LinearObjective<T, TLoss, TPenalty> objective, ClassificationDataset data)
    {
        LinearLayout layout = objective.Layout;
        double[] parameters = new double[layout.Dimension];
        if (layout.Bias != Bias.None)
        {
            var bias = new BiasObjective<T, TLoss>(loss, layout.Scores, ClassShares.Of(data, options.ClassWeights.Resolve(data)));
            new Lbfgs(new LbfgsOptions { MaxIterations = 100, LineSearch = LineSearchKind.WeakWolfe })
                .Minimize(bias, parameters.AsSpan(layout.WeightCount));
        }

        double[] gradient = new double[layout.Dimension];
        objective.ValueWithGradient(parameters, gradient);
        return Math.Sqrt(gradient.Take(layout.WeightCount).Sum(slope => slope * slope));
    }
}

using AutoGradLinear.Losses;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

public sealed partial class LinearTrainer<TModel, T, TLoss, TPenalty>
{
    /// <summary>By how much a refinement's tolerances are smaller, and its iterations more.</summary>
    private const double Tighter = 1e-3;
    private const int TimesIterations = 10;

    /// <inheritdoc/>
    public override IReadOnlyList<Trainer<TModel>> Refinements(TModel model)
    {
        if (model is not LinearClassifier start)
            return [];
        TrainingOptions tight = options with
        {
            Validation = null,
            Checkpoint = null,
            MaxIterations = (int)Math.Min(int.MaxValue, (long)TimesIterations * options.MaxIterations),
            Tolerance = Tighter * options.Tolerance,
            GapTolerance = Tighter * options.GapTolerance,
        };
        return [.. RefiningSolvers().Select(solver => With(solver, start))];

        // L-BFGS can end at a kink that is no minimum; from another start it meets other kinks.
        LinearTrainer<TModel, T, TLoss, TPenalty> With((Solver Solver, bool FromModel) run, LinearClassifier start) =>
            new(loss, penalty, tight with { Solver = run.Solver, InitialModel = run.FromModel ? start : null });
    }

    /// <summary>The solvers that suit loss, penalty and bias, and whether each starts from the model or from zeros.</summary>
    private IEnumerable<(Solver Solver, bool FromModel)> RefiningSolvers()
    {
        bool hasAbsoluteValues = TPenalty.Traits.HasFlag(PenaltyTraits.AbsoluteValue);
        if (TLoss.Traits.HasFlag(LossTraits.Smooth) && hasAbsoluteValues)
            return [(Solver.OwlQn, true)];
        if (IsSmooth && loss is ISmoothLoss<T, int> { HasCurvature: true } && penalty is ISmoothPenalty<T>)
            return [(Solver.TrustRegionNewton, true), (Solver.Lbfgs, true)];
        if (IsSmooth)
            return [(Solver.Lbfgs, true)];
        return DualCoordinateAscent.Obstacle<T, TLoss, TPenalty>(options.Bias) is null
            ? [(Solver.DualCoordinateAscent, true)]
            : [(Solver.Lbfgs, true), (Solver.Lbfgs, false)];
    }
}

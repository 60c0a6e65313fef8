using System.Globalization;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Training;

/// <summary>What went wrong in a training that goes on all the same.</summary>
internal sealed class TrainingWarnings
{
    /// <summary>A solver that gives up while the objective may be so much of itself above its minimum has not done its work.</summary>
    private const double WorrisomeGap = 0.01;

    private readonly List<string> all = [];
    private int told;

    public IReadOnlyList<string> All => all;

    /// <summary>Adds a warning, unless it is the last one repeated.</summary>
    public void Add(string warning)
    {
        if (all.Count == 0 || all[^1] != warning)
            all.Add(warning);
    }

    /// <summary>Adds what a solver's end says about the model.</summary>
    /// <param name="result">The end.</param>
    /// <param name="startsAtZero">Whether no model was given to start from.</param>
    /// <param name="isConvex">Whether a gradient of 0 is a minimum.</param>
    public void AddOutcome(SolverResult result, bool startsAtZero, bool isConvex)
    {
        if (startsAtZero && result is { Status: SolverStatus.GradientConverged, Iterations: 0 })
        {
            Add("The gradient is 0 at W = 0, where the training starts, so the model knows nothing of the features. " + (isConvex
                ? "That is a minimum of this objective: is a margin, or another setting of the loss, 0, or the penalty too strong?"
                : "The loss is not proved convex, so that this need not be a minimum: give a start elsewhere "
                    + $"('{nameof(TrainingOptions.InitialModel)}'), such as the model of a convex loss, or write the loss so that it slopes at ties."));
        }

        if (result is { Status: SolverStatus.NoDescent, Iterations: 0 })
        {
            Add("No step from the start lowers the objective, so the model is that of the start: its gradient does not tell where the objective falls. "
                + $"Take '{nameof(Solver)}.{nameof(Solver.Sgd)}', '{nameof(Solver.DualCoordinateAscent)}' where the bias is penalised or none, or an '{nameof(TrainingOptions.InitialModel)}'.");
        }

        if (result is { Status: SolverStatus.IterationLimit, DualityGap: double gap } && !(gap <= WorrisomeGap * Math.Abs(result.Objective)))
        {
            Add(string.Create(
                CultureInfo.InvariantCulture,
                $"After {result.Iterations} epochs of dual coordinate ascent the objective is {result.Objective:G4}, and may be {gap:G2} above its minimum (the duality gap). Scale the features "
                + $"('{nameof(TrainingOptions.Preparation)}'), raise '{nameof(TrainingOptions.MaxIterations)}', or take '{nameof(Solver)}.{nameof(Solver.Lbfgs)}'."));
        }
    }

    /// <summary>The warnings since the last call as one text; null where there are none.</summary>
    public string? TakeNew()
    {
        if (told == all.Count)
            return null;
        string text = string.Join(' ', all.Skip(told));
        told = all.Count;
        return text;
    }
}

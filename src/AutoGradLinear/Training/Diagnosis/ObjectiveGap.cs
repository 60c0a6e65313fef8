using System.Globalization;

namespace AutoGradLinear;

/// <summary>A further minimisation of the objective.</summary>
/// <param name="Solver">The method.</param>
/// <param name="Status">Why it stopped.</param>
/// <param name="Objective">The objective that it reached.</param>
/// <param name="Iterations">The iterations, or epochs, that it took.</param>
public readonly record struct RefinementRun(Solver Solver, SolverStatus Status, double Objective, int Iterations);

/// <summary>How far a training stopped from the best objective that was found.</summary>
/// <param name="Reached">The objective of the trained model, F(w).</param>
/// <param name="Best">The smallest objective that was found; at most <paramref name="Reached"/>.</param>
/// <param name="Runs">The minimisations that went on where the training had stopped.</param>
public sealed record ObjectiveGap(double Reached, double Best, IReadOnlyList<RefinementRun> Runs)
{
    /// <summary>Reached − Best, at least 0: the optimization error in units of the objective.</summary>
    public double Gap => Reached - Best;

    /// <summary>Shows the objectives and how the best one was found.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"objective reached {Reached:G8}, best found {Best:G8}, {Gap:G3} lower ({string.Join("; ", Runs.Select(Shown))})");

    private static string Shown(RefinementRun run) =>
        string.Create(CultureInfo.InvariantCulture, $"{run.Solver} {run.Objective:G8} after {run.Iterations} iterations, {run.Status}");
}

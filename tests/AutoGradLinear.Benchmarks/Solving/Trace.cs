namespace AutoGradLinear.Benchmarks.Solving;

/// <summary>What a solver reached, and when.</summary>
/// <param name="Solver">The solver.</param>
/// <param name="Storage">How the data are stored.</param>
/// <param name="Steps">Seconds from the start, and the objective there; of one run, or one for each tolerance.</param>
internal sealed record Trace(string Solver, string Storage, IReadOnlyList<(double Seconds, double Objective)> Steps)
{
    /// <summary>The least objective.</summary>
    public double Best => Steps.Count == 0 ? double.PositiveInfinity : Steps.Min(step => step.Objective);

    /// <summary>How long it took.</summary>
    public double TotalSeconds => Steps.Select(step => step.Seconds).DefaultIfEmpty().Max();

    /// <summary>The least time after which the objective was at most a target; infinite where it never was.</summary>
    public double SecondsTo(double target) =>
        Steps.Where(step => step.Objective <= target).Select(step => step.Seconds).DefaultIfEmpty(double.PositiveInfinity).Min();
}

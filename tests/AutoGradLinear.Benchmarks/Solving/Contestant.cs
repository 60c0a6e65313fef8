using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Benchmarks.Solving;

/// <summary>A primal solver with its settings.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Minimize">Runs it.</param>
/// <param name="MostFeatures">With more it does not take part: it needs their square in memory, and the trainer would not take it.</param>
internal sealed record Contestant(string Name, Contestant.Run Minimize, int MostFeatures = int.MaxValue)
{
    /// <summary>Minimises from zeros, and tells an observer after every iteration.</summary>
    public delegate SolverResult Run(
        IObjective objective, Span<double> parameters, SolverObserver? observer = null, CancellationToken cancellationToken = default);
}

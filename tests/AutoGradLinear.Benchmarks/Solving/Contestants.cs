using System.Diagnostics;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Benchmarks.Solving;

/// <summary>The solvers that take part, and how one is run to its end or for a limited time.</summary>
internal static class Contestants
{
    /// <summary>No run of ours takes longer.</summary>
    private const double MostSeconds = 20.0;

    /// <summary>LIBLINEAR cannot be interrupted: after a run that took longer than this no smaller tolerance is tried.</summary>
    private const double MostLiblinearSeconds = 20.0;

    /// <summary>For objectives with second derivatives.</summary>
    public static readonly Contestant[] Smooth =
    [
        new("L-BFGS, Hessian's blocks", Lbfgs(InitialMatrix.HessianBlocks).Minimize, MostFeatures: 2000),
        new("L-BFGS, Hessian's diagonal", Lbfgs(InitialMatrix.HessianDiagonal).Minimize),
        new("L-BFGS", Lbfgs(InitialMatrix.Scaled).Minimize),
        new("trust-region Newton", Newton().Minimize),
    ];

    /// <summary>For objectives whose gradient jumps.</summary>
    public static readonly Contestant[] WithKinks =
    [
        new("L-BFGS, Hessian's blocks", Lbfgs(InitialMatrix.HessianBlocks, LineSearchKind.WeakWolfe).Minimize, MostFeatures: 2000),
    ];

    /// <summary>Runs a solver on an objective that is made anew: what it prepares of the data counts.</summary>
    public static Trace Run<TLoss>(Contestant solver, string storage, Contest<TLoss> contest, ClassificationDataset data)
        where TLoss : struct, ILoss<float, int>
    {
        var steps = new List<(double Seconds, double Objective)>();
        long start = Stopwatch.GetTimestamp();
        LinearObjective<float, TLoss, L2<float>> objective = contest.Objective(data);
        solver.Minimize(objective, new double[objective.Dimension], (in SolverStep step, ReadOnlySpan<double> _) =>
        {
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            steps.Add((seconds, step.Objective));
            return seconds < MostSeconds;
        });
        return new Trace(solver.Name, storage, steps);
    }

    /// <summary>
    /// Runs dual coordinate ascent. What it tells of an epoch are the losses as they were met, so the objective is computed after each epoch,
    /// while the clock stands.
    /// </summary>
    public static Trace RunDual<TLoss>(string storage, Contest<TLoss> contest, ClassificationDataset data)
        where TLoss : struct, ILoss<float, int>
    {
        var steps = new List<(double Seconds, double Objective)>();
        var clock = Stopwatch.StartNew();
        LinearObjective<float, TLoss, L2<float>> objective = contest.Objective(data);
        var solver = new DualCoordinateAscent(new DualCoordinateAscentOptions { Tolerance = 1e-5, MaxThreads = 1 });
        solver.Minimize(objective, new double[objective.Dimension], (in SolverStep _, ReadOnlySpan<double> parameters) =>
        {
            clock.Stop();
            steps.Add((clock.Elapsed.TotalSeconds, objective.Value(parameters)));
            clock.Start();
            return clock.Elapsed.TotalSeconds < MostSeconds;
        });
        return new Trace("dual coordinate ascent", storage, steps);
    }

    /// <summary>Runs LIBLINEAR with smaller and smaller tolerances until it is close to the best value, or takes too long.</summary>
    public static Trace RunLiblinear<TLoss>(
        LiblinearProblem problem, int solver, Contest<TLoss> contest, ClassificationDataset data, double closeTo)
        where TLoss : struct, ILoss<float, int>
    {
        var steps = new List<(double Seconds, double Objective)>();
        LinearObjective<float, TLoss, L2<float>> objective = contest.Objective(data);
        foreach (double tolerance in new[] { 1.0, 0.3, 0.1, 0.03, 0.01, 1e-3, 1e-4 })
        {
            double c = 0.5 / (contest.Strength * data.Count);
            (double seconds, double[] parameters) = Liblinear.Train(problem, solver, c, tolerance);
            steps.Add((seconds, objective.Value(parameters)));
            if (steps[^1].Objective <= closeTo || seconds > MostLiblinearSeconds)
                break;
        }

        return new Trace($"LIBLINEAR -s {solver}", "its own", steps);
    }

    private static Lbfgs Lbfgs(InitialMatrix matrix, LineSearchKind search = LineSearchKind.StrongWolfe) => new(new LbfgsOptions
    {
        History = 30,
        InitialMatrix = matrix,
        LineSearch = search,
        MaxIterations = 400,
        GradientTolerance = 0,
        ObjectiveTolerance = 1e-7,
    });

    private static TrustRegionNewton Newton() =>
        new(new TrustRegionNewtonOptions { GradientTolerance = 0, ObjectiveTolerance = 1e-8, MaxIterations = 100 });
}

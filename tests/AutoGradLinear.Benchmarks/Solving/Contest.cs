using System.Globalization;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Benchmarks.Solving;

/// <summary>An objective over data that several solvers minimise, on one thread.</summary>
/// <param name="Data">The name of the data.</param>
/// <param name="LossName">The name of the loss.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Strength">The factor λ of Σ w².</param>
/// <param name="Bias">What becomes of the bias; LIBLINEAR and dual coordinate ascent penalise it.</param>
/// <param name="LiblinearSolvers">The numbers of LIBLINEAR's solvers for the same objective.</param>
internal sealed record Contest<TLoss>(string Data, string LossName, TLoss Loss, float Strength, Bias Bias, params int[] LiblinearSolvers)
    where TLoss : struct, ILoss<float, int>
{
    private static readonly double[] Gaps = [1e-2, 1e-3, 1e-4];

    /// <summary>The mean loss plus λ Σ w².</summary>
    public LinearObjective<float, TLoss, L2<float>> Objective(ClassificationDataset data) =>
        new(data, Loss, new L2<float>(Strength), new LinearObjectiveOptions { MaxThreads = 1, Bias = Bias });

    /// <summary>Runs all solvers and prints a row for each.</summary>
    /// <param name="storages">
    /// The same data in one or more forms. All solvers run on the first, dual coordinate ascent on all, and on the others the two of the rest
    /// that were fastest.
    /// </param>
    public void Run(params (string Name, ClassificationDataset Data)[] storages)
    {
        var traces = new List<Trace>();
        if (Bias == Bias.Penalised)
            traces.AddRange(storages.Select(storage => Quickest(() => Contestants.RunDual(storage.Name, this, storage.Data))));
        (string first, ClassificationDataset data) = storages[0];
        Contestant[] candidates = Objective(data).HasCurvature ? Contestants.Smooth : Contestants.WithKinks;
        Contestant[] solvers = [.. candidates.Where(solver => data.FeatureCount <= solver.MostFeatures)];
        List<Trace> primal = [.. solvers.Select(solver => Quickest(() => Contestants.Run(solver, first, this, data)))];
        traces.AddRange(primal);
        double target = Closest(traces);
        string[] fastest = [.. primal.OrderBy(trace => trace.SecondsTo(target)).Select(trace => trace.Solver).Take(2)];
        foreach (Contestant solver in solvers.Where(solver => fastest.Contains(solver.Name)))
            traces.AddRange(storages[1..].Select(storage => Quickest(() => Contestants.Run(solver, storage.Name, this, storage.Data))));

        if (Liblinear.IsThere && LiblinearSolvers.Length > 0)
        {
            using var problem = new LiblinearProblem(data);
            foreach (int solver in LiblinearSolvers)
                traces.Add(Quickest(() => Contestants.RunLiblinear(problem, solver, this, data, Closest(traces))));
        }

        Print(traces);
    }

    /// <summary>The narrowest of the targets, as far as the best value is known by now.</summary>
    private static double Closest(List<Trace> traces) => traces.Min(trace => trace.Best) * (1.0 + Gaps[^1]);

    /// <summary>
    /// The quickest of up to five runs, for us and for others: a short one may meet other work of the machine, and the first one code that
    /// the runtime has not optimised yet.
    /// </summary>
    private static Trace Quickest(Func<Trace> run)
    {
        Trace best = run();
        for (int repeat = 1; repeat < 5 && best.TotalSeconds < 2.0; repeat++)
        {
            Trace trace = run();
            best = trace.TotalSeconds < best.TotalSeconds ? trace : best;
        }

        return best;
    }

    private void Print(List<Trace> traces)
    {
        double best = traces.Min(trace => trace.Best);
        foreach (Trace trace in traces)
        {
            string times = string.Join(" | ", Gaps.Select(gap => Shown(trace.SecondsTo(best * (1.0 + gap)))));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Data} | {LossName} | {trace.Solver} | {trace.Storage} | {times} "
                + $"| {trace.Steps.Count} | {(trace.Best / best) - 1.0:E1} | {best:F6} |"));
        }
    }

    /// <summary>Seconds; a dash where the target was not reached.</summary>
    private static string Shown(double seconds) => double.IsFinite(seconds) ? FormattableString.Invariant($"{seconds:F2}") : "–";
}

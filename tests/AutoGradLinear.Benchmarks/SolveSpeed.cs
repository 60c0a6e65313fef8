using System.Diagnostics;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Benchmarks;

/// <summary>
/// Seconds until an objective on real data is within 1, 0.1 and 0.01 % of the best value that any of the solvers finds, on one thread. The objectives are those of the peers' scripts.
/// </summary>
internal static class SolveSpeed
{
    private const int Runs = 3;
    private static readonly double[] Gaps = [1e-2, 1e-3, 1e-4];

    private delegate SolverResult Solve(IObjective objective, double[] parameters, SolverObserver observer);

    /// <param name="args">The folder with the data, then names of data sets; none for all.</param>
    /// <returns>0, or 2 where the folder is missing.</returns>
    public static int Run(string[] args)
    {
        if (args is not [string folder, .. string[] names] || !Directory.Exists(folder))
        {
            Console.Error.WriteLine("Give the folder of the data: it holds mnist, libsvm and 20newsgroups.");
            return 2;
        }

        Console.WriteLine("| data | objective | solver | storage | 1 % | 0.1 % | 0.01 % | iterations | best value found |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        if (Wanted("mnist"))
        {
            ClassificationDataset bytes = IdxFile.ReadImages(
                Path.Combine(folder, "mnist", "train-images-idx3-ubyte.gz"), Path.Combine(folder, "mnist", "train-labels-idx1-ubyte.gz")).ScaledBy(1.0 / 255.0);
            float[] values = new float[bytes.Count * bytes.FeatureCount];
            bytes.CopyRows<float>(0, bytes.Count, values);
            ClassificationDataset floats = ClassificationDataset.FromRows(
                values, bytes.FeatureCount, bytes.Labels.ToArray(), Enumerable.Range(0, bytes.ClassCount).ToArray());
            (string, ClassificationDataset)[] storages = [("bytes", bytes), ("float", floats), ("sparse", bytes.ToSparse())];
            Measure("mnist", "softmax + 0.5e-4 |W|²", storages, new SoftmaxCrossEntropy<float>(), 0.5e-4f);
            Measure("mnist", "one against the rest, logistic + 0.5e-4 |W|²", storages, new OneVsRest<Logistic<float>>(new Logistic<float>()), 0.5e-4f);
            Measure("mnist", "one against the rest, squared hinge + 0.5e-4 |W|²", storages, new OneVsRest<BinarySquaredHinge<float>>(new BinarySquaredHinge<float>(1f)), 0.5e-4f);
        }

        if (Wanted("a9a"))
        {
            ClassificationDataset data = SvmlightFile.Read(Path.Combine(folder, "libsvm", "a9a.gz"));
            Measure("a9a", "logistic + 0.5e-4 |w|²", [("sparse", data)], new BinaryTarget<float, Logistic<float>>(new Logistic<float>(), 1), 0.5e-4f);
            Measure("a9a", "squared hinge + 0.5e-4 |w|²", [("sparse", data)], new BinaryTarget<float, BinarySquaredHinge<float>>(new BinarySquaredHinge<float>(1f), 1), 0.5e-4f);
        }

        if (Wanted("20newsgroups"))
        {
            ClassificationDataset raw = SvmlightFile.Read(Path.Combine(folder, "20newsgroups", "20news-bydate.train.svm.gz"));
            ClassificationDataset data = Preparation.Fit(raw, PreparationStep.TfIdf(), PreparationStep.UnitRows()).Apply(raw);
            Measure("20newsgroups", "softmax + 0.5e-4 |W|²", [("sparse", data)], new SoftmaxCrossEntropy<float>(), 0.5e-4f);
            Measure("20newsgroups", "one against the rest, squared hinge + 0.5e-4 |W|²", [("sparse", data)], new OneVsRest<BinarySquaredHinge<float>>(new BinarySquaredHinge<float>(1f)), 0.5e-4f);
        }

        return 0;

        bool Wanted(string name) => names.Length == 0 || names.Contains(name);
    }

    private static void Measure<TLoss>(string dataName, string name, (string Name, ClassificationDataset Data)[] storages, TLoss loss, float strength)
        where TLoss : struct, ILoss<float, int>
    {
        (string Name, Solve Solve)[] solvers =
        [
            ("L-BFGS", (objective, parameters, observer) => Lbfgs(objective, parameters, observer, 10, InitialMatrix.Scaled)),
            ("L-BFGS, 30 pairs", (objective, parameters, observer) => Lbfgs(objective, parameters, observer, 30, InitialMatrix.Scaled)),
            ("L-BFGS, Hessian's diagonal", (objective, parameters, observer) => Lbfgs(objective, parameters, observer, 30, InitialMatrix.HessianDiagonal)),
            ("trust-region Newton", (objective, parameters, observer) =>
                new TrustRegionNewton(new TrustRegionNewtonOptions { GradientTolerance = 0, ObjectiveTolerance = 1e-8, MaxIterations = 100 }).Minimize(objective, parameters, observer)),
        ];
        var traces = new List<(string Solver, string Storage, List<(double Seconds, double Objective)> Trace)>();
        foreach ((string storage, ClassificationDataset data) in storages)
        {
            foreach ((string solver, Solve solve) in solvers)
            {
                for (int run = 0; run < Runs; run++)
                {
                    long start = Stopwatch.GetTimestamp();
                    var objective = new LinearObjective<float, TLoss, L2<float>>(data, loss, new L2<float>(strength), new LinearObjectiveOptions { MaxThreads = 1 });
                    var trace = new List<(double Seconds, double Objective)>();
                    solve(objective, new double[objective.Dimension], (in SolverStep step, ReadOnlySpan<double> _) =>
                    {
                        trace.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, step.Objective));
                        return Stopwatch.GetElapsedTime(start).TotalSeconds < 60.0;
                    });
                    traces.Add((solver, storage, trace));
                }
            }
        }

        double best = traces.Min(trace => trace.Trace.Min(step => step.Objective));
        foreach (var group in traces.GroupBy(trace => (trace.Solver, trace.Storage)))
        {
            string times = string.Join(" | ", Gaps.Select(gap => Shown([.. group.Select(run => Reached(run.Trace, best * (1.0 + gap)))])));
            Console.WriteLine(FormattableString.Invariant(
                $"| {dataName} | {name} | {group.Key.Solver} | {group.Key.Storage} | {times} | {group.First().Trace.Count} | {best:F6} |"));
        }
    }

    private static SolverResult Lbfgs(IObjective objective, double[] parameters, SolverObserver observer, int history, InitialMatrix matrix) => new Lbfgs(new LbfgsOptions
    {
        History = history,
        InitialMatrix = matrix,
        MaxIterations = 400,
        GradientTolerance = 0,
        ObjectiveTolerance = 1e-7,
    }).Minimize(objective, parameters, observer);

    private static double Reached(List<(double Seconds, double Objective)> trace, double target) =>
        trace.Where(step => step.Objective <= target).Select(step => step.Seconds).DefaultIfEmpty(double.PositiveInfinity).First();

    /// <summary>The median of the runs, in seconds; a dash where it was not reached.</summary>
    private static string Shown(double[] seconds)
    {
        double median = seconds.Order().ElementAt(seconds.Length / 2);
        return double.IsFinite(median) ? FormattableString.Invariant($"{median:F2}") : "–";
    }
}

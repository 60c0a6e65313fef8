using System.Diagnostics;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Benchmarks;

/// <summary>One epoch of plain stochastic gradient descent on a softmax with L2, float, 60 000 × 784 × 10, rows in random order, one thread. Medians and minima of rounds.</summary>
internal static class EpochSpeed
{
    private const int Rounds = 21;
    private const int Rows = 60_000;
    private const int Features = 784;
    private const int Classes = 10;

    /// <param name="args">With <c>--peers</c>, in turn with TorchSharp.</param>
    /// <returns>0; 2 where the peers are not built.</returns>
    public static int Run(string[] args)
    {
        bool withPeers = args.Contains("--peers");
        using PeerProcess? peers = withPeers ? PeerProcess.Start() : null;
        if (withPeers && peers is null)
            return 2;
        DenseExample example = DenseExample.Draw(Rows, Features, Classes);
        ClassificationDataset data = example.ToDataset();
        var objective = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(
            data, new SoftmaxCrossEntropy<float>(), new L2<float>(1e-4f), new LinearObjectiveOptions { MaxThreads = 1 });
        Console.WriteLine("| batch | ms | least | TorchSharp, ms | least | times faster |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (int batch in new[] { 128, 32 })
            Measure(objective, batch, peers);
        return 0;
    }

    private static void Measure(LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>> objective, int batch, PeerProcess? peers)
    {
        double[] start = DenseExample.Parameters(objective.Dimension);
        var solver = new Sgd(new SgdOptions { BatchSize = batch, Epochs = 1, LearningRate = 0.01, Momentum = 0.0 });
        peers?.Prepare($"epoch softmax {Rows} {Features} {Classes} {batch}", objective.Value(start));
        for (int warm = 0; warm < 3; warm++)
            solver.Minimize(objective, start);
        double[] ours = new double[Rounds], theirs = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long begin = Stopwatch.GetTimestamp();
            solver.Minimize(objective, start);
            ours[round] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            theirs[round] = peers?.Milliseconds() ?? 0.0;
        }

        (double ms, double torch) = (Median(ours), Median(theirs));
        string beside = peers is null ? " | |" : FormattableString.Invariant($"{torch:F0} | {theirs.Min():F0} | {torch / ms:F1}");
        Console.WriteLine(FormattableString.Invariant($"| {batch} | {ms:F1} | {ours.Min():F1} | {beside} |"));
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}

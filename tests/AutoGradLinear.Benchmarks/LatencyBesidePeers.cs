using AutoGradLinear.Losses;

namespace AutoGradLinear.Benchmarks;

/// <summary>
/// Value and gradient of one example's loss at 10 classes: generated, written by hand in C#, and by the autograd of TorchSharp, in turn.
/// </summary>
internal static class LatencyBesidePeers
{
    private const int Rounds = 5;
    private const int Classes = 10;
    private const int Label = 3;

    private static readonly float[] Scores = [.. Enumerable.Range(0, Classes).Select(j => 3f * MathF.Sin(j))];
    private static readonly float[] Gradient = new float[Classes];

    /// <returns>0, or 2 where the peers are not built.</returns>
    public static int Run()
    {
        using PeerProcess? peers = PeerProcess.Start();
        if (peers is null)
            return 2;
        var softmax = new SoftmaxCrossEntropy<float>();
        var hinge = new MulticlassHinge<float>(1f);
        Console.WriteLine("| 10 classes | generated, ns | by hand, ns | ratio | TorchSharp autograd, ns | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Measure(
            peers, "softmax", () => softmax.ValueWithGradient(Scores, Label, Gradient), () => HandWritten.Softmax(Scores, Label, Gradient));
        Measure(
            peers, "hinge", () => hinge.ValueWithGradient(Scores, Label, Gradient), () => HandWritten.Hinge(Scores, Label, Gradient, 1f));
        return 0;
    }

    private static void Measure(PeerProcess peers, string name, Func<double> generated, Func<double> byHand)
    {
        peers.Prepare($"example {name} {Classes}", generated());
        double[] ours = new double[Rounds], hand = new double[Rounds], theirs = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            ours[round] = CallTime.Of(generated).Nanoseconds;
            hand[round] = CallTime.Of(byHand).Nanoseconds;
            theirs[round] = 1e6 * peers.Milliseconds();
        }

        (double a, double b, double c) = (Median(ours), Median(hand), Median(theirs));
        Console.WriteLine(FormattableString.Invariant($"| {name} | {a:F1} | {b:F1} | {a / b:F2} | {c:F0} | {a / c:G2} |"));
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}

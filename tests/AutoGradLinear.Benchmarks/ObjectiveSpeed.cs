using System.Diagnostics;
using System.Numerics.Tensors;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Benchmarks;

/// <summary>
/// One evaluation of a whole objective with its gradient, float, beside the machine's own limits, which are measured in turn with it. Figures are medians, limits the best of all rounds.
/// </summary>
internal static class ObjectiveSpeed
{
    private const int Rounds = 11;

    private sealed record Shape(string Name, int Rows, int Features, int Classes, int StoredPerRow = 0, bool Bytes = false);

    private static readonly string[] Losses = ["softmax", "hinge", "focal"];

    private static readonly Shape[] Shapes =
    [
        new("mnist", 60_000, 784, 10),
        new("mnist-bytes", 60_000, 784, 10, Bytes: true),
        new("cifar", 20_000, 3072, 10),
        new("cifar-bytes", 20_000, 3072, 10, Bytes: true),
        new("tall", 1_000_000, 32, 3),
        new("tall-bytes", 1_000_000, 32, 3, Bytes: true),
        new("few-class", 100_000, 784, 2),
        new("few-class-bytes", 100_000, 784, 2, Bytes: true),
        new("many-class", 20_000, 256, 1000),
        new("sparse-2", 20_000, 50_000, 2, StoredPerRow: 80),
        new("sparse-20", 20_000, 50_000, 20, StoredPerRow: 80),
    ];

    /// <param name="args">Names of shapes and losses (softmax, hinge, focal); none of a kind for all of it. With <c>--peers</c>, dense floats are measured in turn with TorchSharp.</param>
    /// <returns>0; 1 where a figure is beyond what the machine can do, so that the measurement is wrong; 2 where the peers are not built.</returns>
    public static int Run(string[] args)
    {
        bool withPeers = args.Contains("--peers");
        using PeerProcess? peers = withPeers ? PeerProcess.Start() : null;
        if (withPeers && peers is null)
            return 2;
        string[] losses = [.. args.Intersect(Losses)];
        string[] names = [.. args.Except(Losses).Where(arg => arg != "--peers")];
        var limits = new MachineLimits();
        bool possible = true;
        Console.WriteLine(
            "| shape | loss | threads | ms | GFLOP/s | of peak | GB/s | of reading | bytes allocated | per row by TensorPrimitives, ms "
            + "| TorchSharp, ms | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (Shape shape in Shapes.Where(shape => names.Length == 0 || names.Contains(shape.Name)))
        {
            (ClassificationDataset data, float[] rows) = Make(shape);
            foreach (int threads in new[] { 1, 2 })
            {
                if (IsAsked("softmax"))
                    possible &= Measure("softmax", shape, data, rows, new SoftmaxCrossEntropy<float>(), threads, limits, peers);
                if (IsAsked("hinge"))
                    possible &= Measure("hinge", shape, data, rows, new MulticlassHinge<float>(1f), threads, limits, peers);
                if (IsAsked("focal"))
                    possible &= Measure("focal, textbook", shape, data, rows, new TextbookFocal(), threads, limits, peers);
            }
        }

        if (!possible)
            Console.Error.WriteLine("A figure is over 100 % of what the machine can do: the measurement is wrong.");
        return possible ? 0 : 1;

        bool IsAsked(string loss) => losses.Length == 0 || losses.Contains(loss);
    }

    private static bool Measure<TLoss>(
        string name,
        Shape shape,
        ClassificationDataset data,
        float[] rows,
        TLoss loss,
        int threads,
        MachineLimits limits,
        PeerProcess? peers)
        where TLoss : struct, ILoss<float, int>
    {
        var objective = new LinearObjective<float, TLoss, L2<float>>(
            data, loss, new L2<float>(1e-4f), new LinearObjectiveOptions { MaxThreads = threads });
        double[] parameters = DenseExample.Parameters(objective.Dimension);
        double[] gradient = new double[parameters.Length];
        float[] single = [.. parameters.Select(p => (float)p)];
        bool byRow = threads == 1 && rows.Length > 0;
        double[] torch = new double[Rounds], byRows = new double[Rounds];
        double[] ours = new double[Rounds], peak = new double[Rounds], reading = new double[Rounds];
        if (rows.Length == 0)
            peers = null;
        peers?.Prepare(
            $"objective {name.Split(',')[0]} {shape.Rows} {shape.Features} {shape.Classes} {threads}", objective.Value(parameters));
        for (int warm = 0; warm < 3; warm++)
            objective.ValueWithGradient(parameters, gradient);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        objective.ValueWithGradient(parameters, gradient);
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        for (int round = 0; round < Rounds; round++)
        {
            peak[round] = MachineLimits.GigaflopsPerSecond(threads);
            reading[round] = limits.GigabytesPerSecond(threads);
            long start = Stopwatch.GetTimestamp();
            objective.ValueWithGradient(parameters, gradient);
            ours[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            torch[round] = peers?.Milliseconds() ?? 0.0;
            if (byRow && round < 5)
            {
                start = Stopwatch.GetTimestamp();
                ByRow(rows, data.Labels, single, data.ClassCount, loss);
                byRows[round] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        double values = shape.StoredPerRow == 0 ? (double)shape.Rows * shape.Features : (double)shape.Rows * shape.StoredPerRow;
        double bytesRead = values * (shape.StoredPerRow > 0 ? 8 : shape.Bytes ? 1 : 4);
        double ms = Median(ours);
        double gigaflops = 4.0 * values * shape.Classes / ms / 1e6;
        double gigabytes = bytesRead / ms / 1e6;
        string beside = peers is null ? " |" : FormattableString.Invariant($"{Median(torch):F1} | {Median(torch) / ms:F2}");
        (double ofPeak, double ofReading) = (gigaflops / peak.Max(), gigabytes / reading.Max());
        Console.WriteLine(FormattableString.Invariant(
            $"| {shape.Name} | {name} | {threads} | {ms:F1} | {gigaflops:F1} | {ofPeak:P0} | {gigabytes:F1} | {ofReading:P0} | {bytes} | {(byRow ? Median(byRows[..5]).ToString("F1") : "")} | {beside} |"));

        // Data that stay in cache may be read faster than memory.
        return ofPeak <= 1.0 && (ofReading <= 1.0 || bytesRead < 64e6);
    }

    /// <summary>What a careful user writes with the platform's own vector functions: example by example.</summary>
    private static double ByRow<TLoss>(ReadOnlySpan<float> rows, ReadOnlySpan<int> labels, float[] parameters, int classes, TLoss loss)
        where TLoss : struct, ILoss<float, int>
    {
        int features = rows.Length / labels.Length;
        float[] gradient = new float[parameters.Length];
        float[] scores = new float[classes];
        float[] slopes = new float[classes];
        double sum = 0.0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> x = rows.Slice(i * features, features);
            for (int c = 0; c < classes; c++)
                scores[c] = TensorPrimitives.Dot(x, parameters.AsSpan(c * features, features)) + parameters[(classes * features) + c];
            sum += loss.ValueWithGradient(scores, labels[i], slopes);
            for (int c = 0; c < classes; c++)
            {
                if (slopes[c] == 0f)
                    continue;
                Span<float> target = gradient.AsSpan(c * features, features);
                TensorPrimitives.MultiplyAdd(x, slopes[c], target, target);
                gradient[(classes * features) + c] += slopes[c];
            }
        }

        return sum / labels.Length;
    }

    private static (ClassificationDataset Data, float[] Rows) Make(Shape shape)
    {
        var random = new Random(1);
        int[] labels = [.. Enumerable.Range(0, shape.Rows).Select(_ => random.Next(shape.Classes))];
        int[] classes = [.. Enumerable.Range(0, shape.Classes)];
        if (shape.Bytes)
        {
            byte[] pixels = new byte[shape.Rows * shape.Features];
            random.NextBytes(pixels);
            return (DenseExample.AsSplit(ClassificationDataset.FromRows(pixels, shape.Features, labels, classes: classes)).ScaledBy(1.0 / 255.0), []);
        }

        if (shape.StoredPerRow == 0)
        {
            DenseExample example = DenseExample.Draw(shape.Rows, shape.Features, shape.Classes);
            return (example.ToDataset(), example.Values);
        }

        int[] starts = [.. Enumerable.Range(0, shape.Rows + 1).Select(i => i * shape.StoredPerRow)];
        int[] columns = new int[shape.Rows * shape.StoredPerRow];
        float[] stored = new float[columns.Length];
        for (int i = 0; i < shape.Rows; i++)
        {
            var chosen = new SortedSet<int>();
            while (chosen.Count < shape.StoredPerRow)
                chosen.Add(random.Next(shape.Features));
            chosen.CopyTo(columns, i * shape.StoredPerRow);
        }

        foreach (ref float value in stored.AsSpan())
            value = random.NextSingle();
        return (ClassificationDataset.FromSparseRows(starts, columns, stored, shape.Features, labels, classes), []);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}

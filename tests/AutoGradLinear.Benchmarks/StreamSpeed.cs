using System.Diagnostics;
using System.Globalization;
using AutoGradLinear.Losses;
using AutoGradLinear.Numerics;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;

namespace AutoGradLinear.Benchmarks;

/// <summary>
/// Passes over data on disk, in bounded memory, beside the same passes over the same data in memory: softmax of 10 classes over 784 floats, or over 75 of 50 000.
/// </summary>
internal static class StreamSpeed
{
    private const int Features = 784;
    private const int Classes = 10;
    private const int PartRows = 1 << 14;
    private const int Iterations = 5;
    private const int SparseFeatures = 50_000;
    private const int Stored = 75;

    /// <param name="args">The size of the data and the memory to use, in MiB, and "sparse"; or what a process of its own is to measure.</param>
    /// <returns>0, or 2 where an argument is no number.</returns>
    public static int Run(string[] args)
    {
        if (args is ["measure", string kind, string cache, string bytes])
        {
            ClassificationDataset data = DatasetCache.Open(cache, new CacheOptions { MemoryBytes = long.Parse(bytes, CultureInfo.InvariantCulture) });
            Measure(kind, kind == "mapped" ? data : InMemory(data));
            return 0;
        }

        int size = 1024;
        int bound = 64;
        if ((args.Length > 0 && !int.TryParse(args[0], out size)) || (args.Length > 1 && !int.TryParse(args[1], out bound)))
        {
            Console.Error.WriteLine("Give the size of the data and the memory to use, in MiB, and 'sparse' for sparse rows.");
            return 2;
        }

        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.cache");
        try
        {
            Compare(path, (long)size << 20, (long)bound << 20, isSparse: args is [_, _, "sparse"]);
        }
        finally
        {
            File.Delete(path);
        }

        return 0;
    }

    private static void Compare(string path, long bytes, long memoryBytes, bool isSparse)
    {
        long start = Stopwatch.GetTimestamp();
        int rows = (int)(bytes / (isSparse ? Stored * (sizeof(float) + sizeof(int)) : Features * sizeof(float)));
        DatasetCache.Write(path, Parts(rows, isSparse));
        Console.WriteLine(FormattableString.Invariant(
            $"{rows} rows of {(isSparse ? Stored : Features)} floats, {new FileInfo(path).Length >> 20} MiB, at most {memoryBytes >> 20} MiB mapped; made and written in {Seconds(start):F1} s"));
        Console.WriteLine(FormattableString.Invariant($"| data | first pass, s | pass, s | {Iterations} iterations of L-BFGS, s | objective | epoch of SGD, s | peak memory of the process, MiB |"));
        Console.WriteLine("|---|---|---|---|---|---|---|");
        MeasureAlone("mapped", path, memoryBytes);
        MeasureAlone("in memory", path, memoryBytes);
    }

    /// <summary>Measures in a process of its own, whose peak of memory is that of this measurement.</summary>
    private static void MeasureAlone(string kind, string path, long memoryBytes)
    {
        string program = Environment.ProcessPath!;
        string[] start = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        using Process process = Process.Start(program, [.. start, "streams", "measure", kind, path, memoryBytes.ToString(CultureInfo.InvariantCulture)]);
        process.WaitForExit();
    }

    private static void Measure(string name, ClassificationDataset data)
    {
        var objective = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(data, default, new L2<float>(1e-3f));
        double[] parameters = new double[objective.Dimension];
        double[] gradient = new double[objective.Dimension];
        long start = Stopwatch.GetTimestamp();
        objective.ValueWithGradient(parameters, gradient);
        double first = Seconds(start);
        double pass = Enumerable.Range(0, 5).Select(_ =>
        {
            long begin = Stopwatch.GetTimestamp();
            objective.ValueWithGradient(parameters, gradient);
            return Seconds(begin);
        }).Min();
        start = Stopwatch.GetTimestamp();
        SolverResult result = new Lbfgs(new LbfgsOptions { MaxIterations = Iterations }).Minimize(objective, parameters);
        double solve = Seconds(start);
        start = Stopwatch.GetTimestamp();
        _ = new Sgd(new SgdOptions { Epochs = 1, BatchSize = 256, LearningRate = 1e-3, Momentum = 0.0 }).Minimize(objective, new double[objective.Dimension]);
        double epoch = Seconds(start);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant(
            $"| {name} | {first:F2} | {pass:F2} | {solve:F2} | {result.Objective:R} | {epoch:F2} | {process.PeakWorkingSet64 >> 20} |"));
    }

    private static IEnumerable<ClassificationDataset> Parts(int rows, bool isSparse)
    {
        var random = new DeterministicRandom(1);
        int[] classes = [.. Enumerable.Range(0, Classes)];
        for (int first = 0; first < rows; first += PartRows)
        {
            int count = Math.Min(PartRows, rows - first);
            if (isSparse)
            {
                yield return SparsePart(count, random, classes);
                continue;
            }

            float[] values = new float[count * Features];
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)random.NextDouble();
            int[] labels = [.. Enumerable.Range(0, count).Select(row => values[row * Features] > 0.5f ? 0 : random.NextInt32(Classes))];
            yield return ClassificationDataset.FromRows(values, Features, labels, classes);
        }
    }

    /// <summary>Rows of as many stored values, one in each of as many stretches of features.</summary>
    private static ClassificationDataset SparsePart(int count, DeterministicRandom random, int[] classes)
    {
        int[] starts = [.. Enumerable.Range(0, count + 1).Select(row => row * Stored)];
        int[] columns = [.. Enumerable.Range(0, count * Stored).Select(k => (k % Stored * (SparseFeatures / Stored)) + random.NextInt32(SparseFeatures / Stored))];
        float[] values = [.. columns.Select(_ => (float)random.NextDouble())];
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.NextInt32(Classes))];
        return ClassificationDataset.FromSparseRows(starts, columns, values, SparseFeatures, labels, classes);
    }

    private static ClassificationDataset InMemory(ClassificationDataset data)
    {
        if (data.IsSparse)
            return SparseInMemory(data);
        float[] values = new float[data.Count * data.FeatureCount];
        data.CopyRows<float>(0, data.Count, values);
        return ClassificationDataset.FromRows(values, data.FeatureCount, data.Labels.ToArray(), [.. Enumerable.Range(0, Classes)]);
    }

    private static ClassificationDataset SparseInMemory(ClassificationDataset data)
    {
        int[] starts = [.. Enumerable.Range(0, data.Count + 1).Select(row => row * Stored)];
        int[] columns = new int[starts[^1]];
        float[] values = new float[starts[^1]];
        for (int row = 0; row < data.Count; row++)
        {
            data.StoredColumns(row).CopyTo(columns.AsSpan(starts[row]));
            data.CopyStoredValues(row, values.AsSpan(starts[row], Stored));
        }

        return ClassificationDataset.FromSparseRows(starts, columns, values, SparseFeatures, data.Labels.ToArray(), [.. Enumerable.Range(0, Classes)]);
    }

    private static double Seconds(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;
}

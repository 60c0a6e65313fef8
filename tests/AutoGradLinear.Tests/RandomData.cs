using AutoGradLinear.Numerics;

namespace AutoGradLinear.Tests;

/// <summary>Datasets and vectors of uniform numbers in [−1, 1), the same for the same seed.</summary>
internal static class RandomData
{
    public static double[] Vector(int length, int seed)
    {
        var random = new DeterministicRandom(seed);
        double[] vector = new double[length];
        for (int i = 0; i < length; i++)
            vector[i] = (2.0 * random.NextDouble()) - 1.0;
        return vector;
    }

    public static ClassificationDataset Make(int rows, int features, int classes, int seed, bool weighted) =>
        ClassificationDataset.FromRows(
            Vector(rows * features, seed),
            features,
            [.. Enumerable.Range(0, rows).Select(i => (i * 7) % classes)],
            classes: [.. Enumerable.Range(0, classes)],
            weights: weighted ? [.. Vector(rows, seed + 1).Select(x => x + 1.5)] : null);
}

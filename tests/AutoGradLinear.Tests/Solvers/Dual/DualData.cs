using AutoGradLinear.Numerics;

namespace AutoGradLinear.Tests.Solvers;

/// <summary>Overlapping classes: a centre for each, and noise around it.</summary>
internal static class DualData
{
    public static ClassificationDataset Dense(int rows, int features, int classes, int seed)
    {
        (double[] values, int[] labels) = Make(rows, features, classes, seed, density: 1.0);
        return ClassificationDataset.FromRows(values, features, labels, classes: [.. Enumerable.Range(0, classes)]);
    }

    public static ClassificationDataset Sparse(int rows, int features, int classes, int seed)
    {
        (double[] values, int[] labels) = Make(rows, features, classes, seed, density: 0.15);
        return ClassificationDataset.FromRows(values, features, labels, classes: [.. Enumerable.Range(0, classes)]).ToSparse();
    }

    private static (double[] Values, int[] Labels) Make(int rows, int features, int classes, int seed, double density)
    {
        var random = new DeterministicRandom(seed);
        double[] centres = RandomData.Vector(classes * features, seed + 100);
        double[] values = new double[rows * features];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            labels[i] = random.NextInt32(classes);
            for (int j = 0; j < features; j++)
            {
                double noise = (2.0 * random.NextDouble()) - 1.0;
                if (random.NextDouble() < density)
                    values[(i * features) + j] = (0.5 * centres[(labels[i] * features) + j]) + noise;
            }
        }

        return (values, labels);
    }
}

namespace AutoGradLinear.Benchmarks;

/// <summary>Random rows and labels, and the parameters at which objectives are evaluated: the same in every process.</summary>
/// <param name="Features">The number of features.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Values">The rows, one after the other.</param>
/// <param name="Labels">The class of each row.</param>
internal sealed partial record DenseExample(int Features, int Classes, float[] Values, int[] Labels)
{
    /// <summary>Draws values from 0 to 1.</summary>
    public static DenseExample Draw(int rows, int features, int classes)
    {
        var random = new Random(1);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];
        float[] values = new float[rows * features];
        foreach (ref float value in values.AsSpan())
            value = random.NextSingle();
        return new(features, classes, values, labels);
    }

    /// <summary>W row by row, then the bias.</summary>
    public static double[] Parameters(int dimension) => [.. Enumerable.Range(0, dimension).Select(i => 0.01 * Math.Sin(1.7 * i))];
}

namespace AutoGradLinear.Plots;

/// <summary>How well a feature alone tells the classes apart: the variance between the classes over that within them (R. Fisher, 1936).</summary>
internal static class FeatureSeparation
{
    /// <summary>The two features that do best, the better one first.</summary>
    public static (int First, int Second) BestTwo(ClassificationDataset data)
    {
        double[] ratios = Ratios(data);
        int[] order = [.. Enumerable.Range(0, ratios.Length).OrderByDescending(j => ratios[j])];
        return (order[0], order[1]);
    }

    private static double[] Ratios(ClassificationDataset data)
    {
        int features = data.FeatureCount, classes = data.ClassCount;
        double[] counts = new double[classes];
        double[,] sums = new double[classes, features];
        double[] squares = new double[features], row = new double[features];
        for (int i = 0; i < data.Count; i++)
        {
            data.CopyRow<double>(i, row);
            counts[data.Labels[i]]++;
            for (int j = 0; j < features; j++)
            {
                sums[data.Labels[i], j] += row[j];
                squares[j] += row[j] * row[j];
            }
        }

        return [.. Enumerable.Range(0, features).Select(Ratio)];

        double Ratio(int j)
        {
            double total = 0.0, explained = 0.0;
            for (int c = 0; c < classes; c++)
            {
                total += sums[c, j];
                explained += counts[c] > 0.0 ? sums[c, j] * sums[c, j] / counts[c] : 0.0;
            }

            double between = explained - (total * total / data.Count), within = squares[j] - explained;
            return within > 0.0 ? between / within : between > 0.0 ? double.PositiveInfinity : 0.0;
        }
    }
}
